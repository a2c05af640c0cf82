"""Rectangles around shapes."""

from __future__ import annotations

import pytest

from rnnviz.scene.bounds import Bounds, around, bounds_of
from rnnviz.scene.measure import measure
from rnnviz.scene.path import arrowhead
from rnnviz.scene.shapes import Anchor, Box, Chip, Dot, Group, Heat, Label, Run, Wire


def test_every_kind_of_shape_has_bounds() -> None:
    assert bounds_of(Box(1, 2, 3, 4, 0, None)) == Bounds(1, 2, 4, 6)
    assert bounds_of(Heat(1, 2, 3, 4, (("#000000",),))) == Bounds(1, 2, 4, 6)
    assert bounds_of(Dot(10, 20, 3, 4, None)) == Bounds(7, 16, 13, 24)
    assert bounds_of(Chip(10, 20, 6, 8, "1", 11, "#ffffff", "#000000")) == Bounds(7, 16, 13, 24)
    assert bounds_of(Wire(((5, 9), (1, 9), (1, 2)), "#000000", 2.0)) == Bounds(1, 2, 5, 9)


@pytest.mark.parametrize(("anchor", "before"), [("start", 0.0), ("middle", 0.5), ("end", 1.0)])
def test_a_text_reaches_from_its_anchor_as_far_as_it_is_wide(anchor: Anchor, before: float) -> None:
    runs = (Run("h", italic=True), Run("12", level=-1))
    width, found = measure(runs, 20, "math"), bounds_of(Label(100, 50, runs, 20, "#000000", anchor, "math"))
    assert (found.left, found.right) == pytest.approx((100 - before * width, 100 + (1 - before) * width))
    assert 50 - 20 < found.top < 50 < found.bottom < 50 + 20


def test_a_group_reaches_as_far_as_its_children() -> None:
    assert bounds_of(Group("two", (Dot(0, 0, 1, 2, None), Box(5, 5, 1, 1, 0, None)))) == Bounds(-1, -2, 6, 6)
    assert bounds_of(Group("none", ())).area == 0


def test_the_bounds_of_an_arrowhead_cover_its_barbs() -> None:
    up = around(arrowhead(((10.0, 100.0), (10.0, 50.0)), 3.0))
    assert (up.top, round(up.bottom, 1)) == (50.0, 63.8)
    assert round(up.right - up.left, 1) == 11.8


def test_rectangles_overlap_only_if_they_share_more_than_a_border() -> None:
    first = Bounds(0, 0, 10, 10)
    assert first.overlaps(Bounds(9.9, 9.9, 20, 20))
    assert not first.overlaps(Bounds(10, 0, 20, 10))
    assert first.grown(1).overlaps(Bounds(10, 0, 20, 10))
    assert first.distance(13, 14) == 5
    assert first.distance(3, 4) == 0
    assert first.center == (5, 5)
