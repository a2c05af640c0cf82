"""Losses and accuracies of batches."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.batch import Batch
from rnnviz.engine.loss import Loss
from rnnviz.engine.score import score

from .problem import slope

INPUTS = np.zeros((4, 3, 1))


def softmax_batch() -> Batch:
    return Batch(INPUTS, np.array([[0, 1, 2], [-1, 1, 0], [2, 2, -1], [-1, -1, 0]]))


@pytest.mark.parametrize("size", [1, 3])
def test_the_mean_cross_entropy_and_its_gradient(size: int) -> None:
    whole = softmax_batch()
    batch = Batch(INPUTS[:, :size], whole.targets[:, :size])
    values = np.random.default_rng(0).normal(size=(4, 3, size))
    found, gradient = score(Loss("softmax"), values, batch)
    told = [(t, b) for t in range(4) for b in range(size) if batch.targets[t, b] >= 0]
    logs = [np.log(np.exp(values[t, :, b]).sum()) - values[t, batch.targets[t, b], b] for t, b in told]
    hits = [values[t, :, b].argmax() == batch.targets[t, b] for t, b in told]
    assert found.n_told == len(told)
    np.testing.assert_allclose([found.loss, found.accuracy or 0.0], [np.mean(logs), np.mean(hits)], rtol=1e-14)
    expected = slope(lambda array: score(Loss("softmax"), array, batch)[0].loss, values)
    np.testing.assert_allclose(gradient, expected, rtol=0, atol=1e-9)


def test_the_mean_squared_error_and_its_gradient() -> None:
    random = np.random.default_rng(0)
    targets = random.normal(size=(4, 3, 2))
    targets[0, 1], targets[2, 0, 1] = np.nan, np.nan
    batch, values = Batch(INPUTS, targets), random.normal(size=(4, 2, 3))
    found, gradient = score(Loss("squared"), values, batch)
    assert found.n_told == 11
    assert found.accuracy is None
    np.testing.assert_allclose(found.loss, np.nansum((values.swapaxes(1, 2) - targets) ** 2) / 11, rtol=1e-14)
    expected = slope(lambda array: score(Loss("squared"), array, batch)[0].loss, values)
    np.testing.assert_allclose(gradient, expected, rtol=0, atol=1e-9)


def test_large_values_do_not_overflow() -> None:
    batch = Batch(INPUTS[:1, :1], np.array([[1]]))
    found, gradient = score(Loss("softmax"), np.array([[[800.0], [-800.0], [0.0]]]), batch)
    assert found.loss == 1600.0
    np.testing.assert_array_equal(gradient[0, :, 0], [1.0, -1.0, 0.0])


def test_whole_numbers_are_hit_within_a_half() -> None:
    targets = np.array([[[0.0, 1.0]], [[1.0, np.nan]], [[-1.0, 3.0]], [[np.nan, np.nan]]])
    values = np.array([[[0.4], [0.6]], [[0.6], [9.0]], [[-1.2], [3.5]], [[7.0], [7.0]]])
    found, _ = score(Loss("squared"), values, Batch(INPUTS[:, :1], targets))
    assert found.accuracy == 2 / 3


def test_steps_that_are_not_read_or_lie_beyond_the_end_do_not_count() -> None:
    batch = Batch(INPUTS, np.zeros((4, 3), int), np.array([1, 4, 2]))
    found, gradient = score(Loss("softmax"), np.ones((4, 3, 3)), batch, np.array([True, False, False, True]))
    assert found.n_told == 4
    told = gradient.any(axis=1)
    np.testing.assert_array_equal(told, [[1, 1, 1], [0, 0, 0], [0, 0, 0], [0, 1, 0]])


def test_nothing_is_scored_where_nothing_is_told() -> None:
    found, gradient = score(Loss("softmax"), np.ones((4, 3, 3)), Batch(INPUTS, np.full((4, 3), -1)))
    assert np.isnan(found.loss)
    assert found.n_told == 0
    assert found.accuracy is None
    assert not gradient.any()
