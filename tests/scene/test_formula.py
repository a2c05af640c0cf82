"""Formulas laid out in lines."""

from __future__ import annotations

from math import inf

import numpy as np

from rnnviz.engine.text import CLOSE, EQUALS, OPEN, Formula, Mark, Numbers
from rnnviz.scene.formula import Arrangement, Bracket, Setting, Sign, Text, arrange

PLUS = Mark("+", "+", "operator")
H = Mark("h_1", "h_1")


def column(*values: float) -> Numbers:
    return Numbers(np.array(values))


def texts(arrangement: Arrangement) -> list[str]:
    return [item.text for item in arrangement.items if isinstance(item, Text)]


def brackets(arrangement: Arrangement, latex: str) -> list[Bracket]:
    return [item for item in arrangement.items if isinstance(item, Bracket) and item.latex == latex]


def test_the_lines_of_a_calculation_are_aligned_at_their_relation_signs() -> None:
    long: Formula = (H, EQUALS, column(1, 2), PLUS, column(3, 4))
    arrangement = arrange((long, (EQUALS, column(4, 6)), (EQUALS, column(0.5, 0.75))), Setting(15.0, 300.0))
    signs = [item.x for item in arrangement.items if isinstance(item, Sign) and item.latex == "="]
    assert len(signs) == 3
    assert signs[0] == signs[1] < signs[2]


def test_the_result_goes_to_a_line_of_its_own_where_there_is_no_room() -> None:
    lines: tuple[Formula, ...] = ((H, EQUALS, column(1, 2)), (EQUALS, column(0.1234, 0.5678)))
    wide, narrow = arrange(lines, Setting(15.0, 300.0)), arrange(lines, Setting(15.0, 90.0))
    assert narrow.height > 1.5 * wide.height
    assert narrow.width <= 90.0


def test_a_sum_too_wide_is_broken_before_a_plus_sign() -> None:
    line: Formula = (H, EQUALS, column(1, 2), PLUS, column(3, 4), PLUS, column(5, 6))
    whole, broken = arrange((line,), Setting(15.0, inf)), arrange((line,), Setting(15.0, 0.7 * whole_width(line)))
    assert broken.width < whole.width
    assert broken.height > 1.5 * whole.height
    assert texts(broken) == texts(whole) == ["1", "2", "3", "4", "5", "6"]


def whole_width(line: Formula) -> float:
    return arrange((line,), Setting(15.0, inf)).width


def test_brackets_around_an_array_are_as_tall_as_it_and_around_a_number_stay_small() -> None:
    tall = arrange(((EQUALS, OPEN, column(1, 2, 3), CLOSE),), Setting(15.0, inf))
    small = arrange(((EQUALS, OPEN, column(1), CLOSE),), Setting(15.0, inf))
    assert [item.height for item in brackets(tall, "(")] == [brackets(tall, "[")[0].height]
    assert not brackets(small, "(")
    assert [item.latex for item in small.items if isinstance(item, Sign)] == ["=", "(", ")"]


def test_numbers_of_a_column_end_at_the_same_place() -> None:
    arrangement = arrange(((EQUALS, column(-0.25, 10.5)),), Setting(15.0, inf))
    ends = [item.x for item in arrangement.items if isinstance(item, Text)]
    assert texts(arrangement) == ["−0.25", "10.50"]
    assert abs(ends[0] - ends[1]) < 6.0


def test_a_large_matrix_takes_no_more_room_than_its_corners() -> None:
    arrangement = arrange(((EQUALS, Numbers(np.ones((64, 64)) / 3)),), Setting(15.0, inf))
    assert len(texts(arrangement)) == 16
    assert arrangement.width < 200.0


def test_nothing_reaches_over_the_edges_of_the_arrangement() -> None:
    arrangement = arrange(((H, EQUALS, OPEN, column(1, 2, 3), CLOSE), (EQUALS, column(7))), Setting(15.0, 120.0))
    for item in arrangement.items:
        assert 0.0 <= item.x <= arrangement.width
        assert 0.0 <= item.y <= arrangement.height


def test_the_power_of_an_array_stands_at_its_upper_corner() -> None:
    power = Mark("{}^{2}", "²", "power")
    arrangement = arrange(((EQUALS, column(1, 2, 3), power),), Setting(15.0, inf))
    (sign,) = (item for item in arrangement.items if isinstance(item, Sign) and item.latex == power.latex)
    (right,) = brackets(arrangement, "]")
    assert sign.y < right.y
    assert sign.x > right.x
    (low,) = (
        item
        for item in arrange(((H, power),), Setting(15.0, inf)).items
        if isinstance(item, Sign) and item.latex == power.latex
    )
    assert low.y > 0.0


def test_a_gradient_keeps_its_distance_from_what_it_is_multiplied_by() -> None:
    fraction = Mark(r"\frac{\partial L}{\partial h}", "∂L/∂h")
    wide, narrow = (arrange(((H, piece),), Setting(20.0, inf)) for piece in (fraction, H))
    starts = [max(item.x for item in found.items if isinstance(item, Sign)) for found in (wide, narrow)]
    assert starts[0] > starts[1]


def test_a_sum_too_wide_is_broken_before_a_minus_but_not_inside_brackets() -> None:
    minus, times = Mark("-", "−", "operator"), Mark(r"\,\odot\,", "⊙", "operator")
    line: Formula = (EQUALS, column(1, 2), times, OPEN, column(3, 4), minus, column(5, 6), CLOSE, minus, column(7, 8))
    broken = arrange((line,), Setting(15.0, 0.9 * whole_width(line)))
    rows = {
        text: next(item.y for item in broken.items if isinstance(item, Text) and item.text == text) for text in "157"
    }
    assert rows["1"] == rows["5"] < rows["7"]


def test_no_row_of_a_broken_equation_is_wider_than_the_room() -> None:
    line: Formula = (H, EQUALS, column(1, 2), *(piece for _ in range(7) for piece in (PLUS, column(3, 4))))
    for width in range(80, 200, 3):
        assert arrange((line,), Setting(15.0, float(width))).width <= width
