"""Bars in groups as shapes, with a legend of what each bar of a group is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .bounds import Bounds
from .chart import BarChart
from .chart_frame import ValueAxis, draw_value_axis, numbers_width, value_axis
from .curve_label import curve_color
from .curve_mark import draw_mark
from .paper import Paper
from .plot_scale import BANDS, IN_AXIS
from .shapes import Box, Group, Label, Shape, Wire
from .theme import mix

_GROUP = 0.7
"""The share of its room that a group of bars takes."""
_WIDEST = 46.0
_LEAST = 1.5


@dataclass(frozen=True, slots=True)
class BarPlot:
    """A bar chart laid out inside a view."""

    data: BarChart
    axis: ValueAxis
    paper: Paper

    @property
    def pitch(self) -> float:
        """The room of a group."""
        return (self.axis.view.right - self.axis.view.left) / len(self.data.labels)

    def draw(self) -> Iterator[Shape]:
        """The axis, the bars, the limit and what each group is."""
        view, theme = self.axis.view, self.paper.theme
        yield draw_value_axis(self.axis, self.paper, self.data.unit)
        yield from (self._group(group) for group in range(len(self.data.labels)))
        foot = self.axis.axes.bottom
        yield Wire(((view.left, foot), (view.right, foot)), theme.cell_stroke, 1.0)
        if self.data.limit is not None:
            yield from self._limit(self.data.limit)
        yield from self._labels()

    def _group(self, group: int) -> Group:
        n_bars = self.data.values.shape[1]
        width = min(_WIDEST, _GROUP * self.pitch / n_bars)
        middle = self.axis.view.left + (group + 0.5) * self.pitch
        values = self.data.values[group]
        bands, ys = self.axis.scale.band(values), self.axis.y(values)
        parts: list[Shape] = []
        for bar in range(n_bars):
            x = middle + (bar - n_bars / 2) * width
            if bands[bar] == IN_AXIS:
                y = min(float(ys[bar]), self.axis.axes.bottom - _LEAST)
                fill = bar_fill(self.paper, bar)
                parts.append(Box(x + 1.0, y, max(1.0, width - 2.0), self.axis.axes.bottom - y, 0.0, *fill))
            else:
                y, color = self.axis.band_y(BANDS[bands[bar]]), curve_color(self.paper.theme, bar)
                parts.append(draw_mark(bar, x + width / 2, y, color, self.paper.theme.background, 3.0))
        return Group(self.data.groups[group] or "bars", tuple(parts), self.data.groups[group])

    def _limit(self, limit: float) -> Iterator[Shape]:
        view, theme = self.axis.view, self.paper.theme
        y = float(self.axis.y(np.array([limit]))[0])
        yield Wire(((view.left, y), (view.right, y)), theme.accent, 1.4, dashed=True)

    def _labels(self) -> Iterator[Shape]:
        """What each group is, as far as there is room; all or every second, third, …."""
        labels = self.data.labels
        widest = max(self.paper.label_width(label) for label in labels)
        every = max(1, int(np.ceil((widest + 4.0) / self.pitch)))
        y = self.axis.view.bottom + 1.1 * self.paper.math
        for k, label in enumerate(labels[::every]):
            x = self.axis.view.left + (k * every + 0.5) * self.pitch
            yield self.paper.label(x, y, label, "middle", self.paper.theme.ink)


def bar_plot(data: BarChart, place: Bounds, paper: Paper) -> BarPlot:
    """A bar chart laid out inside ``place``."""
    bottom = place.bottom - 2.0 * paper.math
    left = numbers_width(data.scale, bottom - place.top, paper, data.unit)
    view = Bounds(place.left + left, place.top, place.right, bottom)
    return BarPlot(data, value_axis(data.scale, view, paper), paper)


def bar_fill(paper: Paper, bar: int) -> tuple[str, str]:
    """Ground and line of a bar: the first is filled, the next is paler with a strong line."""
    color = curve_color(paper.theme, bar)
    return mix(paper.theme.background, color, 0.85 if bar == 0 else 0.25), color


def bar_legend(data: BarChart, x: float, y: float, paper: Paper) -> Iterator[Shape]:
    """What each bar of a group is, and the limit, from ``x`` to the right."""
    side = 0.8 * paper.size
    for bar, says in enumerate(data.says if len(data.says) > 1 else ()):
        yield Box(x, y - side / 2, side, side, 0.0, *bar_fill(paper, bar))
        label: Label = paper.words(x + 1.5 * side, y, says)
        yield label
        x += 3.2 * side + paper.words_width(says)
    if data.limit is not None:
        yield Wire(((x, y), (x + 26.0, y)), paper.theme.accent, 1.4, dashed=True)
        yield paper.words(x + 33.0, y, "threshold")
