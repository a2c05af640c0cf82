"""Curves over the steps of a training as shapes."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.scene.bounds import Bounds
from rnnviz.scene.chart import Curve, CurveChart
from rnnviz.scene.chart_line import LinePlot, legend_curves, line_legend, line_plot
from rnnviz.scene.paper import Paper
from rnnviz.scene.plot_scale import linear_scale
from rnnviz.scene.shapes import Dot, Group, Label, Wire, flatten
from rnnviz.scene.theme import GREY, LIGHT, Theme

from .label_clearance import text_of

X, Y = np.array([0.0, 5.0, 10.0]), np.array([4.0, 2.0, 1.0])


def plot_of(*curves: Curve, theme: Theme = LIGHT) -> LinePlot:
    chart = CurveChart("Loss", curves, linear_scale(np.concatenate([curve.y for curve in curves])), 0, 10)
    return line_plot(chart, Bounds(0.0, 0.0, 500.0, 300.0), Paper(theme))


def curves_of(plot: LinePlot) -> dict[str, Group]:
    groups = [shape for shape in plot.draw() if isinstance(shape, Group)]
    return {group.name: group for group in groups if group.name not in ("values", "steps")}


def test_a_curve_goes_through_its_values() -> None:
    plot = plot_of(Curve(X, Y, "training"))
    (wire,) = flatten(curves_of(plot)["training"])
    assert isinstance(wire, Wire)
    area = plot.values.axes
    assert wire.points[0] == pytest.approx((area.left, area.top))
    assert wire.points[2] == pytest.approx((area.right, area.bottom - (area.bottom - area.top) / 4))


def test_a_gap_leaves_a_point_and_a_band_has_one() -> None:
    plot = plot_of(Curve(X, np.array([1.0, np.inf, 2.0]), "training"))
    dots = [shape for shape in flatten(curves_of(plot)["training"]) if isinstance(shape, Dot)]
    assert len(dots) == 3
    assert plot.values.band_y("∞") in [dot.y for dot in dots]


def test_a_faint_curve_lies_under_the_others_and_not_in_the_legend() -> None:
    plot = plot_of(Curve(X, Y, "held out", 1), Curve(X, Y, "", 0, is_faint=True))
    assert list(curves_of(plot)) == ["curve at every step", "held out"]
    assert [curve.says for curve in legend_curves(plot.data)] == ["held out"]


def test_the_legend_has_a_line_and_words_for_each_curve() -> None:
    data = plot_of(Curve(X, Y, "unclipped"), Curve(X, Y, "limit", 1, is_dashed=True)).data
    shapes = list(line_legend(data, 10.0, 20.0, Paper(LIGHT)))
    assert [text_of(shape) for shape in shapes if isinstance(shape, Label)] == ["unclipped", "limit"]
    assert [shape.dashed for shape in shapes if isinstance(shape, Wire)] == [False, True]


def test_without_colours_every_other_curve_is_dashed() -> None:
    (wire,) = flatten(curves_of(plot_of(Curve(X, Y, "held out", 1), theme=GREY))["held out"])
    assert isinstance(wire, Wire)
    assert wire.dashed
