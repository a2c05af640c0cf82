"""Clipping brings gradients down to a limit and leaves small ones alone."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.clip import clip_by_norm, clip_by_value, global_norm
from rnnviz.engine.error import InputError

GRADIENTS = {"U": np.array([[3.0, 0.0], [0.0, -4.0]]), "b": np.array([12.0, 0.0])}


def test_the_norm_is_that_of_all_entries_together() -> None:
    assert global_norm(GRADIENTS) == pytest.approx(13.0)
    assert global_norm({}) == 0.0


@pytest.mark.parametrize("scale", [1e300, 1e-300])
def test_the_norm_of_very_large_and_small_gradients_is_right(scale: float) -> None:
    assert global_norm({name: array * scale for name, array in GRADIENTS.items()}) == pytest.approx(13.0 * scale)


def test_by_norm_all_gradients_keep_their_direction() -> None:
    clipped = clip_by_norm(GRADIENTS, 6.5)
    for name, array in GRADIENTS.items():
        np.testing.assert_allclose(clipped[name], array / 2)
    assert global_norm(clipped) == pytest.approx(6.5)


def test_within_the_norm_nothing_changes() -> None:
    clipped = clip_by_norm(GRADIENTS, 13.5)
    assert all(clipped[name] is array for name, array in GRADIENTS.items())


def test_by_norm_a_gradient_that_has_nearly_overflowed_keeps_its_direction() -> None:
    clipped = clip_by_norm({"U": np.array([1e308, -1e308])}, 1.0)
    np.testing.assert_allclose(clipped["U"], [0.5**0.5, -(0.5**0.5)])


def test_by_norm_what_is_not_finite_cannot_be_saved() -> None:
    infinite = clip_by_norm({"U": np.array([np.inf, 1.0])}, 1.0)["U"]
    assert np.isnan(infinite[0])
    assert infinite[1] == 0.0
    assert np.isnan(clip_by_norm({"U": np.array([np.nan, 1.0])}, 1.0)["U"]).all()


def test_by_value_every_entry_is_cut_by_itself() -> None:
    clipped = clip_by_value({**GRADIENTS, "W": np.array([np.inf, -np.inf, np.nan])}, 3.5)
    assert np.array_equal(clipped["U"], [[3.0, 0.0], [0.0, -3.5]])
    assert np.array_equal(clipped["b"], [3.5, 0.0])
    assert np.array_equal(clipped["W"], [3.5, -3.5, np.nan], equal_nan=True)


@pytest.mark.parametrize("limit", [0.0, -1.0, np.nan, np.inf])
@pytest.mark.parametrize("clip", [clip_by_norm, clip_by_value])
def test_a_limit_is_a_number_above_0(clip: object, limit: float) -> None:
    with pytest.raises(InputError, match="limit"):
        clip(GRADIENTS, limit)  # type: ignore[operator]
