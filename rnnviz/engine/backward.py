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
from itertools import pairwise
from typing import Literal, TypeAlias

from .cell import Cell
from .expr import Apply, Expr, Symbol
from .graph import Factor, Graph, graph_of, operands
from .ops import AFFINE


@dataclass(frozen=True, slots=True)
class Part:
    """What flows from the adjoint of a cut to a node below it."""

    of: Apply
    to: Expr


@dataclass(frozen=True, slots=True)
class Arrival:
    """What matrices carry back to one of their operands; ``run`` counts the products that this takes."""

    to: Expr
    run: int


@dataclass(frozen=True, slots=True)
class Given:
    """The gradient of a value that is given from outside."""

    of: Apply


Slot: TypeAlias = Part | Arrival | Given


@dataclass(frozen=True, slots=True)
class Place:
    """A slot of the row of this step, or of the row of the step after it."""

    slot: Slot
    in_next: bool


@dataclass(frozen=True, slots=True)
class Add:
    """into += term."""

    into: Place
    term: Place


@dataclass(frozen=True, slots=True)
class Gather:
    """The adjoint of a cut is the sum of ``terms``, which lie at equal distances."""

    cut: Apply
    terms: tuple[Place, ...]


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


Kind: TypeAlias = Literal["state", "cut", "affine", "recurrent"]
Instruction: TypeAlias = Add | Gather | Scatter | Product


_ONLY: tuple[Kind, ...] = ("affine", "recurrent", "cut", "state")
_FIRST: tuple[Kind, ...] = ("state", "cut", "affine", "recurrent")
_LAST: tuple[Kind, ...] = ("recurrent", "affine", "cut", "state")


@dataclass(frozen=True, eq=False)
class BackwardPlan:
    """One step backward, without sizes, where gradients are given for the values in ``heard``.

    ``slots`` are those of a row in order; ``own`` is the slot in which the adjoint of an affine form ends up. ``others``
    are the values that the recursion does not pass: their gradients are expressions of forward values and of the
    symbols in ``adjoints``, which stand for what the recursion has found.
    """

    graph: Graph
    heard: Mapping[str, Apply]
    cuts: tuple[Apply, ...]
    coefficients: Mapping[Part, Factor]
    slots: tuple[Slot, ...]
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
    layout = _Layout(graph, tuple(given.values()), tuple(coefficients))
    adjoints: dict[Expr, Symbol] = {node: Symbol("adjoint", "input", ()) for node in (*cuts, *graph.affines)}
    below = graph.adjoints(dict(adjoints), ())
    return BackwardPlan(
        graph=graph,
        heard=given,
        cuts=cuts,
        coefficients=coefficients,
        slots=layout.slots,
        instructions=tuple(_instructions(layout, cuts)),
        own=layout.own,
        adjoints=adjoints,
        others={node: factor for node, factor in below.items() if node not in adjoints and not _is_state(node)},
    )


def _cuts(graph: Graph, given: Mapping[str, Apply]) -> tuple[Apply, ...]:
    """New states, computed operands, and values whose gradient is given: the last to be computed comes first."""
    wanted = {*graph.updates.values(), *graph.operands, *given.values()}
    return tuple(node for node in reversed(graph.nodes) if node in wanted and node.op is not AFFINE)


def _coefficients(graph: Graph, cuts: Sequence[Apply]) -> dict[Part, Factor]:
    """The derivative of each cut by everything that it flows on to."""
    coefficients: dict[Part, Factor] = {}
    for cut in cuts:
        for node, factor in graph.adjoints({cut: 1}, cuts).items():
            if node is not cut and factor != 0 and (node in cuts or _is_state(node) or node in graph.affines):
                coefficients[Part(cut, node)] = factor
    return coefficients


def _is_state(node: Expr) -> bool:
    return isinstance(node, Symbol) and node.kind == "state"


class _Layout:
    """The slots of a row: the parts of each cut side by side, and so, where it can be, the affine forms of a state."""

    def __init__(self, graph: Graph, given: Sequence[Apply], parts: Sequence[Part]) -> None:
        self.graph = graph
        self.given = given
        ordered = self._ordered(parts)
        self.own: dict[Apply, Slot] = {}
        sources: list[tuple[Expr, Slot]] = [(part.to, part) for part in ordered]
        for target, slot in (*sources, *((node, Given(node)) for node in given)):
            if isinstance(target, Apply) and target.op is AFFINE:
                self.own.setdefault(target, slot)
        arrivals: list[Slot] = []
        for target in (*graph.updates, *graph.operands):
            arrivals += [Arrival(target, k) for k, _ in enumerate(self.runs(target, ordered))]
            new = graph.updates[target] if isinstance(target, Symbol) else target
            arrivals += [Given(node) for node in given if node is new]
        rest = [Given(node) for node in given if Given(node) not in arrivals]
        self.slots: tuple[Slot, ...] = (*ordered, *arrivals, *rest)

    def runs(self, operand: Expr, slots: Sequence[Slot]) -> list[list[Apply]]:
        """The affine forms that multiply an operand, those whose adjoints lie side by side together."""
        users = [affine for affine in self.graph.affines if operand in operands(affine) and affine in self.own]
        place = {affine: slots.index(self.own[affine]) if self.own[affine] in slots else -9 for affine in users}
        runs: list[list[Apply]] = []
        for affine in sorted(users, key=place.__getitem__):
            if runs and place[affine] == place[runs[-1][-1]] + 1:
                runs[-1].append(affine)
            else:
                runs.append([affine])
        return runs

    def _ordered(self, parts: Sequence[Part]) -> tuple[Part, ...]:
        """Two cuts put their affine forms of the states where they meet; old states go to the end of the row."""
        cuts = list(dict.fromkeys(part.of for part in parts))
        ordered: list[Part] = []
        for k, cut in enumerate(cuts):
            mine = [part for part in parts if part.of is cut]
            order = _ONLY if len(cuts) == 1 else _LAST if k == len(cuts) - 1 else _FIRST
            ordered += [part for kind in order for part in mine if self._kind(part.to) == kind]
        return tuple(ordered)

    def _kind(self, target: Expr) -> Kind:
        if isinstance(target, Symbol):
            return "state"
        if target not in self.graph.affines:
            return "cut"
        assert isinstance(target, Apply)
        return "recurrent" if any(_is_state(operand) for operand in operands(target)) else "affine"


def _instructions(layout: _Layout, cuts: Sequence[Apply]) -> Iterator[Instruction]:
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


def _multiply(layout: _Layout, operand: Expr, done: set[Apply]) -> Iterator[Instruction]:
    """Carry the adjoints of affine forms back to one of their operands."""
    for k, run in enumerate(layout.runs(operand, layout.slots)):
        for affine in run:
            yield from _complete(layout, affine, done)
        yield Product(tuple(run), Arrival(operand, k))


def _complete(layout: _Layout, affine: Apply, done: set[Apply]) -> Iterator[Instruction]:
    """Add up what flows to an affine form from several cuts."""
    own = layout.own.get(affine)
    if own is None or affine in done:
        return
    done.add(affine)
    for slot in layout.slots:
        if slot != own and not isinstance(slot, Arrival) and affine is (slot.to if isinstance(slot, Part) else slot.of):
            yield Add(Place(own, False), Place(slot, isinstance(slot, Given)))


def _gather(layout: _Layout, cut: Apply) -> Iterator[Instruction]:
    """Add up the adjoint of a cut: terms at equal distances in one call, others before that one by one."""
    old = next((state for state, new in layout.graph.updates.items() if new is cut), None)
    terms = [
        Place(slot, isinstance(slot, Given) or slot.to is old)
        for slot in layout.slots
        if (slot.of is cut if isinstance(slot, Given) else slot.to is cut or slot.to is old)
    ]
    while not _is_even(layout, terms):
        first, second, *terms = terms
        yield Add(second, first)
        terms = [second, *terms]
    if terms:
        yield Gather(cut, tuple(terms))


def _is_even(layout: _Layout, terms: Sequence[Place]) -> bool:
    """Whether places lie at equal distances, in ascending order."""
    at = [layout.slots.index(place.slot) + len(layout.slots) * place.in_next for place in terms]
    return len({b - a for a, b in pairwise(at)}) <= 1 and at == sorted(at)
