"""What charts are drawn on: colours, the sizes of text, and the labels and lines that all of them use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .bounds import Bounds
from .latex import latex_runs
from .measure import measure
from .shapes import Anchor, Box, Label, Point, Run, Wire
from .theme import Theme, mix

_TEXT = r"\text{"


@dataclass(frozen=True)
class Paper:
    """The theme and the size of all text of charts, as a factor of the usual one, and what is written beside them.

    ``has_legend`` are the names of curves and the scales of colours, ``has_title`` the titles, ``has_numbers`` the
    numbers in the cells of maps, which have ``digits`` decimals.
    """

    theme: Theme
    text: float = 1.0
    has_legend: bool = True
    has_title: bool = True
    has_numbers: bool = True
    digits: int = 2

    @property
    def small(self) -> float:
        """The size of numbers at axes, in pixels."""
        return 12.0 * self.text

    @property
    def size(self) -> float:
        """The size of labels."""
        return 13.0 * self.text

    @property
    def large(self) -> float:
        """The size of titles."""
        return 15.0 * self.text

    @property
    def math(self) -> float:
        """The size of symbols beside labels."""
        return 16.0 * self.text

    @property
    def line(self) -> float:
        """The height of a line of labels."""
        return 1.5 * self.size

    @cached_property
    def grid(self) -> str:
        """The colour of the lines behind what is drawn."""
        return mix(self.theme.background, self.theme.line, 0.7)

    def number(self, x: float, y: float, text: str, anchor: Anchor = "middle", power: str = "") -> Label:
        """A number at an axis."""
        return Label(x, y, number_runs(text, power), self.small, self.theme.muted, anchor)

    def words(self, x: float, y: float, text: str, anchor: Anchor = "start", color: str = "") -> Label:
        """Words beside or over what is drawn."""
        return Label(x, y, (Run(text),), self.size, color or self.theme.muted, anchor)

    def symbol(self, x: float, y: float, latex: str, anchor: Anchor = "start", color: str = "") -> Label:
        """A symbol by its LaTeX."""
        return Label(x, y, latex_runs(latex), self.math, color or self.theme.muted, anchor, "math")

    def label(self, x: float, y: float, latex: str, anchor: Anchor = "start", color: str = "") -> Label:
        r"""What a curve or bar is: a symbol, or what stands in ``\text{…}`` or is a number as words."""
        word = word_of(latex)
        return self.words(x, y, word, anchor, color) if word else self.symbol(x, y, latex, anchor, color)

    def rule(self, start: Point, end: Point, color: str = "", width: float = 1.0, dashed: bool = False) -> Wire:
        """A straight line."""
        return Wire((start, end), color or self.grid, width, dashed=dashed)

    def border(self, area: Bounds) -> Box:
        """A line around an area."""
        return Box(area.left, area.top, area.right - area.left, area.bottom - area.top, 0.0, None, self.theme.line)

    def number_width(self, text: str, power: str = "") -> float:
        """The width of a number at an axis."""
        return measure(number_runs(text, power), self.small, "sans")

    def label_width(self, latex: str) -> float:
        """The width of a label."""
        word = word_of(latex)
        if word:
            return self.words_width(word)
        return measure(latex_runs(latex), self.math, "math") if latex else 0.0

    def words_width(self, text: str) -> float:
        """The width of words."""
        return measure((Run(text),), self.size, "sans")


def number_runs(text: str, power: str = "") -> tuple[Run, ...]:
    """A number, perhaps with an exponent."""
    return (Run(text), Run(power, level=1)) if power else (Run(text),)


def word_of(latex: str) -> str:
    r"""The text of a label that is written as text: a number, or ``\text{…}``; empty for a formula."""
    return latex if latex.isdigit() else latex.removeprefix(_TEXT)[:-1] if latex.startswith(_TEXT) else ""
