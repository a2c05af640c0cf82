"""The dock of the training in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QScrollBar
from pytestqt.qtbot import QtBot

from rnnviz.experiment import headless, storage
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.main_window import MainWindow
from rnnviz.gui.training import NOTHING_TO_LEARN
from rnnviz.gui.training_panel import TrainingPanel
from rnnviz.scene.theme import DARK

from .conftest import MakeWindow

PATIENCE = 30_000


@pytest.fixture
def learner(make_window: MakeWindow) -> MainWindow:
    window = make_window(Experiment.new_task("hello"))
    window.panels.docks["training"].raise_()
    return window


def panel_of(window: MainWindow) -> TrainingPanel:
    panel = window.panels.docks["training"].panel
    assert isinstance(panel, TrainingPanel)
    return panel


def start(window: MainWindow, qtbot: QtBot) -> None:
    window.training.set_until(10_000_000)
    window.commands["train.start"].trigger()
    qtbot.waitUntil(lambda: window.training.n_done > 0, timeout=PATIENCE)


def test_the_panel_follows_a_training_and_fits_its_dock(learner: MainWindow, qtbot: QtBot) -> None:
    panel = panel_of(learner)
    qtbot.waitUntil(panel.isVisible)
    learner.commands["train.start"].trigger()
    qtbot.waitUntil(lambda: learner.training.state == "paused", timeout=PATIENCE)
    assert panel.controls.words.text() == "Step 100 of"
    assert not [bar for bar in learner.panels.docks["training"].findChildren(QScrollBar) if bar.isVisible()]


def test_a_file_saved_while_training_can_be_gone_on_with(learner: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    fresh = learner.session.experiment
    start(learner, qtbot)
    storage.save(learner.session.experiment, tmp_path / "a.rnnviz")
    found = storage.load(tmp_path / "a.rnnviz")
    assert found.training is not None
    assert found.training.progress is not None
    done = found.training.progress.step
    wanted = headless.train(fresh, done + 3)
    assert storage.dumps(headless.train(found, 3)) == storage.dumps(wanted)


def test_opening_an_example_asks_and_stops_the_training(
    learner: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(learner, qtbot)
    monkeypatch.setattr(QMessageBox, "exec", lambda _: QMessageBox.StandardButton.Discard)
    learner.commands["example.hello"].trigger()
    assert learner.training.state == "idle"
    shown = learner.session.experiment
    qtbot.wait(200)
    assert learner.session.experiment is shown


def test_staying_leaves_the_training_paused(learner: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    start(learner, qtbot)
    monkeypatch.setattr(QMessageBox, "exec", lambda _: QMessageBox.StandardButton.Cancel)
    learner.close()
    assert learner.isVisible()
    qtbot.waitUntil(lambda: learner.training.state == "paused", timeout=PATIENCE)


def test_closing_the_window_ends_the_process(
    learner: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(learner, qtbot)
    monkeypatch.setattr(QMessageBox, "exec", lambda _: QMessageBox.StandardButton.Discard)
    learner.close()
    assert learner.training.worker.process is None


def test_trouble_is_told_once(learner: MainWindow, qtbot: QtBot) -> None:
    learner.session.open(Experiment.new("rnn", input_size=1, hidden_size=2))
    qtbot.waitUntil(panel_of(learner).isVisible)
    learner.training.start()
    assert panel_of(learner).controls.scores.text() == NOTHING_TO_LEARN
    assert not learner.banner.isVisible()
    learner.panels.docks["plots"].raise_()
    qtbot.waitUntil(lambda: not panel_of(learner).isVisible())
    learner.training.start()
    assert learner.banner.isVisible()


def test_a_hidden_panel_rests(learner: MainWindow, qtbot: QtBot) -> None:
    panel = panel_of(learner)
    learner.panels.docks["plots"].raise_()
    qtbot.waitUntil(lambda: not panel.isVisible())
    before = panel.controls.words.text()
    learner.training.step()
    qtbot.waitUntil(lambda: learner.training.n_done == 1, timeout=PATIENCE)
    assert panel.controls.words.text() == before
    learner.panels.docks["training"].raise_()
    qtbot.waitUntil(lambda: panel.controls.words.text() == "Step 1 of")


def test_the_panel_takes_the_theme(learner: MainWindow) -> None:
    learner.session.set_theme(DARK)
    assert all(figure.view.theme is DARK for figure in panel_of(learner).figures.all if hasattr(figure.view, "theme"))
