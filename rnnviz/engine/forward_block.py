"""The forward plan bound to memory: a block of steps as one flat list of calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from .cell import Cell
from .clamp import NO_CLAMPS, Clamps, Held
from .expr import Apply, Expr, Symbol
from .forward import LIFT, Call, ForwardPlan, plan_forward
from .matrix import Matrix, split
from .ops import AFFINE, Array
from .store import Store
from .tape import CONSTANTS, BoundCall, Columns, Sizes, Views, bind, block_rows, mean_of_two


class ForwardBlock:
    """A plan with its own rows of memory, which hold one block of steps at a time; ``clamped`` states can be held."""

    def __init__(self, plan: ForwardPlan, sizes: Sizes, n_rows: int, clamped: Sequence[str] = ()) -> None:
        self.plan = plan
        self.sizes = sizes
        self.n_rows = n_rows
        self.store = Store()
        self.columns = Columns((*plan.head, *plan.rest), sizes)
        self.kept = Columns(plan.kept, sizes)
        self._allocate()
        self._vectors = {p.name: np.zeros(sizes.cell) for p in plan.graph.vectors}
        self._still = [Matrix(call.results, plan, self.columns) for call in plan.still]
        self._moving = {
            call: [Matrix(affines, plan, self.columns) for affines in split(call.results, self.columns)]
            for call in plan.calls
            if call.op is AFFINE
        }
        self._held = {state: Held(n_rows, sizes) for state in clamped}
        self.calls = list(self._bind(careful=False))
        self._careful: list[BoundCall] = []

    def load(self, parameters: Mapping[str, Array]) -> None:
        """Take new parameters."""
        for matrix in (*self._still, *(matrix for matrices in self._moving.values() for matrix in matrices)):
            matrix.load(parameters)
        for name, vector in self._vectors.items():
            vector.reshape(self.sizes.hidden_size, -1)[...] = parameters[name][:, None]

    def run(self, inputs: Array, start: Mapping[str, Array], record: Array, clamps: Clamps = NO_CLAMPS) -> None:
        """Fill ``record`` from ``inputs`` of shape (T, I, B) and the initial states, each (H, B).

        ``record`` has shape (T + 1, width), with the batch within the width.
        """
        n_steps = len(inputs)
        for name, (history, _) in self._states.items():
            history[0] = start[name].reshape(-1)
        for first in range(0, n_steps, self.n_rows):
            count = min(self.n_rows, n_steps - first)
            self._inputs[:count] = inputs[first : first + count]
            for state, held in self._held.items():
                held.load(clamps[state][first : first + count])
            self._run_block(count)
            for source, target in self._copies:
                record[first : first + count, target] = self.rows[:count, source]
            for history, _ in self._states.values():
                history[0] = history[count]
        record[n_steps] = 0.0
        for history, columns in self._states.values():
            record[n_steps, columns] = history[0]

    def _run_block(self, count: int) -> None:
        for matrix in self._still:
            matrix.multiply_all(self.tape[:count])
        n_calls = count * (len(self.calls) // self.n_rows)
        for function, arguments in self.calls[:n_calls] if count < self.n_rows else self.calls:
            function(*arguments)
        if any(np.isnan(self.rows[: count + 1, columns]).any() for columns in self._blind):
            self._careful = self._careful or list(self._bind(careful=True))
            for function, arguments in self._careful[:n_calls]:
                function(*arguments)
        for columns in self._halved:
            np.multiply(self.rows[:count, columns], 2.0, out=self.rows[:count, columns])

    def _allocate(self) -> None:
        """Rows for a block and one more."""
        plan, batch = self.plan, self.sizes.batch
        self.rows = np.zeros((self.n_rows + 1, self.columns.width * batch))
        self.tape = self.rows.reshape(self.n_rows + 1, -1, batch) if batch > 1 else self.rows
        for one in plan.ones:
            self.rows[:, self.columns.flat(one)] = 1.0
        x = self.columns.flat(plan.graph.cell.input)
        self._inputs = self.rows[:, x].reshape(self.n_rows + 1, -1, batch)
        self._states = {
            state.name: (self.rows[:, self.columns.flat(state)], self.kept.flat(state)) for state in plan.graph.updates
        }
        self._halved = self.columns.runs(plan.halved)
        self._blind = [self.columns.flat(operand) for operand in plan.blind]
        kept = self.columns.runs(plan.kept)
        stops = np.cumsum([run.stop - run.start for run in kept]).tolist()
        self._copies = [(run, slice(stop - run.stop + run.start, stop)) for run, stop in zip(kept, stops, strict=True)]

    def _bind(self, careful: bool) -> Iterator[BoundCall]:
        self._views = Views(self.rows)
        for step in range(self.n_rows):
            for call in self.plan.calls:
                if call.op is AFFINE:
                    for matrix in self._moving[call]:
                        yield matrix.bind(self._piece(step, matrix.rows), self._piece(step, matrix.columns))
                elif call.op is LIFT:
                    yield from self._bind_lift(step, call)
                else:
                    arguments = [self._view(step, operands) for operands in call.arguments]
                    yield bind(call.op, arguments, self._view(step, call.results), careful)
                yield from self._bind_clamps(step, call)

    def _bind_clamps(self, step: int, call: Call) -> Iterator[BoundCall]:
        for result in call.results:
            state = self.plan.states.get(result)
            if state is not None and state.name in self._held:
                yield self._held[state.name].set(self._view(step, (result,)), step)

    def _piece(self, step: int, columns: slice) -> Array:
        """Columns of one step, flat."""
        batch = self.sizes.batch
        first = step * self.rows.shape[1] + columns.start * batch
        return self._views.piece(first, (columns.stop - columns.start) * batch)

    def _view(self, step: int, nodes: Sequence[Expr]) -> Array:
        """Values that lie side by side at one step, flat."""
        first = nodes[0]
        if isinstance(first, Symbol) and first.kind == "parameter":
            return self._vectors[first.name]
        if isinstance(first, Apply) and first in self.plan.states:
            return self._piece(step + 1, self.columns.of(self.plan.states[first]))
        return self._piece(step, self.columns.span(nodes))

    def _bind_lift(self, step: int, call: Call) -> Iterator[BoundCall]:
        """½ a + ½: where ones lie behind a, the product of [½ ½] with both."""
        bent, out = self._view(step, call.arguments[0]), self._view(step, call.results)
        if self.plan.is_one_call(call):
            pair = self._view(step, (*call.arguments[0], *call.arguments[1]))
            yield mean_of_two, (pair.reshape(2, -1), out)
        else:
            yield np.multiply, (bent, CONSTANTS[0.5], out)
            yield np.add, (out, CONSTANTS[0.5], out)


@lru_cache(maxsize=24)
def forward_block(cell: Cell, sizes: Sizes, n_rows: int, clamped: tuple[str, ...] = ()) -> ForwardBlock:
    """The plan of a cell bound to sizes; it is kept, so that new parameters cost nothing but a copy."""
    return ForwardBlock(plan_forward(cell), sizes, n_rows, clamped)


@lru_cache(maxsize=64)
def forward_rows(cell: Cell, sizes: Sizes, n_steps: int) -> int:
    """How many of ``n_steps`` to do in one block."""
    plan = plan_forward(cell)
    return block_rows(n_steps, Columns((*plan.head, *plan.rest), sizes).width * sizes.batch)
