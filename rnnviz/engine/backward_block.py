"""The backward plan bound to memory: a block of steps as one flat list of calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from .arrival import Given, Part, Place, Slot
from .backward import Add, BackwardPlan, Gather, Product, Scatter, plan_backward
from .cell import Cell
from .clamp import NO_CLAMPS, Clamps, Held
from .evaluation import Evaluation, join_copies
from .expr import Apply, Expr, Symbol
from .forward import plan_forward
from .matrix import Room, terms
from .ops import Array
from .store import Store
from .tape import BoundCall, Columns, Sizes, Views, block_rows

SMALL = 256
"""Up to this length of a vector, one product with ones is faster than adding and copying."""


class BackwardBlock:
    """A plan with its own rows of memory, which hold one block of steps at a time.

    Beside the slots of the plan there are rows of coefficients, by which the parts are multiplied, of values, as the
    forward step has kept them, and of adjoints: that of a cut stands once for each of its parts. ``clamped`` states
    can be held.
    """

    def __init__(self, plan: BackwardPlan, sizes: Sizes, n_rows: int, clamped: Sequence[str] = ()) -> None:
        self.plan = plan
        self.sizes = sizes
        self.n_rows = n_rows
        self.store = Store()
        self._n_parts = {
            cut: sum(isinstance(slot, Part) and slot.of is cut for slot in plan.slots) for cut in plan.cuts
        }
        self._rooms: list[Room] = []
        self._matrices = {step: self._matrix(step) for step in plan.instructions if isinstance(step, Product)}
        self._vectors = {vector: np.zeros(sizes.cell) for vector in plan.graph.vectors}
        self._allocate()
        self._evaluate()
        self._held = {
            node: (state.name, Held(n_rows, sizes, self._adjoints[node].shape[1] // sizes.cell))
            for state, node in plan.graph.updates.items()
            if state.name in clamped
        }
        self.value_columns = {name: self.columns_of(node) for name, node in plan.graph.values.items()}
        self.calls = [call for step in reversed(range(self.n_rows)) for call in self._bind(step)]

    def load(self, parameters: Mapping[str, Array]) -> None:
        """Take new parameters."""
        for room in self._rooms:
            room.load(parameters)
        for symbol, vector in self._vectors.items():
            vector.reshape(self.sizes.hidden_size, -1)[...] = parameters[symbol.name][:, None]

    def columns_of(self, node: Expr) -> slice | None:
        """Where the gradient of a node lies in a row of the gradients; None if it is 0."""
        if node in self.kept.first:
            return self.kept.of(node)
        match self.plan.others.get(node, 0):
            case Apply() as factor:
                return self.kept.of(factor)
            case Symbol() as symbol:
                return self.kept.of(next(node for node, adjoint in self.plan.adjoints.items() if adjoint is symbol))
            case _:
                return None

    def run(
        self, record: Array, upstream: Mapping[str, Array], gradients: Array, clamps: Clamps = NO_CLAMPS
    ) -> dict[str, Array]:
        """Fill ``gradients`` of shape (T, width) and give the gradients of the initial states.

        ``record`` is what the forward block has filled; it and ``gradients`` have the batch within the width. Each
        array of ``upstream`` has shape (T, H, B).
        """
        n_rows, count = self.n_rows, 0
        for first in reversed(range(0, len(gradients), n_rows)):
            later, count = count, min(n_rows, len(gradients) - first)
            for rows in (self._rows, self._apart):
                rows[count] = rows[0] if later else 0.0
            self._values[:count] = record[first : first + count]
            for columns in self._states:
                self._values[count, columns] = record[first + count, columns]
            for name, given in upstream.items():
                self._given[name][:count] = given[first : first + count]
            for state, held in self._held.values():
                held.load(clamps[state][first : first + count])
            self._run_block(count)
            for source, target in self._copies:
                gradients[first : first + count, target] = source[:count]
        return {name: sum(flows, np.zeros(self.sizes.cell)) for name, flows in self._starts.items()}

    def _run_block(self, count: int) -> None:
        for function, arguments in self._before:
            function(*arguments)
        skipped = (self.n_rows - count) * (len(self.calls) // self.n_rows)
        for function, arguments in self.calls[skipped:] if skipped else self.calls:
            function(*arguments)
        for function, arguments in self._after:
            function(*arguments)

    def _matrix(self, product: Product) -> Array:
        """The stacked matrices that carry adjoints back to one operand."""
        size = self.sizes.hidden_size
        matrix = np.zeros((len(product.affines) * size, size))
        for k, affine in enumerate(product.affines):
            name = next(name for name, operand in terms(affine) if operand is product.to.to)
            self._rooms.append(Room(name, matrix[k * size : (k + 1) * size]))
        return matrix

    def _allocate(self) -> None:
        """Rows of slots, of coefficients, of values and of adjoints."""
        size, plan, rows = self.sizes.cell, self.plan, self.n_rows
        self._columns_of_values = Columns(plan_forward(plan.graph.cell).kept, self.sizes)
        self._values = np.zeros((rows + 1, self._columns_of_values.width * self.sizes.batch))
        self._states = [self._columns_of_values.flat(state) for state in plan.graph.updates]
        self._rows = np.zeros((rows + 1, len(plan.slots) * size))
        self._apart = np.zeros((rows + 1, len(plan.apart) * size))
        self._views = Views(self._rows), Views(self._apart)
        self._home: dict[Slot, tuple[Array, int]] = {
            slot: (memory, k * size)
            for memory, slots in ((self._rows, plan.slots), (self._apart, plan.apart))
            for k, slot in enumerate(slots)
        }
        self._given = {
            name: self._history(Given(node), 1).reshape(rows, -1, self.sizes.batch) for name, node in plan.heard.items()
        }
        self._coefficients = np.zeros((rows, len(plan.coefficients) * size))
        copies = {cut: max(1, n) if size <= SMALL else 1 for cut, n in self._n_parts.items()}
        self._adjoints = {cut: np.zeros((rows, n * size)) for cut, n in copies.items()}
        self._starts = {
            state.name: [self._view(Place(slot, False), 0) for slot in self._home if _goes_to(slot, state)]
            for state in plan.graph.updates
        }

    def _leaves(self) -> dict[Expr, Array]:
        """The histories that expressions are made of: values, parameters, constants, and what the recursion finds."""
        plan, columns = self.plan, self._columns_of_values
        leaves: dict[Expr, Array] = {slot: self._values[:-1, columns.flat(slot)] for slot in columns.first}
        for new, old in plan_forward(plan.graph.cell).states.items():
            leaves[new] = self._values[1:, columns.flat(old)]
        for node, symbol in plan.adjoints.items():
            assert isinstance(node, Apply)
            if node in self._adjoints:
                leaves[symbol] = self._adjoints[node][:, : self.sizes.cell]
            elif node in plan.own:
                leaves[symbol] = self._history(plan.own[node], int(isinstance(plan.own[node], Given)))
            else:
                leaves[symbol] = np.zeros((self.n_rows, self.sizes.cell))
        leaves |= {vector: self._vectors[vector] for vector in plan.graph.vectors}
        leaves |= {symbol: np.array(float(number)) for number, symbol in plan.graph.algebra.constants.items()}
        return leaves

    def _evaluate(self) -> None:
        """Bind what is computed for all rows at once: coefficients before the recursion, other gradients after it."""
        size, plan = self.sizes.cell, self.plan
        rest = list(dict.fromkeys(factor for factor in plan.others.values() if isinstance(factor, Apply)))
        others = np.zeros((self.n_rows, len(rest) * size))
        leaves = self._leaves()
        evaluation = Evaluation(leaves, others[:, :size] if rest else np.zeros((self.n_rows, size)))
        for part, factor in plan.coefficients.items():
            evaluation.store(factor, self._coefficients[:, self._columns(part)])
        self._before = evaluation.bind()
        for k, factor in enumerate(rest):
            evaluation.store(factor, others[:, k * size : (k + 1) * size])
        self._after = evaluation.bind()
        forward = plan_forward(plan.graph.cell)
        affines = [affine for call in forward.products for affine in call.results]
        self.kept = Columns([*affines, *plan.cuts, *rest], self.sizes)
        copies = [(leaves[plan.adjoints[node]], self.kept.flat(node)) for node in (*affines, *plan.cuts)]
        copies += [(others[:, k * size : (k + 1) * size], self.kept.flat(factor)) for k, factor in enumerate(rest)]
        self._copies = join_copies(copies)

    def _columns(self, slot: Slot, count: int = 1) -> slice:
        """The columns of slots that lie side by side in their row."""
        first = self._home[slot][1]
        return slice(first, first + count * self.sizes.cell)

    def _history(self, slot: Slot, shift: int) -> Array:
        """A slot at all steps; given gradients lie one row further on."""
        return self._home[slot][0][shift : shift + self.n_rows, self._columns(slot)]

    def _view(self, place: Place, step: int, count: int = 1) -> Array:
        """Slots that lie side by side at one step, from the end of a row on into the next one too."""
        memory, first = self._home[place.slot]
        start = (step + place.in_next) * memory.shape[1] + first
        return self._views[memory is self._apart].piece(start, count * self.sizes.cell)

    def _bind(self, step: int) -> Iterator[BoundCall]:
        for instruction in self.plan.instructions:
            match instruction:
                case Gather(cut):
                    yield from self._bind_gather(instruction, step)
                    if cut in self._held:
                        yield self._held[cut][1].silence(self._adjoints[cut][step], step)
                case Scatter(cut, parts):
                    yield from self._bind_scatter(cut, parts, step)
                case Product():
                    yield self._bind_product(instruction, step)
                case Add(into, term):
                    total = self._view(into, step)
                    yield np.add, (total, self._view(term, step), total)

    def _bind_gather(self, gather: Gather, step: int) -> Iterator[BoundCall]:
        """The sum of the terms, as often as it is needed."""
        size = self.sizes.cell
        adjoint = self._adjoints[gather.cut][step].reshape(-1, size)
        terms = [self._view(place, step) for place in gather.terms]
        if len(terms) == 1:
            yield np.copyto, (adjoint, terms[0])
        elif len(terms) == 2 and len(adjoint) == 1:
            yield np.add, (*terms, adjoint[0])
        elif size <= SMALL and gather.adjacent:
            stacked = self._view(gather.terms[0], step, len(terms)).reshape(len(terms), size)
            yield _adder(len(adjoint), len(terms)), (stacked, adjoint)
        else:
            yield np.add, (terms[0], terms[1], adjoint[0])
            for term in terms[2:]:
                yield np.add, (adjoint[0], term, adjoint[0])
            if len(adjoint) > 1:
                yield np.copyto, (adjoint[1:], adjoint[0])

    def _bind_scatter(self, cut: Apply, parts: Sequence[Part], step: int) -> Iterator[BoundCall]:
        """The parts of a cut: one call on copies of its adjoint, or one for each part of a long one."""
        adjoint = self._adjoints[cut][step]
        count = adjoint.size // self.sizes.cell
        for part in parts[::count]:
            coefficient = self._coefficients[step, self._columns(part, count)]
            yield np.multiply, (adjoint, coefficient, self._view(Place(part, False), step, count))

    def _bind_product(self, product: Product, step: int) -> BoundCall:
        own = self.plan.own[product.affines[0]]
        adjoints = self._view(Place(own, isinstance(own, Given)), step, len(product.affines))
        out = self._view(Place(product.to, False), step)
        matrix = self._matrices[product]
        if self.sizes.batch == 1:
            return adjoints.dot, (matrix, out)
        batch = self.sizes.batch
        return matrix.T.dot, (adjoints.reshape(-1, batch), out.reshape(-1, batch))


def _goes_to(slot: Slot, state: Symbol) -> bool:
    return not isinstance(slot, Given) and slot.to is state


@lru_cache(maxsize=32)
def _adder(copies: int, terms: int) -> Callable[..., Array]:
    """Adds rows up, and gives copies of their sum."""
    return np.ones((copies, terms)).dot


@lru_cache(maxsize=32)
def backward_block(
    cell: Cell, heard: tuple[str, ...], sizes: Sizes, n_rows: int, clamped: tuple[str, ...] = ()
) -> BackwardBlock:
    """The plan of a cell bound to sizes; it is kept, so that new parameters cost nothing but a copy."""
    return BackwardBlock(plan_backward(cell, heard), sizes, n_rows, clamped)


@lru_cache(maxsize=64)
def backward_rows(cell: Cell, heard: tuple[str, ...], sizes: Sizes, n_steps: int) -> int:
    """How many of ``n_steps`` to do in one block."""
    slots = plan_backward(cell, heard).slots
    return block_rows(
        n_steps, Columns(plan_forward(cell).kept, sizes).width * sizes.batch + 3 * len(slots) * sizes.cell
    )
