"""The scale of the gradients as a line: from the most negative colour over zero to the most positive."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import TypeAlias

from .backward import Backward
from .measure import measure
from .number import MINUS, format_number
from .shapes import Heat, Label, Run, Shape
from .theme import Theme

SIZE = 13.0
HEIGHT = 10.0
RAMP = 48.0
SPACE = 7.0
SHADES = 24

Piece: TypeAlias = tuple[Run, ...] | tuple[int, int]
"""A text, or a stretch of the table of colours."""


def legend_width(backward: Backward) -> float:
    """The width of the legend in pixels."""
    widths = [_width(piece) for piece in _pieces(backward)]
    return sum(widths) + SPACE * (len(widths) - 1)


def draw_legend(backward: Backward, theme: Theme, x: float, y: float) -> Iterator[Shape]:
    """The legend from ``x`` to the right, its middle at height ``y``."""
    pieces = _pieces(backward)
    starts = accumulate([x, *(_width(piece) + SPACE for piece in pieces)])
    for left, piece in zip(starts, pieces, strict=False):
        if isinstance(piece[0], Run):
            yield Label(left, y, tuple(run for run in piece if isinstance(run, Run)), SIZE, theme.muted, "start")
        else:
            yield _ramp(theme, left, y, *(place for place in piece if isinstance(place, int)))


def _pieces(backward: Backward) -> tuple[Piece, ...]:
    """What stands side by side."""
    limit, low, high = backward.span
    if backward.scale == "linear":
        ends: list[tuple[Run, ...]] = [(Run(format_number(value)),) for value in (-limit, limit)]
        middle: list[tuple[Run, ...]] = [(Run("0"),)]
    else:
        ends = [(Run(f"{sign}10"), Run(_power(high), level=1)) for sign in (MINUS, "+")]
        middle = [(Run(f"{sign}10"), Run(_power(low), level=1)) for sign in (MINUS, "+")]
        middle.insert(1, (Run("0"),))
    name = (Run("gradients d"), Run("L", italic=True), Run("/d·"))
    return name, ends[0], (0, 127), *middle, (128, 255), ends[1]


def _power(exponent: int) -> str:
    return str(exponent).replace("-", MINUS)


def _width(piece: Piece) -> float:
    runs = tuple(run for run in piece if isinstance(run, Run))
    return measure(runs, SIZE, "sans") if runs else RAMP


def _ramp(theme: Theme, left: float, y: float, first: int, last: int) -> Heat:
    places = [round(first + (last - first) * k / (SHADES - 1)) for k in range(SHADES)]
    colors = tuple(theme.gradient_colors[place] for place in places)
    return Heat(left, y - HEIGHT / 2, RAMP, HEIGHT, (colors,), theme.line, 1.0)
