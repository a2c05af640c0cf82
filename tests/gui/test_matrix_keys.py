"""Everything in a table can be done by keyboard, and keys that are not for it go to the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from rnnviz.gui.matrix_table import MatrixTable
from rnnviz.gui.session import Session

from .editing import press, put

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def is_taken_from_shortcuts(table: MatrixTable, key: Qt.Key, text: str, modifier: Qt.KeyboardModifier) -> bool:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier, text)
    event.ignore()
    QGuiApplication.sendEvent(table, event)
    return event.isAccepted()


@pytest.mark.parametrize(
    ("key", "modifier", "moved"),
    [
        (Key.Key_Up, Modifier.AltModifier, 0.01),
        (Key.Key_Down, Modifier.AltModifier, -0.01),
        (Key.Key_Up, Modifier.AltModifier | Modifier.ShiftModifier, 0.001),
        (Key.Key_PageUp, Modifier.AltModifier, 0.1),
        (Key.Key_PageDown, Modifier.AltModifier, -0.1),
    ],
)
def test_alt_and_arrows_nudge(
    session: Session, table: MatrixTable, key: Qt.Key, modifier: Qt.KeyboardModifier, moved: float
) -> None:
    before = session.experiment.parameters["W_f"][1, 1]
    put(table, 1, 1)
    press(table, key, modifier=modifier)
    assert session.experiment.parameters["W_f"][1, 1] == pytest.approx(before + moved)


def test_nudges_in_a_row_are_one_step_for_each_cell(session: Session, table: MatrixTable) -> None:
    put(table, 0, 0)
    press(table, *[Key.Key_Up] * 5, modifier=Modifier.AltModifier)
    put(table, 0, 1)
    press(table, Key.Key_Up, modifier=Modifier.AltModifier)
    assert len(session.history.past) == 2
    assert session.history.past[0].label == "Nudge W_f[1, 1]"


def test_arrows_move_without_changing(session: Session, table: MatrixTable) -> None:
    put(table, 0, 0)
    press(table, Key.Key_Down, Key.Key_Right, Key.Key_Up)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 1)
    assert not session.history.can_undo


def test_shift_and_arrows_select_a_range_that_delete_clears(session: Session, table: MatrixTable) -> None:
    put(table, 0, 0)
    press(table, Key.Key_Down, Key.Key_Right, modifier=Modifier.ShiftModifier)
    press(table, Key.Key_Delete)
    assert (session.experiment.parameters["W_f"][:2] == 0).all()
    assert (session.experiment.parameters["W_f"][2] != 0).all()
    assert len(session.history.past) == 1


def test_ctrl_c_and_ctrl_v_copy_and_paste(session: Session, table: MatrixTable) -> None:
    put(table, 0, 0)
    press(table, Key.Key_C, modifier=Modifier.ControlModifier)
    put(table, 2, 1)
    press(table, Key.Key_V, modifier=Modifier.ControlModifier)
    values = session.experiment.parameters["W_f"]
    assert values[2, 1] == values[0, 0]


@pytest.mark.parametrize(
    "key", [Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_Delete]
)
def test_keys_of_the_table_are_not_shortcuts_while_it_has_the_keyboard(table: MatrixTable, key: Qt.Key) -> None:
    assert is_taken_from_shortcuts(table, key, "", Modifier.NoModifier)


def test_figures_are_for_the_table_but_space_and_undo_are_for_the_window(table: MatrixTable) -> None:
    put(table, 0, 0)
    assert is_taken_from_shortcuts(table, Key.Key_5, "5", Modifier.NoModifier)
    assert not is_taken_from_shortcuts(table, Key.Key_Space, " ", Modifier.NoModifier)
    assert not is_taken_from_shortcuts(table, Key.Key_Z, "\x1a", Modifier.ControlModifier)


def test_tab_leaves_the_table(table: MatrixTable) -> None:
    assert not table.tabKeyNavigation()
