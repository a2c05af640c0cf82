"""The shapes that pictures are made of; painters and writers need to know nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Point: TypeAlias = tuple[float, float]
Family: TypeAlias = Literal["sans", "math"]
Anchor: TypeAlias = Literal["start", "middle", "end"]


class Key(NamedTuple):
    """What a shape stands for: a value at a step, or (``step`` None) a parameter.

    ``name`` is the full name of the value, ``f`` or ``2.f`` in a second layer; ``step`` counts from 1, 0 is the
    initial state.
    """

    step: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style; ``level`` is −1 for a subscript, 1 for a superscript."""

    text: str
    italic: bool = False
    level: int = 0
    accent: Literal["", "hat", "tilde"] = ""
    weight: Literal["regular", "medium", "semibold"] = "regular"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with rounded corners; lengths in pixels of the scene, y downwards."""

    x: float
    y: float
    width: float
    height: float
    radius: float
    fill: str | None
    stroke: str | None = None
    stroke_width: float = 1.0
    dashed: bool = False
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """An ellipse around (x, y); ``strokes`` are the lines of the sign it carries."""

    x: float
    y: float
    radius_x: float
    radius_y: float
    fill: str | None
    stroke: str | None = None
    stroke_width: float = 1.0
    strokes: tuple[tuple[Point, Point], ...] = ()
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Wire:
    """A line through ``points`` whose corners are rounded by ``radius``.

    ``gaps`` are stretches, as lengths along the path, that are left out because another wire crosses there.
    """

    points: tuple[Point, ...]
    color: str
    width: float
    radius: float = 0.0
    arrow: bool = False
    dashed: bool = False
    gaps: tuple[tuple[float, float], ...] = ()
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; y is the middle of its capitals (of its small letters in the math family)."""

    x: float
    y: float
    runs: tuple[Run, ...]
    size: float
    color: str
    anchor: Anchor = "middle"
    family: Family = "sans"
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """A number in a pill, centred at (x, y)."""

    x: float
    y: float
    width: float
    height: float
    text: str
    size: float
    fill: str
    color: str
    stroke: str | None = None
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Heat:
    """A grid of coloured cells; ``colors`` has one row of ``#rrggbb`` per row of the grid."""

    x: float
    y: float
    width: float
    height: float
    colors: tuple[tuple[str, ...], ...]
    stroke: str | None = None
    stroke_width: float = 1.0
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together, painted in order; ``title`` is what a reader hears for it."""

    name: str
    children: tuple[Shape, ...]
    title: str = ""
    key: Key | None = None


Shape: TypeAlias = Box | Dot | Wire | Label | Chip | Heat | Group


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: shapes on a page of ``width`` × ``height`` pixels; ``background`` None is transparent."""

    width: float
    height: float
    root: Group
    background: str | None = None


def flatten(shape: Shape) -> Iterator[Shape]:
    """Every shape below and including ``shape`` that is not a group, in painting order."""
    if isinstance(shape, Group):
        for child in shape.children:
            yield from flatten(child)
    else:
        yield shape
