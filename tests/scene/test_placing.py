"""Shapes at another place and in another size."""

from __future__ import annotations

import pytest

from rnnviz.scene.bounds import Bounds, bounds_of
from rnnviz.scene.placing import place_shape
from rnnviz.scene.shapes import Box, Chip, Dot, Group, Heat, Key, Label, Run, Shape, Wire

SHAPES: tuple[Shape, ...] = (
    Box(1.0, 2.0, 3.0, 4.0, 1.0, "#ffffff"),
    Dot(1.0, 2.0, 3.0, 4.0, "#ffffff", strokes=(((0.0, 0.0), (1.0, 1.0)),)),
    Wire(((0.0, 0.0), (5.0, 2.0)), "#000000", 2.0),
    Label(4.0, 5.0, (Run("text"),), 12.0, "#000000"),
    Chip(4.0, 5.0, 20.0, 8.0, "+0.10", 6.0, "#ffffff", "#000000"),
    Heat(0.0, 1.0, 4.0, 2.0, (("#ffffff",),)),
)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_every_shape_reaches_as_far_as_its_old_bounds_do_at_the_new_place(shape: Shape) -> None:
    old = bounds_of(shape)
    new = bounds_of(place_shape(shape, (10.0, 20.0), 2.0))
    wanted = Bounds(10 + 2 * old.left, 20 + 2 * old.top, 10 + 2 * old.right, 20 + 2 * old.bottom)
    assert new == pytest.approx(wanted)


def test_groups_keep_their_names_and_keys() -> None:
    group = Group("outer", (Group("inner", SHAPES, "title", Key(1, "h")),))
    (inner,) = place_shape(group, (0.0, 0.0), 3.0).children  # type: ignore[union-attr]
    assert isinstance(inner, Group)
    assert (inner.name, inner.title, inner.key) == ("inner", "title", Key(1, "h"))


def test_widths_and_signs_grow_with_the_shapes() -> None:
    wire = place_shape(Wire(((0.0, 0.0), (9.0, 0.0)), "#000000", 2.0, gaps=((1.0, 2.0),)), (5.0, 5.0), 2.0)
    assert isinstance(wire, Wire)
    assert (wire.width, wire.gaps) == (4.0, ((2.0, 4.0),))
    dot = place_shape(SHAPES[1], (5.0, 5.0), 2.0)
    assert isinstance(dot, Dot)
    assert dot.strokes == (((5.0, 5.0), (7.0, 7.0)),)
