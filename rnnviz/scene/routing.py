"""Wires on a grid: each takes the cheapest way with few corners and few crossings, and never runs along another.

The method is Dijkstra's on states (point, direction), one connection after another; later connections of a net may
start anywhere on what the net has already, so that a trunk is drawn once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from typing import TypeAlias

GridPoint: TypeAlias = tuple[int, int]
Direction: TypeAlias = tuple[int, int]

EAST, WEST, NORTH, SOUTH = (1, 0), (-1, 0), (0, -1), (0, 1)
ALL = (EAST, NORTH, SOUTH, WEST)

STEP_COST = {EAST: 1.0, WEST: 1.0, NORTH: 0.8, SOUTH: 0.8}
BEND_COST = 1.2
BRANCH_COST = 0.6
CROSSING_COST = 2.5
CROWDING_COST = 3.0
"""The price of a corner or branch right beside a node, where it would be too close to an arrowhead."""


@dataclass(frozen=True, slots=True)
class Request:
    """A wire that net ``net`` needs from its ``source`` to ``sink``.

    ``leaving`` and ``arriving`` are the directions of travel that are allowed at its ends.
    """

    net: str
    source: GridPoint
    sink: GridPoint
    leaving: tuple[Direction, ...] = ALL
    arriving: tuple[Direction, ...] = ALL


@dataclass(frozen=True, slots=True)
class Route:
    """A wire that was found: its corners from start to end; ``is_branch`` where it starts on a wire of its net."""

    net: str
    points: tuple[GridPoint, ...]
    is_branch: bool


@dataclass(slots=True)
class Router:
    """A grid of ``width`` × ``height`` points, some of them nodes that no wire may pass.

    Wires stay away from the borders of the grid but for their ends; beside the nodes in ``roomy`` there is room for
    corners.
    """

    width: int
    height: int
    nodes: set[GridPoint]
    roomy: set[GridPoint] = field(default_factory=set)
    routes: list[Route] = field(default_factory=list)
    _arms: dict[GridPoint, dict[str, set[Direction]]] = field(default_factory=lambda: defaultdict(dict))

    def route(self, request: Request) -> None:
        """Find the cheapest way for a request; it is in the way of all later ones.

        Raises LookupError if there is no way.
        """
        starts = list(self._starts(request))
        path = self._search(starts, request)
        for here, there in pairwise(path):
            direction = (there[0] - here[0], there[1] - here[1])
            self._arms[here].setdefault(request.net, set()).add(direction)
            self._arms[there].setdefault(request.net, set()).add(_opposite(direction))
        self._keep(Route(request.net, tuple(_corners(path)), path[0] != request.source))

    def _keep(self, route: Route) -> None:
        """Add a route; one that leaves a corner straight on takes over what leads there, the rest is a branch."""
        start = route.points[0]
        for k, trunk in enumerate(self.routes):
            if trunk.net == route.net and start in trunk.points[1:-1]:
                corner = trunk.points.index(start)
                through = (*trunk.points[:corner], *route.points[1:])
                self.routes[k] = Route(trunk.net, through, trunk.is_branch)
                self.routes.append(Route(trunk.net, trunk.points[corner:], True))
                return
        self.routes.append(route)

    def _straight_on(self, net: str, corner: GridPoint) -> Direction | None:
        """The direction in which a wire of a net reaches one of its corners."""
        for route in self.routes:
            if route.net == net and corner in route.points[1:-1]:
                before = route.points[route.points.index(corner) - 1]
                return _sign(corner[0] - before[0]), _sign(corner[1] - before[1])
        return None

    def _starts(self, request: Request) -> Iterator[tuple[float, GridPoint, Direction]]:
        """Where a wire may begin: at the source, or at a straight stretch of its net."""
        branched = False
        for point, arms in self._arms.items():
            own = arms.get(request.net)
            if own is None or point in self.nodes:
                continue
            branched = True
            if len(own) == 2 and len(arms) == 1:
                for direction in self._branch_directions(request.net, point, own):
                    yield BRANCH_COST + self._crowding(point, request.sink), point, direction
        if not branched:
            for direction in request.leaving:
                yield 0.0, request.source, direction

    def _branch_directions(self, net: str, point: GridPoint, own: set[Direction]) -> Iterator[Direction]:
        """Where a branch may leave a wire: to both sides of a straight stretch, straight on at a corner."""
        if _opposite(next(iter(own))) in own:
            yield from (direction for direction in ALL if direction not in own)
        else:
            ahead = self._straight_on(net, point)
            if ahead is not None and ahead not in own:
                yield ahead

    def _search(self, starts: Iterable[tuple[float, GridPoint, Direction]], request: Request) -> list[GridPoint]:
        queue: list[tuple[float, int, GridPoint, Direction]] = []
        came_from: dict[tuple[GridPoint, Direction], tuple[GridPoint, Direction] | None] = {}
        best: dict[tuple[GridPoint, Direction], float] = {}
        count = 0
        for cost, point, direction in starts:
            state = (point, direction)
            if cost < best.get(state, float("inf")):
                best[state], came_from[state] = cost, None
                heappush(queue, (cost, count, point, direction))
                count += 1
        while queue:
            cost, _, point, direction = heappop(queue)
            if cost > best[point, direction]:
                continue
            if point == request.sink:
                return _trace(came_from, (point, direction))
            for price, state in self._moves(point, direction, request):
                if cost + price < best.get(state, float("inf")):
                    best[state], came_from[state] = cost + price, (point, direction)
                    heappush(queue, (cost + price, count, *state))
                    count += 1
        raise LookupError(f"no way for {request.net} to {request.sink}")

    def _moves(
        self, point: GridPoint, direction: Direction, request: Request
    ) -> Iterator[tuple[float, tuple[GridPoint, Direction]]]:
        """Straight on by one step, or a turn on the spot; a turn is not possible on another wire."""
        ahead = (point[0] + direction[0], point[1] + direction[1])
        price = self._entry_price(point, ahead, direction, request)
        if price is not None:
            yield price, (ahead, direction)
        if point not in self.nodes and not self._arms.get(point):
            for turned in ((direction[1], direction[0]), (-direction[1], -direction[0])):
                yield BEND_COST + self._crowding(point, request.sink), (point, turned)

    def _entry_price(self, here: GridPoint, there: GridPoint, direction: Direction, request: Request) -> float | None:
        """What it costs to go on to a neighbouring point; None if it is not possible."""
        is_inside = 0 < there[0] < self.width - 1 and 0 < there[1] < self.height - 1
        if not is_inside and there != request.sink:
            return None
        if any(direction in own for own in self._arms.get(here, {}).values()):
            return None
        if there in self.nodes:
            taken = any(_opposite(direction) in own for own in self._arms.get(there, {}).values())
            return (
                STEP_COST[direction] if there == request.sink and direction in request.arriving and not taken else None
            )
        price = STEP_COST[direction]
        for net, own in self._arms.get(there, {}).items():
            if net == request.net or direction in own or _opposite(direction) in own or len(own) != 2:
                return None
            price += CROSSING_COST
        return price

    def _crowding(self, point: GridPoint, sink: GridPoint) -> float:
        """A price for points beside a node; beside the sink it counts double."""
        beside = [(point[0] + dx, point[1] + dy) for dx, dy in ALL]
        return CROWDING_COST * (len((self.nodes - self.roomy).intersection(beside)) + (sink in beside))


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _opposite(direction: Direction) -> Direction:
    return -direction[0], -direction[1]


def _trace(
    came_from: dict[tuple[GridPoint, Direction], tuple[GridPoint, Direction] | None],
    state: tuple[GridPoint, Direction],
) -> list[GridPoint]:
    """The points from start to end."""
    path = [state[0]]
    step = came_from[state]
    while step is not None:
        if step[0] != path[-1]:
            path.append(step[0])
        step = came_from[step]
    return path[::-1]


def _corners(path: list[GridPoint]) -> Iterator[GridPoint]:
    """The ends of a path and the points where it turns."""
    yield path[0]
    for before, here, after in zip(path, path[1:], path[2:], strict=False):
        if (here[0] - before[0], here[1] - before[1]) != (after[0] - here[0], after[1] - here[1]):
            yield here
    yield path[-1]
