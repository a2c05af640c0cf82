"""Every theme can be read, tells values apart by colour, and shows what is not a number as such."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from rnnviz.scene.color import channels, contrast, ink_on, luminance
from rnnviz.scene.theme import GREY, LINE_CONTRAST, THEMES, Theme, color_of, colors_of, wire_color

every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())


@every_theme
def test_text_can_be_read_on_every_ground(theme: Theme) -> None:
    for ground in (theme.background, theme.surface, theme.cell_fill):
        assert contrast(theme.ink, ground) >= 7
        assert contrast(theme.muted, ground) >= 4.5
    for fill in (theme.gate_fill, theme.candidate_fill, theme.state_fill, theme.operation_fill):
        assert contrast(theme.ink, fill) >= 4.5


@every_theme
def test_lines_and_units_can_be_seen(theme: Theme) -> None:
    for line in (theme.wire, theme.accent, theme.error, theme.pending, *theme.unit_colors):
        assert contrast(line, theme.background) >= LINE_CONTRAST
    for wire in (*theme.wire_colors, *theme.gradient_wire_colors):
        assert contrast(wire, theme.cell_fill) >= LINE_CONTRAST


@every_theme
def test_there_are_enough_colours_and_all_differ(theme: Theme) -> None:
    assert len(set(theme.unit_colors)) == len(theme.unit_colors) >= 8
    assert len(theme.value_colors) == 256
    assert theme.is_dark == (luminance(theme.background) < 0.2)


@every_theme
@pytest.mark.parametrize("table", ["value_colors", "gradient_colors"])
def test_colours_run_away_from_zero_on_both_sides(theme: Theme, table: str) -> None:
    colors = getattr(theme, table)
    assert len(colors) == 256
    assert min(contrast(ink_on(color), color) for color in colors) >= 4.5
    far = [abs(luminance(color) - luminance(colors[127])) for color in colors]
    assert all(low <= high + 0.01 for low, high in pairwise(far[128:]))
    assert all(low <= high + 0.01 for low, high in pairwise(far[127::-1]))


@every_theme
def test_a_value_has_the_colour_of_its_share_of_the_limit(theme: Theme) -> None:
    assert color_of(theme, -2.0, 2.0) == theme.value_colors[0]
    assert color_of(theme, 2.0, 2.0) == theme.value_colors[-1]
    assert color_of(theme, 5.0, 2.0) == theme.value_colors[-1]
    assert color_of(theme, 0.0, 2.0) in theme.value_colors[127:129]


@every_theme
def test_gradients_cannot_be_taken_for_values(theme: Theme) -> None:
    for place in (0, 255):
        nearest = min(distance(theme.gradient_colors[place], color) for color in theme.value_colors)
        assert nearest > 60


def distance(first: str, second: str) -> float:
    return math.dist(channels(first), channels(second))


@every_theme
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_has_a_colour_of_its_own(theme: Theme, value: float) -> None:
    assert color_of(theme, value, 1.0) == wire_color(theme, value, 1.0) == theme.error
    assert theme.error not in theme.value_colors


@every_theme
def test_a_vector_is_coloured_like_its_elements(theme: Theme) -> None:
    values = np.array([-1.5, -0.3, 0.0, 0.7, math.nan, math.inf])
    assert colors_of(theme, values, 1.0) == [color_of(theme, value, 1.0) for value in values.tolist()]


@every_theme
def test_numbers_can_be_read_on_every_value_colour(theme: Theme) -> None:
    assert all(contrast(ink_on(color), color) >= 4.5 for color in theme.value_colors)


def test_grey_has_no_colour_and_can_be_read() -> None:
    colors = (*GREY.value_colors, *GREY.unit_colors, GREY.gate_fill, GREY.candidate_fill, GREY.accent, GREY.error)
    assert all(len(set(channels(color))) == 1 for color in colors)
    assert all(contrast(ink_on(color), color) >= 4.5 for color in GREY.value_colors)
    assert all(contrast(line, GREY.background) >= LINE_CONTRAST for line in GREY.unit_colors)


def test_in_grey_a_value_is_the_darker_the_more_negative() -> None:
    shades = [luminance(color_of(GREY, value, 1.0)) for value in (-1.0, -0.4, 0.0, 0.4, 1.0)]
    assert shades == sorted(shades)
    assert len(set(shades)) == 5
