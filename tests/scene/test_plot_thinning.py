"""Long sequences on few pixels."""

from __future__ import annotations

import numpy as np

from rnnviz.scene.plot_thinning import envelope, strongest, thinned


def test_a_long_image_keeps_the_largest_magnitudes_and_every_nan() -> None:
    values = np.full((1001, 2), 0.1)
    values[500, 0], values[700, 1] = -3.0, np.nan
    short = strongest(values, 100)
    assert 100 <= len(short) <= 201
    assert short[:, 0].min() == -3.0
    assert np.isnan(short[:, 1]).sum() == 1
    assert strongest(values, 1000) is values


def test_a_long_curve_keeps_every_peak_near_its_place() -> None:
    places, values = np.arange(1.0, 20_001.0), np.zeros((20_000, 2))
    values[12_345, 0], values[777, 1] = 1.0, -2.0
    few, ends = envelope(places, values, 200)
    assert len(few) == len(ends) <= 600
    assert ends[:, 0].max() == 1.0
    assert abs(few[ends[:, 0].argmax()] - 12_346) <= 100
    assert ends[:, 1].min() == -2.0
    assert (np.diff(few) >= 0.0).all()


def test_only_a_gap_that_fills_a_place_is_left_in_a_curve() -> None:
    values = np.ones((1000, 1))
    values[100:400, 0], values[700, 0] = np.nan, np.nan
    places, ends = envelope(np.arange(1000.0), values, 100)
    gap = places[np.isnan(ends[:, 0])]
    assert gap.min() >= 100
    assert gap.max() < 400
    assert len(gap) == 60


def test_a_curve_with_few_steps_stays_as_it_is() -> None:
    places, values = np.arange(250.0), np.ones((250, 3))
    same_places, same_values = envelope(places, values, 100)
    assert same_places is places
    assert same_values is values


def test_bars_are_thinned_to_their_largest_and_areas_to_their_means() -> None:
    values = np.array([[1.0], [3.0], [np.nan], [2.0], [np.nan], [np.nan]])
    shown, every = thinned(values, 3)
    assert every == 2
    assert shown[:2, 0].tolist() == [3.0, 2.0]
    assert np.isnan(shown[2, 0])
    assert thinned(values, 3, by_mean=True)[0][:2, 0].tolist() == [2.0, 2.0]
    assert thinned(values, 6)[1] == 1
