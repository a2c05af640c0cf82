"""The legend says what the colours of gradients stand for."""

from __future__ import annotations

import pytest

from rnnviz.scene.backward import Backward, Scale
from rnnviz.scene.bounds import around, bounds_of
from rnnviz.scene.legend import draw_legend, legend_width
from rnnviz.scene.number import format_number
from rnnviz.scene.shapes import Heat, Label
from rnnviz.scene.theme import LIGHT

from .case import make_run


def words(backward: Backward) -> list[str]:
    shapes = draw_legend(backward, LIGHT, 0.0, 0.0)
    return ["".join(run.text for run in shape.runs) for shape in shapes if isinstance(shape, Label)]


def test_linearly_the_ends_are_the_largest_gradient() -> None:
    backward = Backward(make_run("lstm").gradients())
    limit = format_number(backward.span.limit)
    assert words(backward) == ["gradients dL/d·", f"−{limit[1:]}", "0", limit]


def test_by_decades_powers_of_ten_lead_to_zero() -> None:
    backward = Backward(make_run("lstm").gradients(), "decades")
    high, low = (str(power).replace("-", "−") for power in (backward.span.high, backward.span.low))
    assert words(backward) == ["gradients dL/d·", f"−10{high}", f"−10{low}", "0", f"+10{low}", f"+10{high}"]


@pytest.mark.parametrize("scale", ["linear", "decades"])
def test_it_is_as_wide_as_it_says_and_shows_the_whole_table(scale: Scale) -> None:
    backward = Backward(make_run("gru").gradients(), scale)
    shapes = list(draw_legend(backward, LIGHT, 20.0, 50.0))
    area = around([corner for shape in shapes for corner in (bounds_of(shape)[:2], bounds_of(shape)[2:])])
    assert area.left >= 19.0
    assert area.right == pytest.approx(20.0 + legend_width(backward), abs=2.0)
    colors = [shape.colors[0] for shape in shapes if isinstance(shape, Heat)]
    assert (colors[0][0], colors[1][-1]) == (LIGHT.gradient_colors[0], LIGHT.gradient_colors[-1])
