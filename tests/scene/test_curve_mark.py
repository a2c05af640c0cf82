"""The points of curves."""

from __future__ import annotations

from rnnviz.scene.curve_mark import draw_mark, is_dashed, marked
from rnnviz.scene.shapes import Box, Dot


def test_eight_curves_are_told_apart_without_their_colours() -> None:
    looks = set()
    for column in range(8):
        mark = draw_mark(column, 0.0, 0.0, "#000000", "#ffffff")
        assert isinstance(mark, Box | Dot)
        signs = len(mark.strokes) if isinstance(mark, Dot) else 0
        looks.add((type(mark), mark.fill, signs, is_dashed(column)))
    assert len(looks) == 8


def test_every_step_has_a_point_where_there_is_room() -> None:
    assert marked(5, 20.0, 0, 1) == [0, 1, 2, 3, 4]


def test_the_points_of_dense_curves_lie_beside_each_other() -> None:
    first, second = (marked(100, 4.0, column, 2) for column in (0, 1))
    assert not set(first) & set(second)
    assert 3 <= len(first) <= 8
    assert marked(100, 4.0, 0, 1) == []
