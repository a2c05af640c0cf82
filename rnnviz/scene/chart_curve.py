"""Curves over the steps as shapes, with what each is at its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..engine.ops import Array
from .bounds import Bounds
from .chart_frame import (
    StepAxis,
    ValueAxis,
    draw_step_axis,
    draw_value_axis,
    numbers_width,
    steps_height,
    value_axis,
)
from .curve_label import curve_color, spread_apart
from .curve_mark import draw_mark, is_dashed, marked
from .paper import Paper, word_of
from .plot_scale import BANDS, IN_AXIS
from .plot_thinning import envelope
from .shapes import Group, Key, Point, Shape, Wire
from .theme import mix
from .trajectory import Trajectory
from .words import write_symbol

_NAME_GAP = 18.0
_INSET = 14.0
"""How far the first and the last step lie inside the area."""
_FINE = 3.0
"""Where steps lie closer, in pixels, curves are too jagged for dashes."""
_FEW = 320
"""Up to so many points lines are a little stronger."""


@dataclass(frozen=True, slots=True)
class CurvePlot:
    """Curves laid out: the axes, and what is drawn between them."""

    data: Trajectory
    paper: Paper
    steps: StepAxis
    values: ValueAxis

    @property
    def area(self) -> Bounds:
        """Where the curves and bands lie."""
        return self.values.view

    def draw(self) -> Iterator[Shape]:
        """The axes, the curves and their names."""
        yield draw_value_axis(self.values, self.paper)
        yield draw_step_axis(self.steps, self.area, self.paper)
        for column in self._order():
            yield self._curve(column)
        yield from self._names()

    def _order(self) -> list[int]:
        """Dashed lines lie under the curves."""
        columns = range(self.data.values.shape[1])
        return sorted(columns, key=lambda column: column not in self.data.dashed)

    def _curve(self, column: int) -> Group:
        data = self.data
        values = data.values[:, column]
        steps = np.arange(data.first, data.first + len(values)).astype(float)
        bands = self.values.scale.band(values)
        is_known = ~np.isin(steps, data.gaps)
        x, y = self.steps.x(steps), self.values.y(values)
        is_line = (bands == IN_AXIS) & is_known
        parts = [*self._lines(column, x, y, is_line), *self._points(column, x, y, is_line)]
        parts += self._beyond(column, x, np.where(is_known, bands, IN_AXIS))
        return Group(curve_name(data, column), tuple(parts), curve_title(data, column), Key(None, data.names[column]))

    def _color(self, column: int) -> str:
        return self.paper.theme.muted if column in self.data.dashed else curve_color(self.paper.theme, column)

    def _lines(self, column: int, x: Array, y: Array, is_line: Array) -> Iterator[Shape]:
        """A line through every stretch of values of the axis, with fewer points where they lie close."""
        color, width = self._color(column), 2.0 if len(x) <= _FEW else 1.3
        is_broken = column in self.data.dashed or (is_dashed(column) and self.steps.pitch >= _FINE)
        pixels = int(self.area.right - self.area.left)
        ends = np.flatnonzero(np.diff(np.concatenate([[0], is_line.astype(int), [0]])))
        for start, stop in ends.reshape(-1, 2).tolist():
            if stop - start > 1:
                share = max(1, pixels * (stop - start) // len(x))
                places, heights = envelope(x[start:stop], y[start:stop, None], share)
                points = tuple(zip(places.tolist(), heights[:, 0].tolist(), strict=True))
                yield Wire(points, color, width, dashed=is_broken)
            elif self.steps.pitch < 14.0 or column in self.data.dashed:
                yield draw_mark(column, float(x[start]), float(y[start]), color, self.paper.theme.background)

    def _points(self, column: int, x: Array, y: Array, is_line: Array) -> Iterator[Shape]:
        if column in self.data.dashed:
            return
        color, ground = self._color(column), self.paper.theme.background
        for place in marked(len(x), self.steps.pitch, column, self.data.values.shape[1]):
            if is_line[place]:
                yield draw_mark(column, float(x[place]), float(y[place]), color, ground)

    def _beyond(self, column: int, x: Array, bands: Array) -> Iterator[Shape]:
        """A point in its band for what the axis cannot hold; of many beside each other, some."""
        color, ground, end = self._color(column), self.paper.theme.background, -np.inf
        before = IN_AXIS
        for place, band in zip(x.tolist(), bands.tolist(), strict=True):
            if band != IN_AXIS and (band != before or place >= end + 6.0):
                yield draw_mark(column, place, self.values.band_y(BANDS[band]), color, ground, 2.8)
                end = place
            before = band

    def _names(self) -> Iterator[Shape]:
        """What each curve is, at the right of its end; a fine line leads there where names had to move apart."""
        data, area = self.data, self.area
        named = [column for column, label in enumerate(data.labels) if label and self.paper.has_legend]
        has_symbols = any(not word_of(data.labels[column]) for column in named)
        pitch = 1.3 * (self.paper.math if has_symbols else self.paper.size)
        if not named or (len(named) - 1) * pitch > area.bottom - area.top:
            return
        ends = self.values.y(data.values[-1])
        named.sort(key=lambda column: (float(ends[column]), column))
        places = spread_apart([float(ends[column]) for column in named], pitch, area.top, area.bottom)
        last = float(self.steps.x(data.last))
        for column, y in zip(named, places, strict=True):
            color, x = self._color(column), area.right + _NAME_GAP
            lead: tuple[Point, Point] = ((last + 6.0, float(ends[column])), (x - 3.0, y))
            yield Wire(lead, mix(self.paper.theme.background, color, 0.45), 1.0)
            yield self.paper.label(x, y, end_label(data, column), color=color)


def curve_plot(data: Trajectory, place: Bounds, paper: Paper) -> CurvePlot:
    """Curves laid out inside ``place``, with numbers at the left and below and names at the right."""
    height = place.bottom - place.top - steps_height(paper)
    left = numbers_width(data.scale, height, paper)
    labels = [end_label(data, column) for column, label in enumerate(data.labels) if label and paper.has_legend]
    right = max([1.4 * paper.math, *(_NAME_GAP + paper.label_width(label) for label in labels)])
    view = Bounds(place.left + left, place.top, place.right - right, place.bottom - steps_height(paper))
    inset = min(_INSET, 0.25 * (view.right - view.left))
    steps = StepAxis(
        data.first, data.last, view.left + inset, view.right - inset,
        has_columns=data.first == data.last, offset=data.writing.notation.first - 1,
    )  # fmt: skip
    return CurvePlot(data, paper, steps, value_axis(data.scale, view, paper))


def end_label(data: Trajectory, column: int) -> str:
    """What is written at the end of a curve: its label, of a number what it counts."""
    label = data.labels[column]
    is_unit = label.isdigit() and (not data.says or data.says[column].startswith("unit"))
    return rf"\text{{unit {label}}}" if is_unit else label


def curve_name(data: Trajectory, column: int) -> str:
    """The name of the group of a curve."""
    label = data.labels[column]
    return f"{data.names[column]} {word_of(label)}".strip()


def curve_title(data: Trajectory, column: int) -> str:
    """What a reader hears for a curve."""
    if data.says:
        return data.says[column]
    word = word_of(data.labels[column])
    name = write_symbol(data.names[column], data.writing)
    return f"{name}, unit {word}" if word.isdigit() else name
