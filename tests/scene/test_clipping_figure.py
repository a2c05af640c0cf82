"""Gradient clipping: norms, angles and words, with every extreme."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.glyph import PLAIN
from rnnviz.engine.ops import Array
from rnnviz.experiment.example import load_example
from rnnviz.scene.clipping_figure import Clipped, Mode, angle, angle_chart, clipped, norm_chart, words
from rnnviz.scene.magnitude import NO_WORDS
from rnnviz.scene.plot_scale import BANDS


def found_of(mode: Mode, limit: float, before: list[float], after: list[float]) -> Clipped:
    """A single parameter before and after clipping."""
    return Clipped(mode, limit, {"b": np.array(before)}, {"b": np.array(after)})


def test_by_norm_all_gradients_have_the_limit_as_their_norm_and_keep_their_direction() -> None:
    found = clipped(load_example("hello").run().gradients(), "norm", 0.25)
    assert found.norms[0, 1] == pytest.approx(0.25, rel=1e-12)
    np.testing.assert_allclose(found.norms[1:, 1] / found.norms[1:, 0], 0.25 / found.norms[0, 0], rtol=1e-12)
    assert not found.angles.any()


def test_by_value_no_entry_is_larger_than_the_limit_and_the_direction_turns() -> None:
    found = clipped(load_example("hello").run().gradients(), "value", 0.05)
    assert max(np.abs(array).max() for array in found.after.values()) == 0.05
    assert 0 < found.n_cut < found.n_entries
    assert found.angles[0] > 1.0
    assert (found.norms[:, 1] <= found.norms[:, 0]).all()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([1.0, 0.0], [0.0, 3.0], 90.0),
        ([1.0, 1.0], [1.0, 0.0], 45.0),
        ([1e300, 0.0], [1e-300, 1e-305], np.degrees(1e-5)),
        ([2.0, 4.0], [1.0, 2.0], 0.0),
        ([0.0], [0.0], 0.0),
        ([1.0], [-1.0], 180.0),
    ],
)
def test_angles_are_right_at_every_size(one: list[float], other: list[float], expected: float) -> None:
    assert angle(np.array(one), np.array(other)) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("array", [[np.nan, 1.0], [np.inf, 1.0], [0.0, 0.0]])
def test_what_has_no_direction_has_no_angle(array: list[float]) -> None:
    assert np.isnan(angle(np.array(array), np.array([1.0, 0.0])))


def test_the_charts_have_a_group_for_all_and_one_for_each_parameter() -> None:
    gradients = load_example("long-memory").run().gradients()
    found = clipped(gradients, "norm", 0.1)
    chart = norm_chart(found)
    assert chart.values.shape == (1 + len(gradients.parameters), 2)
    assert len(chart.labels) == len(chart.groups) == len(chart.values)
    assert chart.limit == 0.1
    assert 10.0**chart.scale.low <= 0.1
    assert norm_chart(clipped(gradients, "value", 0.1)).limit is None
    assert angle_chart(found).message
    assert not angle_chart(clipped(gradients, "value", 1e-3)).message


def test_a_gradient_of_zero_has_a_band() -> None:
    chart = norm_chart(found_of("norm", 1.0, [0.0], [0.0]))
    assert chart.scale.bands == ("0",)
    assert "0" in BANDS


def test_without_a_loss_the_charts_say_so() -> None:
    assert norm_chart(None).message
    assert angle_chart(None).message
    assert words(None) == NO_WORDS


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (found_of("norm", 1.0, [3e-11], [3e-11]), "Nothing is clipped: the norm, 3·10⁻¹¹, is within 1."),
        (found_of("value", 1.0, [-0.5], [-0.5]), "Nothing is clipped: the largest entry, 0.5, is within 1."),
        (
            found_of("norm", 1.0, [3.0, 4.0], [0.6, 0.8]),
            "The norm falls from 5 to 1: all is multiplied by 0.2; the direction stays.",
        ),
        (
            found_of("value", 1.0, [1.0, 4.0], [1.0, 1.0]),
            "Of 2 entries 1 is cut to ±1: the norm falls from 4.1 to 1.4, and the direction turns by 31°.",
        ),
        (found_of("norm", 1.0, [np.nan], [np.nan]), "The gradient is NaN: no clipping repairs it."),
        (
            found_of("norm", 1.0, [np.inf, 1.0], [np.nan, 0.0]),
            "The norm is infinite, so that no factor brings it down to 1: what is infinite becomes NaN, all else 0.",
        ),
        (
            found_of("value", 1.0, [np.inf, 3.0], [1.0, 1.0]),
            "Of 2 entries 2 are cut to ±1: the norm falls from ∞ to 1.4.",
        ),
        (found_of("norm", 1.0, [0.0], [0.0]), "Nothing is clipped: the norm, 0, is within 1."),
    ],
)
def test_words_hold_at_the_extremes(found: Clipped, expected: str) -> None:
    assert words(found) == expected


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("mode", ["norm", "value"])
@pytest.mark.parametrize("entry", [1e308, -1e308, np.inf, np.nan, 0.0, 5e-324])
def test_real_clipping_of_extremes_has_words_and_charts(mode: Mode, entry: float) -> None:
    gradients = load_example("hello").run().gradients()
    given: dict[str, Array] = {name: array.copy() for name, array in gradients.parameters.items()}
    given["U"][0, 0] = entry
    found = clipped(type("Given", (), {"parameters": given, "writing": PLAIN})(), mode, 1.0)
    assert words(found)
    assert norm_chart(found).values.shape == angle_chart(found).values.repeat(2, axis=1).shape
