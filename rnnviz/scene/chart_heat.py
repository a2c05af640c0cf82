"""Heat maps as shapes, with their axes and a bar of their colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from ..engine.ops import Array
from .bounds import Bounds
from .chart import Axis, Colors, HeatMap, Saliency
from .color import from_channels, ink_on
from .heat_color import color_table
from .number import MINUS, format_number
from .paper import Paper
from .plot_scale import IN_AXIS, Scale, Tick, color_limit, exponent_scale, write_limit
from .raster import reduce_values
from .shapes import Group, Heat, Key, Label, Run, Shape
from .trajectory import Trajectory

_MOST_COLUMNS, _MOST_ROWS = 400, 200
"""A map is drawn with at most so many cells: more cannot be told apart."""
_BAR, _BAR_GAP = 12.0, 14.0
_SHADES = 48


@dataclass(frozen=True, slots=True)
class HeatPlot:
    """A map laid out: where its cells lie and how large its text is."""

    data: HeatMap
    area: Bounds
    paper: Paper

    def x(self, value: float) -> float:
        """Where a value of the axis x lies."""
        return self.area.left + self.data.x.share(value) * (self.area.right - self.area.left)

    def y(self, value: float) -> float:
        """Where a value of the axis y lies."""
        share = self.data.y.share(value)
        return self.area.top + (share if self.data.is_down else 1.0 - share) * (self.area.bottom - self.area.top)

    def draw(self) -> Iterator[Shape]:
        """The cells with their border, numbers where they have room, both axes and the colours."""
        rows = self.data.values if self.data.is_down else self.data.values[::-1]
        colors = heat_colors(rows, self.data.scale, self.paper, self.data.colors)
        yield draw_cells(colors, self.area, self.paper)
        yield from draw_numbers(rows, colors, self.area, self.paper) if self.data.scale.kind == "linear" else ()
        yield self._x_axis()
        yield self._y_axis()
        if self.data.values.any() and self.paper.has_legend:
            yield draw_color_bar(self.data, self.area, self.paper)

    def _x_axis(self) -> Group:
        area, paper, axis = self.area, self.paper, self.data.x
        y, end = area.bottom + 1.1 * paper.small, -np.inf
        widest = max((paper.number_width(text) for _, text in axis.ticks(5)), default=0.0)
        most = max(2, min(12, int((area.right - area.left) / (widest + 1.6 * paper.small)) + 1))
        parts: list[Shape] = []
        for value, text in axis.ticks(most):
            x, half = self.x(value), paper.number_width(text) / 2
            if x - half > end + 4.0:
                parts.append(paper.number(x, y, text))
                end = x + half
        if axis.latex:
            parts.append(paper.symbol(max(area.right + 6.0, end + 6.0), y + 0.5, axis.latex))
        return Group("columns", tuple(parts), "horizontal axis")

    def _y_axis(self) -> Group:
        area, paper, axis = self.area, self.paper, self.data.y
        parts: list[Shape] = []
        for value, text in axis.ticks(most_rows(area, paper)):
            parts.append(paper.number(area.left - 7.0, self.y(value), text, "end"))
        if axis.latex:
            names = max((paper.number_width(text) for _, text in axis.ticks(most_rows(area, paper))), default=0.0)
            parts.append(paper.symbol(area.left - names - 14.0, (area.top + area.bottom) / 2, axis.latex, "end"))
        return Group("rows", tuple(parts), "vertical axis")


def heat_plot(data: HeatMap, place: Bounds, paper: Paper) -> HeatPlot:
    """A map laid out inside ``place``, with numbers at the left and below and colours at the right."""
    data = reduced(data)
    area = Bounds(place.left, place.top, place.right, place.bottom - 1.8 * paper.small)
    texts = [text for _, text in data.y.ticks(most_rows(area, paper))]
    left = 7.0 + max((paper.number_width(text) for text in texts), default=0.0)
    left += 7.0 + paper.label_width(data.y.latex) if data.y.latex else 0.0
    right = bar_width(data.scale, paper) if data.values.any() and paper.has_legend else 0.0
    right = max(right, paper.label_width(data.x.latex) + 6.0)
    return HeatPlot(data, Bounds(area.left + left, area.top, area.right - right, area.bottom), paper)


def most_rows(area: Bounds, paper: Paper) -> int:
    """How many numbers have room beside each other's height."""
    return max(2, min(12, int((area.bottom - area.top) / (1.7 * paper.small))))


def reduced(data: HeatMap) -> HeatMap:
    """A map with as many cells as can be told apart; each keeps the largest size of its part."""
    rows, columns = data.values.shape
    if rows <= _MOST_ROWS and columns <= _MOST_COLUMNS:
        return data
    return replace(data, values=reduce_values(data.values, _MOST_ROWS, _MOST_COLUMNS))


def draw_cells(colors: tuple[tuple[str, ...], ...], area: Bounds, paper: Paper, key: Key | None = None) -> Group:
    """Cells in their colours, with a border."""
    size = area.right - area.left, area.bottom - area.top
    return Group("cells", (Heat(area.left, area.top, *size, colors, key=key), paper.border(area)), "heat map")


def heat_colors(values: Array, scale: Scale, paper: Paper, colors: Colors) -> tuple[tuple[str, ...], ...]:
    """The colours of values (rows, columns)."""
    table = color_table(paper.theme, colors)
    names = [from_channels(*row) for row in table.tolist()]
    shares, bands = scale.share(values), scale.band(values)
    places = np.where(bands == IN_AXIS, np.nan_to_num(shares) * 255.0, 257.0).round().astype(np.intp)
    places[bands == 2] = 256
    return tuple(tuple(names[place] for place in row) for row in places.tolist())


def draw_numbers(values: Array, colors: tuple[tuple[str, ...], ...], area: Bounds, paper: Paper) -> Iterator[Shape]:
    """The number of every cell in an ink that reads on its colour, where all numbers have room."""
    rows, columns = values.shape
    width, height = (area.right - area.left) / columns, (area.bottom - area.top) / rows
    texts = [[format_number(value, paper.digits) for value in row] for row in values.tolist()]
    widest = max(paper.number_width(text) for row in texts for text in row)
    if not paper.has_numbers or widest + 8.0 > width or 1.4 * paper.small > height:
        return
    parts: list[Shape] = []
    for r, c in np.ndindex(rows, columns):
        x, y = area.left + (c + 0.5) * width, area.top + (r + 0.5) * height
        parts.append(Label(x, y, (Run(texts[r][c]),), paper.small, ink_on(colors[r][c])))
    yield Group("numbers", tuple(parts), "numbers")


def bar_width(scale: Scale, paper: Paper) -> float:
    """The room that a bar of colours takes beside its map."""
    return _BAR_GAP + _BAR + 7.0 + max(paper.number_width(tick.text, tick.power) for tick in _bar_ticks(scale))


def draw_color_bar(data: HeatMap, area: Bounds, paper: Paper) -> Group:
    """The colours from the least to the largest at the right of an area, with numbers at their places."""
    table = color_table(paper.theme, data.colors)
    shades = [from_channels(*table[round(255 * k / (_SHADES - 1))].tolist()) for k in range(_SHADES)]
    left = area.right + _BAR_GAP
    bar = Heat(left, area.top, _BAR, area.bottom - area.top, tuple((shade,) for shade in reversed(shades)))
    parts: list[Shape] = [bar, paper.border(Bounds(left, area.top, left + _BAR, area.bottom))]
    half = 0.4 * paper.small
    for tick in _bar_ticks(data.scale, max(2, int((area.bottom - area.top) / (2.4 * paper.small)))):
        y = area.bottom - tick.share * (area.bottom - area.top)
        y = max(area.top + half, min(area.bottom - half, y))
        parts.append(paper.number(left + _BAR + 7.0, y, tick.text, "start", tick.power))
    return Group("colours", tuple(parts), "scale of the colours")


def _bar_ticks(scale: Scale, most: int = 6) -> tuple[Tick, ...]:
    """The numbers beside a bar: both ends and the middle where zero lies there."""
    if scale.kind == "linear" and scale.low == -scale.high:
        limit = write_limit(scale.high)
        return Tick(0.0, f"{MINUS}{limit}"), Tick(0.5, "0"), Tick(1.0, f"+{limit}")
    return tuple(tick for tick in scale.ticks(max(2, min(8, most))) if tick.text)


def as_map(data: Trajectory) -> HeatMap:
    """Many columns over the steps as a map, the first unit at the top."""
    count = data.values.shape[1]
    offset = data.writing.notation.first - 1
    steps, units = Axis("t", data.first, data.last, True, offset=offset), Axis("", 1, count, True)
    if data.scale.kind == "linear":
        limit = color_limit(data.values)
        scale = Scale("linear", -limit, limit)
        return HeatMap(data.title, data.values.T, steps, units, scale, data.latex, "diverging", True, data.message)
    values = data.values
    if data.scale.kind == "log":
        with np.errstate(all="ignore"):
            values = np.log10(values)
    scale = exponent_scale(values)
    return HeatMap(data.title, values.T, steps, units, scale, data.latex, "sequential", True, data.message)


def draw_saliency(data: Saliency, place: Bounds, paper: Paper) -> tuple[Group, HeatPlot]:
    """The gradients by the inputs under the inputs, with the symbol of each step between where there are any."""
    between = 1.7 * paper.small if data.symbols else 0.7 * paper.small
    height = 0.36 * (place.bottom - place.top - between - 1.8 * paper.small)
    lower = Bounds(place.left + 1.4 * paper.math, place.top + height + between, place.right, place.bottom)
    plot = heat_plot(data, lower, paper)
    upper = Bounds(plot.area.left, place.top, plot.area.right, place.top + height)
    inputs = reduced(replace(data, values=data.inputs)).values
    cells = draw_cells(heat_colors(inputs, data.input_scale, paper, "diverging"), upper, paper)
    name = paper.symbol(place.left, (upper.top + upper.bottom) / 2, "x")
    parts = cells, name, *_symbols(data, upper, between, paper), *plot.draw()
    return Group("saliency", parts), plot


def _symbols(data: Saliency, area: Bounds, height: float, paper: Paper) -> Iterator[Shape]:
    """The symbols of the steps, where all have room."""
    pitch = (area.right - area.left) / max(1, len(data.symbols))
    if data.symbols and max(paper.words_width(text) for text in data.symbols) + 2.0 <= pitch:
        for k, text in enumerate(data.symbols):
            x, y = area.left + (k + 0.5) * pitch, area.bottom + height / 2
            yield paper.words(x, y, text, "middle", paper.theme.ink)
