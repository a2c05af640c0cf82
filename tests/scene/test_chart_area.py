"""Areas and bars over the steps."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from rnnviz.scene.bounds import Bounds
from rnnviz.scene.chart_area import draw_bars, draw_stack, without_images
from rnnviz.scene.paper import Paper
from rnnviz.scene.plot_scale import linear_scale, log_scale
from rnnviz.scene.shapes import Box, Dot, Group, Shape, flatten
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.trajectory import Trajectory

PLACE, PAPER = Bounds(0.0, 0.0, 600.0, 300.0), Paper(LIGHT)
SHARES = np.array([[0.5, 0.5], [0.25, 0.75], [np.nan, np.nan]])
STACK = Trajectory(
    "Test",
    SHARES,
    ("h", "h"),
    (r"\text{a}", r"\text{b}"),
    linear_scale(np.array([0.0, 1.0])),
    form="stack",
    says=("a", "b"),
)


def keyed(group: Group) -> list[Group]:
    return [child for child in group.children if isinstance(child, Group) and child.key is not None]


def boxes(shape: Shape) -> list[Box]:
    return [part for part in flatten(shape) if isinstance(part, Box)]


def test_areas_lie_on_each_other_and_fill_the_axis() -> None:
    group, steps, area = draw_stack(STACK, PLACE, PAPER)
    lower, upper = (boxes(part) for part in keyed(group))
    assert [round(box.height / (area.bottom - area.top), 6) for box in lower] == [0.5, 0.25]
    assert [box.y + box.height for box in upper] == pytest.approx([box.y for box in lower])
    assert [box.y for box in upper] == pytest.approx([area.top] * 2)
    assert (steps.first, steps.last) == (1, 3)


def test_columns_that_touch_leave_no_ground_between_them() -> None:
    shares = np.full((300, 2), 0.5)
    data = Trajectory("Test", shares, ("h", "h"), STACK.labels, STACK.scale, form="stack", says=("a", "b"))
    group, _, area = draw_stack(data, PLACE, PAPER)
    lower = boxes(keyed(group)[0])
    assert all(one.x + one.width >= other.x for one, other in pairwise(lower))
    assert max(box.x + box.width for box in lower) <= area.right + 1e-9


def test_a_bar_is_as_high_as_its_value_and_a_zero_on_a_log_axis_is_a_point_in_its_band() -> None:
    values = np.array([[10.0], [100.0], [0.0]])
    data = Trajectory("Test", values, ("U",), ("",), log_scale(values), form="bars", says=("size",))
    group, _, _ = draw_bars(data, PLACE, PAPER)
    (bars,) = keyed(group)
    heights = [box.height for box in boxes(bars)]
    assert len(heights) == 2
    assert heights[1] > 50 * heights[0] > 0
    assert len([dot for dot in flatten(bars) if isinstance(dot, Dot)]) == 1


def test_of_many_columns_the_first_and_the_last_stay() -> None:
    labels = tuple(str(k) for k in range(1, 21))
    data = Trajectory("Test", np.arange(40.0).reshape(2, 20), ("h",) * 20, labels, linear_scale(np.ones(1)))
    few = without_images(data, 8)
    assert few.values.shape == (2, 8)
    assert (few.labels[0], few.labels[-1]) == ("1", "20")
    assert without_images(few, 8) is few
