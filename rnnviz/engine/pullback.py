"""The chain rule within one step, for all steps of an unrolled cell at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .cell import Cell
from .clamp import held_units
from .evaluation import Evaluation
from .expr import Apply, Expr, Symbol
from .graph import Factor, Graph, graph_of, operands
from .matrix import terms
from .ops import AFFINE, Array
from .unroll import Unrolled


@dataclass(frozen=True, slots=True)
class Diagonal:
    """A diagonal matrix for each step; ``entries`` has shape (T, n)."""

    entries: Array

    def dense(self) -> Array:
        """The matrices themselves, of shape (T, n, n)."""
        n_steps, size = self.entries.shape
        matrices = np.zeros((n_steps, size, size))
        matrices.reshape(n_steps, -1)[:, :: size + 1] = self.entries
        return matrices


Rows: TypeAlias = Diagonal | Array
"""For each step, m rows of derivatives by one value: an array of shape (T, m, n), or a diagonal (then m = n)."""


@dataclass(frozen=True, eq=False)
class Flows:
    """What flows on from each cut to the cuts, affine forms and symbols below it, and with which factor.

    Cuts are the new states, the operands that a step computes for a matrix, and the values asked for; the last to be
    computed comes first. ``belts`` has, for each state, the factor of its belt: the elementwise path from the old
    state to the new one on which gates and candidates are held fixed; 0 where there is none.
    """

    graph: Graph
    cuts: tuple[Apply, ...]
    factors: Mapping[Apply, Mapping[Expr, Factor]]
    belts: Mapping[Symbol, Factor]


@lru_cache(maxsize=256)
def flows_of(cell: Cell, heard: tuple[str, ...]) -> Flows:
    """The flows of a cell where the values named in ``heard`` are asked for."""
    graph = graph_of(cell)
    wanted = {*graph.updates.values(), *graph.operands, *(graph.values[name] for name in heard)}
    cuts = tuple(node for node in reversed(graph.nodes) if node in wanted and node.op is not AFFINE)
    factors = {cut: _reached(graph, cut, cuts) for cut in cuts}
    fixed = {graph.values[equation.name] for equation in cell.equations if equation.role != "state"}
    belts = {state: graph.adjoints({new: 1}, fixed).get(state, 0) for state, new in graph.updates.items()}
    return Flows(graph, cuts, factors, belts)


def _reached(graph: Graph, cut: Apply, cuts: Sequence[Apply]) -> dict[Expr, Factor]:
    """The derivative of a cut by everything that it flows on to."""
    reached = graph.adjoints({cut: 1}, cuts)
    return {
        node: factor
        for node, factor in reached.items()
        if node is not cut and factor != 0 and (node in cuts or _is_end(node, graph))
    }


def _is_end(node: Expr, graph: Graph) -> bool:
    return node in graph.affines if isinstance(node, Apply) else isinstance(node, Symbol) and node.kind != "parameter"


class Pullback:
    """Takes derivatives by values of each step back to what the step computes them from, and receives.

    Steps are in the order in which the cell runs. Nothing passes through units that are held.
    """

    def __init__(self, unrolled: Unrolled, heard: Sequence[str] = (), steps: slice = slice(None)) -> None:
        self.unrolled = unrolled
        self.flows = flows_of(unrolled.cell, tuple(sorted(heard)))
        self._steps = steps

    @property
    def graph(self) -> Graph:
        """The graph that the nodes belong to."""
        return self.flows.graph

    @property
    def shape(self) -> tuple[int, int]:
        """The number of steps, and the hidden size."""
        return len(range(*self._steps.indices(self.unrolled.n_steps))), self.unrolled.sizes.hidden_size

    @cached_property
    def factors(self) -> dict[tuple[Apply, Expr], Array | int]:
        """The factor of every flow, of shape (T, H); or a number."""
        flows = ((cut, to, factor) for cut, below in self.flows.factors.items() for to, factor in below.items())
        return self._computed({(cut, to): factor for cut, to, factor in flows})

    def belt(self, state: str) -> Array:
        """The diagonal of the belt of a state, of shape (T, H)."""
        symbol = self.symbol(state)
        new = self.graph.updates[symbol]
        found = self._computed({(new, symbol): self.flows.belts[symbol]})
        belt = np.broadcast_to(np.asarray(next(iter(found.values())), dtype=float), self.shape)
        for held in (self.held[node] for node in (new, symbol) if node in self.held):
            belt = np.where(held, 0.0, belt)
        return belt

    @cached_property
    def held(self) -> dict[Expr, NDArray[np.bool_]]:
        """Which units are held of states as a step receives and as it leaves them, each (T, H)."""
        clamps = self.unrolled.clamps
        clamped = [(symbol, new) for symbol, new in self.graph.updates.items() if symbol.name in clamps]
        received = {symbol: held_units(clamps, symbol.name, received=True)[self._steps] for symbol, _ in clamped}
        return received | {new: held_units(clamps, symbol.name)[self._steps] for symbol, new in clamped}

    def free(self, node: Expr, rows: Rows) -> Rows:
        """Derivatives by a node, with 0 by its units that are held."""
        if node not in self.held:
            return rows
        held = self.held[node]
        if isinstance(rows, Diagonal):
            return Diagonal(np.where(held, 0.0, rows.entries))
        return np.where(held[:, None], 0.0, rows)

    def symbol(self, state: str) -> Symbol:
        """A state as a step receives it."""
        return next(symbol for symbol in self.graph.updates if symbol.name == state)

    def node(self, name: str) -> Expr:
        """A value as a step computes it, or the input."""
        return self.unrolled.cell.input if name == "x" else self.graph.values[name]

    def back(self, given: Mapping[Expr, Rows], fixed: Collection[Expr] = ()) -> Found:
        """Take derivatives by some values (which, but for affine forms, are cuts) back to everything below.

        Nothing passes through cuts that are ``fixed``.
        """
        found = Found(self, given)
        for cut in self.flows.cuts:
            here = None if cut in fixed else found.get(cut)
            if here is not None:
                for target in self.flows.factors[cut]:
                    found.add(target, _scaled(here, self.factors[cut, target]))
        return found

    def matrix(self, affine: Apply, operand: Expr) -> Array:
        """What an affine form multiplies an operand by."""
        return self.unrolled.parameters[next(name for name, read in terms(affine) if read is operand)]

    def _computed(self, wanted: Mapping[tuple[Apply, Expr], Factor]) -> dict[tuple[Apply, Expr], Array | int]:
        """The values of factors, each different one computed once."""
        leaves: dict[Expr, Array] = {node: self.unrolled.history(node)[self._steps] for node in self.unrolled.nodes}
        for vector in self.graph.vectors:
            leaves[vector] = np.broadcast_to(self.unrolled.parameters[vector.name], self.shape)
        leaves |= {symbol: np.array(float(k)) for k, symbol in self.graph.algebra.constants.items()}
        evaluation = Evaluation(leaves, np.empty(self.shape))
        outs: dict[Expr, Array] = {}
        for factor in wanted.values():
            if isinstance(factor, Expr) and factor not in outs:
                outs[factor] = np.empty(self.shape)
                evaluation.store(factor, outs[factor])
        for function, arguments in evaluation.bind():
            function(*arguments)
        return {flow: outs[factor] if isinstance(factor, Expr) else factor for flow, factor in wanted.items()}


class Found:
    """What has been taken back, in parts; what matrices carry to an operand is added once it is asked for."""

    def __init__(self, pullback: Pullback, given: Mapping[Expr, Rows]) -> None:
        self._pullback = pullback
        self._height = next((_height(rows) for rows in given.values()), 1)
        self._parts: dict[Expr, list[Rows]] = {node: [pullback.free(node, rows)] for node, rows in given.items()}
        self._multiplied: set[Expr] = set()

    def add(self, node: Expr, rows: Rows) -> None:
        """Let rows flow to a node."""
        self._parts.setdefault(node, []).append(self._pullback.free(node, rows))

    def get(self, node: Expr) -> Rows | None:
        """All that has come to a node; None where nothing does."""
        parts = self._all(node)
        if not parts:
            return None
        self._parts[node] = [_total(parts)]
        return self._parts[node][0]

    def dense(self, node: Expr, less: Array | None = None) -> Array:
        """All that has come to a node, of shape (T, m, n), without the diagonal ``less``."""
        parts = self._all(node)
        if less is not None:
            straight = [part.entries for part in parts if isinstance(part, Diagonal)]
            # What is on the belt cancels exactly before anything else is added.
            parts = [part for part in parts if not isinstance(part, Diagonal)]
            parts.append(Diagonal(sum(straight, np.zeros(less.shape)) - less))
        if not parts:
            width = self._pullback.unrolled.sizes.of(node)
            return np.broadcast_to(0.0, (self._pullback.shape[0], self._height, width))
        total = _total(parts)
        return total.dense() if isinstance(total, Diagonal) else total

    def _all(self, node: Expr) -> list[Rows]:
        """The parts that have come to a node, with those that matrices carry."""
        if node not in self._multiplied:
            self._multiplied.add(node)
            self._multiply(node)
        return self._parts.get(node, [])

    def _multiply(self, operand: Expr) -> None:
        """Carry what has come to affine forms back to one of their operands."""
        diagonals: list[Array] = []
        matrices: list[Array] = []
        for affine in self._pullback.graph.affines:
            rows = self.get(affine) if operand in operands(affine) else None
            if isinstance(rows, Diagonal):
                diagonals.append(rows.entries)
                matrices.append(self._pullback.matrix(affine, operand))
            elif rows is not None:
                self.add(operand, rows @ self._pullback.matrix(affine, operand))
        if diagonals:
            self.add(operand, _combined(diagonals, matrices))


def identity(pullback: Pullback) -> Diagonal:
    """The derivative of a value by itself at every step."""
    return Diagonal(np.ones(pullback.shape))


def _height(rows: Rows) -> int:
    return (rows.entries if isinstance(rows, Diagonal) else rows).shape[1]  # type: ignore[no-any-return]


def _total(parts: Sequence[Rows]) -> Rows:
    """The sum of parts."""
    diagonals = [part.entries for part in parts if isinstance(part, Diagonal)]
    full = [part for part in parts if not isinstance(part, Diagonal)]
    diagonal: Array = sum(diagonals[1:], diagonals[0]) if diagonals else np.empty(0)
    if not full:
        return Diagonal(diagonal)
    total: Array = sum(full[1:], full[0])
    if not diagonals:
        return total
    total = total.copy()
    size = total.shape[-1]
    np.einsum("tii->ti", total)[...] += diagonal[:, :size]
    return total


def _scaled(rows: Rows, factor: Array | int) -> Rows:
    """Rows times a factor for each column."""
    if isinstance(factor, int):
        return rows if factor == 1 else Diagonal(rows.entries * factor) if isinstance(rows, Diagonal) else rows * factor
    return Diagonal(rows.entries * factor) if isinstance(rows, Diagonal) else rows * factor[:, None, :]


def _combined(diagonals: Sequence[Array], matrices: Sequence[Array]) -> Array:
    """Σ diag(d) M for each step, for d of shape (T, n) and M of shape (n, m), as one product for each row."""
    left = np.stack(diagonals, axis=-1).swapaxes(0, 1)
    combined: Array = np.matmul(left, np.stack(matrices, axis=1)).swapaxes(0, 1)
    return combined
