"""Areas that lie on each other, and bars, over the steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from ..engine.ops import Array
from .bounds import Bounds
from .chart_curve import curve_title
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
from .curve_mark import draw_mark
from .paper import Paper
from .plot_scale import BANDS, IN_AXIS
from .plot_thinning import thinned
from .shapes import Box, Group, Key, Shape, Wire
from .theme import mix
from .trajectory import Trajectory

_APART = 12.0
"""Columns that lie so far apart, in pixels, have space between them."""
_OVERLAP = 0.6
"""Columns that touch overlap by so much, so that no ground shines through between them."""
_LEAST = 1.5
_Axes: TypeAlias = tuple[ValueAxis, StepAxis]


def draw_stack(data: Trajectory, place: Bounds, paper: Paper) -> tuple[Group, StepAxis, Bounds]:
    """Shares as areas on each other, a column for every step or for some that lie close."""
    right = 16.0 + max(paper.label_width(label) for label in data.labels) if paper.has_legend else 1.4 * paper.math
    axis, steps = _axes(data, place, paper, right)
    values, size = thinned(data.values, int(axis.view.right - axis.view.left), by_mean=True)
    pitch, columns = size * steps.pitch, []
    tops = np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)
    for column in range(values.shape[1]):
        boxes = _boxes((axis, steps), pitch, (tops[:, column], tops[:, column + 1]), fill(paper, column))
        title = curve_title(data, column)
        columns.append(Group(f"area {column + 1}", tuple(boxes), title, Key(None, data.names[column])))
    parts = (draw_value_axis(axis, paper), *columns, draw_step_axis(steps, axis.view, paper))
    return Group("areas", (*parts, *_stack_names(data, axis, paper))), steps, axis.view


def fill(paper: Paper, column: int) -> str:
    """The colour of an area or bar: that of its curve, paler."""
    return mix(paper.theme.background, curve_color(paper.theme, column), 0.72)


def _axes(data: Trajectory, place: Bounds, paper: Paper, right: float) -> _Axes:
    height = place.bottom - place.top - steps_height(paper)
    left = numbers_width(data.scale, height, paper)
    view = Bounds(place.left + left, place.top, place.right - right, place.bottom - steps_height(paper))
    return value_axis(data.scale, view, paper), StepAxis(
        data.first, data.last, view.left, view.right, offset=data.writing.notation.first - 1
    )


def _boxes(axes: _Axes, pitch: float, ends: tuple[Array, Array], color: str) -> Iterator[Shape]:
    """A box for every column between two shares of the axis that are known."""
    axis, steps = axes
    gap = min(6.0, 0.18 * pitch) if pitch >= _APART else 0.0
    for k, (bottom, top) in enumerate(zip(*(end.tolist() for end in ends), strict=True)):
        if np.isfinite(top) and top > bottom:
            left = steps.left + k * pitch + gap / 2
            width = min(pitch - gap + (0.0 if gap else _OVERLAP), steps.right - left)
            y, foot = axis.share_y(min(1.0, top)), axis.share_y(bottom)
            yield Box(left, y, width, foot - y, 0.0, color)


def _stack_names(data: Trajectory, axis: ValueAxis, paper: Paper) -> Iterator[Shape]:
    """What each area is, beside the middle of its mean share."""
    if not paper.has_legend:
        return
    known = data.values[np.isfinite(data.values).all(axis=1)]
    count = data.values.shape[1]
    shares = known.mean(axis=0) if len(known) else np.full(count, 1.0 / count)
    middles = np.cumsum(shares) - shares / 2
    order = sorted(range(count), key=lambda column: -column)
    wished = [axis.share_y(float(middles[column])) for column in order]
    places = spread_apart(wished, 1.4 * paper.size, axis.view.top, axis.view.bottom)
    for column, y in zip(order, places, strict=True):
        color = curve_color(paper.theme, column)
        yield paper.label(axis.view.right + 14.0, y, data.labels[column], color=color)


def draw_bars(data: Trajectory, place: Bounds, paper: Paper) -> tuple[Group, StepAxis, Bounds]:
    """A bar for the value of each step."""
    axis, steps = _axes(data, place, paper, 1.4 * paper.math)
    values, size = thinned(data.values, int(axis.view.right - axis.view.left))
    pitch = size * steps.pitch
    shares = axis.scale.share(values[:, 0])
    low = np.full(len(shares), float(np.nan_to_num(axis.scale.share(np.zeros(1))[0])))
    least = _LEAST / (axis.axes.bottom - axis.axes.top)
    ends = np.minimum(low, shares), np.maximum(shares, low + least)
    boxes = _boxes((axis, steps), pitch, ends, fill(paper, 0))
    bars = Group("bars", (*boxes, *_beyond(data, axis, steps, paper)), curve_title(data, 0), Key(None, data.names[0]))
    foot = axis.share_y(float(low[0]))
    ground = Wire(((axis.view.left, foot), (axis.view.right, foot)), paper.theme.cell_stroke, 1.0)
    parts = draw_value_axis(axis, paper), bars, ground, draw_step_axis(steps, axis.view, paper)
    return Group("bars over time", parts), steps, axis.view


def _beyond(data: Trajectory, axis: ValueAxis, steps: StepAxis, paper: Paper) -> Iterator[Shape]:
    """A point in its band for what the axis cannot hold."""
    color, end = curve_color(paper.theme, 0), -np.inf
    for k, band in enumerate(axis.scale.band(data.values[:, 0]).tolist()):
        x = float(steps.x(data.first + k))
        if band != IN_AXIS and x >= end + 6.0:
            yield draw_mark(0, x, axis.band_y(BANDS[band]), color, paper.theme.background, 2.8)
            end = x


def without_images(data: Trajectory, most: int) -> Trajectory:
    """A trajectory with at most ``most`` columns: the first, the last and some between."""
    count = data.values.shape[1]
    if count <= most:
        return data
    places = np.unique(np.linspace(0, count - 1, most).round().astype(int)).tolist()
    names, labels = (tuple(part[k] for k in places) for part in (data.names, data.labels))
    says = tuple(data.says[k] for k in places) if data.says else ()
    return replace(data, values=data.values[:, places], names=names, labels=labels, says=says)
