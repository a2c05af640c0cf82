"""Curves as shapes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from rnnviz.engine.ops import Array
from rnnviz.scene.bounds import Bounds, bounds_of
from rnnviz.scene.chart_curve import curve_plot, end_label
from rnnviz.scene.paper import Paper
from rnnviz.scene.plot_scale import linear_scale, log_scale
from rnnviz.scene.shapes import Dot, Group, Label, Wire, flatten
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.trajectory import Trajectory

from .label_clearance import text_of

PLACE, PAPER = Bounds(0.0, 0.0, 600.0, 300.0), Paper(LIGHT)


def units(values: Array) -> Trajectory:
    labels = tuple(str(k + 1) for k in range(values.shape[1]))
    return Trajectory("Test", values, ("h",) * values.shape[1], labels, linear_scale(values))


def curves(data: Trajectory) -> list[Group]:
    return [shape for shape in curve_plot(data, PLACE, PAPER).draw() if isinstance(shape, Group) and shape.key]


def lines(group: Group) -> list[Wire]:
    return [shape for shape in flatten(group) if isinstance(shape, Wire)]


def test_a_curve_goes_through_its_values() -> None:
    data = units(np.array([[0.0], [1.0], [0.5]]))
    plot = curve_plot(data, PLACE, PAPER)
    (line,) = lines(curves(data)[0])
    heights = [y for _, y in line.points]
    assert heights == [plot.area.bottom, plot.area.top, (plot.area.top + plot.area.bottom) / 2]


def test_a_curve_is_broken_where_there_is_no_number_and_has_a_point_in_the_band() -> None:
    values = np.array([[1.0], [2.0], [np.nan], [1.0], [2.0]])
    data = units(values)
    (group,) = curves(data)
    plot = curve_plot(data, PLACE, PAPER)
    assert [len(line.points) for line in lines(group)] == [2, 2]
    assert [dot.y for dot in flatten(group) if isinstance(dot, Dot)].count(plot.values.band_y("NaN")) == 1


def test_a_thousand_steps_keep_their_extremes_with_fewer_points() -> None:
    values = np.zeros((5000, 1))
    values[1234, 0] = 7.0
    plot = curve_plot(units(values), PLACE, PAPER)
    (line,) = lines(curves(units(values))[0])
    assert len(line.points) < 1500
    assert min(y for _, y in line.points) == pytest.approx(plot.values.y(np.array([7.0]))[0])


def test_every_other_curve_is_dashed() -> None:
    values = np.array([[0.0, 1.0, 2.0], [1.0, 2.0, 3.0]])
    assert [lines(group)[0].dashed for group in curves(units(values))] == [False, True, False]


def test_curves_that_end_together_have_names_apart() -> None:
    data = units(np.full((4, 6), 0.5))
    names = [shape for shape in curve_plot(data, PLACE, PAPER).draw() if isinstance(shape, Label)]
    areas = sorted((bounds_of(label) for label in names), key=lambda area: area.top)
    assert [text_of(label) for label in names] == [f"unit {k}" for k in range(1, 7)]
    assert all(a.bottom < b.top for a, b in pairwise(areas))
    assert max(area.right for area in areas) <= PLACE.right


def test_a_zero_on_a_logarithmic_axis_is_shown_as_such() -> None:
    values = np.array([[1e-3], [0.0]])
    data = Trajectory("Test", values, ("h",), ("h",), log_scale(values))
    plot = curve_plot(data, PLACE, PAPER)
    assert plot.values.below == ("0",)
    assert any(dot.y == plot.values.band_y("0") for dot in flatten(curves(data)[0]) if isinstance(dot, Dot))


def test_a_unit_is_called_one_and_a_state_by_its_symbol() -> None:
    assert end_label(units(np.zeros((2, 2))), 1) == r"\text{unit 2}"
    data = Trajectory("Test", np.zeros((2, 1)), ("h",), ("h",), linear_scale(np.zeros(1)))
    assert end_label(data, 0) == "h"
