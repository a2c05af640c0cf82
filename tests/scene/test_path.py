"""Wires are cut at gaps, rounded at corners, and end inside their arrowheads."""

from __future__ import annotations

import pytest

from rnnviz.scene.path import (
    Curve,
    Move,
    Straight,
    accent_path,
    arrow_length,
    arrowhead,
    chip_parts,
    cut,
    heat_cells,
    length,
    rounded,
    wire_paths,
)
from rnnviz.scene.shapes import Box, Chip, Heat, Wire

CORNER = ((0.0, 0.0), (100.0, 0.0), (100.0, 50.0))


def test_the_length_is_that_of_all_stretches() -> None:
    assert length(CORNER) == 150


@pytest.mark.parametrize(
    ("low", "high", "part"),
    [
        (10, 40, ((10, 0), (40, 0))),
        (90, 120, ((90, 0), (100, 0), (100, 20))),
        (0, 150, CORNER),
        (140, 999, ((100, 40), (100, 50))),
    ],
)
def test_a_part_keeps_the_corners_inside_it(low: float, high: float, part: tuple[tuple[float, float], ...]) -> None:
    assert cut(CORNER, low, high) == part


def test_a_corner_becomes_a_curve_that_starts_and_ends_at_the_radius() -> None:
    start, first, curve, last = rounded(CORNER, 20)
    assert start == Move((0, 0))
    assert first == Straight((80, 0))
    assert isinstance(curve, Curve)
    assert curve.to == (100, 20)
    assert last == Straight((100, 50))


def test_corners_that_are_close_share_the_room_between_them() -> None:
    steps = rounded(((0, 0), (50, 0), (50, 20), (100, 20)), 30)
    assert [step.to for step in steps if isinstance(step, Curve)] == [(50, 10), (60, 20)]


def test_a_gap_leaves_its_stretch_out() -> None:
    wire = Wire(((0, 0), (100, 0)), "#000000", 2.0, gaps=((60, 70), (20, 30)))
    assert wire_paths(wire) == (
        (Move((0, 0)), Straight((20, 0))),
        (Move((30, 0)), Straight((60, 0))),
        (Move((70, 0)), Straight((100, 0))),
    )


def test_an_arrow_points_along_the_last_stretch_and_hides_the_end_of_the_line() -> None:
    wire = Wire(CORNER, "#000000", 3.0, arrow=True)
    tip, left, notch, right = arrowhead(wire.points, wire.width)
    assert tip == (100, 50)
    assert left[1] == right[1] == pytest.approx(50 - arrow_length(3.0))
    assert left[0] + right[0] == pytest.approx(200)
    (line,) = wire_paths(wire)
    assert left[1] < notch[1] < line[-1].to[1] < tip[1]


@pytest.mark.parametrize("accent", ["hat", "tilde"])
def test_an_accent_stands_above_the_letter(accent: str) -> None:
    path = accent_path("hat" if accent == "hat" else "tilde", 50, 20, 10)
    assert all(step.to[1] < 20 and 45 < step.to[0] < 56 for step in path)


def test_a_chip_is_a_pill_with_a_number_in_its_middle() -> None:
    pill, number = chip_parts(Chip(50, 20, 40, 16, "+1", 11, "#ffffff", "#000000"))
    assert pill == Box(30, 12, 40, 16, 8, "#ffffff")
    assert (number.x, number.y, number.runs[0].text, number.size) == (50, 20, "+1", 11)


def test_every_cell_of_a_heat_reaches_to_the_far_edges() -> None:
    cells = list(heat_cells(Heat(10, 20, 4, 6, (("#000001", "#000002"), ("#000003", "#000004")))))
    assert [(cell.x, cell.y, cell.fill) for cell in cells] == [
        (10, 20, "#000001"),
        (12, 20, "#000002"),
        (10, 23, "#000003"),
        (12, 23, "#000004"),
    ]
    assert {(cell.x + cell.width, cell.y + cell.height) for cell in cells} == {(14, 26)}
