"""One cell in one direction, bound to memory for training.

The plans and their blocks are those of a run. But of the values only those are kept from which the gradients of the
parameters are computed, and of the gradients of values none but what the recursion needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from .adjoint import uses
from .backward import BackwardPlan, plan_backward
from .backward_block import BackwardBlock
from .cell import Cell
from .expr import Apply, Expr
from .forward import ForwardPlan, plan_forward
from .forward_block import ForwardBlock
from .graph import Factor
from .matrix import Room
from .ops import Array
from .outer_sum import OuterSum, Piece
from .tape import Columns, Sizes, block_rows

BLOCK = 200_000
"""About so many numbers make one block."""

COLUMNS = 256
"""About so many columns, steps times sequences, are brought together for one product of the parameters' gradients."""


class LeanForward(ForwardBlock):
    """The forward plan, with a ``record`` of up to ``n_steps`` steps."""

    def __init__(self, plan: ForwardPlan, sizes: Sizes, n_steps: int) -> None:
        width = Columns((*plan.head, *plan.rest), sizes).width * sizes.batch
        super().__init__(plan, sizes, block_rows(n_steps, width, BLOCK))
        self.record = np.zeros((n_steps + 1, self.kept.width * sizes.batch))
        if not set(plan.halved) & set(plan.kept):
            self._halved = []

    def fill(self, inputs: Array, start: Mapping[str, Array]) -> None:
        """Run over ``inputs`` of shape (T, I, B) from the initial states, each (H, B)."""
        self.run(inputs, start, self.record[: len(inputs) + 1])

    def values(self, node: Expr, n_steps: int) -> Array:
        """What the first steps have computed for a node, of shape (T, n, B)."""
        is_state = isinstance(node, Apply) and node in self.plan.states
        columns = self.kept.flat(self.plan.states[node] if is_state else node)  # type: ignore[index]
        rows = self.record[1 : n_steps + 1] if is_state else self.record[:n_steps]
        return rows[:, columns].reshape(n_steps, -1, self.sizes.batch)

    def head(self, first: int, count: int) -> Array:
        """What matrices have multiplied at some steps, of shape (count, n, B)."""
        width = sum(map(self.sizes.of, self.plan.head)) * self.sizes.batch
        return self.record[first : first + count, :width].reshape(count, -1, self.sizes.batch)


class LeanBackward(BackwardBlock):
    """The backward plan, on what a forward block has recorded."""

    def __init__(self, plan: BackwardPlan, forward: LeanForward) -> None:
        self.forward = forward
        super().__init__(plan, forward.sizes, forward.n_rows)
        cell, batch = plan.graph.cell, self.sizes.batch
        self._uses = uses(cell, self.sizes)
        pairs = [(use.adjoints, use.reads) for use in self._uses]
        affines = [affine for call in plan_forward(cell).products for affine in call.results]
        self._affines = list(self._pieces(self.kept.span(affines)))
        heights = self.sizes.hidden_size * len(affines), sum(map(self.sizes.of, forward.plan.head))
        n_blocks = max(1, COLUMNS // (batch * self.n_rows))
        self.products = OuterSum(pairs, heights, batch, self.n_rows * n_blocks)
        self._sums = {v.name: list(self._pieces(self.columns_of(v))) for v in plan.graph.vectors}
        self._direct = list(self._pieces(self.columns_of(cell.input)))
        self._output = list(self._pieces(self.columns_of(plan.graph.values[cell.output.name])))
        self._into = [(use, np.zeros(self._shape_into(len(use.input_matrices)))) for use in self._uses]
        self._rooms += [
            Room(name, matrix[k * self.sizes.hidden_size : (k + 1) * self.sizes.hidden_size])
            for use, matrix in self._into
            for k, name in enumerate(use.input_matrices)
            if name is not None
        ]

    def fill(self, upstream: Array, gradients: Mapping[str, Array], below: Array | None, norms: Array | None) -> None:
        """Store the gradients of the parameters in ``gradients``, and those of the inputs (T, I, B) in ``below``.

        ``upstream`` is dL/d(what the cell gives), of shape (T, H, B). ``norms`` (T, B) becomes the norm of the whole
        gradient of that.
        """
        n_rows, count, n_steps = self.n_rows, 0, len(upstream)
        (given,) = self._given.values()
        self.products.begin()
        for target in (*(gradients[name] for name in self._sums), *([] if below is None else [below])):
            target[...] = 0.0
        for first in reversed(range(0, n_steps, n_rows)):
            later, count = count, min(n_rows, n_steps - first)
            for rows in (self._rows, self._apart):
                rows[count] = rows[0] if later else 0.0
            given[:count] = upstream[first : first + count]
            self._take_values(first, count)
            self._run_block(count)
            self._collect(slice(first, first + count), gradients, below, norms)
        self._multiply(0, below)
        for use, total in zip(self._uses, self.products.totals, strict=True):
            for name, (reads, adjoints) in use.parameters:
                gradients[name][...] = total[adjoints, reads]

    def _allocate(self) -> None:
        super()._allocate()
        self._columns_of_values = self.forward.kept
        self._values = np.zeros((self.n_rows + 1, self.forward.record.shape[1]))
        self._states = [self.forward.kept.flat(state) for state in self.plan.graph.updates]

    def _shape_into(self, n_readers: int) -> tuple[int, int]:
        return n_readers * self.sizes.hidden_size, self.sizes.input_size

    def _pieces(self, columns: slice | None) -> Iterator[Piece]:
        """The histories, of shape (rows, n, B), that make up columns of the gradients, each with its place there."""
        if columns is None:
            return
        batch = self.sizes.batch
        for source, place in self._copies:
            first, last = max(columns.start, place.start // batch), min(columns.stop, place.stop // batch)
            if first < last:
                inside = slice(first * batch - place.start, last * batch - place.start)
                yield (
                    source[:, inside].reshape(self.n_rows, -1, batch),
                    slice(first - columns.start, last - columns.start),
                )

    def _take_values(self, first: int, count: int) -> None:
        record = self.forward.record
        self._values[:count] = record[first : first + count]
        for columns in self._states:
            self._values[count, columns] = record[first + count, columns]

    def _collect(self, steps: slice, gradients: Mapping[str, Array], below: Array | None, norms: Array | None) -> None:
        """Take what a block has found, from its first rows."""
        first, count = steps.start, steps.stop - steps.start
        left = [(source[:count], place) for source, place in self._affines]
        head = self.forward.head(first, count)
        self.products.add(left, [(head, slice(0, head.shape[1]))], count)
        for name, pieces in self._sums.items():
            for source, place in pieces:
                gradients[name][place] += source[:count].sum(axis=(0, 2))
        for source, place in self._direct if below is not None else ():
            below[steps, place] += source[:count]  # type: ignore[index]
        if norms is not None:
            norms[steps] = np.sqrt(sum((source[:count] ** 2).sum(axis=1) for source, _ in self._output))
        if self.products.free < self.n_rows:
            self._multiply(first, below)

    def _multiply(self, first: int, below: Array | None) -> None:
        """Multiply what has been collected of the steps from ``first`` on."""
        left = self.products.left
        count = left.shape[1] // self.sizes.batch
        for use, matrix in self._into if below is not None and count else ():
            if use.input_matrices:
                flows = (matrix.T @ left[use.readers]).reshape(-1, count, self.sizes.batch)
                below[first : first + count] += flows.swapaxes(0, 1)  # type: ignore[index]
        self.products.multiply()


def bind_lean(cell: Cell, sizes: Sizes, n_steps: int) -> tuple[LeanForward, LeanBackward]:
    """Both plans of a cell for sequences of up to ``n_steps`` steps."""
    plan = plan_backward(cell, (cell.output.name,))
    wanted = {*plan.graph.vectors, cell.input}
    plan = replace(plan, others={node: factor for node, factor in plan.others.items() if node in wanted})
    forward = plan_forward(cell)
    needed = set(_leaves(plan, forward))
    scratch = forward.scratch | {slot for slot in forward.rest if slot not in needed}
    lean = LeanForward(replace(forward, scratch=scratch), sizes, n_steps)
    return lean, LeanBackward(plan, lean)


def _leaves(plan: BackwardPlan, forward: ForwardPlan) -> Iterator[Expr]:
    """The slots that the backward plan or the next layer reads, with all states."""
    slots = {*forward.head, *forward.rest}
    todo: list[Factor] = [*plan.coefficients.values(), *plan.others.values(), *plan.heard.values()]
    while todo:
        node = todo.pop()
        if not isinstance(node, Expr):
            continue
        slot = forward.states.get(node, node) if isinstance(node, Apply) else node
        if slot in slots:
            yield slot
        elif isinstance(node, Apply):
            todo.extend(node.args)
    yield from plan.graph.updates
