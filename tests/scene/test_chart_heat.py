"""Heat maps as shapes."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.scene.bounds import Bounds
from rnnviz.scene.chart import Axis, HeatMap, Saliency
from rnnviz.scene.chart_heat import as_map, draw_saliency, heat_colors, heat_plot, reduced
from rnnviz.scene.paper import Paper
from rnnviz.scene.plot_scale import Scale, linear_scale, log_scale
from rnnviz.scene.shapes import Group, Heat, flatten
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.trajectory import Trajectory

PLACE, PAPER = Bounds(0.0, 0.0, 600.0, 300.0), Paper(LIGHT)
UNIT = Scale("linear", -1.0, 1.0)


def of(values: object, is_down: bool = True) -> HeatMap:
    array = np.asarray(values, dtype=float)
    axes = Axis("t", 1, array.shape[1], True), Axis("", 1, array.shape[0], True)
    return HeatMap("Test", array, *axes, UNIT, colors="diverging", is_down=is_down)


def heats(data: HeatMap) -> list[Heat]:
    return [
        shape for part in heat_plot(data, PLACE, PAPER).draw() for shape in flatten(part) if isinstance(shape, Heat)
    ]


@pytest.mark.parametrize("is_down", [True, False])
def test_the_first_row_is_at_the_top_where_rows_count_downwards(is_down: bool) -> None:
    colors = heats(of([[1.0], [-1.0]], is_down))[0].colors
    expected = (LIGHT.value_colors[255],), (LIGHT.value_colors[0],)
    assert colors == (expected if is_down else expected[::-1])


def test_what_is_not_finite_has_the_colour_of_errors() -> None:
    assert heat_colors(np.array([[np.nan, np.inf]]), UNIT, PAPER, "diverging") == ((LIGHT.error, LIGHT.error),)


def test_numbers_stand_where_all_of_them_have_room() -> None:
    names = {part.name for part in heat_plot(of(np.ones((2, 3))), PLACE, PAPER).draw() if isinstance(part, Group)}
    assert "numbers" in names
    names = {part.name for part in heat_plot(of(np.ones((2, 30))), PLACE, PAPER).draw() if isinstance(part, Group)}
    assert "numbers" not in names


def test_a_map_of_zeros_has_no_scale_of_colours() -> None:
    assert len(heats(of(np.ones((2, 2))))) == 2
    assert len(heats(of(np.zeros((2, 2))))) == 1


def test_a_huge_map_keeps_the_largest_of_each_part() -> None:
    values = np.zeros((1000, 3000))
    values[777, 1234] = -1.0
    small = reduced(of(values)).values
    assert small.shape == (200, 400)
    assert small.min() == -1.0


def test_many_units_become_a_map_with_the_first_at_the_top() -> None:
    values = np.arange(30.0).reshape(3, 10)
    labels = tuple(str(k) for k in range(1, 11))
    linear = as_map(Trajectory("Test", values, ("h",) * 10, labels, linear_scale(values), first=0))
    assert (linear.values == values.T).all()
    assert (linear.x.low, linear.x.high, linear.colors) == (0, 2, "diverging")
    sizes = as_map(Trajectory("Test", values + 1.0, ("h",) * 10, labels, log_scale(values + 1.0)))
    assert sizes.values[0, 0] == 0.0
    assert sizes.colors == "sequential"


def test_the_gradient_lies_under_the_input_it_belongs_to() -> None:
    axes = Axis("t", 1, 3, True), Axis("", 1, 2, True)
    data = Saliency("Test", np.ones((2, 3)), *axes, UNIT, is_down=True, inputs=np.eye(2, 3), symbols=("a", "b", "c"))
    group, plot = draw_saliency(data, PLACE, PAPER)
    upper = next(shape for shape in flatten(group) if isinstance(shape, Heat))
    assert (upper.x, upper.x + upper.width) == (plot.area.left, plot.area.right)
    assert upper.y + upper.height < plot.area.top
