"""Weights as heat maps: one parameter, or all of a network, with their names, shapes and numbers where they fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from ..engine.equation import equations
from ..engine.network import Sweep, sweep_of
from ..engine.ops import Array
from ..engine.run import Run as NetworkRun
from .bounds import Bounds
from .chart import Axis, HeatMap
from .chart_heat import bar_width, draw_cells, draw_color_bar, draw_numbers, heat_colors
from .measure import measure
from .paper import Paper
from .plot_scale import Scale, color_limit
from .raster import reduce_values
from .shapes import Group, Key, Label, Run, Scene, Shape
from .symbol import symbol_runs

_MARGIN = 26.0
_CELL = (54.0, 32.0)
"""Width and height of a cell that holds a number."""
_ROOM = (1080.0, 560.0)
_LEAST, _MOST = 2.0, 22.0
_MOST_CELLS = 300
_GAP, _NAME = 30.0, 1.9
"""The space between matrices, and the height of a name in lines of its text."""


def draw_matrix(run: NetworkRun, name: str, paper: Paper) -> Scene:
    """One parameter as a heat map."""
    return draw_matrices(run, (name,), paper)


def draw_matrices(run: NetworkRun, names: Sequence[str], paper: Paper) -> Scene:
    """Parameters as heat maps of one scale, a row for each equation that they are of."""
    sheet = _sheet(run, names, paper)
    width, height = sheet.size
    parts = tuple(sheet.draw())
    return Scene(width, height, Group("parameters", parts, "parameters"), paper.theme.background)


def parameters_of(run: NetworkRun, which: Sweep | None) -> tuple[str, ...]:
    """The parameters of a layer and direction, or all."""
    return tuple(name for name in run.parameters if which is None or sweep_of(name) in (which, None))


@dataclass(frozen=True, slots=True)
class _Row:
    """The parameters of one equation with what that is called."""

    word: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Rows of matrices on a page, all cells of one size in pixels."""

    run: NetworkRun
    rows: tuple[_Row, ...]
    cell: tuple[float, float]
    paper: Paper

    @property
    def scale(self) -> Scale:
        """The scale of the colours of all matrices."""
        every = np.concatenate([self.run.parameters[name].ravel() for row in self.rows for name in row.names])
        limit = color_limit(every)
        return Scale("linear", -limit, limit)

    @property
    def _label_width(self) -> float:
        """The room for what the rows are called."""
        widths = [self.paper.words_width(row.word) for row in self.rows if row.word]
        return max(widths) + 24.0 if widths and len(self.rows) > 1 else 0.0

    @property
    def _name_height(self) -> float:
        return _NAME * self.paper.math

    @property
    def _bar_width(self) -> float:
        return bar_width(self.scale, self.paper) if self.paper.has_legend else 0.0

    def _matrix_size(self, name: str) -> tuple[float, float]:
        rows, columns = as_matrix(self.run.parameters[name]).shape
        return columns * self.cell[0], rows * self.cell[1]

    def _slot(self, name: str) -> float:
        """The width of a matrix or of its name."""
        return max(self._matrix_size(name)[0], measure(_name(self.run, name), self.paper.math, "math"))

    def _columns(self) -> list[float]:
        """The widths of the columns of matrices."""
        count = max(len(row.names) for row in self.rows)
        return [max(self._slot(row.names[k]) for row in self.rows if k < len(row.names)) for k in range(count)]

    def _heights(self) -> list[float]:
        return [max(self._matrix_size(name)[1] for name in row.names) + self._name_height for row in self.rows]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page."""
        columns, heights = self._columns(), self._heights()
        width = self._label_width + sum(columns) + _GAP * (len(columns) - 1) + self._bar_width
        return width + 2 * _MARGIN, sum(heights) + _GAP * (len(heights) - 1) + 2 * _MARGIN

    def draw(self) -> Iterator[Shape]:
        """Every matrix under its name, and the scale of the colours at the right."""
        y, columns = _MARGIN, self._columns()
        for row, height in zip(self.rows, self._heights(), strict=True):
            if self._label_width:
                middle = y + self._name_height + (height - self._name_height) / 2
                yield self.paper.words(_MARGIN, middle, row.word, color=self.paper.theme.ink)
            x = _MARGIN + self._label_width
            for name, width in zip(row.names, columns, strict=False):
                yield self._matrix(name, x, y)
                x += width + _GAP
            y += height + _GAP
        if self.paper.has_legend:
            yield self._color_bar(self.size)

    def _color_bar(self, size: tuple[float, float]) -> Group:
        right = size[0] - _MARGIN - bar_width(self.scale, self.paper)
        top = _MARGIN + self._name_height
        bottom = min(size[1] - _MARGIN, top + 260.0)
        one = Axis("", 1, 1, True)
        data = HeatMap("", np.zeros((1, 1)), one, one, self.scale, colors="diverging")
        return draw_color_bar(data, Bounds(right, top, right, bottom), self.paper)

    def _matrix(self, name: str, x: float, y: float) -> Group:
        values = as_matrix(self.run.parameters[name])
        width, height = self._matrix_size(name)
        area = Bounds(x, y + self._name_height, x + width, y + self._name_height + height)
        colors = heat_colors(_reduced(values), self.scale, self.paper, "diverging")
        runs, ink = _name(self.run, name), self.paper.theme.ink
        title = Label(x, y + 0.7 * self.paper.math, runs, self.paper.math, ink, "start", "math", Key(None, name))
        parts: list[Shape] = [title, draw_cells(colors, area, self.paper, Key(None, name))]
        if values.size <= _MOST_CELLS:
            parts += draw_numbers(values, colors, area, self.paper)
        return Group(name, tuple(parts), _shape_words(self.run.parameters[name]), Key(None, name))


def _sheet(run: NetworkRun, names: Sequence[str], paper: Paper) -> _Sheet:
    """The largest cells that let the page stay within its room; with numbers where these have room."""
    rows = tuple(_rows(run, names))
    biggest = max(run.parameters[name].size for name in names)
    room = _CELL[0] + 9.0 * (paper.digits - 2)
    with_numbers = _Sheet(run, rows, (room * paper.text, _CELL[1] * paper.text), paper)
    if biggest <= _MOST_CELLS and with_numbers.size[0] <= 1.5 * _ROOM[0]:
        return with_numbers
    for cell in np.linspace(_MOST, _LEAST, 41).tolist():
        sheet = _Sheet(run, rows, (cell, cell), paper)
        if sheet.size[0] <= _ROOM[0] and sheet.size[1] <= max(_ROOM[1], 180.0 * len(rows)):
            break
    return sheet


def _rows(run: NetworkRun, names: Sequence[str]) -> Iterator[_Row]:
    """Parameters by the equation that they are of, in its order."""
    every = equations(run.network, run.loss if run.targets is not None else None, run.schedule.feedback)

    def owner(name: str) -> int:
        return next((k for k, equation in enumerate(every) if equation.uses(name)), len(every))

    for place, same in groupby(sorted(names, key=owner), owner):
        title = every[place].says.partition(":")[0] if place < len(every) else ""
        yield _Row(title, tuple(same))


def _name(run: NetworkRun, name: str) -> tuple[Run, ...]:
    """The symbol of a parameter with its shape: W_f 4 × 3."""
    shape = " × ".join(map(str, run.parameters[name].shape))
    return (*symbol_runs(name, None, run.writing), Run("\N{EM SPACE}"), Run(shape))


def _shape_words(values: Array) -> str:
    return "shape " + " by ".join(map(str, values.shape))


def as_matrix(values: Array) -> Array:
    """A matrix, of a vector with one column."""
    return values if values.ndim == 2 else values.reshape(-1, 1)


def _reduced(values: Array) -> Array:
    """A matrix with as many cells as can be told apart."""
    return reduce_values(values, 400, 400)
