"""One piece of work from start to end, by mouse and keyboard: what was saved is found again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.experiment.example import load_example
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
