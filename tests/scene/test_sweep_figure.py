"""What the map of a sweep holds and says."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.scene.sweep_figure import RADII, Sweeping, runs, sweep_map, verdicts, words

OF = Sweeping("lstm", "LSTM", 4, 3, 7, 1.5)


def rows(*at_last: float) -> list[np.ndarray]:
    """Rows that end at the numbers, spread evenly over the radii."""
    return [np.array([0.0, 0.0, at_last[k * len(at_last) // len(RADII)]]) for k in range(len(RADII))]


def test_one_decade_survives_and_three_are_the_end() -> None:
    found = verdicts(np.array([-np.inf, -3.0, -2.9, -1.0, 1.0, 2.9, 3.0, np.inf, np.nan]))
    assert found.tolist() == [0, 0, 1, 2, 2, 3, 4, 4, -1]


def test_the_map_has_a_row_for_every_radius_and_says_what_it_is_of() -> None:
    found = sweep_map(OF, rows(0.0))
    assert found.values.shape == (61, 3)
    assert (found.y.low, found.y.high, found.x.high) == (0.0, 3.0, 3)
    assert found.title == "random LSTM, 4 units, no input, seed 7"


def test_the_radii_of_each_verdict_are_found() -> None:
    (first, second) = runs(rows(-5.0, 5.0), 3)
    assert first[:2] == (0, 0.0)
    assert second[0] == 4
    assert second[2] == 3.0
    assert second[1] == pytest.approx(first[2] + 0.05)


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((0.0,), "survives for every ρ up to 3."),
        ((-9.0, 0.0, 9.0), "vanishes up to ρ = 1, survives from 1.05 to 2, explodes from 2.05 on."),
        ((-9.0, *[0.0] * 60), "vanishes at ρ = 0, survives from 0.05 on."),
        ((np.nan,), "is not a number for every ρ"),
    ],
)
def test_the_words_say_for_which_radii(ends: tuple[float, ...], said: str) -> None:
    assert said in words(OF, rows(*ends))
    about = "A random LSTM of 4 units with a keep bias of 1.5 without input, over 3 steps: ‖dh/dh₁‖ "
    assert words(OF, rows(*ends)).startswith(about)


def test_many_changes_are_not_all_told() -> None:
    assert words(OF, rows(*([0.0, 9.0] * 8))).endswith(" ….")
