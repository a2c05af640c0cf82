"""The bars of inputs and outputs in the unfolded network: where each stands at a step."""

from __future__ import annotations

from .measure import measure
from .shapes import Run
from .strip import NUMBER_WIDTH, Row
from .unfolding import Unfolding

LETTER = 14.0


def _bar_width(u: Unfolding, row: Row) -> float:
    if u.strip.shows_numbers(row):
        return row.size * NUMBER_WIDTH
    return min(u.strip.viewport.pitch - 34, max(24.0, row.size * 12.0))


def bar_place(u: Unfolding, row: Row, step: int, letter: str | None) -> tuple[float, float]:
    """Left end and width of a bar that is centred together with its symbol."""
    width = _bar_width(u, row)
    if letter is None:
        return u.strip.center(step) - width / 2, width
    width = min(width, row.size * 12.0)
    before = measure((Run(letter, weight="semibold"),), LETTER, "sans") + 6
    return u.strip.center(step) - (width + before) / 2 + before, width


def bar_ends(u: Unfolding, row: Row, step: int, letter: str | None) -> tuple[float, float]:
    """The left end of a bar, its symbol included, and its right end."""
    left, width = bar_place(u, row, step, letter)
    before = 0.0 if letter is None else measure((Run(letter, weight="semibold"),), LETTER, "sans") + 6
    return left - before, left + width
