"""The axes of charts over time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from rnnviz.scene.bounds import Bounds, bounds_of
from rnnviz.scene.chart_frame import StepAxis, draw_cursor, draw_step_axis, ticks_of, value_axis
from rnnviz.scene.paper import Paper
from rnnviz.scene.plot_scale import Scale, linear_scale, log_scale
from rnnviz.scene.shapes import Label, flatten
from rnnviz.scene.theme import LIGHT

from .label_clearance import text_of

PAPER, VIEW = Paper(LIGHT), Bounds(50.0, 20.0, 450.0, 220.0)


def test_what_no_axis_holds_lies_in_its_band() -> None:
    values = np.array([1.0, 100.0, 0.0, np.inf, np.nan])
    axis = value_axis(log_scale(values), VIEW, PAPER)
    y = axis.y(values)
    assert (y[0], y[1]) == (axis.axes.bottom, axis.axes.top)
    assert y[2] == axis.band_y("0") > axis.axes.bottom
    assert VIEW.top < y[4] == axis.band_y("NaN") < y[3] == axis.band_y("∞") < axis.axes.top


def test_an_axis_without_bands_takes_the_whole_view() -> None:
    axis = value_axis(linear_scale(np.array([0.0, 4.0])), VIEW, PAPER)
    assert axis.axes == VIEW
    assert list(axis.y(np.array([0.0, 2.0, 4.0]))) == [220.0, 120.0, 20.0]


@pytest.mark.parametrize(("height", "count"), [(45.0, 3), (12.0, 1)])
def test_a_low_axis_has_two_numbers_as_long_as_they_do_not_touch(height: float, count: int) -> None:
    assert len(ticks_of(Scale("linear", -0.2, 0.3), height, PAPER)) == count


def test_few_decades_have_numbers_between_their_powers() -> None:
    texts = [tick.text + tick.power for tick in ticks_of(Scale("log", -1, 0), 300.0, PAPER)]
    assert texts == ["10−1", "100", "0.2", "0.5"]


def test_steps_lie_in_columns_or_between_the_sides() -> None:
    assert list(StepAxis(1, 4, 0.0, 40.0).x(np.array([1.0, 4.0]))) == [5.0, 35.0]
    assert list(StepAxis(1, 5, 0.0, 40.0, has_columns=False).x(np.array([1.0, 5.0]))) == [0.0, 40.0]


def test_the_numbers_of_a_thousand_steps_keep_apart() -> None:
    group = draw_step_axis(StepAxis(1, 1000, 50.0, 250.0), VIEW, PAPER)
    areas = [bounds_of(shape) for shape in flatten(group) if isinstance(shape, Label)]
    assert all(a.right < b.left for a, b in pairwise(areas))
    assert text_of([shape for shape in flatten(group) if isinstance(shape, Label)][-2]) == "1\u202f000"


def test_the_sign_of_a_step_stays_over_its_area() -> None:
    tag = bounds_of(draw_cursor(VIEW.left, VIEW, 1, PAPER))
    assert round(tag.left, 6) >= VIEW.left
    assert tag.bottom == VIEW.bottom
