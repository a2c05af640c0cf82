"""Batches of sequences: their parts, which steps are told, means over sequences."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.batch import Batch, mean_over_sequences, read_size, told_steps
from rnnviz.engine.loss import Loss

from .batches import NETWORKS

BATCH = Batch(np.zeros((5, 2, 3)), np.array([[0, -1], [1, 1], [0, 0], [-1, 1], [1, 1]]), np.array([5, 3]))


def test_a_part_has_its_own_steps_and_lengths() -> None:
    part = BATCH.part(2, 5)
    assert (part.n_steps, part.size) == (3, 2)
    np.testing.assert_array_equal(part.targets, BATCH.targets[2:5])
    np.testing.assert_array_equal(part.lengths, [3, 1])
    np.testing.assert_array_equal(BATCH.part(3, 5).lengths, [2, 0])


def test_steps_with_a_target_within_the_length_are_told() -> None:
    np.testing.assert_array_equal(told_steps(BATCH), [[1, 0], [1, 1], [1, 1], [0, 0], [1, 0]])
    numbers = Batch(BATCH.inputs[:2], np.array([[[np.nan, 1.0], [np.nan, np.nan]], [[0.0, 0.0], [1.0, 1.0]]]))
    np.testing.assert_array_equal(told_steps(numbers), [[1, 0], [1, 1]])


def test_means_are_over_the_sequences_that_have_the_step() -> None:
    numbers = np.array([[1.0, 3.0], [2.0, 4.0], [0.0, 5.0], [7.0, 100.0], [8.0, np.nan]])
    np.testing.assert_array_equal(mean_over_sequences(numbers, BATCH), [2.0, 3.0, 2.5, 7.0, 8.0])


def test_a_loss_reads_the_read_out_or_what_a_layer_gives() -> None:
    network = NETWORKS["stacked-bidirectional"]
    assert [read_size(network, Loss("squared", on)) for on in ("y", "h", "2r.h")] == [2, 4, 3]
