"""What painters and writers share: the outlines of wires, arrowheads and accents, the parts of chips and heats."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import hypot
from typing import Literal, NamedTuple, TypeAlias

from .shapes import Box, Chip, Heat, Label, Point, Run, Wire

ARC = 0.5523
"""Where the handles of a cubic curve stand so that it follows a quarter circle, in parts of the radius."""
NOTCH = 0.22
"""How deep the back of an arrowhead is cut, in parts of its length."""
DASH = (7.0, 5.0)
"""The lengths of the dashes and of the spaces between them, in pixels."""

SIGN_WIDTH = 1.4
"""The width of the sign in a dot, in parts of the width of its outline."""


class Move(NamedTuple):
    """Start a line at ``to``."""

    to: Point


class Straight(NamedTuple):
    """A straight stretch to ``to``."""

    to: Point


class Curve(NamedTuple):
    """A cubic curve to ``to`` with two handles."""

    first: Point
    second: Point
    to: Point


Step: TypeAlias = Move | Straight | Curve
Path: TypeAlias = tuple[Step, ...]


def wire_paths(wire: Wire) -> tuple[Path, ...]:
    """The strokes of a wire: one path, more where it has gaps; its end is shortened to lie inside the arrowhead."""
    total = length(wire.points)
    end = total - (arrow_length(wire.width) * (1 - 1.4 * NOTCH) if wire.arrow else 0.0)
    stretches: list[tuple[float, float]] = []
    start = 0.0
    for gap_start, gap_end in sorted(wire.gaps):
        stretches.append((start, gap_start))
        start = gap_end
    stretches.append((start, end))
    pieces = (cut(wire.points, low, high) for low, high in stretches if high > low)
    return tuple(rounded(piece, wire.radius) for piece in pieces)


def arrowhead(points: tuple[Point, ...], width: float) -> tuple[Point, ...]:
    """The four corners of the barbed head at the end of a wire of a width."""
    (x0, y0), (x, y) = points[-2:]
    far = hypot(x - x0, y - y0)
    dx, dy = (x - x0) / far, (y - y0) / far
    long, half = arrow_length(width), (7 + 1.6 * width) / 2
    back_x, back_y = x - dx * long, y - dy * long
    notch = (back_x + dx * long * NOTCH, back_y + dy * long * NOTCH)
    return (x, y), (back_x - dy * half, back_y + dx * half), notch, (back_x + dy * half, back_y - dx * half)


def arrow_length(width: float) -> float:
    """The length of the arrowhead of a line of a width."""
    return 9 + 1.6 * width


def length(points: tuple[Point, ...]) -> float:
    """The length of the line through points, its corners not rounded."""
    return sum(hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(points))


def cut(points: tuple[Point, ...], low: float, high: float) -> tuple[Point, ...]:
    """The part of a line from length ``low`` to ``high``."""
    inner: list[Point] = []
    past = 0.0
    for before, after in pairwise(points):
        if low < past < high:
            inner.append(before)
        past += _distance(before, after)
    return (_point_at(points, low), *inner, _point_at(points, high))


def _point_at(points: tuple[Point, ...], along: float) -> Point:
    """The point at a length along a line; beyond its ends, the end."""
    for before, after in pairwise(points):
        far = _distance(before, after)
        if along <= far:
            return _towards(before, after, max(0.0, along))
        along -= far
    return points[-1]


def rounded(points: tuple[Point, ...], radius: float) -> Path:
    """The line through points with its corners rounded; a corner has at most half of each inner stretch."""
    steps: list[Step] = [Move(points[0])]
    last = len(points) - 1
    for k in range(1, last):
        before, corner, after = points[k - 1], points[k], points[k + 1]
        room_before = _distance(before, corner) * (1.0 if k == 1 else 0.5)
        room_after = _distance(corner, after) * (1.0 if k == last - 1 else 0.5)
        own = min(radius, room_before, room_after)
        start, end = _towards(corner, before, own), _towards(corner, after, own)
        handle = own * (1 - ARC)
        steps += [Straight(start), Curve(_towards(corner, before, handle), _towards(corner, after, handle), end)]
    steps.append(Straight(points[-1]))
    return tuple(steps)


def accent_path(accent: Literal["hat", "tilde"], x: float, y: float, size: float) -> Path:
    """A hat or tilde over a letter whose middle is at ``x`` and whose small letters end at height ``y``."""
    x, y, half = x + 0.06 * size, y - 0.15 * size, 0.2 * size
    if accent == "hat":
        return (
            Move((x - 0.8 * half, y + 0.3 * half)),
            Straight((x, y - 0.5 * half)),
            Straight((x + 0.8 * half, y + 0.3 * half)),
        )
    start, end = (x - half, y + 0.35 * half), (x + half, y - 0.2 * half)
    return (
        Move(start),
        Curve((x - 0.4 * half, y - 0.75 * half), (x + 0.4 * half, y + 0.95 * half), end),
    )


def accent_width(label: Label) -> float:
    """The width of the line that draws an accent."""
    return 0.065 * label.size


def chip_parts(chip: Chip) -> tuple[Box, Label]:
    """The pill of a chip and the number in it."""
    left, top = chip.x - chip.width / 2, chip.y - chip.height / 2
    pill = Box(left, top, chip.width, chip.height, chip.height / 2, chip.fill, chip.stroke)
    return pill, Label(chip.x, chip.y, (Run(chip.text),), chip.size, chip.color)


def heat_cells(heat: Heat) -> Iterator[Box]:
    """The cells of a heat, each down to the far edges, so that no ground shines through between them."""
    step_x, step_y = heat.width / len(heat.colors[0]), heat.height / len(heat.colors)
    for i, row in enumerate(heat.colors):
        for j, color in enumerate(row):
            left, top = j * step_x, i * step_y
            yield Box(heat.x + left, heat.y + top, heat.width - left, heat.height - top, 0.0, color)


def _distance(first: Point, second: Point) -> float:
    return hypot(second[0] - first[0], second[1] - first[1])


def _towards(start: Point, goal: Point, far: float) -> Point:
    """The point ``far`` from ``start`` in the direction of ``goal``."""
    whole = _distance(start, goal)
    if not whole:
        return start
    return start[0] + (goal[0] - start[0]) * far / whole, start[1] + (goal[1] - start[1]) * far / whole
