"""The arrows of a network that folds and unfolds: connections that bundle, loops that grow and open."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import hypot, pi, sin
from typing import NamedTuple

from .folding_plan import END_ROOM, LOOP, LOOP_HALF, Column, Level, Matrix, Timing
from .shapes import Key, Point, Wire

ARROW, THREAD = 2.4, 1.0
LEAST_ARROW = 14.0
"""The length below which a growing line has no arrowhead yet."""
SAMPLES = 28
FREE = 46.0
LANE, CLEAR = 0.7, 6.0
"""Where between two copies the output goes back, and how clear of the recurrence it stays."""


class Look(NamedTuple):
    """The colour of an arrow, and the parameter that it stands for."""

    color: str
    key: Key


def draw_bundle(below: Level, above: Level, place: Column, bundled: float, look: Look) -> Iterator[Wire]:
    """The connections of two levels, each unit with each, on their way into one arrow."""
    foot, head = (place.x, below.y - below.height / 2), (place.x, above.y + above.height / 2 + 2.0)
    if bundled < 1.0:
        for _, x0 in below.units(place):
            for _, x1 in above.units(place):
                start = _between((x0, below.y - place.radius), foot, bundled)
                end = _between((x1, above.y + place.radius), head, bundled)
                yield Wire((start, end), look.color, THREAD, key=look.key)
    if bundled > 0.0:
        yield Wire((foot, head), look.color, THREAD + (ARROW - THREAD) * bundled, arrow=bundled > 0.6, key=look.key)


def draw_recurrence(left: Column, right: Column, y: float, look: Look, reverse: bool) -> Iterator[Wire]:
    """The arrow from a copy to the next, as long as the gap between them."""
    start, end = left.right, right.left - 2.0
    if end - start > 2.0:
        points = ((end + 2.0, y), (start + 2.0, y)) if reverse else ((start, y), (end, y))
        yield Wire(points, look.color, ARROW, arrow=end - start > LEAST_ARROW, key=look.key)


def draw_loop(place: Column, level: Level, matrix: Matrix, timing: Timing, look: Look) -> Iterator[Wire]:
    """The loop of the outermost copy: it grows out of the box and back, and at last opens into an arrow onwards."""
    if timing.looped <= 0.0:
        return
    side, edge = (-1.0, place.left) if matrix.reverse else (1.0, place.right)
    y = level.y + matrix.shift * timing.spread
    opened, half = timing.opened, 0.3 * level.height
    ends = _loop_points(opened, half)
    curve = [(edge + side * x, y + dy) for x, dy in _curve(ends)]
    points = _cut(curve, timing.looped)
    length = sum(hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(points))
    yield Wire(tuple(points), look.color, ARROW, arrow=length > LEAST_ARROW, key=look.key)


def draw_free_ends(place: Column, y: float, look: Look, reverse: bool) -> Iterator[Wire]:
    """The arrow of the initial state into the first copy."""
    side = -1.0 if reverse else 1.0
    edge = place.right + 2.0 if reverse else place.left - 2.0
    yield Wire(((edge - side * min(FREE, END_ROOM), y), (edge, y)), look.color, ARROW, arrow=True, key=look.key)


def draw_way_back(left: Column, right: Column, levels: tuple[Level, ...], look: Look) -> Wire:
    """The dashed arrow from the output of a copy to the input of the next, which gives way to the recurrence."""
    lane = left.right + (right.left - left.right) * LANE
    top, foot = levels[-1].y, levels[0].y
    points = ((left.right, top), (lane, top), (lane, foot), (right.left - 2.0, foot))
    past = lane - left.right
    gaps = tuple((past + level.y - top - CLEAR, past + level.y - top + CLEAR) for level in reversed(levels[1:-1]))
    return Wire(points, look.color, 1.8, 9.0, arrow=True, dashed=True, gaps=gaps, key=look.key)


def _loop_points(opened: float, half: float) -> tuple[Point, Point, Point, Point]:
    """The ends and handles of the loop, from its box at x = 0; opened, of a straight line.

    On the way the last handle rises, so that the arrowhead turns round and does not jump.
    """
    rise = -1.2 * LOOP_HALF * sin(pi * opened)
    closed = ((0.0, -half), (LOOP, -half * 1.5), (LOOP, half * 1.5), (2.0, half))
    straight = ((0.0, 0.0), (FREE / 3, 0.0), (2 * FREE / 3, 0.0), (FREE, 0.0))
    first, second, third, last = (_between(a, b, opened) for a, b in zip(closed, straight, strict=True))
    return first, second, (third[0], third[1] + rise), last


def _curve(ends: tuple[Point, Point, Point, Point]) -> list[Point]:
    """Points along a cubic curve."""
    found: list[Point] = []
    for k in range(SAMPLES + 1):
        t = k / SAMPLES
        shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        pairs = list(zip(shares, ends, strict=True))
        found.append((sum(share * x for share, (x, _) in pairs), sum(share * y for share, (_, y) in pairs)))
    return found


def _cut(points: list[Point], share: float) -> list[Point]:
    """The first part of a curve, by its length."""
    lengths = [hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(points)]
    left, found = share * sum(lengths), points[:1]
    for length, start, end in zip(lengths, points, points[1:], strict=False):
        if left <= 0.0:
            break
        found.append(end if left >= length else _between(start, end, left / length))
        left -= length
    return found


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
