"""Gradients become colours on one scale, linearly or by decades, whatever their size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine.gradient import Gradients
from rnnviz.engine.handed_back import handed_back
from rnnviz.scene.backward import LEAST_SHARE, MOST_DECADES, Backward
from rnnviz.scene.theme import LIGHT

from .case import make_run


def with_state(values: list[list[float]], name: str = "h") -> Gradients:
    """The gradients of a run with those of one value replaced, all others 0."""
    found = make_run("rnn").gradients()
    nothing = {other: np.zeros_like(array) for other, array in found.values.items()}
    return replace(found, values={**nothing, name: np.array(values)})


def test_the_largest_gradient_of_all_values_has_the_full_colour() -> None:
    gradients = make_run("lstm", hidden_size=3).gradients()
    backward = Backward(gradients)
    shares = [np.abs(backward.shares(gradients[name])).max() for name in gradients.values if name != "loss"]
    assert max(shares) == 1.0


def test_a_probability_does_not_set_the_scale() -> None:
    run = make_run("rnn", output_size=3, loss="softmax")
    spoiled = replace(run.gradients(), values={**run.gradients().values, "p": np.full((3, 3), 1e9)})
    assert Backward(spoiled).span == Backward(run.gradients()).span


def test_decades_reach_down_to_the_weakest_step() -> None:
    backward = Backward(with_state([[1e-7, 0.0], [1e-3, 0.0], [0.5, 0.0]]), "decades")
    assert backward.span == (0.5, -7, 0)
    assert np.allclose(backward.shares(np.array([1.0, -1.0, 1e-3, -(10**-3.5)])), [1.0, -1.0, 4 / 7, -0.5])


def test_decades_reach_down_to_the_weakest_state() -> None:
    found = make_run("lstm").gradients()
    weak = replace(found, values={**found.values, "h": found["h"] * 1e-9})
    assert Backward(weak).span.low < Backward(found).span.low - 5


def test_what_is_almost_zero_can_be_told_from_zero() -> None:
    backward = Backward(with_state([[1e-300, 0.0], [5e-324, 0.0], [1.0, 0.0]]), "decades")
    assert backward.span.high - backward.span.low == MOST_DECADES
    assert backward.shares(np.array([0.0, -0.0, 1e-300, -5e-324])).tolist() == [0.0, 0.0, LEAST_SHARE, -LEAST_SHARE]


@pytest.mark.parametrize("scale", ["linear", "decades"])
def test_gradients_of_any_size_have_a_scale(scale: str) -> None:
    for size in (0.0, 5e-324, 1e-300, 1e300, np.inf, np.nan):
        backward = Backward(with_state([[size, -size], [0.0, 0.0], [size, 0.0]]), scale)  # type: ignore[arg-type]
        shares = backward.shares(np.array([size, 0.0]))
        assert shares[1] == 0.0
        is_strong = size and np.isfinite(size)
        assert 0.8 < shares[0] <= 1.0 if is_strong else np.array_equal(shares[0], size, equal_nan=True)
        assert 0.0 <= backward.strength(np.array([size])) <= 1.0


def test_the_strength_of_a_vector_is_that_of_its_largest_element() -> None:
    backward = Backward(with_state([[2.0, 0.0], [0.0, 0.0], [0.0, 0.0]]))
    assert backward.strength(np.array([0.5, -1.0])) == 0.5
    assert backward.strength(np.array([0.0, np.nan])) == 1.0


def test_a_wire_is_as_strong_as_the_largest_gradient_on_it() -> None:
    backward = Backward(with_state([[2.0, 0.0], [0.0, 0.0], [0.0, 0.0]]))
    table = LIGHT.gradient_wire_colors
    assert backward.wire_color(LIGHT, np.array([2.0, 0.0, 0.0])) == table[255]
    assert backward.wire_color(LIGHT, np.array([-2.0, 0.0, 0.0])) == table[0]
    assert backward.wire_color(LIGHT, np.array([2.0, -2.0])) not in table
    assert backward.wire_color(LIGHT, np.array([2.0, np.inf])) == LIGHT.error


def test_what_a_step_hands_back_is_computed_once() -> None:
    gradients = make_run("gru").gradients()
    backward = Backward(gradients)
    assert backward.handed is Backward(gradients, "decades").handed
    assert np.array_equal(backward.handed["h"], handed_back(gradients)["h"])
