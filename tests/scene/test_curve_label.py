"""Labels that keep apart, and the colours of curves."""

from __future__ import annotations

import numpy as np

from rnnviz.scene.curve_label import curve_color, spread_apart
from rnnviz.scene.theme import LIGHT


def test_places_that_would_overlap_are_moved_apart_around_their_middle() -> None:
    assert spread_apart([10.0, 50.0], 12.0, 0.0, 60.0) == [10.0, 50.0]
    assert spread_apart([20.0, 20.0], 12.0, 0.0, 60.0) == [14.0, 26.0]
    places = spread_apart([1.0, 2.0, 3.0, 30.0, 31.0], 10.0, 0.0, 60.0)
    assert min(np.diff(places)) >= 10.0 - 1e-9
    assert places == sorted(places)


def test_places_stay_between_the_ends_and_apart() -> None:
    assert spread_apart([1.0, 2.0], 10.0, 0.0, 60.0) == [0.0, 10.0]
    assert spread_apart([58.0, 59.0], 10.0, 0.0, 60.0) == [50.0, 60.0]
    assert spread_apart([0.0, 0.0, 30.0, 60.0, 60.0], 15.0, 0.0, 60.0) == [0.0, 15.0, 30.0, 45.0, 60.0]


def test_the_colours_of_curves_come_in_turn() -> None:
    assert curve_color(LIGHT, 1) == curve_color(LIGHT, 1 + len(LIGHT.unit_colors)) == LIGHT.unit_colors[1]
