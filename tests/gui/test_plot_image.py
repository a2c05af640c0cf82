"""The pixels of an image of values."""

from __future__ import annotations

import numpy as np

from rnnviz.gui.plot_image import palette_of, pixels_of
from rnnviz.scene.theme import DARK, LIGHT


def rgb(color: str) -> int:
    return 0xFF000000 | int(color[1:], 16)


def test_columns_of_values_become_rows_of_colours() -> None:
    pixels = pixels_of(np.array([[-2.0, 2.0], [0.01, -0.01], [5.0, -5.0]]), 2.0, palette_of(LIGHT))
    first, last = rgb(LIGHT.value_colors[0]), rgb(LIGHT.value_colors[255])
    above, below = rgb(LIGHT.value_colors[128]), rgb(LIGHT.value_colors[127])
    assert pixels.tolist() == [[first, above, last], [last, below, first]]
    assert pixels.flags.c_contiguous


def test_what_is_not_finite_has_the_colour_of_an_error() -> None:
    pixels = pixels_of(np.array([[np.nan, np.inf, -np.inf, 1e308]]), 4e307, palette_of(DARK))
    assert pixels.ravel().tolist() == [rgb(DARK.error)] * 3 + [rgb(DARK.value_colors[255])]


def test_the_smallest_values_have_colours_too() -> None:
    pixels = pixels_of(np.array([[-1e-300, 0.0, 1e-300]]), 1e-300, palette_of(LIGHT))
    assert pixels.ravel().tolist() == [rgb(LIGHT.value_colors[place]) for place in (0, 128, 255)]
