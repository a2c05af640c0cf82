"""What shapes are made of, in the order in which it is painted."""

from __future__ import annotations

from rnnviz.scene.part import Area, Cells, Ellipse, Line, Text, take_apart
from rnnviz.scene.path import SIGN_WIDTH
from rnnviz.scene.shapes import Box, Chip, Dot, Group, Heat, Label, Run, Wire

BLACK, RED = "#000000", "#ff0000"


def test_a_group_is_the_parts_of_all_below_it_in_order() -> None:
    box = Box(0, 0, 4, 4, 0, RED)
    inner = Group("inner", (Dot(5, 5, 2, 3, RED),))
    assert [type(part) for part in take_apart(Group("outer", (box, inner)))] == [Box, Ellipse]


def test_a_dot_has_its_sign_as_one_line_with_round_ends() -> None:
    signs = (((4.0, 5.0), (6.0, 5.0)), ((5.0, 4.0), (5.0, 6.0)))
    ellipse, line = take_apart(Dot(5, 5, 2, 3, RED, BLACK, 1.5, signs))
    assert isinstance(ellipse, Ellipse)
    assert (ellipse.radius_x, ellipse.radius_y, ellipse.fill) == (2, 3, RED)
    assert isinstance(line, Line)
    assert (len(line.paths), line.cap, line.width) == (2, "round", 1.5 * SIGN_WIDTH)


def test_a_wire_ends_in_its_arrowhead_and_is_left_out_in_its_gaps() -> None:
    line, head = take_apart(Wire(((0, 0), (100, 0)), RED, 2, arrow=True, gaps=((20, 30),)))
    assert isinstance(line, Line)
    assert len(line.paths) == 2
    assert isinstance(head, Area)
    assert head.paths[0][0].to == (100, 0)


def test_a_chip_is_its_pill_and_its_number() -> None:
    pill, number = take_apart(Chip(20, 10, 30, 14, "+0.61", 11, RED, BLACK))
    assert isinstance(pill, Box)
    assert (pill.x, pill.width, pill.radius) == (5, 30, 7)
    assert isinstance(number, Text)
    assert number.placed[0].characters == "+0.61"


def test_an_accent_is_a_line_above_its_letter() -> None:
    label = Label(90, 50, (Run("c", italic=True, accent="hat"),), 16, BLACK, family="math")
    text, accent = take_apart(label)
    assert isinstance(text, Text)
    assert isinstance(accent, Line)
    assert all(step.to[1] < text.baseline - 5 for step in accent.paths[0])


def test_a_heat_is_its_cells_and_its_border() -> None:
    cells, border = take_apart(Heat(0, 0, 20, 10, ((RED, BLACK),), BLACK))
    assert isinstance(cells, Cells)
    assert [(cell.x, cell.fill) for cell in cells.boxes] == [(0, RED), (10, BLACK)]
    assert isinstance(border, Box)
    assert border.fill is None
