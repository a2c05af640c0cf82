"""One piece of work from start to end, by mouse and keyboard: what was saved is found again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.main_window import MainWindow
from rnnviz.gui.matrix_table import MatrixTable
from rnnviz.gui.transport import SPEEDS

from .conftest import MakeWindow

LEFT, NO_KEY, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def table(window: MainWindow, panel: str) -> MatrixTable:
    """The first table of a panel, brought to the front."""
    window.panels.docks[panel].go_to()
    QApplication.processEvents()
    found = window.panels.docks[panel].findChildren(MatrixTable)
    return next(t for t in found if t.isVisible())


def drag_first_entry(qtbot: QtBot, matrix: MatrixTable, by: int) -> None:
    place = matrix.visualRect(matrix.model().index(0, 0)).center()
    viewport = matrix.viewport()
    qtbot.mousePress(viewport, LEFT, NO_KEY, place)
    for moved in range(0, by + 1, 5):
        qtbot.mouseMove(viewport, place + QPoint(moved, 0))
    qtbot.mouseRelease(viewport, LEFT, NO_KEY, place + QPoint(by, 0))


def type_into_first_entry(qtbot: QtBot, matrix: MatrixTable, text: str) -> None:
    qtbot.mouseClick(matrix.viewport(), LEFT, NO_KEY, matrix.visualRect(matrix.model().index(0, 0)).center())
    qtbot.keyClick(matrix, text[0])
    editor = matrix.viewport().findChild(QWidget)
    assert isinstance(editor, QWidget)
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
    """A key after a click into the cell picture, beside everything in it."""
    qtbot.mouseClick(window.cell_view.diagram, LEFT, NO_KEY, QPoint(3, 3))
    focused = window.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifier)


def play_and_go_through_equations(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    window.player.set_speed(SPEEDS[-1])
    press(qtbot, window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not window.player.is_playing)
    assert session.step == 2

    press(qtbot, window, Qt.Key.Key_Home)
    press(qtbot, window, Qt.Key.Key_Right, SHIFT)
    press(qtbot, window, Qt.Key.Key_Right, SHIFT)
    assert (session.step, session.substep) == (2, 2)
    assert session.is_pending("c")


def test_a_piece_of_work(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(load_example("rnn-by-hand"))
    session = window.session
    window.activateWindow()
    window.commands["example.lstm-hands-on"].trigger()

    weight = session.experiment.parameters["W_f"][0, 0]
    drag_first_entry(qtbot, table(window, "parameters"), by=60)
    dragged = session.experiment.parameters["W_f"][0, 0]
    assert dragged > weight
    assert len(session.history.past) == 1

    type_into_first_entry(qtbot, table(window, "inputs"), "0.75")
    assert session.experiment.inputs[0, 0] == 0.75

    play_and_go_through_equations(qtbot, window)
    window.commands["edit.undo"].trigger()
    assert session.experiment.inputs[0, 0] == -1.0

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "work.rnnviz"), ""))
    window.commands["file.save"].trigger()
    saved = session.experiment
    window.commands["example.hello"].trigger()
    assert window.files.open_path(tmp_path / "work.rnnviz")
    found = session.experiment
    assert found.parameters["W_f"][0, 0] == dragged
    assert np.array_equal(found.inputs, saved.inputs)
    assert all(np.array_equal(found.parameters[name], saved.parameters[name]) for name in saved.parameters)


def slope(experiment: Experiment, name: str, index: tuple[int, ...]) -> float:
    """The central difference of the total loss by one entry of a parameter."""
    step, losses = 1e-6, []
    for moved in (step, -step):
        value = float(experiment.parameters[name][index]) + moved
        losses.append(edits.set_entry(experiment, name, index, value).run().total_loss)
    up, down = losses
    assert up is not None
    assert down is not None
    return (up - down) / (2 * step)


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_a_backward_pass_by_keys_ends_in_the_slopes_of_the_loss(
    qtbot: QtBot, make_window: MakeWindow, cell: str
) -> None:
    fresh = Experiment.new(cell, input_size=2, hidden_size=2, output_size=1, loss="squared")
    window = make_window(fresh.with_inputs([[1, 0], [0, 1], [1, 1]]).with_targets([[0.2], [None], [-0.5]]))
    session, matrix = window.session, table(window, "parameters")
    sums = next(b for b in window.panels.docks["parameters"].findChildren(QToolButton) if b.objectName() == "sum")
    qtbot.mouseClick(sums, LEFT)
    press(qtbot, window, Qt.Key.Key_End)
    press(qtbot, window, Qt.Key.Key_B)
    n_names = len(session.run.order)
    for _ in range(n_names):
        press(qtbot, window, Qt.Key.Key_Right, SHIFT)
    assert (session.direction, session.step, session.substep) == ("backward", 3, 0)
    assert matrix.matrix.grid.text(0, 0) == ""
    places = []
    while not window.player.is_at_end:
        press(qtbot, window, Qt.Key.Key_Left, SHIFT)
        places.append((session.step, session.substep))
    assert places == [(step, k) for step in (3, 2, 1) for k in range(1, n_names + 1)]
    shown = matrix.matrix.grid.values
    name = next(iter(session.run.network.parameters))
    slopes = [[slope(session.experiment, name, (i, j)) for j in range(2)] for i in range(2)]
    assert np.allclose(shown, slopes, rtol=1e-6, atol=1e-9)
