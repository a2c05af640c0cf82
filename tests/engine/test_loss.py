"""Losses are what the formulas say, leave out what has no target, and survive large numbers."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.loss import NO_CLASS, Loss, softmax

from .problem import furthest, slope

VALUES = np.random.default_rng(0).normal(size=(4, 3))
CLASSES = np.array([2, NO_CLASS, 0, 1])
NUMBERS = np.array([[0.5, np.nan, 1.0], [np.nan] * 3, [0.0, 0.0, 0.0], [1.0, 2.0, np.nan]])


def test_softmax_gives_probabilities() -> None:
    assert np.allclose(softmax(np.log([[1.0, 2.0, 5.0]])), [[0.125, 0.25, 0.625]])


@pytest.mark.filterwarnings("error")
def test_softmax_and_its_loss_survive_large_values() -> None:
    values = np.array([[1000.0, 0.0], [-1000.0, -1001.0]])
    assert np.allclose(softmax(values)[0], [1.0, 0.0])
    assert np.allclose(Loss("softmax").per_step(values, np.array([1, 0])), [1000.0, np.log1p(np.exp(-1.0))])


def test_cross_entropy_is_minus_the_logarithm_of_the_probability_of_the_class() -> None:
    losses = Loss("softmax").per_step(VALUES, CLASSES)
    probabilities = softmax(VALUES)
    assert np.allclose(
        losses, [-np.log(probabilities[0, 2]), 0.0, -np.log(probabilities[2, 0]), -np.log(probabilities[3, 1])]
    )


def test_squared_error_sums_the_units_that_have_a_target() -> None:
    losses = Loss("squared").per_step(VALUES, NUMBERS)
    assert losses[0] == pytest.approx((VALUES[0, 0] - 0.5) ** 2 + (VALUES[0, 2] - 1.0) ** 2)
    assert losses[1] == 0.0
    assert losses[2] == pytest.approx((VALUES[2] ** 2).sum())


@pytest.mark.parametrize(("kind", "targets"), [("softmax", CLASSES), ("squared", NUMBERS)])
def test_the_gradient_of_a_loss_is_its_slope(kind: str, targets: np.ndarray) -> None:
    loss = Loss(kind)  # type: ignore[arg-type]
    expected = slope(lambda moved: float(loss.per_step(moved, targets).sum()), VALUES)
    assert furthest(loss.gradient(VALUES, targets), expected) < 1e-9


def test_the_gradient_by_the_probabilities_leads_to_the_gradient_by_the_values() -> None:
    loss, p = Loss("softmax"), softmax(VALUES)
    by_p = loss.probability_gradient(p, CLASSES)
    by_values = p * (by_p - (by_p * p).sum(axis=1, keepdims=True))
    assert np.allclose(by_values, loss.gradient(VALUES, CLASSES))


def test_a_value_that_is_no_number_has_a_loss_that_is_none() -> None:
    values = VALUES.copy()
    values[0, 0] = np.nan
    assert np.isnan(Loss("squared").per_step(values, NUMBERS)[0])
    assert np.isnan(Loss("softmax").per_step(values, CLASSES)[0])
