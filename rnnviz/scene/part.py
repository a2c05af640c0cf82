"""Shapes taken apart into what every writer can draw: rectangles, ellipses, lines, areas and lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .measure import PlacedRun, accent_ground, baseline, line_start, place
from .path import (
    SIGN_WIDTH,
    Move,
    Path,
    Straight,
    accent_path,
    accent_width,
    arrowhead,
    chip_parts,
    heat_cells,
    wire_paths,
)
from .shapes import Box, Chip, Dot, Heat, Label, Point, Shape, Wire, flatten


@dataclass(frozen=True, slots=True)
class Ellipse:
    """An ellipse around (x, y)."""

    x: float
    y: float
    radius_x: float
    radius_y: float
    fill: str | None
    stroke: str | None
    stroke_width: float


@dataclass(frozen=True, slots=True)
class Line:
    """Paths drawn with one pen whose corners are round; ``cap`` says how its ends look."""

    paths: tuple[Path, ...]
    color: str
    width: float
    dashed: bool = False
    cap: Literal["flat", "round"] = "flat"


@dataclass(frozen=True, slots=True)
class Area:
    """Closed paths filled with one colour; where they overlap as the winding says."""

    paths: tuple[Path, ...]
    color: str


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text without its accents; its runs stand from (``left``, ``baseline``) where ``placed`` says."""

    label: Label
    left: float
    baseline: float
    placed: tuple[PlacedRun, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a heat, which belong together and have sharp edges."""

    boxes: tuple[Box, ...]


Part: TypeAlias = Box | Ellipse | Line | Area | Text | Cells


def take_apart(shape: Shape) -> Iterator[Part]:
    """The parts of a shape, and of all below it, in painting order."""
    for single in flatten(shape):
        match single:
            case Box():
                yield single
            case Dot():
                yield from _dot(single)
            case Wire():
                yield from _wire(single)
            case Label():
                yield from _label(single)
            case Chip():
                pill, number = chip_parts(single)
                yield pill
                yield from _label(number)
            case Heat():
                yield from _heat(single)


def polygon(points: tuple[Point, ...]) -> Path:
    """The path through points."""
    return (Move(points[0]), *map(Straight, points[1:]))


def _dot(dot: Dot) -> Iterator[Part]:
    yield Ellipse(dot.x, dot.y, dot.radius_x, dot.radius_y, dot.fill, dot.stroke, dot.stroke_width)
    if dot.strokes and dot.stroke is not None:
        yield Line(tuple(map(polygon, dot.strokes)), dot.stroke, dot.stroke_width * SIGN_WIDTH, cap="round")


def _wire(wire: Wire) -> Iterator[Part]:
    yield Line(wire_paths(wire), wire.color, wire.width, wire.dashed)
    if wire.arrow:
        yield Area((polygon(arrowhead(wire.points, wire.width)),), wire.color)


def _label(label: Label) -> Iterator[Part]:
    base = label.y + baseline(label.size, label.family)
    start = label.x + line_start(label.runs, label.size, label.family, label.anchor)
    placed = place(label.runs, label.size, label.family)
    yield Text(label, start, base, placed)
    for item in placed:
        if item.run.accent:
            x, top = start + item.x + item.width / 2, base + item.dy - accent_ground(item, label.family)
            path = accent_path(item.run.accent, x, top, item.size)
            yield Line((path,), label.color, accent_width(label), cap="round")


def _heat(heat: Heat) -> Iterator[Part]:
    yield Cells(tuple(heat_cells(heat)))
    if heat.stroke is not None:
        yield Box(heat.x, heat.y, heat.width, heat.height, 0.0, None, heat.stroke, heat.stroke_width)
