"""What flows back to the values of a step, and which of it lies side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations, product
from typing import Literal, TypeAlias

from .expr import Apply, Expr, Symbol
from .graph import Graph, operands
from .ops import AFFINE

Kind: TypeAlias = Literal["state", "cut", "affine", "recurrent"]

FAR = 1_000_000
MOST_CUTS = 3
"""Up to this many cuts, all their orders are tried."""


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


def arrangements(graph: Graph, parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    """Orders of the parts: those of a cut stay together, and among them those to the same kind of node."""
    groups = [
        [
            tuple(part for kind in kinds for part in mine if _kind(graph, part.to) == kind)
            for kinds in _orders(graph, mine)
        ]
        for cut in dict.fromkeys(part.of for part in parts)
        for mine in [[part for part in parts if part.of is cut]]
    ]
    for order in permutations(groups) if len(groups) <= MOST_CUTS else [tuple(groups)]:
        for chosen in product(*order):
            yield tuple(part for group in chosen for part in group)


def _orders(graph: Graph, parts: Sequence[Part]) -> Iterator[tuple[Kind, ...]]:
    return permutations(dict.fromkeys(_kind(graph, part.to) for part in parts))


def _kind(graph: Graph, target: Expr) -> Kind:
    if isinstance(target, Symbol):
        return "state"
    if target not in graph.affines:
        return "cut"
    assert isinstance(target, Apply)
    return "recurrent" if any(operand in graph.updates for operand in operands(target)) else "affine"


class Layout:
    """The slots of a row: the parts, then what arrives through matrices or from outside, there or in a row apart."""

    def __init__(self, graph: Graph, given: Sequence[Apply], parts: Sequence[Part], apart: bool) -> None:
        self.graph = graph
        self.own: dict[Apply, Slot] = {}
        sources: list[tuple[Expr, Slot]] = [(part.to, part) for part in parts]
        for target, slot in (*sources, *((node, Given(node)) for node in given)):
            if isinstance(target, Apply) and target.op is AFFINE:
                self.own.setdefault(target, slot)
        self._index: dict[Slot, int] = {part: k for k, part in enumerate(parts)}
        arrivals: list[Slot] = []
        for target in (*graph.updates, *graph.operands):
            arrivals += [Arrival(target, k) for k, _ in enumerate(self.runs(target))]
            new = graph.updates[target] if isinstance(target, Symbol) else target
            arrivals += [Given(node) for node in given if node is new]
        arrivals += [Given(node) for node in given if Given(node) not in arrivals]
        self.row: tuple[Slot, ...] = tuple(parts) if apart else (*parts, *arrivals)
        self.apart: tuple[Slot, ...] = tuple(arrivals) if apart else ()

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots of both rows."""
        return self.row + self.apart

    def runs(self, operand: Expr) -> list[list[Apply]]:
        """The affine forms that multiply an operand, those whose adjoints lie side by side together."""
        users = [affine for affine in self.graph.affines if operand in operands(affine) and affine in self.own]
        place = {affine: self._index.get(self.own[affine], -2 * k) for k, affine in enumerate(users, 1)}
        runs: list[list[Apply]] = []
        for affine in sorted(users, key=place.__getitem__):
            if runs and place[affine] == place[runs[-1][-1]] + 1:
                runs[-1].append(affine)
            else:
                runs.append([affine])
        return runs

    def position(self, place: Place) -> int:
        """Where a place lies in memory, in slots; rows of their own are far away."""
        if place.slot in self.row:
            return self.row.index(place.slot) + len(self.row) * place.in_next
        return FAR + self.apart.index(place.slot) + len(self.apart) * place.in_next

    def are_adjacent(self, places: Sequence[Place]) -> bool:
        """Whether places in ascending order lie side by side, those of the next row behind those of this one."""
        return all(self.position(b) == self.position(a) + 1 for a, b in pairwise(places))
