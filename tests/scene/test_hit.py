"""Which shape a point means, and where the arrow keys lead."""

from __future__ import annotations

import pytest

from rnnviz.scene.bounds import Bounds
from rnnviz.scene.hit import Direction, bounds_of_key, find_targets, key_at, neighbour, wires_of_key
from rnnviz.scene.shapes import Box, Chip, Group, Key, Label, Run, Scene, Wire

CELL, GATE, WIRE, CHIP, LABEL = (Key(1, name) for name in ("cell", "f", "h", "c", "x"))

SCENE = Scene(
    400,
    300,
    Group(
        "all",
        (
            Box(50, 50, 300, 200, 0, None, key=CELL),
            Wire(((60, 100), (200, 100), (200, 240)), "#000000", 2.0, key=WIRE),
            Group("gate", (Box(100, 120, 60, 40, 0, None), Label(130, 140, (Run("σ"),), 12, "#000000")), key=GATE),
            Chip(300, 100, 40, 16, "+1", 11, "#ffffff", "#000000", key=CHIP),
            Label(20, 20, (Run("x", italic=True),), 16, "#000000", key=LABEL),
        ),
    ),
)
TARGETS = find_targets(SCENE)


@pytest.mark.parametrize(
    ("point", "key"),
    [
        ((130, 140), GATE),
        ((300, 100), CHIP),
        ((250, 200), CELL),
        ((80, 104), WIRE),
        ((204, 170), WIRE),
        ((80, 120), CELL),
        ((20, 20), LABEL),
        ((5, 290), None),
    ],
)
def test_a_point_means_the_smallest_shape_under_it(point: tuple[float, float], key: Key | None) -> None:
    assert key_at(TARGETS, point, 5.0) == key


def test_a_wire_is_missed_beyond_the_tolerance() -> None:
    assert key_at(TARGETS, (80, 106), 3.0) == CELL


def test_shapes_in_a_group_have_the_key_of_the_group() -> None:
    assert [target.key for target in TARGETS].count(GATE) == 2


def test_labels_and_wires_are_left_out_of_the_bounds_where_a_key_has_an_area() -> None:
    assert bounds_of_key(TARGETS, GATE) == (Bounds(100, 120, 160, 160),)
    assert bounds_of_key(TARGETS, WIRE) == ()
    assert [wire.key for wire in wires_of_key(TARGETS, WIRE)] == [WIRE]
    assert len(bounds_of_key(TARGETS, LABEL)) == 1


@pytest.mark.parametrize(
    ("direction", "key"), [("right", Key(2, "h")), ("left", None), ("up", Key(1, "y")), ("down", None)]
)
def test_an_arrow_key_leads_to_the_nearest_key_ahead(direction: Direction, key: Key | None) -> None:
    boxes = [(0, 50, Key(1, "h")), (100, 50, Key(2, "h")), (200, 50, Key(3, "h")), (0, 0, Key(1, "y"))]
    scene = Scene(300, 100, Group("", tuple(Box(x, y, 10, 10, 0, None, key=key) for x, y, key in boxes)))
    assert neighbour(find_targets(scene), Key(1, "h"), direction) == key


def test_a_key_that_is_not_drawn_has_no_neighbour() -> None:
    assert neighbour(TARGETS, Key(9, "nothing"), "left") is None
