"""Shapes at another place and in another size."""

from __future__ import annotations

from dataclasses import replace

from .shapes import Box, Chip, Dot, Group, Heat, Label, Point, Shape, Wire


def place_shape(shape: Shape, at: Point, scale: float) -> Shape:
    """A shape with the origin at a point and all its lengths multiplied; arrowheads and dashes are of their widths."""

    def moved(point: Point) -> Point:
        return at[0] + point[0] * scale, at[1] + point[1] * scale

    match shape:
        case Group(children=children):
            return replace(shape, children=tuple(place_shape(child, at, scale) for child in children))
        case Wire(points=points, gaps=gaps):
            return replace(
                shape,
                points=tuple(map(moved, points)),
                width=shape.width * scale,
                radius=shape.radius * scale,
                gaps=tuple((start * scale, end * scale) for start, end in gaps),
            )
        case _:
            x, y = moved((shape.x, shape.y))
            return _sized(replace(shape, x=x, y=y), scale, at)


def _sized(shape: Box | Dot | Label | Chip | Heat, scale: float, at: Point) -> Shape:
    """A shape that stands at its place already, in its new size."""
    match shape:
        case Box(width=width, height=height, radius=radius, stroke_width=stroke):
            sides = width * scale, height * scale
            return replace(shape, width=sides[0], height=sides[1], radius=radius * scale, stroke_width=stroke * scale)
        case Dot(radius_x=across, radius_y=down, strokes=strokes, stroke_width=stroke):
            lines = tuple(tuple((at[0] + x * scale, at[1] + y * scale) for x, y in line) for line in strokes)
            return replace(
                shape,
                radius_x=across * scale,
                radius_y=down * scale,
                stroke_width=stroke * scale,
                strokes=lines,  # type: ignore[arg-type] # every line has two ends still
            )
        case Label(size=size):
            return replace(shape, size=size * scale)
        case Chip(width=width, height=height, size=size):
            return replace(shape, width=width * scale, height=height * scale, size=size * scale)
        case Heat(width=width, height=height, stroke_width=stroke):
            return replace(shape, width=width * scale, height=height * scale, stroke_width=stroke * scale)
