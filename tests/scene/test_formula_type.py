"""Symbols, fractions and columns as shapes."""

from __future__ import annotations

import pytest

from rnnviz.scene.bounds import Bounds, bounds_of
from rnnviz.scene.formula_type import draw_symbol, extent, number_width, tall_bracket
from rnnviz.scene.shapes import Box, Group, Label, Wire

FRACTION = r"\frac{\partial L}{\partial h_t}"
COLUMN = r"\begin{pmatrix} i \\ f \\ o \end{pmatrix}"


@pytest.mark.parametrize("latex", ["h_t", r"\tanh", FRACTION, rf"{FRACTION}\Big|_t", COLUMN])
def test_what_is_drawn_lies_within_the_extent(latex: str) -> None:
    size, found = 20.0, extent(latex)
    ink = bounds_of(Group("formula", tuple(draw_symbol(latex, (0.0, 0.0), size, "#000000"))))
    room = Bounds(0.0, -found.ascent * size, found.width * size, found.descent * size).grown(2.5)
    assert room.left <= ink.left
    assert ink.right <= room.right
    assert room.top <= ink.top
    assert ink.bottom <= room.bottom


def test_a_fraction_has_its_rule_between_its_parts() -> None:
    shapes = list(draw_symbol(FRACTION, (0.0, 0.0), 20.0, "#000000"))
    above, below = (shape for shape in shapes if isinstance(shape, Label))
    (rule,) = (shape for shape in shapes if isinstance(shape, Box))
    assert bounds_of(above).bottom < rule.y < bounds_of(below).top
    assert rule.width == pytest.approx(20.0 * extent(FRACTION).width)


def test_the_rows_of_a_column_stand_below_each_other_between_brackets() -> None:
    shapes = list(draw_symbol(COLUMN, (0.0, 0.0), 20.0, "#000000"))
    rows = [shape for shape in shapes if isinstance(shape, Label)]
    brackets = [bounds_of(shape) for shape in shapes if isinstance(shape, Wire)]
    assert [row.runs[0].text for row in rows] == ["i", "f", "o"]
    assert rows[0].y < rows[1].y < rows[2].y
    assert brackets[0].right <= min(row.x for row in rows)
    assert brackets[1].left >= max(bounds_of(row).right for row in rows)


@pytest.mark.parametrize(("left", "right"), ["[]", "()"])
def test_tall_brackets_are_mirror_images(left: str, right: str) -> None:
    one, other = (tall_bracket(sign, 0.0, 0.0, 60.0, 20.0, "#000000").points for sign in (left, right))
    width = max(x for x, _ in one)
    assert [(round(width - x, 9), y) for x, y in one] == [(round(x, 9), y) for x, y in other]


def test_a_number_is_as_wide_as_its_figures() -> None:
    assert number_width("22", 16) == pytest.approx(2 * number_width("2", 16))
