"""The backward step of a cell as few calls.

The recursion is linear in the adjoints, with coefficients made of forward values alone. It is cut at the new states
and at the operands that the step computes for a matrix: from the adjoint of a cut, each of its *parts* (what flows on
to an affine form, to another cut, to an old state) is one product with a coefficient. The coefficients of all steps are
computed before the recursion, the gradients of all other values after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from .arrival import Arrival, Given, Layout, Part, Place, Slot, arrangements
from .cell import Cell
from .expr import Apply, Expr, Symbol
from .forward import plan_forward
from .graph import Factor, Graph, graph_of
from .ops import AFFINE


@dataclass(frozen=True, slots=True)
class Add:
    """into += term."""

    into: Place
    term: Place


@dataclass(frozen=True, slots=True)
class Gather:
    """The adjoint of a cut is the sum of ``terms``; ``adjacent`` says that they lie side by side in that order."""

    cut: Apply
    terms: tuple[Place, ...]
    adjacent: bool


@dataclass(frozen=True, slots=True)
class Scatter:
    """The parts of a cut, side by side, are its adjoint times their coefficients."""

    cut: Apply
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """The adjoints of affine forms, side by side, times their matrices."""

    affines: tuple[Apply, ...]
    to: Arrival


Instruction: TypeAlias = Add | Gather | Scatter | Product


@dataclass(frozen=True, eq=False)
class BackwardPlan:
    """One step backward, without sizes, where gradients are given for the values in ``heard``.

    ``slots`` are those of a row in order, ``apart`` those of a row in other memory; ``own`` is the slot in which the
    adjoint of an affine form ends up. ``others`` are the values that the recursion does not pass: their gradients are
    expressions of forward values and of the symbols in ``adjoints``, which stand for what the recursion has found.
    """

    graph: Graph
    heard: Mapping[str, Apply]
    cuts: tuple[Apply, ...]
    coefficients: Mapping[Part, Factor]
    slots: tuple[Slot, ...]
    apart: tuple[Slot, ...]
    instructions: tuple[Instruction, ...]
    own: Mapping[Apply, Slot]
    adjoints: Mapping[Expr, Symbol]
    others: Mapping[Expr, Factor]


@lru_cache(maxsize=256)
def plan_backward(cell: Cell, heard: tuple[str, ...]) -> BackwardPlan:
    """The plan for a cell when gradients are given for the values named in ``heard``."""
    graph = graph_of(cell)
    given = {name: graph.values[name] for name in heard}
    cuts = _cuts(graph, given)
    coefficients = _coefficients(graph, cuts)
    layouts = (
        Layout(graph, tuple(given.values()), parts, apart)
        for parts in arrangements(graph, tuple(coefficients))
        for apart in (False, True)
    )
    layout, steps = min(((layout, tuple(_instructions(layout, cuts))) for layout in layouts), key=_n_calls)
    adjoints: dict[Expr, Symbol] = {node: Symbol("adjoint", "input", ()) for node in (*cuts, *graph.affines)}
    below = graph.adjoints(dict(adjoints), ())
    return BackwardPlan(
        graph=graph,
        heard=given,
        cuts=cuts,
        coefficients=coefficients,
        slots=layout.row,
        apart=layout.apart,
        instructions=steps,
        own=layout.own,
        adjoints=adjoints,
        others={node: factor for node, factor in below.items() if node not in adjoints and not _is_state(node)},
    )


def _cuts(graph: Graph, given: Mapping[str, Apply]) -> tuple[Apply, ...]:
    """New states, computed operands, and values whose gradient is given: the last to be computed comes first."""
    wanted = {*graph.updates.values(), *graph.operands, *given.values()}
    return tuple(node for node in reversed(graph.nodes) if node in wanted and node.op is not AFFINE)


def _coefficients(graph: Graph, cuts: Sequence[Apply]) -> dict[Part, Factor]:
    """The derivative of each cut by everything that it flows on to, in the order of the slots of the forward step."""
    order = {slot: k for k, slot in enumerate(plan_forward(graph.cell).rest)}
    coefficients: dict[Part, Factor] = {}
    for cut in cuts:
        reached = graph.adjoints({cut: 1}, cuts)
        for node in sorted(reached, key=lambda node: order.get(node, len(order))):
            if node is not cut and reached[node] != 0 and (node in cuts or _is_state(node) or node in graph.affines):
                coefficients[Part(cut, node)] = reached[node]
    return coefficients


def _is_state(node: Expr) -> bool:
    return isinstance(node, Symbol) and node.kind == "state"


def _n_calls(planned: tuple[Layout, Sequence[Instruction]]) -> int:
    """How many NumPy calls a step takes."""
    hard = [step for step in planned[1] if isinstance(step, Gather) and len(step.terms) > 1 and not step.adjacent]
    return len(planned[1]) + len(hard)


def _instructions(layout: Layout, cuts: Sequence[Apply]) -> Iterator[Instruction]:
    """The step, cut by cut."""
    graph, done = layout.graph, set[Apply]()
    for cut in cuts:
        if cut in graph.operands:
            yield from _multiply(layout, cut, done)
        yield from _gather(layout, cut)
        parts = tuple(slot for slot in layout.slots if isinstance(slot, Part) and slot.of is cut)
        if parts:
            yield Scatter(cut, parts)
    for affine in graph.affines:
        yield from _complete(layout, affine, done)
    for state in graph.updates:
        yield from _multiply(layout, state, done)


def _multiply(layout: Layout, operand: Expr, done: set[Apply]) -> Iterator[Instruction]:
    """Carry the adjoints of affine forms back to one of their operands."""
    for k, run in enumerate(layout.runs(operand)):
        for affine in run:
            yield from _complete(layout, affine, done)
        yield Product(tuple(run), Arrival(operand, k))


def _complete(layout: Layout, affine: Apply, done: set[Apply]) -> Iterator[Instruction]:
    """Add up what flows to an affine form from several cuts."""
    own = layout.own.get(affine)
    if own is None or affine in done:
        return
    done.add(affine)
    for slot in layout.slots:
        if slot != own and not isinstance(slot, Arrival) and affine is (slot.to if isinstance(slot, Part) else slot.of):
            yield Add(Place(own, False), Place(slot, isinstance(slot, Given)))


def _gather(layout: Layout, cut: Apply) -> Iterator[Instruction]:
    """Add up the adjoint of a cut: terms at equal distances in one call, others before that one by one."""
    old = next((state for state, new in layout.graph.updates.items() if new is cut), None)
    terms = [
        Place(slot, isinstance(slot, Given) or slot.to is old)
        for slot in layout.slots
        if (slot.of is cut if isinstance(slot, Given) else slot.to is cut or slot.to is old)
    ]
    terms.sort(key=layout.position)
    while len(terms) > 2 and not layout.are_adjacent(terms):
        first, second, *terms = terms
        yield Add(second, first)
        terms = [second, *terms]
    if terms:
        yield Gather(cut, tuple(terms), layout.are_adjacent(terms))
