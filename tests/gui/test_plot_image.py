"""Values over time as an image."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.gui.plot_image import image_limit, image_of, strongest
from rnnviz.scene.theme import LIGHT


def test_an_image_has_units_downwards_and_its_limit_is_round() -> None:
    values = np.array([[0.0, 0.31], [np.nan, -0.31]])
    assert image_limit(values) == pytest.approx(0.4)
    image = image_of(values, 0.31, LIGHT)
    assert (image.width(), image.height()) == (2, 2)
    assert image.pixelColor(0, 1).name() == LIGHT.value_colors[255]
    assert image.pixelColor(1, 1).name() == LIGHT.value_colors[0]
    assert image.pixelColor(1, 0).name() == LIGHT.error


def test_a_long_image_keeps_the_largest_magnitudes_and_every_nan() -> None:
    values = np.full((1001, 2), 0.1)
    values[500, 0], values[700, 1] = -3.0, np.nan
    short = strongest(values, 100)
    assert 100 <= len(short) <= 201
    assert short[:, 0].min() == -3.0
    assert np.isnan(short[:, 1]).sum() == 1
    assert strongest(values, 1000) is values


@pytest.mark.parametrize(("largest", "limit"), [(0.0, 1.0), (1.0, 1.0), (0.99, 1.0), (3.2, 4.0), (np.inf, 1.0)])
def test_the_colour_limit_is_the_largest_value_rounded_up(largest: float, limit: float) -> None:
    assert image_limit(np.array([[largest]])) == pytest.approx(limit)
