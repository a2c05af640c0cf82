"""What an experiment is trained on, and what is refused before anything starts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.engine.loss import Loss
from rnnviz.engine.optimiser import Settings
from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.headless import train
from rnnviz.experiment.own_data import make_data
from rnnviz.experiment.own_text import make_text
from rnnviz.experiment.task_experiment import new_data, new_task
from rnnviz.experiment.training import Training, find_progress, find_training, make_source, make_trainer


def test_options_are_completed_and_cannot_be_changed() -> None:
    training = Training("recall", {"delay": 7})
    assert training.options == {"letters": 4, "delay": 7}
    with pytest.raises(TypeError):
        training.options["delay"] = 8  # type: ignore[index]


@pytest.mark.parametrize(
    ("task", "options", "message"),
    [
        ("recal", {}, "task: got recal, expected one of"),
        (3, {}, "task: got 3"),
        ("recall", {"delay": 0}, "delay: got 0"),
        ("recall", {"length": 3}, "option of recall: got length"),
        (None, {"delay": 3}, "options: got delay, expected none, as there is no task"),
    ],
)
def test_a_task_or_option_that_is_none_is_refused(task: str | None, options: dict[str, int], message: str) -> None:
    with pytest.raises(InputError) as caught:
        Training(task, options)
    assert message in str(caught.value)


def test_a_task_and_data_at_once_are_refused() -> None:
    with pytest.raises(InputError, match="either a task or data"):
        Training("recall", data=make_text("a text that is long enough"))


def test_an_experiment_without_a_task_learns_its_own_sequence() -> None:
    experiment = load_example("hello")
    batch = make_source(experiment).batch(3)
    assert np.array_equal(batch.inputs[:, 0], experiment.inputs)
    assert train(experiment, 200).run().total_loss < 0.1 * experiment.run().total_loss  # type: ignore[operator]


def test_an_experiment_without_a_loss_has_nothing_to_learn() -> None:
    with pytest.raises(InputError, match="a loss and targets, or a task"):
        make_trainer(load_example("rnn-by-hand"))


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("adding", "input_size: got 6, expected 2"),
        ("copy", "alphabet: got abc.?x, expected a b c d . ?"),
        ("sine", "input_size"),
    ],
)
def test_a_network_that_does_not_fit_the_task_is_refused(key: str, message: str) -> None:
    experiment = Experiment.new("rnn", alphabet="abc.?x", hidden_size=4, loss="softmax")
    with pytest.raises(InputError) as caught:
        make_source(replace(experiment, training=Training(key)))
    assert message in str(caught.value)


def test_targets_out_of_the_range_of_the_outputs_are_refused() -> None:
    experiment = edits.resize(new_task("brackets"), output_size=4)
    with pytest.raises(InputError, match="output_size: got 4, expected 6"):
        make_trainer(experiment)


def test_a_loss_of_another_kind_or_place_is_refused() -> None:
    experiment = edits.set_loss(new_task("parity"), Loss("squared"))
    with pytest.raises(InputError, match="loss: got a squared loss on y, expected a softmax loss on y"):
        make_trainer(experiment)


def test_held_out_sequences_beyond_memory_are_refused_before_anything_starts() -> None:
    text = make_text("a quick brown fox jumps over it. " * 200, steps=2000)
    experiment = new_data(text, hidden_size=1000)
    training = replace(experiment.training, settings=Settings(batch_size=1))  # type: ignore[type-var]
    with pytest.raises(InputError, match="size of a batch: got 2,000 steps of 64 sequences"):
        make_trainer(replace(experiment, training=training))
    rows = [[[0.0]] * (3 if k < 900 else 2000) for k in range(1000)]
    with pytest.raises(InputError, match="size of a batch: got 2,000 steps of 100 sequences"):
        make_trainer(new_data(make_data(rows, rows), hidden_size=100))


def test_batches_beyond_memory_are_refused_before_anything_starts() -> None:
    experiment = new_task("recall", delay=500)
    training = replace(experiment.training, settings=Settings(batch_size=10**12))  # type: ignore[type-var]
    with pytest.raises(InputError, match="size of a batch: got 501 steps of 1,000,000,000,000 sequences"):
        make_trainer(replace(experiment, training=training))


def test_going_on_uses_the_parameters_of_the_experiment() -> None:
    learnt = train(new_task("recall", delay=3), 5)
    edited = edits.set_entry(learnt, "b_i", (0,), 2.0)
    trainer = make_trainer(edited)
    assert trainer.parameters["b_i"][0] == 2.0
    assert trainer.n_done == 5


def test_a_training_begins_anew_where_the_network_is_another() -> None:
    learnt = train(new_task("recall", delay=3), 5)
    larger = edits.resize(learnt, hidden_size=5)
    assert find_progress(learnt) is not None
    assert find_progress(larger) is None
    assert make_trainer(larger).n_done == 0


def test_a_training_in_the_middle_of_a_batch_goes_on_with_batches_of_another_size() -> None:
    def with_settings(experiment: Experiment, **settings: Any) -> Experiment:
        training = find_training(experiment)
        return replace(experiment, training=replace(training, settings=replace(training.settings, **settings)))

    cut = train(with_settings(new_task("sine", steps=9), truncation=4), 1)
    progress = find_progress(cut)
    assert progress is not None
    assert progress.first == 4
    assert find_training(train(with_settings(cut, batch_size=5), 3)).progress is not None
    shorter = replace(cut, training=replace(find_training(cut), options={"steps": 4}))
    assert find_training(train(shorter, 3)).progress is not None
