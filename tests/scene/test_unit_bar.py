"""Where the bars of inputs and outputs stand."""

from __future__ import annotations

from rnnviz.scene.arrangement import plan_strip
from rnnviz.scene.strip import Viewport
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.unfolding import Unfolding
from rnnviz.scene.unit_bar import bar_ends, bar_place

from .case import make_run


def test_a_bar_is_centred_together_with_its_symbol() -> None:
    run = make_run(input_size=6)
    u = Unfolding(run, plan_strip(run, Viewport(600, 200, 120)), LIGHT)
    row = u.strip.rows[-1]
    left, width = bar_place(u, row, 2, None)
    assert left + width / 2 == u.strip.center(2)
    assert bar_ends(u, row, 2, None) == (left, left + width)
    start, end = bar_ends(u, row, 2, "w")
    assert (start + end) / 2 == u.strip.center(2)
    assert start < bar_place(u, row, 2, "w")[0]


def test_a_bar_leaves_room_between_the_steps() -> None:
    run = make_run(input_size=64)
    u = Unfolding(run, plan_strip(run, Viewport(600, 200, 90)), LIGHT)
    assert bar_place(u, u.strip.rows[-1], 1, None)[1] == 90 - 34
