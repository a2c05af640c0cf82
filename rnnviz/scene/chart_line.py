"""Curves over the steps of a training as shapes, with a legend of what each is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..engine.ops import Array
from .bounds import Bounds
from .chart import Curve, CurveChart
from .chart_frame import (
    StepAxis,
    ValueAxis,
    draw_step_axis,
    draw_value_axis,
    numbers_width,
    step_text,
    steps_height,
    value_axis,
)
from .curve_label import curve_color
from .curve_mark import is_dashed
from .paper import Paper
from .plot_scale import BANDS, IN_AXIS
from .plot_thinning import envelope
from .shapes import Dot, Group, Shape, Wire
from .theme import GREY, mix

_FAINT = 0.4
"""How much of its colour a faint curve has."""
_SAMPLE = 26.0
"""The length of the line before what a curve is."""
_NAME = "step"
_FEW = 320
"""Up to so many points lines are a little stronger."""


@dataclass(frozen=True, slots=True)
class LinePlot:
    """Curves laid out inside a view."""

    data: CurveChart
    paper: Paper
    steps: StepAxis
    values: ValueAxis

    def draw(self) -> Iterator[Shape]:
        """The axes, then the curves, faint and dashed ones under the others."""
        yield draw_value_axis(self.values, self.paper, self.data.unit)
        yield draw_step_axis(self.steps, self.values.view, self.paper, "")
        view, small = self.values.view, self.paper.small
        yield self.paper.words(view.right + _beside(self.data, self.paper), view.bottom + 1.25 * small, _NAME)
        for curve in sorted(self.data.curves, key=lambda curve: (not curve.is_faint, not curve.is_dashed)):
            name = f"{curve.says or 'curve'}{' at every step' if curve.is_faint else ''}"
            yield Group(name, tuple(self._curve(curve)), name)

    def _curve(self, curve: Curve) -> Iterator[Shape]:
        """A line through every stretch of values of the axis, a point for one alone or in a band."""
        bands = self.values.scale.band(curve.y)
        x, y = self.steps.x(curve.x), self.values.y(curve.y)
        is_line = bands == IN_AXIS
        ends = np.flatnonzero(np.diff(np.concatenate([[0], is_line.astype(int), [0]])))
        for start, stop in ends.reshape(-1, 2).tolist():
            yield self._stretch(curve, x[start:stop], y[start:stop])
        for band in self.values.scale.bands:
            yield from self._beyond(curve, x[bands == BANDS.index(band)], self.values.band_y(band))

    def _stretch(self, curve: Curve, x: Array, y: Array) -> Shape:
        if len(x) == 1:
            return Dot(float(x[0]), float(y[0]), 2.5, 2.5, self._color(curve))
        places, heights = envelope(x, y[:, None], max(2, int(x[-1] - x[0])))
        points = tuple(zip(places.tolist(), heights[:, 0].tolist(), strict=True))
        width = 1.0 if curve.is_faint else 2.0 if len(x) <= _FEW else 1.3
        return Wire(points, self._color(curve), width, dashed=is_broken(curve, self.paper))

    def _beyond(self, curve: Curve, x: Array, y: float) -> Iterator[Shape]:
        """Points in a band; of many beside each other, some."""
        end = -np.inf
        for place in x.tolist():
            if place >= end + 6.0:
                yield Dot(place, y, 2.5, 2.5, self._color(curve))
                end = place

    def _color(self, curve: Curve) -> str:
        theme = self.paper.theme
        color = curve_color(theme, curve.color)
        return mix(theme.background, color, _FAINT) if curve.is_faint else color


def line_plot(data: CurveChart, place: Bounds, paper: Paper) -> LinePlot:
    """Curves laid out inside ``place``, with numbers at the left and below."""
    bottom = place.bottom - steps_height(paper)
    left = numbers_width(data.scale, bottom - place.top, paper, data.unit)
    right = _beside(data, paper) + paper.words_width(_NAME) + 1.0
    view = Bounds(place.left + left, place.top, place.right - right, bottom)
    steps = StepAxis(data.first, data.last, view.left, view.right, has_columns=False)
    return LinePlot(data, paper, steps, value_axis(data.scale, view, paper))


def _beside(data: CurveChart, paper: Paper) -> float:
    """How far to the right of the axis its name begins."""
    return 0.5 * paper.number_width(step_text(data.last)) + 0.6 * paper.small


def line_legend(data: CurveChart, x: float, y: float, paper: Paper) -> Iterator[Shape]:
    """What each curve is, from ``x`` to the right."""
    for curve in legend_curves(data):
        yield Wire(
            ((x, y), (x + _SAMPLE, y)), curve_color(paper.theme, curve.color), 2.0, dashed=is_broken(curve, paper)
        )
        yield paper.words(x + _SAMPLE + 7.0, y, curve.says)
        x += _SAMPLE + 7.0 + paper.words_width(curve.says) + 1.6 * paper.size


def is_broken(curve: Curve, paper: Paper) -> bool:
    """Whether a curve is dashed; where no colours tell curves apart, every other one is."""
    return curve.is_dashed or (paper.theme is GREY and is_dashed(curve.color) and not curve.is_faint)


def legend_curves(data: CurveChart) -> tuple[Curve, ...]:
    """The curves that have a place in the legend."""
    return tuple(curve for curve in data.curves if curve.says and not curve.is_faint and len(curve.x))
