"""Where batches come from: each is a pure function of the seed and its number."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.batch import Batch
from rnnviz.engine.task import Sequences
from rnnviz.experiment.source import HELD_OUT_SEQUENCES, DataSource, TaskSource, take
from rnnviz.tasks import TASKS


def source(seed: int = 0, start: float = 0.0) -> TaskSource:
    task = TASKS["adding"]
    return TaskSource(task, task.complete({}), 4, seed, {"h": np.full(3, start), "c": np.zeros(3)})


def same(first: Batch, second: Batch) -> bool:
    return np.array_equal(first.inputs, second.inputs)


def test_a_batch_depends_on_the_seed_and_its_number_alone() -> None:
    assert same(source().batch(7), source().batch(7))
    assert not same(source().batch(7), source().batch(8))
    assert not same(source().batch(7), source(seed=1).batch(7))


def test_what_is_held_out_and_the_probe_are_always_the_same_and_never_learnt() -> None:
    assert source().held_out().size == HELD_OUT_SEQUENCES
    assert source().probe().size == 1
    assert same(source().held_out(), source().held_out())
    first = source().probe().inputs[:, 0]
    assert not any(np.array_equal(first, row) for row in source().held_out().inputs.swapaxes(0, 1))


def test_states_that_are_not_zero_begin_every_sequence() -> None:
    found = source(start=0.5).batch(1).start
    assert found is not None
    assert found.keys() == {"h"}
    assert (found["h"] == 0.5).all()
    assert found["h"].shape == (4, 3)


def test_some_of_the_sequences_are_cut_to_the_longest_of_them() -> None:
    inputs = np.arange(12.0).reshape(4, 3, 1)
    sequences = Sequences(inputs, inputs, np.array([1, 4, 2]))
    found = take(sequences, np.array([2, 0]))
    assert found.inputs[:, :, 0].tolist() == [[2, 0], [5, 3]]
    assert found.lengths is not None
    assert found.lengths.tolist() == [2, 1]


def test_a_batch_is_no_larger_than_the_data() -> None:
    inputs = np.zeros((2, 3, 1))
    data = DataSource(Sequences(inputs, inputs), None, 100, 0, {})
    assert data.batch(1).size == 3
    assert data.held_out().size == 3
    assert data.probe().size == 1


def test_a_source_says_whether_it_holds_something_out() -> None:
    inputs = np.zeros((2, 3, 1))
    sequences = Sequences(inputs, inputs)
    assert source().holds_out
    assert DataSource(sequences, sequences, 1, 0, {}).holds_out
    assert not DataSource(sequences, None, 1, 0, {}).holds_out
