"""Heat images of long sequences."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.scene.raster import (
    ERROR_LEVEL,
    TOP_LEVEL,
    find_limit,
    largest_size,
    make_palette,
    make_raster,
    reduce_values,
    to_heat,
    to_levels,
    to_pixels,
)
from rnnviz.scene.theme import DARK, LIGHT, Theme


def test_levels_run_from_the_negative_limit_to_the_positive() -> None:
    levels = to_levels(np.array([-2.0, -1.0, 0.0, 1.0, 5.0]), 1.0)
    assert levels.tolist() == [0, 0, TOP_LEVEL // 2, TOP_LEVEL, TOP_LEVEL]


def test_what_is_not_finite_has_a_level_of_its_own() -> None:
    assert to_levels(np.array([np.nan, np.inf, -np.inf]), 1.0).tolist() == [ERROR_LEVEL] * 3


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_palette_ends_at_the_colours_of_the_theme(theme: Theme) -> None:
    palette = make_palette(theme)
    assert (palette[0], palette[TOP_LEVEL]) == (theme.value_colors[0], theme.value_colors[-1])
    assert palette[ERROR_LEVEL] == theme.error
    assert len(palette) == 256


@pytest.mark.parametrize(
    ("values", "limit"),
    [([0.2, -0.5], 1.0), ([3.0, -4.0], 4.0), ([np.inf, 2.0], 2.0), ([np.nan], 1.0), ([], 1.0)],
)
def test_the_limit_is_the_largest_finite_size_but_at_least_one(values: list[float], limit: float) -> None:
    assert find_limit(np.array(values)) == limit


def test_the_largest_size_ignores_what_is_not_finite() -> None:
    assert largest_size(np.array([[np.nan, np.inf, -0.4, 0.3]])) == 0.4
    assert largest_size(np.array([0.3, -0.4])) == 0.4
    assert largest_size(np.full((1, 2), np.nan)) == largest_size(np.zeros((2, 0))) == 0.0


def test_reduction_keeps_the_largest_size_with_its_sign() -> None:
    values = np.zeros((1000, 3))
    values[501, 1], values[777, 2] = -0.9, 0.4
    reduced = reduce_values(values, 10, 3)
    assert reduced.shape == (10, 3)
    assert reduced[5, 1] == -0.9
    assert reduced[7, 2] == 0.4
    assert np.count_nonzero(reduced) == 2


@pytest.mark.parametrize(("shape", "parts"), [((7, 5), (3, 2)), ((200, 64), (150, 25)), ((30, 4), (30, 3))])
def test_reduction_looks_at_every_element(shape: tuple[int, int], parts: tuple[int, int]) -> None:
    values = np.random.default_rng(0).normal(size=shape)
    reduced = reduce_values(values, *parts)
    edges = [[k * size // count for k in range(count + 1)] for size, count in zip(shape, parts, strict=True)]
    for i, j in np.ndindex(*parts):
        part = values[edges[0][i] : edges[0][i + 1], edges[1][j] : edges[1][j + 1]]
        assert reduced[i, j] == part.flat[np.abs(part).argmax()]


def test_one_bad_step_in_ten_thousand_stays_visible() -> None:
    values = np.zeros((10000, 2))
    values[1234, 0] = np.nan
    raster = make_raster("h", (0, 0, 100, 20), values, 1.0)
    assert (raster.levels == ERROR_LEVEL).sum() == 1
    assert raster.levels[0, 12] == ERROR_LEVEL


def test_a_raster_has_a_row_for_each_unit_and_no_more_columns_than_pixels() -> None:
    raster = make_raster("h", (5, 6, 50, 20), np.ones((200, 4)), 1.0)
    assert raster.levels.shape == (4, 50)


def test_a_raster_becomes_the_pixels_of_its_palette() -> None:
    raster = make_raster("h", (5, 6, 50, 20), np.array([[1.0, -1.0], [np.nan, 0.0]]), 1.0)
    palette = make_palette(LIGHT)
    wanted = [[palette[TOP_LEVEL], LIGHT.error], [palette[0], palette[TOP_LEVEL // 2]]]
    assert to_pixels(raster, palette).tolist() == [[int(f"ff{color[1:]}", 16) for color in row] for row in wanted]


def test_a_raster_becomes_a_shape_of_the_same_size_and_colours() -> None:
    raster = make_raster("h", (5, 6, 50, 20), np.array([[1.0, -1.0]]), 1.0)
    heat = to_heat(raster, make_palette(LIGHT))
    assert (heat.x, heat.y, heat.width, heat.height) == (5, 6, 50, 20)
    assert heat.colors == ((LIGHT.value_colors[-1],), (LIGHT.value_colors[0],))
