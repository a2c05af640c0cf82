"""A race: every network begins anew, sees the same batches, and is told why where it cannot take part."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine.train import Progress
from rnnviz.experiment.comparison import compare
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.headless import train
from rnnviz.experiment.race import goal_of, learnt_at, line_up
from rnnviz.experiment.training import find_training, make_source


def test_the_networks_of_the_shipped_race_are_those_of_its_examples() -> None:
    present = load_example("recall-rnn")
    seed = find_training(present).settings.seed
    lanes = line_up(present, compare(present, ["lstm", "gru"]), seed)
    for lane, name in zip(lanes, ("recall-rnn", "recall-lstm", "recall-gru"), strict=True):
        shipped = load_example(name)
        assert lane.problem == ""
        for key, value in shipped.parameters.items():
            assert np.array_equal(lane.experiment.parameters[key], value)


def test_all_see_the_same_batches_whatever_they_were_before() -> None:
    present = load_example("learn-hello")
    lanes = line_up(present, compare(present, ["gru"], seed=9), 4)
    first, second = (make_source(lane.experiment).batch(7) for lane in lanes)
    assert np.array_equal(first.inputs, second.inputs)
    assert {find_training(lane.experiment).settings.seed for lane in lanes} == {4}


def test_who_has_trained_before_begins_anew() -> None:
    present = train(load_example("learn-hello"), 5)
    (lane,) = line_up(present, compare(present, []), 0)
    assert find_training(lane.experiment).progress is None
    (fresh,) = line_up(load_example("learn-hello"), compare(load_example("learn-hello"), []), 0)
    for name, value in fresh.experiment.parameters.items():
        assert np.array_equal(lane.experiment.parameters[name], value)


def test_who_cannot_learn_it_has_a_problem_in_words() -> None:
    present = load_example("recall-rnn")
    other = Experiment.new("lstm", input_size=2, hidden_size=3, output_size=1, loss="squared")
    lanes = line_up(present, compare(present, [other, load_example("hello")]), 0)
    assert [bool(lane.problem) for lane in lanes] == [False, True, True]
    alike = replace(other, title="alike").with_inputs(np.zeros((present.n_steps, 2)))
    (_, lane) = line_up(present, compare(present, [alike]), 0)
    assert lane.problem == "other sizes than what is to be learnt"


@pytest.mark.parametrize(("losses", "goal", "wanted"), [
    ([0.9, 0.04, 0.1], 0.05, 40),
    ([0.9, 0.06], 0.05, None),
    ([0.0], None, None),
    ([], 0.05, None),
])  # fmt: skip
def test_a_task_is_learnt_when_held_out_sequences_first_fall_below_its_goal(
    losses: list[float], goal: float | None, wanted: int | None
) -> None:
    rows = np.array([[20 * k, loss, 1.0] for k, loss in enumerate(losses, 1)]).reshape(-1, 3)
    assert learnt_at(Progress(100, {}, held_out=rows), goal) == wanted


def test_a_goal_is_known_for_tasks_alone() -> None:
    assert goal_of(load_example("recall-gru")) == 0.05
    assert goal_of(load_example("hello")) is None
