"""Letters as areas stand where the text does and are as wide as measured."""

from __future__ import annotations

import pytest

from rnnviz.scene.measure import measure
from rnnviz.scene.outline import outline
from rnnviz.scene.part import Text, take_apart
from rnnviz.scene.shapes import Family, Label, Run


def text_of(label: Label) -> Text:
    return next(part for part in take_apart(label) if isinstance(part, Text))


def ink(label: Label) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the outlines' corners."""
    points = [step.to for path in outline(text_of(label)).paths for step in path]
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize(("family", "text"), [("sans", "+0.61"), ("math", "xyz"), ("sans", "tanh")])
def test_the_ink_lies_within_the_measured_width(family: Family, text: str) -> None:
    runs = (Run(text, italic=family == "math"),)
    left, _, right, _ = ink(Label(100, 50, runs, 20, "#000000", "start", family))
    width = measure(runs, 20, family)
    assert left >= 99
    assert right <= 101 + width
    assert right - left > 0.8 * width


def test_a_figure_stands_on_its_baseline() -> None:
    label = Label(100, 50, (Run("1"),), 20, "#000000")
    _, top, _, bottom = ink(label)
    assert bottom == pytest.approx(text_of(label).baseline)
    assert (top + bottom) / 2 == pytest.approx(50, abs=0.3)


def test_figures_of_equal_width_are_used() -> None:
    (_, _, right, _), (_, _, far, _) = (
        ink(Label(0, 0, (Run(digits),), 20, "#000000", "start")) for digits in ("0", "10")
    )
    step = measure((Run("1"),), 20, "sans")
    assert far - right == pytest.approx(step, abs=0.1)


def test_a_subscript_is_smaller_and_lower() -> None:
    tall, small = (Run("t", italic=True), Run("t", italic=True, level=-1))
    _, top, _, bottom = ink(Label(0, 0, (tall,), 20, "#000000", "start", "math"))
    _, low_top, _, low_bottom = ink(Label(0, 0, (small,), 20, "#000000", "start", "math"))
    assert low_bottom > bottom
    assert low_bottom - low_top < 0.75 * (bottom - top)


def test_a_letter_has_the_colour_of_its_text() -> None:
    assert outline(text_of(Label(0, 0, (Run("h"),), 20, "#ff0000"))).color == "#ff0000"
