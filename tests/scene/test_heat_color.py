"""The colours of heat maps."""

from __future__ import annotations

from rnnviz.scene.color import channels
from rnnviz.scene.heat_color import color_table
from rnnviz.scene.theme import LIGHT


def test_gradients_have_colours_of_their_own() -> None:
    table = color_table(LIGHT, "gradient")
    assert tuple(table[0]) == channels(LIGHT.gradient_colors[0])
    assert tuple(table[255]) == channels(LIGHT.gradient_colors[-1])


def test_behind_the_colours_stand_those_of_zero_and_of_what_is_not_finite() -> None:
    table = color_table(LIGHT, "sequential")
    assert len(table) == 258
    assert tuple(table[256]) == channels(LIGHT.surface)
    assert tuple(table[257]) == channels(LIGHT.error)
