"""Training beside the window: bit by bit what it is without one, as one step of the history."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.engine.optimiser import Settings
from rnnviz.experiment import edits, headless, storage
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.task_edit import set_settings
from rnnviz.gui.training import CHANGED, NOTHING_TO_LEARN, TrainingSession

from .conftest import Trains

PATIENCE = 30_000


def wait_for_state(qtbot: QtBot, training: TrainingSession, state: str) -> None:
    qtbot.waitUntil(lambda: training.state == state, timeout=PATIENCE)


def test_a_training_ends_where_one_without_a_window_does(train: Trains, qtbot: QtBot) -> None:
    fresh = Experiment.new_task("hello")
    training = train(fresh)
    training.start()
    wait_for_state(qtbot, training, "paused")
    assert training.n_done == training.until == 100
    assert storage.dumps(training.scrubber.experiment) == storage.dumps(headless.train(fresh))


def test_pauses_and_phases_change_nothing(train: Trains, qtbot: QtBot) -> None:
    fresh = Experiment.new_task("sine")
    training = train(fresh)
    training.set_until(10_000)
    training.start()
    qtbot.waitUntil(lambda: training.n_done > 3, timeout=PATIENCE)
    training.pause()
    wait_for_state(qtbot, training, "paused")
    for state in ("stepping", "stepping"):
        with qtbot.waitSignal(training.phase_done, timeout=PATIENCE):
            training.advance()
        assert training.state == state
    done = training.n_done
    training.step()
    qtbot.waitUntil(lambda: training.n_done == done + 1, timeout=PATIENCE)
    training.set_until(done + 5)
    training.start()
    qtbot.waitUntil(lambda: training.n_done == done + 5 and training.state == "paused", timeout=PATIENCE)
    assert storage.dumps(training.scrubber.experiment) == storage.dumps(headless.train(fresh, done + 5))


def test_every_phase_tells_what_it_has_computed(train: Trains, qtbot: QtBot) -> None:
    training = train(Experiment.new_task("hello"))
    found = []
    for phase in ("forward", "loss", "backward", "update"):
        assert training.next_phase == phase
        with qtbot.waitSignal(training.phase_done, timeout=PATIENCE) as done:
            training.advance()
        found.append(done.args[0])
    forward, loss, backward, update = found
    assert forward.outputs.shape == (4, 4)
    assert loss.score.n_told == 4
    assert backward.norm == pytest.approx(sum(length**2 for length in backward.lengths.values()) ** 0.5)
    assert set(update.changes) == set(backward.lengths)
    assert all((change != 0).any() for change in update.changes.values())


def test_a_training_is_one_step_of_the_history(train: Trains, qtbot: QtBot) -> None:
    fresh = Experiment.new_task("hello")
    training = train(fresh)
    training.start()
    wait_for_state(qtbot, training, "paused")
    training.set_until(150)
    training.start()
    qtbot.waitUntil(lambda: training.n_done == 150, timeout=PATIENCE)
    session = training.session
    assert session.history.undo_label == "Train"
    session.undo()
    assert session.experiment is fresh
    assert training.state == "idle"
    session.redo()
    assert training.n_done == 150


def edit_weight(training: TrainingSession) -> None:
    training.session.apply("set", partial(edits.set_entry, name="b", index=(0,), value=0.5))


def undo(training: TrainingSession) -> None:
    training.session.undo()


@pytest.mark.parametrize("change", [edit_weight, undo])
def test_another_edit_stops_a_training(train: Trains, qtbot: QtBot, change: Callable[[TrainingSession], None]) -> None:
    training = train(Experiment.new_task("hello"))
    training.set_until(10_000_000)
    training.start()
    qtbot.waitUntil(lambda: training.n_done > 0, timeout=PATIENCE)
    with qtbot.waitSignal(training.told) as told:
        change(training)
    assert told.args == [CHANGED]
    assert training.state == "idle"
    shown = training.scrubber.experiment
    qtbot.wait(200)
    assert training.scrubber.experiment is shown


def test_another_title_disturbs_no_training(train: Trains, qtbot: QtBot) -> None:
    training = train(Experiment.new_task("hello"))
    training.set_until(10_000_000)
    training.start()
    qtbot.waitUntil(lambda: training.n_done > 0, timeout=PATIENCE)
    training.session.apply("retitle", partial(edits.retitle, title="mine"))
    done = training.n_done
    qtbot.waitUntil(lambda: training.n_done > done, timeout=PATIENCE)
    assert training.scrubber.experiment.title == "mine"


def test_an_explosion_stops_with_the_culprit_and_remedies(train: Trains, qtbot: QtBot) -> None:
    fresh = Experiment.new_task("sine")
    settings = Settings(optimiser="sgd", rate=1e200, clip=None)
    training = train(set_settings(fresh, replace(settings, seed=0)))
    with qtbot.waitSignal(training.told, timeout=PATIENCE):
        training.start()
    assert "is not a finite number" in training.trouble
    assert "lower learning rate" in training.trouble
    assert training.state == "idle"


def test_nothing_is_lost_where_the_process_ends(train: Trains, qtbot: QtBot) -> None:
    fresh = Experiment.new_task("hello")
    training = train(fresh)
    training.set_until(20)
    training.start()
    wait_for_state(qtbot, training, "paused")
    process = training.worker.process
    assert process is not None
    assert process.pid is not None
    with qtbot.waitSignal(training.told, timeout=PATIENCE):
        os.kill(process.pid, signal.SIGKILL)
    assert "Start goes on from step 20" in training.trouble
    training.set_until(30)
    training.start()
    wait_for_state(qtbot, training, "paused")
    assert storage.dumps(training.scrubber.experiment) == storage.dumps(headless.train(fresh, 30))


def test_what_cannot_be_learnt_is_told_before_anything_starts(train: Trains, qtbot: QtBot) -> None:
    training = train(Experiment.new("rnn", input_size=1, hidden_size=2))
    with qtbot.waitSignal(training.told) as told:
        training.start()
    assert told.args == [NOTHING_TO_LEARN]
    assert training.worker.process is None


def test_cancelling_goes_back_to_where_the_run_began(train: Trains, qtbot: QtBot) -> None:
    fresh = Experiment.new_task("hello")
    training = train(fresh)
    training.set_until(10_000_000)
    training.start()
    qtbot.waitUntil(lambda: training.n_done > 0, timeout=PATIENCE)
    training.cancel()
    assert training.session.experiment is fresh
    assert training.state == "idle"
    qtbot.wait(200)
    assert training.session.experiment is fresh


def test_cancelling_before_the_first_snapshot_takes_nothing_else_back(train: Trains, qtbot: QtBot) -> None:
    training = train(Experiment.new_task("hello"))
    training.set_until(10)
    training.start()
    wait_for_state(qtbot, training, "paused")
    undo(training)
    training.session.redo()
    trained = training.session.experiment
    training.start()
    training.cancel()
    assert training.session.experiment is trained


def test_reset_goes_back_to_the_first_parameters(train: Trains, qtbot: QtBot) -> None:
    fresh = Experiment.new_task("hello")
    training = train(fresh)
    training.start()
    wait_for_state(qtbot, training, "paused")
    training.reset()
    assert training.n_done == 0
    assert (training.scrubber.experiment.parameters["W"] == fresh.parameters["W"]).all()
