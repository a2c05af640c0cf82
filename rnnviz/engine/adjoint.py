"""The gradients of one unrolled cell: of its values, inputs, initial states and parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from .backward_block import BackwardBlock
from .cell import Cell
from .expr import Apply, Expr
from .forward import ONE, plan_forward
from .matrix import split, stretch, terms
from .ops import Array
from .tape import Columns, Sizes, batch_first

if TYPE_CHECKING:
    from .unroll import Unrolled

CHUNK = 2048
"""So many columns (steps times batch) of a record are brought together for one product."""


@dataclass(frozen=True, slots=True)
class Use:
    """Affine forms that share a product: their columns among the adjoints, and what they read in the record.

    ``parameters`` are the places of the gradients in the product of both. ``readers`` are the columns of those that
    read the input, through ``input_matrices``; one among them that does not has None.
    """

    adjoints: slice
    reads: slice
    parameters: tuple[tuple[str, tuple[slice | int, slice]], ...]
    readers: slice
    input_matrices: tuple[str | None, ...]


@dataclass(frozen=True, eq=False)
class Adjoint:
    """dL/d(everything) of one unrolled cell.

    ``record`` has a row for each step; ``start`` is by the name of the state.
    """

    unrolled: Unrolled
    block: BackwardBlock
    record: Array
    start: Mapping[str, Array]

    @cached_property
    def values(self) -> dict[str, Array]:
        """dL/d(value) by name, of shape (T, n), or (T, B, n) for a batch."""
        return {name: batch_first(self._at(columns)) for name, columns in self.block.value_columns.items()}

    @cached_property
    def inputs(self) -> Array:
        """dL/dx of shape (T, I), or (T, B, I) for a batch."""
        parts = [self._input_part(use) for use in self._uses if use.input_matrices]
        direct = self.block.columns_of(self.unrolled.cell.input)
        if direct is not None or not parts:
            parts.append(self._at(direct, self.block.sizes.input_size))
        return batch_first(sum(parts[1:], parts[0]))

    @cached_property
    def parameters(self) -> dict[str, Array]:
        """The gradient of each parameter, over all steps and the whole batch."""
        found: dict[str, Array] = {}
        for use in self._uses:
            total = _outer_sum(self.unrolled.record[:-1, use.reads], self.record[:, use.adjoints])
            for name, place in use.parameters:
                found[name] = total[place].T
        for vector in self.block.plan.graph.vectors:
            found[vector.name] = self.of(vector).sum(axis=(0, *range(2, self.record.ndim)))
        return found

    def contributions(self, name: str) -> Array:
        """Each step's contribution to the gradient of one parameter, of shape (T, *shape), over the whole batch."""
        adjoint, operand = self._use_of(name)
        if self.record.ndim == 2:
            return adjoint if operand is None else adjoint[:, :, None] * operand[:, None, :]
        return adjoint.sum(axis=2) if operand is None else adjoint @ operand.swapaxes(1, 2)

    def partial_sum(self, name: str, steps: slice) -> Array:
        """What some steps add to the gradient of one parameter, in its shape; not for a batch."""
        adjoint, operand = self._use_of(name)
        total: Array = adjoint[steps].sum(axis=0) if operand is None else adjoint[steps].T @ operand[steps]
        return total

    @property
    def _uses(self) -> tuple[Use, ...]:
        return uses(self.unrolled.cell, self.block.sizes)

    def _use_of(self, name: str) -> tuple[Array, Array | None]:
        """The adjoint of what a parameter is used in, and what a matrix multiplies there."""
        for affine in self.block.plan.graph.affines:
            for parameter, operand in terms(affine):
                if parameter == name:
                    return self.of(affine), None if operand is ONE else self.unrolled.history(operand)
        vector = next(vector for vector in self.block.plan.graph.vectors if vector.name == name)
        return self.of(vector), None

    def _input_part(self, use: Use) -> Array:
        """What flows back to the input through one product."""
        matrix = np.concatenate([self._input_matrix(name) for name in use.input_matrices])
        adjoints = self.record[:, use.readers]
        product: Array = adjoints @ matrix if adjoints.ndim == 2 else matrix.T @ adjoints
        return product

    def _input_matrix(self, name: str | None) -> Array:
        if name is None:
            return np.zeros((self.block.sizes.hidden_size, self.block.sizes.input_size))
        return self.unrolled.parameters[name]

    def of(self, node: Expr) -> Array:
        """dL/d(node) of the graph, of shape (T, n), or (T, n, B) for a batch; 0 where nothing flows."""
        return self._at(self.block.columns_of(node))

    def _at(self, columns: slice | None, size: int | None = None) -> Array:
        """Columns of the record; 0 where nothing flows."""
        if columns is not None:
            return self.record[:, columns]
        shape = (len(self.record), size or self.block.sizes.hidden_size, *self.record.shape[2:])
        return np.broadcast_to(0.0, shape)


@lru_cache(maxsize=32)
def uses(cell: Cell, sizes: Sizes) -> tuple[Use, ...]:
    """The products of a cell as its gradients need them."""
    plan = plan_forward(cell)
    record = Columns(plan.kept, sizes)
    adjoints = Columns([affine for call in plan.products for affine in call.results], sizes)
    found: list[Use] = []
    for affines in (group for call in plan.products for group in split(call.results, record)):
        reads, span = stretch(affines, record), adjoints.span(affines)
        parameters = [
            (name, _place(record, reads, operand, slice(*(k - span.start for k in adjoints.bounds(affine)))))
            for affine in affines
            for name, operand in terms(affine)
        ]
        found.append(Use(span, reads, tuple(parameters), *_readers(cell, affines, adjoints)))
    return tuple(found)


def _readers(cell: Cell, affines: Sequence[Apply], adjoints: Columns) -> tuple[slice, tuple[str | None, ...]]:
    """The columns from the first affine form that reads the input to the last, and their matrices for it."""
    names = [next((name for name, operand in terms(affine) if operand is cell.input), None) for affine in affines]
    reading = [k for k, name in enumerate(names) if name is not None]
    if not reading:
        return slice(0, 0), ()
    first, last = reading[0], reading[-1] + 1
    return adjoints.span(affines[first:last]), tuple(names[first:last])


def _place(record: Columns, reads: slice, operand: Expr, columns: slice) -> tuple[slice | int, slice]:
    """Where the gradient of what multiplies an operand lies in the product of all that is read with the adjoints."""
    first, last = (k - reads.start for k in record.bounds(operand))
    return first if operand is ONE else slice(first, last), columns


def _outer_sum(left: Array, right: Array) -> Array:
    """Σ over steps (and batch) of left ⊗ right, for (T, n) and (T, m), or (T, n, B) and (T, m, B)."""
    if left.ndim == 2:
        return left.T @ right
    steps = max(1, min(CHUNK // left.shape[2], len(left) // 8))
    total: Array = np.zeros((left.shape[1], right.shape[1]))
    for first in range(0, len(left), steps):
        some = slice(first, first + steps)
        total += np.tensordot(left[some], right[some], axes=((0, 2), (0, 2)))
    return total
