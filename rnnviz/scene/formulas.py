"""The equations of a cell as a picture, with symbols or worked out in numbers, forward or backward."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf, log
from typing import TypeAlias

from ..engine.equation import equations
from ..engine.network import Sweep
from ..engine.run import Run as NetworkRun
from ..engine.text import to_plain
from .equation_source import ChainRules, Equations, EquationSource
from .formula import Arrangement, Bracket, Setting, Sign, Text, arrange
from .formula_type import draw_symbol, line, tall_bracket
from .measure import measure
from .paper import Paper
from .shapes import Box, Group, Key, Label, Point, Run, Scene, Shape

_MARGIN = 28.0
_SIZE, _WITH_NUMBERS = 21.0, 18.0
"""The size of symbols, by themselves and with numbers."""
_WIDEST = 860.0
"""Calculations that are wider are broken into lines."""
_GAP, _LARGE_GAP = 20.0, 30.0
_TAG, _TAG_GAP = 8.0, 20.0
_ALL = "All gates"
"""What the equation of all gates at once is called."""
_COLUMN_GAP, _MOST_COLUMNS, _ASPECT = 56.0, 3, 1.6
"""The space between columns, how many there may be, and the width over the height that they shall come near."""


@dataclass(frozen=True, slots=True)
class _Row:
    """An equation laid out, with what it is called and the colour of that."""

    name: str
    says: str
    word: str
    fill: str
    arrangement: Arrangement


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which equations: of a layer and direction, backward or forward; at a ``step`` with numbers, None for symbols."""

    sweep: Sweep = (0, False)
    is_backward: bool = False
    step: int | None = None


def draw_equations(run: NetworkRun, wanted: Wanted, paper: Paper) -> Scene:
    """The equations in reading order, backward in the order in which gradients are computed."""
    source: EquationSource = (ChainRules if wanted.is_backward else Equations)(run, wanted.sweep)
    size = (_SIZE if wanted.step is None else _WITH_NUMBERS) * paper.text
    setting = Setting(size, inf if wanted.step is None else _WIDEST * paper.text)
    sheet = _Sheet(tuple(_rows(run, source, wanted, setting, paper)), wanted, setting, paper)
    columns = min((sheet.columns(count) for count in range(1, _MOST_COLUMNS + 1)), key=sheet.strangeness)
    width, height = sheet.size(columns)
    number = None if wanted.step is None else run.writing.number(wanted.step)
    heading = _heading(source.title, number) if paper.has_title else ()
    width = max(width, 2 * _MARGIN + measure(heading, paper.large, "sans"))
    y, large, ink = _MARGIN + 0.6 * paper.large, paper.large, paper.theme.ink
    title = (Label(_MARGIN, y, heading, large, ink, "start"),) if heading else ()
    return Scene(
        width, height, Group("equations", (*title, *sheet.draw(columns)), source.title), paper.theme.background
    )


_Columns: TypeAlias = tuple[tuple[_Row, ...], ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Rows with the page that they are set on in columns."""

    rows: tuple[_Row, ...]
    wanted: Wanted
    setting: Setting
    paper: Paper

    @property
    def gap(self) -> float:
        """The space between two rows."""
        return (_GAP if self.wanted.step is None else _LARGE_GAP) * self.paper.text

    @property
    def top(self) -> float:
        """Where the first row starts, below the title."""
        return _MARGIN + (2.6 * self.paper.large if self.paper.has_title else 0.0)

    def columns(self, count: int) -> _Columns:
        """The rows in at most so many columns of about one height, broken before a row with a name."""
        heights = [row.arrangement.height + self.gap for row in self.rows]
        found: list[tuple[_Row, ...]] = []
        most, room = sum(heights) / count, 0.0
        column: list[_Row] = []
        for row, height in zip(self.rows, heights, strict=True):
            if column and row.word and room + height / 2 > most and len(found) < count - 1:
                found.append(tuple(column))
                column, room = [], 0.0
            column.append(row)
            room += height
        return (*found, tuple(column))

    def size(self, columns: _Columns) -> tuple[float, float]:
        """Width and height of the page."""
        heights = (sum(row.arrangement.height + self.gap for row in column) - self.gap for column in columns)
        widths = sum(self._inset(column) + max(row.arrangement.width for row in column) for column in columns)
        return 2 * _MARGIN + widths + _COLUMN_GAP * (len(columns) - 1), self.top + max(heights) + _MARGIN

    def strangeness(self, columns: _Columns) -> float:
        """How far the page is from one that fills a slide."""
        width, height = self.size(columns)
        return abs(log(width / height / _ASPECT))

    def draw(self, columns: _Columns) -> Iterator[Shape]:
        """The rows in their columns."""
        left = _MARGIN
        for column in columns:
            y, inset = self.top, self._inset(column)
            for row in column:
                yield self._row(row, left, (left + inset, y))
                y += row.arrangement.height + self.gap
            left += inset + max(row.arrangement.width for row in column) + _COLUMN_GAP

    def _inset(self, column: tuple[_Row, ...]) -> float:
        """The room for the names of the rows of a column."""
        return max((self._tag(row.word) + _TAG_GAP for row in column if row.word), default=0.0)

    def _tag(self, word: str) -> float:
        return self.paper.words_width(word) + 2 * _TAG

    def _row(self, row: _Row, left: float, at: Point) -> Group:
        """The name of an equation in its colour, beside its first line, and the equation."""
        theme, size = self.paper.theme, self.paper.size
        parts = [*draw_arrangement(row.arrangement, at, self.setting, theme.ink)]
        if row.word:
            first = next(item.y for item in row.arrangement.items if isinstance(item, Sign) and item.latex == "=")
            y, height, width = at[1] + first - 0.26 * self.setting.size, 1.75 * size, self._tag(row.word)
            parts.append(Box(left, y - height / 2, width, height, 5.0, row.fill, theme.cell_stroke))
            parts.append(Label(left + width / 2, y, (Run(row.word),), size, theme.ink))
        return Group(row.name, tuple(parts), row.says, Key(self.wanted.step, row.name))


def _rows(run: NetworkRun, source: EquationSource, wanted: Wanted, setting: Setting, paper: Paper) -> Iterator[_Row]:
    every = equations(run.network, run.loss if run.targets is not None else None, run.schedule.feedback)
    by_name = {equation.name: equation for equation in every}
    for name, row in source.rows.items():
        if row.extra:
            continue
        lines = (row.formula,) if wanted.step is None else source.worked(run, name, wanted.step)
        word, role = _word(by_name[name].says) if name in by_name else "", row.role
        if name in by_name and wanted.is_backward:
            role = by_name[name].role
        word = _ALL if row.n_values > 1 else "Input" if name == "x" and not word else word
        yield _Row(name, f"{row.says} {to_plain(row.formula)}", word, _fill(role, paper), arrange(lines, setting))


def _word(says: str) -> str:
    """What a sentence calls an equation: what stands before its colon."""
    title, colon, _ = says.partition(":")
    return title if colon else ""


def _fill(role: str, paper: Paper) -> str:
    theme = paper.theme
    fills: Mapping[str, str] = {
        "gate": theme.gate_fill,
        "candidate": theme.candidate_fill,
        "state": theme.state_fill,
    }
    return fills.get(role, theme.cell_fill)


def _heading(title: str, step: str | None) -> tuple[Run, ...]:
    runs = (Run(title, weight="semibold"),)
    return runs if step is None else (*runs, Run("   step "), Run("t", italic=True), Run(f" = {step}"))


def draw_arrangement(found: Arrangement, at: Point, setting: Setting, color: str) -> Iterator[Shape]:
    """Formulas laid out, as shapes, their top left corner at a point."""
    left, top = at
    for item in found.items:
        place = left + item.x, top + item.y
        match item:
            case Text(text=text):
                yield line((Run(text),), place, setting.number_size, color)
            case Sign(latex=latex):
                yield from draw_symbol(latex, place, setting.size, color)
            case Bracket(height=height, latex=latex):
                yield tall_bracket(latex, *place, height, setting.size, color)
