"""The editor of a cell takes values, keeps nonsense open for correction, and lets go on Escape."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from rnnviz.gui.matrix_table import MatrixTable
from rnnviz.gui.session import Session

from .editing import messages_of, press, put, type_in

Key = Qt.Key


def editor_of(table: MatrixTable) -> QLineEdit | None:
    lines = [line for line in table.viewport().findChildren(QLineEdit) if line.isVisible()]
    return lines[0] if lines else None


def test_typing_replaces_the_value_and_enter_goes_down(session: Session, table: MatrixTable) -> None:
    put(table, 0, 1)
    type_in(table, "-0.25")
    assert session.experiment.parameters["W_f"][0, 1] == -0.25
    assert session.history.undo_label == "Set W_f[1, 2]"
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 1)


def test_tab_goes_right_and_on_to_the_next_row(session: Session, table: MatrixTable) -> None:
    put(table, 0, 1)
    type_in(table, "7", Key.Key_Tab)
    assert session.experiment.parameters["W_f"][0, 1] == 7.0
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 0)


@pytest.mark.parametrize("text", ["1.2.3", "5x", "9e999"])
def test_nonsense_stays_open_with_a_message_and_changes_nothing(
    session: Session, table: MatrixTable, text: str
) -> None:
    messages = messages_of(session)
    put(table, 0, 0)
    type_in(table, text)
    assert editor_of(table) is not None
    assert len(messages) == 1
    assert messages[0].startswith(f"W_f[1, 1]: got {text}, expected a finite number")
    assert not session.history.can_undo
    line = editor_of(table)
    assert line is not None
    QTest.keyClicks(line, "3")
    press(line, Key.Key_Return)
    assert session.experiment.parameters["W_f"][0, 0] == 3.0


def test_escape_closes_the_editor_and_keeps_the_value(session: Session, table: MatrixTable) -> None:
    put(table, 0, 0)
    type_in(table, "5", Key.Key_Escape)
    assert editor_of(table) is None
    assert not session.history.can_undo


@pytest.mark.parametrize("key", [Key.Key_F2, Key.Key_Return])
def test_a_key_opens_the_value_in_full(session: Session, table: MatrixTable, key: Qt.Key) -> None:
    put(table, 0, 0)
    press(table, key)
    line = editor_of(table)
    assert line is not None
    assert float(line.text()) == session.experiment.parameters["W_f"][0, 0]
    assert line.accessibleName() == "W_f[1, 1]"
    press(line, Key.Key_Return)
    assert not session.history.can_undo


def test_a_letter_opens_nothing_in_a_table_of_numbers(table: MatrixTable) -> None:
    put(table, 0, 0)
    press(table, Key.Key_A)
    press(table, Key.Key_Space)
    assert editor_of(table) is None


def test_leaving_nonsense_keeps_the_value_and_says_so(session: Session, table: MatrixTable) -> None:
    messages = messages_of(session)
    put(table, 0, 0)
    type_in(table, "5x", None)
    table.setFocus()
    assert not session.history.can_undo
    assert len(messages) == 1
