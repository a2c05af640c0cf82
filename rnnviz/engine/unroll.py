"""One cell unrolled over one sequence in one direction, or over a batch of them: every value, every gradient.

This is where the parts of the engine meet. A cell becomes a graph (``graph``); a plan says which values lie side by
side and which calls a step takes, forward (``forward``, ``chain``) and back (``backward``, ``arrival``); a block binds
a plan to memory for some tens of steps (``forward_block``, ``backward_block``, on ``tape``, ``matrix`` and
``evaluation``); here blocks run over a whole sequence, and leave records that belong to the result alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from .adjoint import Adjoint
from .backward_block import backward_block, backward_rows
from .cell import Cell
from .clamp import NO_CLAMPS, Clamps
from .expr import Expr
from .forward import plan_forward
from .forward_block import forward_block, forward_rows
from .ops import Array
from .tape import Columns, Sizes, batch_first


@dataclass(frozen=True, eq=False)
class Unrolled:
    """Every value of a cell at every step; names are without the layer, arrays read-only.

    ``record`` has a row for what each step receives and computes, and one more for the states that the last step
    leaves; its shape is (T + 1, width), or (T + 1, width, B) for a batch of B sequences. ``clamps`` hold units.
    """

    cell: Cell
    parameters: Mapping[str, Array]
    sizes: Sizes
    record: Array
    clamps: Clamps = field(default_factory=dict)

    @property
    def n_steps(self) -> int:
        """The number of steps T."""
        return len(self.record) - 1

    @cached_property
    def values(self) -> dict[str, Array]:
        """Each value by name, of shape (T, n), or (T, B, n) for a batch."""
        return {name: batch_first(self.record[place]) for name, place in _named_places(self.cell, self.sizes)}

    def is_state(self, name: str) -> bool:
        """Whether a value is a state, which then has an initial value too."""
        return any(state.name == name for state in self.cell.states)

    @property
    def nodes(self) -> Iterable[Expr]:
        """The nodes of the graph that have a history."""
        return _places(self.cell, self.sizes)

    def history(self, node: Expr) -> Array:
        """What a node of the graph is at every step, of shape (T, n), or (T, n, B) for a batch."""
        return self.record[_places(self.cell, self.sizes)[node]]

    def backward(self, upstream: Mapping[str, Array]) -> Adjoint:
        """Back-propagate dL/d(value) that is given for any of the values, each (T, n) or (T, B, n)."""
        n_steps, batch = self.n_steps, self.record.shape[2:]
        heard = tuple(sorted(upstream))
        rows = backward_rows(self.cell, heard, self.sizes, n_steps)
        block = backward_block(self.cell, heard, self.sizes, rows, tuple(self.clamps))
        block.load(self.parameters)
        given = {name: _batch_last(array) for name, array in upstream.items()}
        gradients = block.store.take(n_steps, block.kept.width * self.sizes.batch)
        start = block.run(self.record.reshape(n_steps + 1, -1), given, gradients, self.clamps)
        gradients.flags.writeable = False
        if batch:
            gradients = gradients.reshape(n_steps, -1, *batch)
            start = {name: array.reshape(-1, *batch).T for name, array in start.items()}
        return Adjoint(self, block, gradients, start)


def unroll(
    cell: Cell, parameters: Mapping[str, Array], inputs: Array, start: Mapping[str, Array], clamps: Clamps = NO_CLAMPS
) -> Unrolled:
    """Run ``cell`` from the states in ``start``, names without the layer.

    ``inputs`` has shape (T, I) and each state (H,); for a batch of B sequences (T, B, I) and (B, H).
    """
    n_steps, batch = len(inputs), inputs.shape[1:-1]
    hidden_size = next(iter(start.values())).shape[-1]
    sizes = Sizes(inputs.shape[-1], hidden_size, *(batch or (1,)))
    block = forward_block(cell, sizes, forward_rows(cell, sizes, n_steps), tuple(clamps))
    block.load(parameters)
    record = block.store.take(n_steps + 1, block.kept.width * sizes.batch)
    block.run(_batch_last(inputs), {name: array.T for name, array in start.items()}, record, clamps)
    record.flags.writeable = False
    return Unrolled(cell, parameters, sizes, record.reshape(n_steps + 1, -1, *batch) if batch else record, clamps)


def _batch_last(array: Array) -> Array:
    """(T, B, n) as (T, n, B), and (T, n) as (T, n, 1)."""
    return array[:, :, None] if array.ndim == 2 else array.swapaxes(1, 2)


@lru_cache(maxsize=32)
def _places(cell: Cell, sizes: Sizes) -> dict[Expr, tuple[slice, slice]]:
    """For each node of the graph, its rows and its columns in a record."""
    plan = plan_forward(cell)
    columns = Columns(plan.kept, sizes)
    places = {node: (slice(None, -1), columns.of(node)) for node in plan.kept}
    return places | {new: (slice(1, None), columns.of(old)) for new, old in plan.states.items()}


@lru_cache(maxsize=32)
def _named_places(cell: Cell, sizes: Sizes) -> tuple[tuple[str, tuple[slice, slice]], ...]:
    """For each value, its rows and its columns in a record."""
    places = _places(cell, sizes)
    return tuple((name, places[node]) for name, node in plan_forward(cell).graph.values.items())
