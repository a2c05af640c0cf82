"""The gradients of one unrolled cell: of its values, inputs, initial states and parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from .backward import BackwardPlan
from .expr import Apply, Expr, Symbol
from .forward import ONE, Call, plan_forward
from .matrix import stretch, terms
from .ops import Array
from .tape import Columns, batch_first

if TYPE_CHECKING:
    from .unroll import Unrolled

CHUNK = 2048
"""So many columns (steps times batch) of a record are brought together for one product."""


@dataclass(frozen=True, eq=False)
class Adjoint:
    """dL/d(everything) of one unrolled cell; ``record`` has a row for each step, ``start`` is by the name of the state."""

    unrolled: Unrolled
    plan: BackwardPlan
    columns: Columns
    record: Array
    start: Mapping[str, Array]

    @cached_property
    def values(self) -> dict[str, Array]:
        """dL/d(value) by name, of shape (T, n), or (T, B, n) for a batch."""
        return {name: batch_first(self.history(node)) for name, node in self.plan.graph.values.items()}

    def history(self, node: Expr) -> Array:
        """dL/d(node) at every step, of shape (T, n), or (T, n, B) for a batch."""
        if node in self.columns.first:
            return self.record[:, self.columns.of(node)]
        match self.plan.others.get(node, 0):
            case Apply() as factor:
                return self.record[:, self.columns.of(factor)]
            case Symbol() as symbol:
                return self.record[:, self.columns.of(self._stands_for[symbol])]
            case _:
                shape = (len(self.record), self.columns.sizes.of(node), *self.record.shape[2:])
                return np.broadcast_to(0.0, shape)

    @cached_property
    def inputs(self) -> Array:
        """dL/dx of shape (T, I), or (T, B, I) for a batch."""
        x = self.plan.graph.cell.input
        total = self.history(x).copy()
        for affines in self._readers(x):
            names = [name for affine in affines for name, operand in terms(affine) if operand is x]
            matrix = np.concatenate([self.unrolled.parameters[name] for name in names])
            adjoints = self.record[:, self.columns.span(affines)]
            total += adjoints @ matrix if total.ndim == 2 else matrix.T @ adjoints
        return batch_first(total)

    @cached_property
    def parameters(self) -> dict[str, Array]:
        """The gradient of each parameter, over all steps and the whole batch."""
        axes = (0, *range(2, self.record.ndim))
        found = {vector.name: self.history(vector).sum(axis=axes) for vector in self.plan.graph.vectors}
        for call in plan_forward(self.plan.graph.cell).products:
            found.update(self._gradients_of(call))
        return found

    def contributions(self, name: str) -> Array:
        """Each step's contribution to the gradient of one parameter, of shape (T, *shape), over the whole batch."""
        adjoint, operand = self._use(name)
        if self.record.ndim == 2:
            return adjoint if operand is None else adjoint[:, :, None] * operand[:, None, :]
        return adjoint.sum(axis=2) if operand is None else adjoint @ operand.swapaxes(1, 2)

    def _use(self, name: str) -> tuple[Array, Array | None]:
        """The adjoint of what a parameter is used in, and what a matrix multiplies there."""
        for affine in self.plan.graph.affines:
            for parameter, operand in terms(affine):
                if parameter == name:
                    return self.history(affine), None if operand is ONE else self.unrolled.history(operand)
        vector = next(vector for vector in self.plan.graph.vectors if vector.name == name)
        return self.history(vector), None

    def _gradients_of(self, call: Call) -> Iterator[tuple[str, Array]]:
        """The gradients of the parameters of affine forms that share a product."""
        columns = self.unrolled.columns
        read = stretch(call.results, columns)
        total = _outer_sum(self.unrolled.record[:-1, read], self.record[:, self.columns.span(call.results)])
        for affine, block in zip(call.results, np.split(total, len(call.results), axis=1), strict=True):
            for name, operand in terms(affine):
                first, last = (k - read.start for k in columns.bounds(operand))
                yield name, block[first] if operand is ONE else block[first:last].T

    def _readers(self, operand: Expr) -> list[list[Apply]]:
        """The affine forms that read an operand, those that lie side by side together."""
        found: list[list[Apply]] = []
        for affine in sorted(self.plan.graph.affines, key=self.columns.first.__getitem__):
            if all(read is not operand for _, read in terms(affine)):
                continue
            if found and self.columns.bounds(found[-1][-1])[1] == self.columns.bounds(affine)[0]:
                found[-1].append(affine)
            else:
                found.append([affine])
        return found

    @cached_property
    def _stands_for(self) -> dict[Symbol, Expr]:
        return {symbol: node for node, symbol in self.plan.adjoints.items()}


def _outer_sum(left: Array, right: Array) -> Array:
    """Σ over steps (and batch) of left ⊗ right, for (T, n) and (T, m), or (T, n, B) and (T, m, B)."""
    if left.ndim == 2:
        return left.T @ right
    steps = max(1, CHUNK // left.shape[2])
    total: Array = np.zeros((left.shape[1], right.shape[1]))
    for first in range(0, len(left), steps):
        some = slice(first, first + steps)
        total += np.tensordot(left[some], right[some], axes=((0, 2), (0, 2)))
    return total
