"""The points of curves: their forms tell curves apart where colours cannot."""

from __future__ import annotations

import numpy as np

from .shapes import Box, Dot, Shape

RADIUS = 3.4
_DENSE = 14.0
"""Where steps lie at least so far apart, in pixels, every one has a point."""
_SPREAD = 80.0
"""Else the points of a curve lie about so far apart."""
_FORMS = 5


def draw_mark(  # noqa: PLR0913, PLR0917 - a point has a form, a place, two colours and a size
    form: int, x: float, y: float, color: str, ground: str, radius: float = RADIUS
) -> Shape:
    """A point of one of the forms: disc, square, ring, open square, ring with a cross."""
    match form % _FORMS:
        case 0:
            return Dot(x, y, radius, radius, color)
        case 1:
            side = 1.8 * radius
            return Box(x - side / 2, y - side / 2, side, side, 0.0, color)
        case 2:
            return Dot(x, y, radius, radius, ground, color, 1.5)
        case 3:
            side = 1.7 * radius
            return Box(x - side / 2, y - side / 2, side, side, 0.0, ground, color, 1.5)
        case _:
            r = 0.62 * radius
            cross = (((x - r, y), (x + r, y)), ((x, y - r), (x, y + r)))
            return Dot(x, y, 1.15 * radius, 1.15 * radius, ground, color, 1.2, cross)


def is_dashed(column: int) -> bool:
    """Whether the curve of a column is dashed: every other one."""
    return column % 2 == 1


def marked(count: int, pitch: float, column: int, n_columns: int) -> list[int]:
    """Which of ``count`` steps of a curve have a point: all where they lie far apart, else some, none for one curve."""
    if pitch >= _DENSE:
        return list(range(count))
    if n_columns < 2:
        return []
    every = max(1, round(_SPREAD / pitch))
    start = int((column + 0.5) * every / n_columns)
    return np.arange(min(start, count - 1), count, every).tolist()
