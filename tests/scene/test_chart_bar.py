"""Bars in groups as shapes."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.scene.bounds import Bounds
from rnnviz.scene.chart import BarChart
from rnnviz.scene.chart_bar import bar_fill, bar_legend, bar_plot
from rnnviz.scene.paper import Paper
from rnnviz.scene.plot_scale import log_scale
from rnnviz.scene.shapes import Box, Dot, Group, Label, Wire, flatten
from rnnviz.scene.theme import LIGHT

from .label_clearance import text_of

PLACE, PAPER = Bounds(0.0, 0.0, 500.0, 300.0), Paper(LIGHT)
VALUES = np.array([[100.0, 1.0], [10.0, 0.0]])
CHART = BarChart("Test", VALUES, ("W", "U"), ("W", "U"), ("before", "after"), log_scale(VALUES), limit=10.0)


def test_bars_stand_on_the_foot_of_the_axis_as_high_as_their_values() -> None:
    plot = bar_plot(CHART, PLACE, PAPER)
    first = next(shape for shape in plot.draw() if isinstance(shape, Group) and shape.name == "W")
    high, low = (box for box in flatten(first) if isinstance(box, Box))
    foot, top = plot.axis.axes.bottom, plot.axis.axes.top
    assert high.y + high.height == low.y + low.height == foot
    assert high.y == pytest.approx(top)
    assert low.height == pytest.approx(1.5)


def test_a_zero_is_a_point_in_its_band() -> None:
    plot = bar_plot(CHART, PLACE, PAPER)
    second = next(shape for shape in plot.draw() if isinstance(shape, Group) and shape.name == "U")
    ys = [
        shape.y + shape.height / 2 if isinstance(shape, Box) else shape.y
        for shape in flatten(second)
        if isinstance(shape, Box | Dot)
    ]
    assert plot.axis.band_y("0") in [pytest.approx(y) for y in ys]


def test_the_limit_is_a_dashed_line_that_the_legend_names() -> None:
    plot = bar_plot(CHART, PLACE, PAPER)
    (line,) = (shape for shape in plot.draw() if isinstance(shape, Wire) and shape.dashed)
    assert line.points[0][1] == plot.axis.y(np.array([10.0]))[0]
    legend = [text_of(shape) for shape in bar_legend(CHART, 0.0, 0.0, PAPER) if isinstance(shape, Label)]
    assert legend == ["before", "after", "threshold"]


def test_the_bars_of_a_group_differ_in_lightness_too() -> None:
    assert bar_fill(PAPER, 0)[0] != bar_fill(PAPER, 1)[0]
    assert bar_fill(PAPER, 1)[1] == LIGHT.unit_colors[1]
