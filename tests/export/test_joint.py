"""The symbols of a formula become one line of text; what stands apart stays apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rnnviz.export.joint import join_lines
from rnnviz.scene.measure import measure
from rnnviz.scene.shapes import Box, Group, Label, Run, Shape, Wire

F, T, EQUALS = Run("f", italic=True), Run("t", level=-1), Run("=")
FIRST = Label(10, 50, (F, T), 20, "#000000", "start", "math")
END = 10 + measure(FIRST.runs, 20, "math")


def after(gap: float) -> Label:
    """An equals sign so many pixels after the first symbol."""
    return Label(END + gap, 50, (EQUALS,), 20, "#000000", "start", "math")


def joined(*shapes: Shape) -> tuple[Shape, ...]:
    return join_lines(Group("formula", shapes)).children


def test_symbols_of_a_line_become_one_label_with_the_spaces_between_them() -> None:
    texts = [
        "".join(run.text for run in label.runs)
        for gap in (1, 3.5, 6)
        for label in joined(FIRST, after(gap))
        if isinstance(label, Label)
    ]
    assert texts == ["ft=", "ft\N{THIN SPACE}=", "ft ="]


def test_a_long_line_is_joined_as_a_whole() -> None:
    second = after(6)
    third = replace(FIRST, x=second.x + measure(second.runs, 20, "math") + 6)
    (line,) = joined(FIRST, second, third)
    assert isinstance(line, Label)
    assert line.runs == (F, T, Run(" "), EQUALS, Run(" "), F, T)
    assert (line.x, line.y) == (10, 50)


@pytest.mark.parametrize(
    "other",
    [
        after(15),
        after(-10),
        replace(after(6), y=60),
        replace(after(6), size=15),
        replace(after(6), color="#ff0000"),
        replace(after(6), family="sans"),
        replace(after(6), anchor="middle"),
    ],
)
def test_labels_of_other_lines_looks_and_places_stay_as_they_are(other: Label) -> None:
    assert joined(FIRST, other) == (FIRST, other)


def test_brackets_stand_close_to_what_they_hold() -> None:
    opening = replace(after(3), runs=(Run("("),))
    inner = replace(FIRST, x=opening.x + measure(opening.runs, 20, "math") + 3)
    (line,) = joined(FIRST, opening, inner)
    assert isinstance(line, Label)
    assert "".join(run.text for run in line.runs) == "ft\N{THIN SPACE}(ft"


def test_a_line_that_something_follows_closely_keeps_its_places() -> None:
    line = (FIRST, after(6))
    end = END + 6 + measure((EQUALS,), 20, "math")
    bracket = Wire(((end + 5, 20), (end + 2, 20), (end + 2, 80), (end + 5, 80)), "#000000", 1)
    number = Label(end + 6, 50, (Run("0.5"),), 18, "#000000", "start", "math")
    for shape in (bracket, number):
        assert joined(*line, shape) == (*line, shape)
    assert len(joined(*line, replace(number, x=end + 40))) == 2


def test_a_symbol_that_shall_not_be_joined_stays_by_itself() -> None:
    group = Group("formula", (FIRST, after(6)))
    assert join_lines(group, lambda label: label != FIRST) == group
    assert join_lines(group, lambda label: label == FIRST) == group


def test_a_shape_between_two_symbols_parts_them() -> None:
    box = Box(0, 0, 1, 1, 0, None)
    assert joined(FIRST, box, after(6)) == (FIRST, box, after(6))


def test_words_and_labels_in_the_middle_of_something_are_not_joined() -> None:
    for label in (replace(FIRST, family="sans"), replace(FIRST, anchor="middle")):
        assert len(joined(label, replace(label, x=END + 6))) == 2


def test_groups_are_joined_inside() -> None:
    (group,) = joined(Group("inner", (FIRST, after(6))))
    assert isinstance(group, Group)
    assert len(group.children) == 1
