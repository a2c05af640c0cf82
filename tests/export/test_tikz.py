"""A LaTeX document holds every shape, readable: named colours, scopes with comments, text as mathematics."""

from __future__ import annotations

import re

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.export.size import Size, frame_of
from rnnviz.export.tikz import to_tikz
from rnnviz.scene.cell import draw_cell
from rnnviz.scene.shapes import Box, Chip, Dot, Group, Heat, Label, Run, Scene, Shape, Wire
from rnnviz.scene.symbol import symbol_runs
from rnnviz.scene.theme import LIGHT

from ..scene.case import make_run
from .picture import BLACK, BLUE, GREEN, RED, WHITE, make_picture


def lines(*shapes: Shape) -> list[str]:
    """The lines that draw shapes."""
    text = to_tikz(Scene(100, 50, Group("one", shapes)))
    body = text.partition(r"\begin{scope}")[2].rpartition(r"\end{scope}")[0]
    return [line.strip() for line in body.strip().splitlines()]


def test_the_page_is_as_large_as_the_scene() -> None:
    text = to_tikz(make_picture())
    assert r"\newcommand\pixel{0.75}" in text
    assert r"\useasboundingbox (0,0) rectangle (120,80);" in text


def test_a_page_of_another_size_scales_the_picture_and_keeps_it_in_the_middle() -> None:
    text = to_tikz(make_picture(), frame_of(make_picture(), Size(480, 160, "px")))
    assert r"\newcommand\pixel{1.5}" in text
    assert r"\useasboundingbox (-60,0) rectangle (180,80);" in text
    assert "] (-60,0) rectangle (180,80);" in text


def test_a_picture_that_tex_could_not_hold_is_refused() -> None:
    with pytest.raises(InputError, match="16000 pixels wide and high for TeX"):
        to_tikz(Scene(28000, 80, Group("long", ())))


def test_the_ground_is_painted_only_where_there_is_one() -> None:
    assert r"(0,0) rectangle (120,80);" in to_tikz(make_picture()).partition("boundingbox (0,0)")[2]
    assert to_tikz(make_picture(None)).count("rectangle (120,80)") == 1


def test_only_packages_that_every_tex_has_are_used() -> None:
    text = to_tikz(make_picture())
    assert re.findall(r"\\usepackage\{(.*)\}", text) == ["amsmath,amssymb,xcolor,tikz"]
    assert r"\documentclass{article}" in text


def test_a_box_has_fill_outline_and_round_corners() -> None:
    assert lines(Box(10, 20, 30, 40, 8, RED, BLUE, 1.5)) == [
        r"\path[fill hex=FF0000, draw hex=0000FF, wide=1.5, bend=8] (10,20) rectangle +(30,40);"
    ]


def test_a_corner_is_no_rounder_than_the_box_is_thick() -> None:
    assert "bend=5]" in lines(Box(0, 0, 30, 10, 8, RED))[0]


def test_an_empty_box_may_be_dashed() -> None:
    (line,) = lines(Box(0, 0, 30, 10, 0, None, RED, dashed=True))
    assert line == r"\path[draw hex=FF0000, wide=1, dashes] (0,0) rectangle +(30,10);"


def test_a_dot_is_a_circle_with_its_sign() -> None:
    cross = (((45.0, 20.0), (55.0, 20.0)), ((50.0, 15.0), (50.0, 25.0)))
    circle, sign = lines(Dot(50, 20, 13, 13, GREEN, BLUE, strokes=cross))
    assert "(50,20) circle[radius=13];" in circle
    assert sign.endswith("line cap=round] (45,20) -- (55,20) (50,15) -- (50,25);")
    assert "ellipse[x radius=20, y radius=10]" in lines(Dot(50, 20, 20, 10, GREEN))[0]


def test_a_wire_has_rounded_corners_and_an_arrow_tip() -> None:
    assert lines(Wire(((0, 0), (50, 0), (50, 40)), BLUE, 3, 16, arrow=True)) == [
        r"\path[draw=wireOne, arrow=3] (0,0) [bend=16] -- (50,0) -- (50,40);"
    ]


def test_a_corner_without_room_is_less_round() -> None:
    assert lines(Wire(((0, 0), (50, 0), (50, 10), (90, 10)), BLUE, 3, 16)) == [
        r"\path[draw=wireOne, wide=3] (0,0) [bend=5] -- (50,0) -- (50,10) -- (90,10);"
    ]
    (line,) = lines(Wire(((0, 0), (50, 0), (50, 32), (60, 32)), BLUE, 3, 16))
    assert line.endswith("(0,0) [bend=16] -- (50,0) [bend=10] -- (50,32) -- (60,32);")


def test_a_gap_parts_the_wire_and_only_its_end_has_a_tip() -> None:
    assert lines(Wire(((0, 0), (50, 0)), BLUE, 3, arrow=True, dashed=True, gaps=((20, 30),))) == [
        r"\path[draw=wireOne, wide=3, dashes] (0,0) -- (20,0);",
        r"\path[draw=wireOne, arrow=3, dashes] (30,0) -- (50,0);",
    ]


def test_a_symbol_stands_on_its_baseline_as_mathematics() -> None:
    (line,) = lines(Label(10, 20, symbol_runs("c_hat"), 20, BLACK, "end", "math"))
    assert re.fullmatch(
        r"\\node\[symbol=20, text=ink, anchor=base east\] at \(10,24\.\d+\) \{\$\\hat\{c\}_t\$\};", line
    )


def test_a_long_symbol_is_kept_within_its_width() -> None:
    (line,) = lines(Label(10, 20, (Run("U", italic=True), Run("f,i,c,o", level=-1)), 20, BLACK, family="math"))
    assert re.search(r"\\atmost\{\d+(\.\d+)?\}\{\$U_", line)


def test_a_chip_is_a_pill_with_its_number() -> None:
    pill, number = lines(Chip(50, 20, 54, 21, "−0.46", 14, WHITE, BLACK))
    assert "bend=10.5] (23,9.5) rectangle +(54,21);" in pill
    assert number.endswith("{$-$0.46};")


def test_a_heat_has_a_row_of_colours_for_each_row() -> None:
    assert lines(Heat(0, 0, 40, 20, ((RED, BLUE), (GREEN, RED)))) == [
        r"\heatrow{0}{0}{20}{40}{20}{FF0000,0000FF}",
        r"\heatrow{0}{10}{20}{40}{20}{008000,FF0000}",
    ]


def test_macros_are_there_only_where_they_are_used() -> None:
    assert r"\newcommand\heatrow" in to_tikz(make_picture())
    plain = to_tikz(Scene(10, 10, Group("one", (Box(0, 0, 5, 5, 0, RED),))))
    assert r"\heatrow" not in plain
    assert r"\atmost" not in plain


def test_a_group_without_shapes_is_left_out_and_a_title_stays_a_comment() -> None:
    text = to_tikz(Scene(10, 10, Group("one", (Group("none", ()), Box(0, 0, 5, 5, 0, RED)), "Two\nlines")))
    assert "% one: Two lines\n" in text
    assert "% none" not in text


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("hidden_size", [2, 16])
def test_a_cell_is_whole_balanced_and_uses_only_colours_that_are_defined(name: str, hidden_size: int) -> None:
    text = to_tikz(draw_cell(make_run(name, hidden_size=hidden_size), 2, theme=LIGHT))
    for equation in CELLS[name].equations:
        assert f"% part {equation.name}: {equation.says}" in text
    assert text.count("{") == text.count("}")
    assert text.count(r"\begin{scope}") == text.count(r"\end{scope}")
    defined = set(re.findall(r"\\definecolor\{(\w+)\}\{HTML\}\{[0-9A-F]{6}\}", text))
    used = set(re.findall(r"(?:fill|draw|text)=(\w+)", text.partition(r"\begin{document}")[2]))
    assert used == defined


def test_the_same_scene_gives_the_same_text() -> None:
    assert to_tikz(make_picture()) == to_tikz(make_picture())
