"""Colours are mixed and measured as WCAG defines it, and text on them can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.scene.color import (
    READABLE,
    channels,
    contrast,
    from_channels,
    grey_of,
    ink_on,
    legible,
    luminance,
    mix,
    ramp,
)

colors = st.tuples(*[st.integers(0, 255)] * 3).map(lambda parts: from_channels(*parts))


@given(colors)
def test_channels_and_text_are_two_forms_of_one_colour(color: str) -> None:
    assert from_channels(*channels(color)) == color


@pytest.mark.parametrize(
    ("first", "second", "share", "mixed"),
    [
        ("#000000", "#ffffff", 0.0, "#000000"),
        ("#000000", "#ffffff", 1.0, "#ffffff"),
        ("#102030", "#304050", 0.5, "#203040"),
    ],
)
def test_mixing_goes_from_the_first_to_the_second(first: str, second: str, share: float, mixed: str) -> None:
    assert mix(first, second, share) == mixed


def test_luminance_and_contrast_are_those_of_wcag() -> None:
    assert luminance("#ff0000") == pytest.approx(0.2126)
    assert luminance("#808080") == pytest.approx(0.2159, abs=1e-4)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(colors)
def test_text_can_be_read_on_any_colour(color: str) -> None:
    assert contrast(ink_on(color), color) >= READABLE


@given(colors, colors)
def test_a_colour_is_moved_only_as_far_as_the_contrast_needs(color: str, ground: str) -> None:
    moved = legible(color, ground, 3.0)
    assert contrast(moved, ground) >= 3.0
    if contrast(color, ground) >= 3.0:
        assert moved == color


def test_a_ramp_starts_passes_and_ends_at_its_stops() -> None:
    colors_of_ramp = ramp(("#000000", "#ff0000", "#ffffff"), 5)
    assert colors_of_ramp == ("#000000", "#800000", "#ff0000", "#ff8080", "#ffffff")


@given(colors)
def test_a_grey_is_as_light_as_its_colour(color: str) -> None:
    grey = grey_of(color)
    assert len(set(channels(grey))) == 1
    assert luminance(grey) == pytest.approx(luminance(color), abs=0.005)
