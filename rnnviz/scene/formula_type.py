"""Symbols and fractions set in runs of text: how far they reach, and their shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .latex import latex_runs
from .measure import baseline, line_extent, measure
from .shapes import Box, Label, Point, Run, Shape, Wire

_UNIT = 100.0
_FRACTION = re.compile(r"\\frac\{([^{}]+)\}\{(.+)\}(?:\\Big\|_(.+))?")
_COLUMN = re.compile(r"(?:\\left)?\\begin\{[pb]matrix\}(.+)\\end\{[pb]matrix\}(?:\\right)?(.*)")
_SHIFT, _RULE, _THICKNESS, _OVERHANG, _CLEARANCE = 0.64, -0.292, 0.068, 0.04, 0.074
"""The measures of a fraction in STIX Two Math, in units of the size.

Its baselines and its rule; how far the rule goes beyond the parts; how far above the baseline the lower part ends.
"""
_AT, _AXIS = 0.22, 0.26
"""The room before the step at a tall bar, and how far the axis lies above the baseline."""
_TALL, _TALL_ASCENT, _TALL_DESCENT = frozenset("()[]|‖"), 0.75, 0.24
"""Signs that reach above capitals and below the baseline."""
_PITCH, _PAREN = 1.35, 0.5
"""The distance of the rows of a column, and the width of the brackets around it."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a formula of size 1 reaches: from x = 0 to ``width``, above its baseline and below."""

    width: float
    ascent: float
    descent: float


@lru_cache(maxsize=4096)
def extent(latex: str) -> Extent:
    """How far a formula of size 1 reaches."""
    if found := _COLUMN.fullmatch(latex):
        rows, behind = [extent(row) for row in column_rows(found[1])], extent(found[2]) if found[2] else None
        half = (len(rows) * _PITCH) / 2
        width = max(row.width for row in rows) + 2 * _PAREN + (behind.width if behind else 0.0)
        return Extent(width, half + _AXIS, half - _AXIS)
    if found := _FRACTION.fullmatch(latex):
        above, below = extent(found[1]), extent(found[2])
        drop = max(_SHIFT, below.ascent - _CLEARANCE)
        whole = Extent(max(above.width, below.width) + 2 * _OVERHANG, above.ascent + _SHIFT, below.descent + drop)
        at = _at_width(found[3]) if found[3] else 0.0
        return Extent(whole.width + at, whole.ascent, whole.descent)
    runs = latex_runs(latex)
    if not runs:
        return Extent(0.0, 0.0, 0.0)
    above_middle, below_middle = (part / _UNIT for part in line_extent(runs, _UNIT, "math"))
    base = baseline(_UNIT, "math") / _UNIT
    ascent, descent = above_middle + base, max(0.0, below_middle - base)
    if any(set(run.text) & _TALL for run in runs if not run.level):
        ascent, descent = max(ascent, _TALL_ASCENT), max(descent, _TALL_DESCENT)
    return Extent(measure(runs, _UNIT, "math") / _UNIT, ascent, descent)


def number_width(text: str, size: int) -> float:
    """The width of a number in a formula."""
    return measure((Run(text),), size, "math")


def draw_symbol(latex: str, at: Point, size: float, color: str) -> Iterator[Shape]:
    """A formula with its baseline at a point, from there to the right."""
    if found := _COLUMN.fullmatch(latex):
        yield from _column(column_rows(found[1]), found[2], at, size, color)
    elif found := _FRACTION.fullmatch(latex):
        yield from _fraction((found[1], found[2], found[3]), at, size, color)
    elif latex_runs(latex):
        yield line(latex_runs(latex), at, size, color)


def line(runs: tuple[Run, ...], at: Point, size: float, color: str) -> Label:
    """A line of text with its baseline at a point."""
    return Label(at[0], at[1] - baseline(size, "math"), runs, size, color, "start", "math")


def column_rows(inner: str) -> list[str]:
    """The rows of a column."""
    return [row.strip() for row in inner.split(r"\\")]


def _fraction(parts: tuple[str, str, str | None], at: Point, size: float, color: str) -> Iterator[Shape]:
    numerator, denominator, step = parts
    (x, y), above, below = at, extent(numerator), extent(denominator)
    width, drop = max(above.width, below.width) + 2 * _OVERHANG, max(_SHIFT, below.ascent - _CLEARANCE)
    yield from draw_symbol(numerator, (x + (width - above.width) / 2 * size, y - _SHIFT * size), size, color)
    yield from draw_symbol(denominator, (x + (width - below.width) / 2 * size, y + drop * size), size, color)
    yield Box(x, y + _RULE * size, width * size, _THICKNESS * size, 0.0, color)
    if step:
        left, bottom = x + (width + 0.12) * size, y + (drop + 0.1) * size
        yield Box(left, y - (_SHIFT + 0.6) * size, _THICKNESS * size, bottom - y + (_SHIFT + 0.6) * size, 0.0, color)
        yield line(_as_step(step), (left + (_AT - 0.1) * size, bottom), 0.7 * size, color)


def _as_step(step: str) -> tuple[Run, ...]:
    return latex_runs(step.removeprefix("{").removesuffix("}"))


def _at_width(step: str) -> float:
    return _AT + 0.7 * measure(_as_step(step), _UNIT, "math") / _UNIT


def _column(rows: list[str], behind: str, at: Point, size: float, color: str) -> Iterator[Shape]:
    """Rows below each other between brackets, and what stands behind them."""
    (x, y), width = at, max(extent(row).width for row in rows)
    axis, half = y - _AXIS * size, len(rows) * _PITCH * size / 2
    yield tall_bracket("(", x + 0.04 * size, axis, 2 * half - 0.1 * size, size, color)
    for k, row in enumerate(rows):
        base = axis + ((k - (len(rows) - 1) / 2) * _PITCH + _AXIS) * size
        left = x + (_PAREN + (width - extent(row).width) / 2) * size
        yield from draw_symbol(row, (left, base), size, color)
    right = x + (width + _PAREN) * size
    yield tall_bracket(")", right + 0.04 * size, axis, 2 * half - 0.1 * size, size, color)
    if behind:
        yield from draw_symbol(behind, (right + _PAREN * size, y), size, color)


def tall_bracket(  # noqa: PLR0913, PLR0917 - which, where, how high, and how it looks
    sign: str, x: float, y: float, height: float, size: float, color: str
) -> Wire:
    """A bracket around (x, y), its left edge and its middle."""
    half, width = height / 2, 0.26 * size
    if sign in "[]":
        foot, back = 0.24 * size, 0.0
        points = ((foot, -half), (back, -half), (back, half), (foot, half))
        mirrored, thick, radius = sign == "]", 0.075 * size, 0.0
        width = foot
    else:
        bend = min(0.45 * half, 0.9 * size)
        points = ((width, -half), (0.1 * width, bend - half), (0.1 * width, half - bend), (width, half))
        mirrored, thick, radius = sign == ")", 0.08 * size, 1.2 * size
    placed = tuple((x + (width - dx if mirrored else dx), y + dy) for dx, dy in points)
    return Wire(placed, color, thick, radius)
