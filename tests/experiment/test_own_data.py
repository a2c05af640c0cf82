"""Sequences of one's own: masks for different lengths, what is held out, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.engine.learn import learn
from rnnviz.engine.loss import Loss
from rnnviz.experiment.headless import train
from rnnviz.experiment.own_data import make_data
from rnnviz.experiment.task_experiment import new_data
from rnnviz.experiment.training import make_source

RAGGED = ([[1.0], [2.0], [3.0]], [[4.0]], [[5.0], [6.0]])
SUMS = ([[None], [None], [6.0]], [[4.0]], [[None], [11.0]])


def test_sequences_of_different_length_are_padded_and_masked() -> None:
    learnt, kept = make_data(RAGGED, SUMS).parts
    assert learnt.lengths is not None
    assert learnt.lengths.tolist() == [3, 1]
    assert learnt.inputs[:, :, 0].tolist() == [[1, 4], [2, 0], [3, 0]]
    assert np.isnan(learnt.targets[1:, 1]).all()
    assert kept is not None
    assert kept.inputs[:, 0, 0].tolist() == [5, 6]


def test_masked_steps_neither_count_nor_change_what_is_learnt() -> None:
    experiment = new_data(make_data(RAGGED, SUMS))
    batch = make_source(experiment).batch(1)
    together = learn(experiment.network, experiment.parameters, Loss("squared"), batch)
    losses, gradient = 0.0, 0.0
    for inputs, targets in zip(RAGGED[:2], SUMS[:2], strict=True):
        run = experiment.with_inputs(inputs).with_targets(targets).run()
        losses += run.total_loss  # type: ignore[operator]
        gradient += run.gradients().parameters["U_c"]  # type: ignore[assignment]
    assert together.loss == pytest.approx(losses / 2)
    np.testing.assert_allclose(together.parameters["U_c"], np.asarray(gradient) / 2, atol=1e-12)


def test_of_a_single_sequence_the_last_tenth_is_held_out() -> None:
    rows = [[float(k)] for k in range(40)]
    learnt, kept = make_data([rows], [rows]).parts
    assert kept is not None
    assert (len(learnt.inputs), len(kept.inputs)) == (36, 4)


def test_nothing_is_held_out_of_too_little() -> None:
    learnt, kept = make_data([[[1.0], [2.0]]], [[None, [1.0]]]).parts
    assert kept is None
    assert len(learnt.inputs) == 2


def test_sequences_without_any_target_are_left_out() -> None:
    found = make_data([[[1.0]], [[2.0]], [[3.0]], [[4.0]]], [[None], [[1.0]], [[1.0]], [None]])
    learnt, kept = found.parts
    assert kept is not None
    assert (learnt.inputs.ravel().tolist(), kept.inputs.ravel().tolist()) == ([2.0], [3.0])
    rows = [[float(k)] for k in range(20)]
    learnt, kept = make_data([rows, rows[::-1]], [[None] * 20, rows]).parts
    assert kept is not None
    assert kept.inputs.ravel().tolist() == [1.0, 0.0]


def test_every_epoch_takes_each_sequence_once_in_another_order() -> None:
    inputs = [[[float(k)], [0.0]] for k in range(11)]
    source = make_data(inputs, inputs).make_source(4, 0, {})
    epochs = [[source.batch(first + k).inputs[0, :, 0].tolist() for k in range(3)] for first in (1, 4)]
    flat = [[value for batch in epoch for value in batch] for epoch in epochs]
    assert sorted(flat[0]) == sorted(flat[1]) == [float(k) for k in range(10)]
    assert flat[0] != flat[1]


def test_ragged_sequences_are_learnt() -> None:
    random = np.random.default_rng(0)
    inputs = [random.uniform(size=(n, 1)) for n in random.integers(2, 6, size=60)]
    targets = [[*[None] * (len(rows) - 1), [float(rows.sum())]] for rows in inputs]
    experiment = new_data(make_data(inputs, targets), hidden_size=8)
    before, after = (
        learn(e.network, e.parameters, Loss("squared"), make_source(e).held_out()).loss
        for e in (experiment, train(experiment, 300))
    )
    assert after < 0.1 * before


@pytest.mark.parametrize(
    ("inputs", "targets", "classes", "message"),
    [
        ([], [], None, "data: got 0 inputs"),
        ([[[1.0]]], [], None, "data: got 1 inputs, 0 targets"),
        ([[[1.0]]], [[[1.0]]], None, "data: got fewer than two steps"),
        ([[[1.0], [2.0]]], [[[1.0]]], None, "targets of sequence 1: got 1 steps, expected 2"),
        ([[[1.0], [2.0, 3.0]]], [[[1.0], [1.0]]], None, "inputs of sequence 1"),
        ([[[1.0], [2.0]], [[1.0, 2.0]]], [[[1.0], [1.0]], [[1.0]]], None, "inputs of sequence 2"),
        ([[[1.0], [float("nan")]]], [[[1.0], [1.0]]], None, "inputs of sequence 1, step 2, unit 1"),
        ([[[1.0], [2.0]]], [[0, 2]], ("a", "b"), "targets of sequence 1, step 2: got 2, expected a class from 0 to 1"),
        ([[[1.0], [2.0]]], [[None, None]], ("a", "b"), "targets: got none"),
    ],
)
def test_what_does_not_fit_is_refused(
    inputs: list[object], targets: list[object], classes: tuple[str, ...] | None, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        make_data(inputs, targets, classes=classes)
    assert message in str(caught.value)
