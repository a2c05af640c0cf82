"""What the tests of the editors share: sessions, a shown table, and a mouse that drags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.array_block import ArrayBlock, Layout
from rnnviz.gui.array_source import ParameterSource
from rnnviz.gui.matrix_table import MatrixTable
from rnnviz.gui.session import Session

Key = Qt.Key
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def make_session(**options: Any) -> Session:
    """A session on a small LSTM, or on what the options of a new experiment say."""
    given: dict[str, Any] = {"cell": "lstm", "input_size": 2, "hidden_size": 3, "output_size": 1, "loss": "squared"}
    given |= options
    if "alphabet" in options:
        given.pop("input_size")
    return Session(Experiment.new(given.pop("cell"), **given))


def text_session(text: str = "hell") -> Session:
    """A session on a network that reads and predicts the letters of ``helo``."""
    session = make_session(alphabet="helo", output_size=None, loss="softmax")
    return Session(session.experiment.with_inputs(text))


def messages_of(session: Session) -> list[str]:
    """A list that grows with every message of the session."""
    found: list[str] = []
    session.message.connect(found.append)
    return found


def show(qtbot: QtBot, widget: QWidget, width: int = 320, height: int = 700) -> None:
    """Show a widget with the keyboard in it."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    QApplication.processEvents()


def make_table(qtbot: QtBot, session: Session, name: str = "W_f") -> MatrixTable:
    """The shown table of a parameter."""
    block = ArrayBlock(session, ParameterSource(name))
    block.show_experiment(session.experiment)
    session.experiment_changed.connect(lambda _old, new: block.show_experiment(new))
    block.resize(block.arrange(QSize(60, 22), 400, Layout(shows_numbers=True, is_flat=False)))
    show(qtbot, block, block.width(), block.height())
    block.table.setFocus()
    return block.table


def put(table: MatrixTable, row: int, column: int) -> None:
    """Make a cell the current one."""
    table.setCurrentIndex(table.matrix.index(row, column))


def press(widget: QWidget, *keys: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    """Press and release keys one after the other."""
    for key in keys:
        QTest.keyClick(widget, key, modifier)


def type_in(table: MatrixTable, text: str, end: Qt.Key | None = Key.Key_Return) -> None:
    """Type into the current cell, the first key opening its editor, and end with a key."""
    QTest.keyClicks(table, text[0])
    editor = table.viewport().focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, text[1:])
    if end is not None:
        QTest.keyClick(editor, end)


def center(table: MatrixTable, row: int, column: int) -> QPoint:
    """The middle of a cell in the viewport."""
    return table.visualRect(table.matrix.index(row, column)).center()


def drag(
    table: MatrixTable,
    start: QPoint,
    path: list[QPoint],
    modifier: Qt.KeyboardModifier = NO_MODIFIER,
    before_release: Callable[[], object] | None = None,
) -> None:
    """Press the left button at ``start``, move along ``path``, given from ``start``, and release."""
    types = QEvent.Type
    _send(table, types.MouseButtonPress, start, True, modifier)
    place = start
    for step in path:
        place = start + step
        _send(table, types.MouseMove, place, True, modifier)
    if before_release is not None:
        before_release()
    _send(table, types.MouseButtonRelease, place, False, modifier)


def hover(table: MatrixTable, place: QPoint) -> None:
    """Move the pointer over the viewport without a button."""
    _send(table, QEvent.Type.MouseMove, place, False)


def _send(
    table: MatrixTable, kind: QEvent.Type, place: QPoint, is_down: bool, modifier: Qt.KeyboardModifier = NO_MODIFIER
) -> None:
    """Send one mouse event of the left button, held down or not."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    point = QPointF(place)
    viewport = table.viewport()
    event = QMouseEvent(kind, point, viewport.mapToGlobal(point), button, left if is_down else none, modifier)
    QApplication.sendEvent(viewport, event)
