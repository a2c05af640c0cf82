"""Rectangles around what is drawn: how far shapes reach, and which of them meet."""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

from .measure import line_extent, line_start, measure
from .shapes import Box, Chip, Dot, Group, Heat, Label, Point, Shape, Wire


class Bounds(NamedTuple):
    """A rectangle in pixels of the scene, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def center(self) -> Point:
        """The middle of the rectangle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def area(self) -> float:
        """In square pixels."""
        return (self.right - self.left) * (self.bottom - self.top)

    def distance(self, x: float, y: float) -> float:
        """From a point to the rectangle; 0 inside."""
        return hypot(max(self.left - x, 0.0, x - self.right), max(self.top - y, 0.0, y - self.bottom))

    def overlaps(self, other: Bounds) -> bool:
        """Whether the two share more than a border."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def grown(self, by: float) -> Bounds:
        """The rectangle with a margin."""
        return Bounds(self.left - by, self.top - by, self.right + by, self.bottom + by)


def bounds_of(shape: Shape) -> Bounds:
    """The rectangle around a shape; of a text around its ink, of a wire around its points."""
    match shape:
        case Box(x=x, y=y, width=width, height=height) | Heat(x=x, y=y, width=width, height=height):
            return Bounds(x, y, x + width, y + height)
        case Dot(x=x, y=y, radius_x=across, radius_y=down):
            return Bounds(x - across, y - down, x + across, y + down)
        case Chip(x=x, y=y, width=width, height=height):
            return Bounds(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        case Wire(points=points):
            return around(points)
        case Label():
            left = shape.x + line_start(shape.runs, shape.size, shape.family, shape.anchor)
            above, below = line_extent(shape.runs, shape.size, shape.family)
            width = measure(shape.runs, shape.size, shape.family)
            return Bounds(left, shape.y - above, left + width, shape.y + below)
        case Group(children=children):
            parts = [bounds_of(child) for child in children]
            return around([corner for part in parts for corner in (part[:2], part[2:])])


def around(points: tuple[Point, ...] | list[Point]) -> Bounds:
    """The rectangle around points; nothing where there are none."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Bounds(min(xs, default=0.0), min(ys, default=0.0), max(xs, default=0.0), max(ys, default=0.0))
