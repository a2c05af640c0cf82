"""The wires of a cell on its grid: which nets there are, in which order they are routed, and where they end.

A box that mixes several vectors gets them through a ``join``, where their wires meet; boxes that mix the same
vectors share one join and the bus that leaves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ..engine.cell import Cell
from .anatomy import Anatomy, dissect, old
from .layout import Layout, Placer, arrange
from .routing import ALL, EAST, NORTH, SOUTH, WEST, Direction, GridPoint, Request, Route, Router

FIRST_COLUMN = 4
"""The place of the first column; to its left stand the border, a lane for trunks and one for the first join."""
LANES = 5
"""How many places lie to the right of the last column, the border included."""
RAILS = 3
"""How many rows lie between the bus and the lower border."""


@dataclass(frozen=True, slots=True)
class Join:
    """Where the wires of several operands meet; ``users`` are the boxes that its bus feeds."""

    name: str
    operands: tuple[str, ...]
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wiring:
    """Every part's place on the grid and every wire; places are counted in half columns and half rows.

    ``places`` also holds the joins (``join:…``), the new states at the right border (``new:…``) and the output at
    the upper border (``output``).
    """

    anatomy: Anatomy
    layout: Layout
    places: dict[str, GridPoint]
    joins: tuple[Join, ...]
    routes: tuple[Route, ...]
    width: int
    height: int
    gate_row: int
    bus_row: int


@cache
def wire(cell: Cell) -> Wiring:
    """The wiring of a cell."""
    return _Wirer(dissect(cell)).wire()


class _Wirer:
    def __init__(self, anatomy: Anatomy) -> None:
        self.anatomy = anatomy
        self.layout = arrange(anatomy)
        self.placer = Placer(anatomy)
        n_belts = len(anatomy.belts)
        self.gate_row = 2 * n_belts + 2 * self.layout.n_rows + 2
        self.bus_row = self.gate_row + 2
        self.width = FIRST_COLUMN + 2 * self.layout.n_columns - 1 + LANES
        self.height = self.bus_row + RAILS + 2
        self.joins = tuple(self._joins())
        self.places = dict(self._places())

    def wire(self) -> Wiring:
        joins = {self.places[join.name] for join in self.joins}
        router = Router(self.width, self.height, set(self.places.values()), joins)
        for request in self._requests():
            router.route(request)
        return Wiring(
            self.anatomy,
            self.layout,
            self.places,
            self.joins,
            tuple(router.routes),
            self.width,
            self.height,
            self.gate_row,
            self.bus_row,
        )

    def _joins(self) -> Iterator[Join]:
        bundles: dict[tuple[str, ...], list[str]] = {}
        for box in self.anatomy.boxes:
            operands = self.anatomy.parts[box].inputs
            if len(operands) > 1:
                bundles.setdefault(operands, []).append(box)
        for operands, users in bundles.items():
            yield Join(f"join:{users[0]}", operands, tuple(users))

    def _places(self) -> Iterator[tuple[str, GridPoint]]:
        for k, (state, belt) in enumerate(self.anatomy.belts.items()):
            yield old(state), (0, 2 * k + 2)
            yield f"new:{state}", (self.width - 1, 2 * k + 2)
            yield from ((name, (self._column(name), 2 * k + 2)) for name in belt)
        for name, row in self.layout.rows.items():
            yield name, (self._column(name), 2 * len(self.anatomy.belts) + 2 * row)
        yield from ((box, (self._column(box), self.gate_row)) for box in self.anatomy.boxes)
        for join in self.joins:
            yield join.name, (self._column(join.users[0]) - (0 if len(join.users) == 1 else 2), self.bus_row)
        yield from self._border_places()

    def _border_places(self) -> Iterator[tuple[str, GridPoint]]:
        without_belt = [state for state in self.anatomy.updates if state not in self.anatomy.belts]
        for k, state in enumerate(without_belt):
            yield old(state), (0, self.bus_row + k)
            yield f"new:{state}", (self.width - 1, self.bus_row + k)
        for name, part in self.anatomy.parts.items():
            if part.kind == "input":
                yield name, (self._first_use(name), self.height - 1)
        yield "output", (self.width - 3, 0)

    def _column(self, name: str) -> int:
        return FIRST_COLUMN + 2 * self.layout.columns[name]

    def _first_use(self, name: str) -> int:
        """Where the input enters: below the first join that it feeds, or below the first box."""
        for join in self.joins:
            if name in join.operands:
                return self._column(join.users[0]) - (0 if len(join.users) == 1 else 2)
        return self._column(self.anatomy.consumers(name)[0])

    def _requests(self) -> Iterator[Request]:
        """All wires, the ones that should be straight first."""
        yield from self._belt_requests()
        inner = list(self._dot_requests())
        yield from sorted(inner, key=self._distance)
        yield from self._box_requests()
        yield from self._join_requests()
        yield from self._border_requests()

    def _belt_requests(self) -> Iterator[Request]:
        for state, belt in self.anatomy.belts.items():
            for source, sink in pairwise((old(state), *belt, f"new:{state}")):
                yield self._request(source, sink, (EAST,), (EAST,))

    def _dot_requests(self) -> Iterator[Request]:
        """The wires to dots, apart from those along the belts."""
        along = {pair for state, belt in self.anatomy.belts.items() for pair in pairwise((old(state), *belt))}
        for name in self.placer.dots:
            for source in self.anatomy.parts[name].inputs:
                if (source, name) not in along:
                    yield self._request(source, name, *self._sides(source, name))

    def _sides(self, source: str, name: str) -> tuple[tuple[Direction, ...], tuple[Direction, ...]]:
        """The directions in which a wire leaves one part and reaches a dot."""
        leaving = self._leaving(source)
        if name in self.placer.belt_nodes:
            return leaving, (NORTH,)
        if source == self.placer.anchor(name) and self._column(source) == self._column(name):
            return leaving, (NORTH,)
        if source == self.placer.stacked_below(name):
            return (NORTH,), (NORTH,)
        if source == self.placer.stacked_above(name):
            return (SOUTH,), (SOUTH,)
        if self.placer.is_on_belt(source):
            return leaving, (SOUTH,)
        if self.anatomy.parts[source].kind == "dot":
            return (EAST,), (EAST,)
        return leaving, (EAST, NORTH) if len(self.anatomy.parts[name].inputs) == 1 else (EAST,)

    def _leaving(self, name: str) -> tuple[Direction, ...]:
        """The directions in which a wire may leave a part: a box only upwards."""
        return (NORTH,) if self.anatomy.parts[name].is_box else ALL

    def _box_requests(self) -> Iterator[Request]:
        """The buses, the farthest box first, and the wires to boxes that need no join."""
        for join in self.joins:
            if len(join.users) == 1:
                yield self._request(join.name, join.users[0], (NORTH,), (NORTH,))
            else:
                yield from (self._request(join.name, user, (EAST,), (NORTH,)) for user in reversed(join.users))

    def _join_requests(self) -> Iterator[Request]:
        wires = [(operand, join) for join in self.joins for operand in join.operands]
        kinds = {"dot": 0, "box": 0, "form": 0, "old": 1, "input": 2}
        for operand, join in sorted(wires, key=lambda wire: kinds[self.anatomy.parts[wire[0]].kind]):
            if self.anatomy.parts[operand].kind == "input":
                yield self._request(operand, join.name, (NORTH,), (NORTH,))
            else:
                is_first = operand == next(name for name in join.operands if self.anatomy.parts[name].kind != "input")
                arriving = (EAST,) if is_first and len(join.users) > 1 else (EAST, SOUTH, WEST)
                yield self._request(operand, join.name, ALL, arriving)
        for box in self.anatomy.boxes:
            operands = self.anatomy.parts[box].inputs
            if len(operands) == 1:
                yield self._request(operands[0], box, ALL, (NORTH,))

    def _border_requests(self) -> Iterator[Request]:
        yield self._request(self.anatomy.output, "output", self._leaving(self.anatomy.output), (NORTH,))
        for state, name in self.anatomy.updates.items():
            if state not in self.anatomy.belts:
                yield self._request(name, f"new:{state}", self._leaving(name), (EAST,))

    def _request(
        self, source: str, sink: str, leaving: tuple[Direction, ...], arriving: tuple[Direction, ...]
    ) -> Request:
        return Request(source, self.places[source], self.places[sink], leaving, arriving)

    def _distance(self, request: Request) -> int:
        (x0, y0), (x1, y1) = request.source, request.sink
        return abs(x1 - x0) + abs(y1 - y0) + (8 if x0 != x1 and y0 != y1 else 0)
