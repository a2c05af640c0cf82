"""From the grid of a cell to pixels: where columns and rows lie, how wires run, where they are split."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from .anatomy import old
from .block import BlockForm
from .caption import form_width
from .shapes import Point
from .standpoint import FIRST, Standpoint
from .wiring import FIRST_COLUMN, Wiring

BOX = (74.0, 44.0)
FORM_HEIGHT = 34.0
DOT = 13.0
PILL = (28.0, 16.0)
CORNER = 16.0
WIRE, BELT = 3.0, 4.5
NORM = 80.0
"""The room for the norm of the input beside it."""
SIDES = 44.0
"""The room beside the symbol of a state, for the arrowhead of its gradient."""
REMARK = 124.0
"""The room for where the input comes from, to the right of all else."""
BELOW = 16.0
"""The room between the lowest wire and the border of the body."""
GAP = 5.0
"""The free space on each side of a wire that crosses."""
TIP = 2.0
"""The space between an arrowhead and what it points at."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a frame must leave room for: the blocks of hidden vectors and of the input, and a strip at the top.

    ``strip`` is the height of the strip, ``top`` the y at which the wire of the output ends in it; ``slack`` is
    room that the strip needs beyond that of the cell: it is put around the columns. ``symbol`` is the width of the
    longest symbol of a state. With ``has_remark`` there is room for a few words to the right of the input. ``seen``
    says how parameters are written.
    """

    hidden: BlockForm
    input: BlockForm
    strip: float
    top: float
    slack: float = 0.0
    symbol: float = 0.0
    has_remark: bool = False
    seen: Standpoint = FIRST


@dataclass(frozen=True, slots=True)
class Line:
    """A wire in pixels: the net it belongs to, the part or place it ends at, its points, gaps and width.

    It has no ``source`` where it leaves a wire of its net, and no ``sink`` where it meets one.
    """

    net: str
    source: str | None
    sink: str | None
    points: tuple[Point, ...]
    width: float
    gaps: tuple[tuple[float, float], ...] = ()

    @property
    def has_arrow(self) -> bool:
        """Whether it ends with an arrowhead: where wires meet, it does not."""
        return self.sink is not None and not self.sink.startswith("join:")


@dataclass(frozen=True, slots=True)
class Frame:
    """A cell in pixels: the middle of each part, its half size, the wires and the body (left, top, right, bottom).

    ``lines`` are the wires as values flow, ``back`` as gradients do.
    ``inputs`` are the parts at the lower border; ``boxes``, ``updates`` and ``output`` those of the anatomy.
    """

    width: float
    height: float
    body: tuple[float, float, float, float]
    places: dict[str, Point]
    halves: dict[str, tuple[float, float]]
    lines: tuple[Line, ...]
    back: tuple[Line, ...]
    inputs: tuple[str, ...]
    boxes: tuple[str, ...]
    updates: Mapping[str, str]
    output: str


def frame(wiring: Wiring, sizes: Sizes, stretch: tuple[float, float] = (1.0, 1.0)) -> Frame:
    """The cell in pixels; ``stretch`` widens the room between columns and between rows."""
    xs = _x_places(wiring, sizes, stretch[0])
    ys = _y_places(wiring, sizes, stretch[1])
    left, right = xs[1] - 26.0, xs[-2] + 30.0
    body = (left, sizes.strip, right, ys[-2] + BELOW)
    places = {name: (xs[x], ys[y]) for name, (x, y) in wiring.places.items()}
    halves = {name: _half_size(wiring, name, sizes.seen) for name in wiring.places}
    lines, back = (_with_gaps(tuple(_lines(wiring, halves, (xs, ys), way))) for way in ("forward", "backward"))
    anatomy, lowest = wiring.anatomy, sizes.hidden.height + (12.0 if sizes.hidden.has_numbers else 30.0)
    inputs = tuple(name for name, part in anatomy.parts.items() if part.kind == "input")
    page = (xs[-1] + 8.0, max([ys[-1], *(ys[wiring.places[old(s)][1]] + lowest for s in anatomy.updates)]) + 4.0)
    boxes, updates, output = anatomy.boxes, anatomy.updates, anatomy.output
    return Frame(*page, body, places, halves, lines, back, inputs, boxes, updates, output)


def _half_size(wiring: Wiring, name: str, seen: Standpoint = FIRST) -> tuple[float, float]:
    """Half the width and height of a part; nothing for joins and ends of wires."""
    part = wiring.anatomy.parts.get(name)
    if part is None or part.kind in ("input", "old"):
        return 0.0, 0.0
    match part.kind:
        case "box":
            return BOX[0] / 2, BOX[1] / 2
        case "form":
            return form_width(part, seen) / 2, FORM_HEIGHT / 2
    return PILL if len(part.glyph) > 2 else (DOT, DOT)


def _used(wiring: Wiring, axis: int) -> set[int]:
    """The places on the x (0) or y (1) axis where a wire runs across it, or a part stands."""
    used = {place[axis] for place in wiring.places.values()}
    for route in wiring.routes:
        for start, end in pairwise(route.points):
            if start[axis] == end[axis]:
                used.add(start[axis])
    return used


def _x_places(wiring: Wiring, sizes: Sizes, stretch: float) -> list[float]:
    """Where each half column lies: the entry, the trunks, the columns, the output, the exit."""
    used = _used(wiring, 0)
    outside = max(sizes.hidden.width + 22.0, 66.0, sizes.symbol + SIDES)
    xs = _entry_lanes(wiring, sizes, used, outside)
    last = FIRST_COLUMN + 2 * wiring.layout.n_columns - 2
    boxes = {wiring.places[box][0] for box in wiring.anatomy.boxes}
    widest = max([BOX[0], *(2 * _half_size(wiring, box, sizes.seen)[0] for box in wiring.anatomy.boxes)])
    for x in range(FIRST_COLUMN, last, 2):
        half = stretch * (_pitch(x in boxes, x + 2 in boxes, sizes, widest) + _pill_room(wiring, x + 2)) / 2
        is_lane = x + 1 in used and x in boxes
        xs.append(xs[-1] + (max(half, sizes.hidden.width + 20.0) if is_lane else half))
        xs.append(xs[-1] + half)
    xs += _exit_lanes(wiring, sizes, used, xs)
    return [*xs, xs[-1] + 30.0 + outside]


def _entry_lanes(wiring: Wiring, sizes: Sizes, used: set[int], outside: float) -> list[float]:
    """The left border, the lanes beside it and the first column."""
    has_lane = bool({1, 2} & used)
    trunk = 8.0 + outside + 26.0
    join = trunk + (30.0 if {1, 2} <= used else 0.0)
    half = _half_size(wiring, wiring.anatomy.boxes[0], sizes.seen)[0]
    if 3 in used:
        return [8.0, trunk, join, join + 30.0, join + 30.0 + half + 14.0 + sizes.slack / 2]
    first = join + half + (14.0 if has_lane else 0.0) + sizes.slack / 2
    return [8.0, trunk, join, (join + first) / 2, first]


def _exit_lanes(wiring: Wiring, sizes: Sizes, used: set[int], xs: list[float]) -> list[float]:
    """The lanes to the right of the last column, far enough for the value of that column and for the input."""
    lanes: list[float] = []
    x, room = xs[-1], max(BOX[0] / 2 + 14.0, sizes.hidden.width + 25.0) + sizes.slack / 2
    for place in range(len(xs), wiring.width - 1):
        if place in used:
            x, room = x + room, 32.0
        lanes.append(x)
    entry = max(xs[wiring.places[name][0]] for name, part in wiring.anatomy.parts.items() if part.kind == "input")
    norm = (0.0 if sizes.input.has_numbers else NORM) + (REMARK if sizes.has_remark else 0.0)
    lacking = max(0.0, entry + sizes.input.width + 10.0 + norm - x)
    return [lane + lacking for lane in lanes]


def _pitch(is_box: bool, next_is_box: bool, sizes: Sizes, widest: float) -> float:
    """The distance of two columns."""
    between = sizes.hidden.width + 2 * DOT + 22.0
    return max(between, sizes.hidden.width + 50.0, widest + 22.0) if is_box and next_is_box else between


def _pill_room(wiring: Wiring, x: int) -> float:
    """How much wider than a dot a pill at ``x`` is that a wire reaches from the left."""
    pills = {place for name, place in wiring.places.items() if place[0] == x and _half_size(wiring, name) == PILL}
    ends = {(route.points[-1], route.points[-2][1]) for route in wiring.routes}
    return PILL[0] - DOT if any((place, place[1]) in ends for place in pills) else 0.0


def _y_places(wiring: Wiring, sizes: Sizes, stretch: float) -> list[float]:
    used = _used(wiring, 1)
    block = sizes.hidden.height
    ys = [0.0] * wiring.height
    ys[0] = sizes.top
    ys[2] = sizes.strip + (max(36.0, block + 17.0) if wiring.anatomy.belts else 26.0)
    for y in range(4, wiring.gate_row, 2):
        ys[y] = ys[y - 2] + stretch * max(45.0, _stack_height(wiring, y, block))
    ys[wiring.gate_row] = ys[wiring.gate_row - 2] + stretch * max(73.0, BOX[1] / 2 + block + 23.0)
    ys[wiring.bus_row] = ys[wiring.gate_row] + BOX[1] / 2 + 37.0
    for y in range(wiring.bus_row + 1, wiring.height - 1):
        ys[y] = ys[y - 1] + (22.0 if y in used else 0.0)
    ys[-1] = ys[-2] + BELOW + 8.0 + sizes.input.height
    for y in range(1, wiring.bus_row, 2):
        ys[y] = (ys[y - 1] + ys[y + 1]) / 2
    return ys


def _stack_height(wiring: Wiring, y: int, block: float) -> float:
    """The least distance of the row ``y`` from the one above, where a pill in them leaves no room beside itself."""
    columns: dict[int, list[str]] = {}
    for name, (column, row) in wiring.places.items():
        if row in (y - 2, y):
            columns.setdefault(column, []).append(name)
    pairs = [[_half_size(wiring, name) for name in names] for names in columns.values() if len(names) == 2]
    needs = [a[1] + b[1] + block + 11.0 for a, b in pairs if max(a[0], b[0]) > DOT]
    return max(needs, default=0.0)


def _lines(
    wiring: Wiring, halves: dict[str, tuple[float, float]], axes: tuple[list[float], list[float]], way: str
) -> Iterator[Line]:
    """The wires, cut at the outlines of the parts that they join; backward, each begins where it ends forward."""
    xs, ys = axes
    at_start, at_end = (0.0, TIP) if way == "forward" else (TIP, 0.0)
    nodes = {place: name for name, place in wiring.places.items()}
    belts = _belt_pairs(wiring)
    starts = [route.points[:2] for route in wiring.routes if not route.is_branch]
    ahead = {nodes[first]: (xs[second[0]], ys[second[1]]) for first, second in starts}
    for route in wiring.routes:
        points = [(xs[x], ys[y]) for x, y in route.points]
        source, sink = nodes.get(route.points[0]), nodes.get(route.points[-1])
        if source is not None:
            points[0] = _leave(points[0], points[1], halves[source], at_start if halves[source] != (0.0, 0.0) else 0.0)
        if source is not None and source.startswith("join:"):
            points[0] = _leave(points[0], points[1], (CORNER, CORNER), 0.0)
        if sink is not None and sink.startswith("join:"):
            points.append(_leave(points[-1], ahead[sink], (CORNER, CORNER), 0.0))
        elif sink is not None:
            points[-1] = _leave(points[-1], points[-2], halves[sink], at_end if halves[sink] != (0.0, 0.0) else 0.0)
        width = BELT if (source, sink) in belts else WIRE
        if way == "forward":
            yield Line(route.net, source, sink, tuple(points), width)
        else:
            yield Line(route.net, sink, source, tuple(reversed(points)), width)


def _belt_pairs(wiring: Wiring) -> set[tuple[str | None, str | None]]:
    """From where to where the belts run."""
    belts = wiring.anatomy.belts.items()
    return {pair for state, belt in belts for pair in pairwise((old(state), *belt, f"new:{state}"))}


def _leave(point: Point, towards: Point, half: tuple[float, float], space: float) -> Point:
    """The point where a wire crosses the outline of a part, ``space`` outside of it."""
    dx, dy = towards[0] - point[0], towards[1] - point[1]
    if abs(dx) > abs(dy):
        far = half[0] + space
        return point[0] + (far if dx > 0 else -far), point[1]
    far = half[1] + space
    return point[0], point[1] + (far if dy > 0 else -far)


def _with_gaps(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The wires, split where another net crosses: the horizontal one gives way, but never a belt."""
    found: list[Line] = []
    for line in lines:
        gaps = [gap for other in lines if other.net != line.net for gap in _gaps(line, other)]
        found.append(replace(line, gaps=tuple(sorted(gaps))))
    return tuple(found)


def _gaps(line: Line, other: Line) -> Iterator[tuple[float, float]]:
    """Where ``line`` gives way to ``other``, as lengths along it."""
    past = 0.0
    for start, end in pairwise(line.points):
        for first, second in pairwise(other.points):
            along = _crossing(start, end, first, second)
            is_lower = (line.width, start[0] == end[0]) < (other.width, first[0] == second[0])
            if along is not None and is_lower:
                half = other.width / 2 + GAP
                yield past + along - half, past + along + half
        past += abs(end[0] - start[0]) + abs(end[1] - start[1])


def _crossing(start: Point, end: Point, first: Point, second: Point) -> float | None:
    """How far along the stretch from ``start`` to ``end`` a perpendicular stretch crosses it, if it does."""
    axis = 0 if start[1] == end[1] else 1
    if first[axis] != second[axis]:
        return None
    at, level = first[axis], start[1 - axis]
    low, high = sorted((start[axis], end[axis]))
    other_low, other_high = sorted((first[1 - axis], second[1 - axis]))
    return abs(at - start[axis]) if low < at < high and other_low < level < other_high else None
