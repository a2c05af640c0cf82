"""The controls of a training."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rnnviz.experiment import headless
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.training import NOTHING_TO_LEARN
from rnnviz.gui.training_controls import RATES, TrainingControls, title_of

from .conftest import Trains
from .editing import show


def make_controls(train: Trains, qtbot: QtBot, experiment: Experiment) -> TrainingControls:
    training = train(experiment)
    controls = TrainingControls(training.session, training)
    for signal in (training.state_changed, training.progressed, training.phase_done, training.scrubber.changed):
        signal.connect(controls.refresh)
    show(qtbot, controls, 300, 200)
    controls.refresh()
    return controls


def test_start_becomes_pause_and_back(train: Trains, qtbot: QtBot) -> None:
    controls = make_controls(train, qtbot, Experiment.new_task("hello"))
    training = controls._training
    training.set_until(10_000_000)
    controls.start.click()
    assert controls.start.text() == "Pause"
    assert not controls.step.isEnabled()
    assert controls.reset.text() == "Cancel"
    qtbot.waitUntil(lambda: training.n_done > 0, timeout=30_000)
    controls.start.click()
    qtbot.waitUntil(lambda: training.state == "paused", timeout=30_000)
    assert controls.start.text() == "Start"
    assert controls.words.text() == f"Step {training.n_done:,} of".replace(",", "\N{NARROW NO-BREAK SPACE}")
    assert controls.scores.text().startswith("Loss ")


def test_a_step_a_click(train: Trains, qtbot: QtBot) -> None:
    controls = make_controls(train, qtbot, Experiment.new_task("hello"))
    for n in (1, 2):
        controls.step.click()
        qtbot.waitUntil(lambda n=n: controls._training.n_done == n, timeout=30_000)  # type: ignore[misc]
    assert controls.bar.value() == 2


def test_the_slider_looks_back_and_opens(train: Trains, qtbot: QtBot) -> None:
    trained = headless.train(Experiment.new_task("hello"), 10)
    controls = make_controls(train, qtbot, trained)
    assert controls.slider.isVisible()
    assert not controls.keep.isEnabled()
    controls.slider.setValue(4)
    assert controls.words.text() == "As after step 4 of"
    controls.keep.click()
    assert controls._session.experiment.title.endswith("after 4 steps")


def test_reset_goes_back(train: Trains, qtbot: QtBot) -> None:
    controls = make_controls(train, qtbot, headless.train(Experiment.new_task("hello"), 10))
    controls.reset.click()
    controls.refresh()
    assert controls._training.n_done == 0
    assert not controls.reset.isEnabled()


def test_speed_and_end_are_handed_on(train: Trains, qtbot: QtBot) -> None:
    controls = make_controls(train, qtbot, Experiment.new_task("hello"))
    controls.rate.setCurrentText("5 / s")
    controls.rate.activated.emit(controls.rate.currentIndex())
    assert controls._training.rate == RATES["5 / s"] == 5.0
    controls.until.setValue(321)
    assert controls._training.until == 321


def test_what_is_missing_is_said(train: Trains, qtbot: QtBot) -> None:
    controls = make_controls(train, qtbot, Experiment.new("rnn", input_size=1, hidden_size=2))
    assert controls.scores.text() == NOTHING_TO_LEARN
    assert not controls.start.isEnabled()
    assert title_of(controls._session) == "Choose a task"


@pytest.mark.parametrize("width", [290, 400])
def test_every_control_has_a_name_and_fits(train: Trains, qtbot: QtBot, width: int) -> None:
    controls = make_controls(train, qtbot, Experiment.new_task("hello"))
    controls.resize(QSize(width, 200))
    for widget in controls.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName() or widget.parent() is controls.until
            assert widget.mapTo(controls, widget.rect().topRight()).x() <= max(
                width, controls.minimumSizeHint().width()
            )
