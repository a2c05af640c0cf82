"""Losses have the values of their formulas, their gradients are the slopes, and what has no target counts nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rnnviz.engine.loss import NO_CLASS, Loss, softmax
from rnnviz.engine.ops import Array

SOFTMAX, SQUARED = Loss("softmax"), Loss("squared")
VALUES = np.random.default_rng(2).normal(size=(4, 3))
CLASSES = np.array([2, NO_CLASS, 0, 1])
NUMBERS = np.array([[0.5, np.nan, -1.0], [np.nan] * 3, [0.0, 1.0, 2.0], [1.0, 1.0, np.nan]])


def test_cross_entropy_is_the_surprise_at_the_target() -> None:
    for t, target in enumerate(CLASSES.tolist()):
        powers = [math.exp(value) for value in VALUES[t].tolist()]
        wanted = 0.0 if target == NO_CLASS else -math.log(powers[target] / sum(powers))
        assert SOFTMAX.per_step(VALUES, CLASSES)[t] == pytest.approx(wanted, rel=1e-14)


def test_squared_error_is_a_sum_without_a_half() -> None:
    losses = SQUARED.per_step(np.array([[1.0, 5.0], [2.0, 4.0]]), np.array([[0.0, 2.0], [np.nan, 4.5]]))
    assert losses.tolist() == [10.0, 0.25]


@pytest.mark.parametrize(("loss", "targets"), [(SOFTMAX, CLASSES), (SQUARED, NUMBERS)], ids=["softmax", "squared"])
def test_the_gradient_is_the_slope_of_the_total(loss: Loss, targets: Array) -> None:
    step = 1e-6
    for place in np.ndindex(VALUES.shape):
        up, down = VALUES.copy(), VALUES.copy()
        up[place] += step
        down[place] -= step
        slope = (loss.per_step(up, targets).sum() - loss.per_step(down, targets).sum()) / (2 * step)
        assert loss.gradient(VALUES, targets)[place] == pytest.approx(slope, rel=1e-7, abs=1e-9)


@pytest.mark.parametrize(("loss", "targets"), [(SOFTMAX, CLASSES), (SQUARED, NUMBERS)], ids=["softmax", "squared"])
def test_a_step_without_target_has_no_loss_and_no_gradient(loss: Loss, targets: Array) -> None:
    assert loss.per_step(VALUES, targets)[1] == 0
    assert not loss.gradient(VALUES, targets)[1].any()


def test_the_gradient_of_the_probabilities_leads_to_that_of_the_values() -> None:
    p = softmax(VALUES)
    upstream = SOFTMAX.probability_gradient(p, CLASSES)
    through = p * (upstream - (upstream * p).sum(axis=1, keepdims=True))
    np.testing.assert_allclose(through, SOFTMAX.gradient(VALUES, CLASSES), rtol=1e-13, atol=1e-15)


def test_probabilities_of_huge_values_do_not_overflow() -> None:
    huge = np.array([[1e4, 0.0, -1e4]])
    np.testing.assert_array_equal(softmax(huge), [[1.0, 0.0, 0.0]])
    assert SOFTMAX.per_step(huge, np.array([2])).tolist() == [2e4]


def test_a_value_that_is_not_a_number_is_not_hidden() -> None:
    assert np.isnan(SQUARED.per_step(np.array([[np.nan]]), np.array([[1.0]])))
