"""A race in processes: it ends as training without a window does, whatever turns were taken."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from rnnviz.experiment.comparison import compare
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.headless import train
from rnnviz.experiment.race import Lane, line_up
from rnnviz.experiment.training import find_training
from rnnviz.gui.race import PROCESS_ENDED, Race

PATIENCE = 60_000


@pytest.fixture
def race() -> Iterator[Race]:
    made = Race()
    yield made
    made.close()


def lanes(*cells: str, example: str = "learn-hello") -> tuple[Lane, ...]:
    present = load_example(example)
    return line_up(present, compare(present, cells), 2)


def run(race: Race, until: int, qtbot: QtBot) -> None:
    race.start(until)
    qtbot.waitUntil(lambda: not race.is_running, timeout=PATIENCE)


def test_every_network_ends_with_the_parameters_of_a_training_without_a_window(race: Race, qtbot: QtBot) -> None:
    started = lanes("gru")
    race.line_up(started)
    run(race, 40, qtbot)
    for lane, runner in zip(started, race.runners, strict=True):
        wanted = train(lane.experiment, 40)
        assert runner.n_done == 40
        assert runner.progress is not None
        for name, value in wanted.parameters.items():
            assert np.array_equal(runner.progress.parameters[name], value)


def test_a_pause_and_more_steps_change_no_number(race: Race, qtbot: QtBot) -> None:
    started = lanes()
    race.line_up(started)
    race.start(400)
    qtbot.waitUntil(lambda: race.runners[0].n_done > 0, timeout=PATIENCE)
    race.pause()
    assert not race.is_running
    qtbot.waitUntil(lambda: race.runners[0].state != "running", timeout=PATIENCE)
    run(race, 30 + race.runners[0].n_done, qtbot)
    run(race, 50 + race.runners[0].n_done, qtbot)
    (runner,) = race.runners
    wanted = train(started[0].experiment, runner.n_done)
    assert runner.progress is not None
    for name, value in wanted.parameters.items():
        assert np.array_equal(runner.progress.parameters[name], value)


def test_no_more_networks_train_at_a_time_than_leave_a_core_for_the_window(
    race: Race, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    most: list[int] = []
    race.changed.connect(lambda: most.append(sum(runner.state == "running" for runner in race.runners)))
    race.line_up(lanes("gru", "lstm"))
    run(race, 20, qtbot)
    assert max(most) == 1
    assert [runner.n_done for runner in race.runners] == [20, 20, 20]


def test_an_explosion_stops_one_network_and_says_why(race: Race, qtbot: QtBot) -> None:
    good, bad = lanes("rnn-relu")
    training = find_training(bad.experiment)
    wild = replace(training, settings=replace(training.settings, optimiser="sgd", rate=1e200, clip=None))
    race.line_up((good, replace(bad, experiment=replace(bad.experiment, training=wild))))
    run(race, 30, qtbot)
    assert race.runners[0].n_done == 30
    assert race.runners[1].state == "out"
    assert "not a finite number" in race.runners[1].reason


def test_a_process_that_ends_by_itself_leaves_the_race(race: Race, qtbot: QtBot) -> None:
    race.line_up(lanes("gru"))
    race.start(1_000_000)
    qtbot.waitUntil(lambda: race.runners[0].worker is not None and race.runners[0].is_ready, timeout=PATIENCE)
    worker = race.runners[0].worker
    assert worker is not None
    assert worker.process is not None
    worker.process.kill()
    qtbot.waitUntil(lambda: race.runners[0].state == "out", timeout=PATIENCE)
    assert race.runners[0].reason == PROCESS_ENDED
    assert race.is_running
    race.close()
    assert race.runners[1].worker is None


def test_what_cannot_take_part_has_no_process(race: Race) -> None:
    present = load_example("recall-rnn")
    other = Experiment.new("lstm", input_size=2, hidden_size=3, output_size=1, loss="squared")
    race.line_up(line_up(present, compare(present, [other]), 0))
    assert [runner.state for runner in race.runners] == ["waiting", "out"]
    assert race.runners[1].reason


def test_the_recall_race_ends_as_told_from_the_shipped_seed(race: Race, qtbot: QtBot) -> None:
    present = load_example("recall-rnn")
    seed = find_training(present).settings.seed
    race.line_up(line_up(present, compare(present, ["lstm", "gru"]), seed))
    run(race, 400, qtbot)
    simple, lstm, gru = race.runners
    assert simple.learnt_at is None
    assert simple.progress is not None
    assert simple.progress.held_out[-1, 2] < 0.5
    for runner in (lstm, gru):
        assert runner.learnt_at is not None
        assert runner.progress is not None
        assert runner.progress.held_out[-1, 2] == 1.0
