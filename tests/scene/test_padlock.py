"""The padlock of clamped units."""

from __future__ import annotations

from rnnviz.scene.bounds import bounds_of
from rnnviz.scene.padlock import BADGE, draw_badge, draw_padlock
from rnnviz.scene.shapes import Box, Key, Wire


def test_a_padlock_has_a_body_and_a_shackle_of_its_size() -> None:
    shackle, body = draw_padlock(10.0, 20.0, 12.0, "#000000", Key(1, "h"))
    assert isinstance(shackle, Wire)
    assert isinstance(body, Box)
    assert bounds_of(shackle).top == 14.0
    assert bounds_of(body).bottom == 26.0
    assert shackle.key == body.key == Key(1, "h")


def test_a_badge_stands_on_a_ground_that_covers_the_wire_below() -> None:
    ground, *_ = draw_badge(10.0, 20.0, "#000000", "#ffffff")
    assert isinstance(ground, Box)
    assert ground.fill == "#ffffff"
    assert bounds_of(ground).center == (10.0, 20.0)
    assert ground.width == 2 * BADGE
