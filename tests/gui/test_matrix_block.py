"""Blocks of cells are copied, pasted, filled, cleared and scaled as one step each."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from rnnviz.gui.matrix_table import MatrixTable
from rnnviz.gui.session import Session

from .editing import make_table, messages_of, put


def clip(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def weights(session: Session) -> list[list[float]]:
    found: list[list[float]] = session.experiment.parameters["W_f"].tolist()
    return found


def test_copying_gives_all_digits_with_tabs(session: Session, table: MatrixTable) -> None:
    table.selectAll()
    table.block.copy()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert [[float(cell) for cell in row] for row in rows] == weights(session)


@pytest.mark.parametrize(
    "text",
    ["1\t2\n3\t4\n5\t6\n", "1;2\n3;4\n5;6", "1,2\n3,4.0\n5,6", "[[1 2]\n [3 4]\n [5 6]]", "1,0\t2,0\n3\t4\n5\t6"],
)
def test_a_whole_matrix_is_pasted_from_any_source(session: Session, table: MatrixTable, text: str) -> None:
    clip(text)
    put(table, 0, 0)
    table.block.paste()
    assert weights(session) == [[1, 2], [3, 4], [5, 6]]
    assert session.history.undo_label == "Paste into W_f (3×2)"
    session.undo()
    assert not session.history.can_undo


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1\t2\t3\n", "W_f (3×2): got 1 × 3 cells, expected at most 3 × 2 cells from W_f[1, 1] on"),
        ("1\t2\n3\tx\n", "W_f[2, 2]: got x, expected a finite number such as 0.5"),
        ("1\tinf\n", "W_f[1, 2]: got inf, expected a finite number such as 0.5"),
        ("1\t2\n3\n", "clipboard: got rows of 1 to 2 cells, expected rows of the same length"),
        ("", "clipboard: got , expected rows of numbers"),
    ],
)
def test_a_bad_paste_says_why_and_changes_nothing(session: Session, table: MatrixTable, text: str, says: str) -> None:
    messages = messages_of(session)
    clip(text)
    put(table, 0, 0)
    table.block.paste()
    assert messages == [says]
    assert not session.history.can_undo


def test_one_value_fills_the_selection(session: Session, table: MatrixTable) -> None:
    clip("0.5")
    table.selectAll()
    table.block.paste()
    assert weights(session) == [[0.5, 0.5]] * 3


def test_a_vector_takes_a_row_or_a_column(qtbot: QtBot, session: Session) -> None:
    table = make_table(qtbot, session, "b_f")
    put(table, 0, 0)
    for text in ("1\t2\t3\n", "4\n5\n6\n"):
        clip(text)
        table.block.paste()
    assert session.experiment.parameters["b_f"].tolist() == [4, 5, 6]
    assert session.history.past[-1].experiment.parameters["b_f"].tolist() == [1, 2, 3]


def test_filling_repeats_the_current_value(session: Session, table: MatrixTable) -> None:
    value = weights(session)[0][0]
    put(table, 0, 0)
    table.selectionModel().select(table.matrix.index(2, 0), QItemSelectionModel.SelectionFlag.Select)
    table.select_rows(0, 2)
    table.block.fill()
    assert (session.experiment.parameters["W_f"][:2] == value).all()


def test_the_menu_offers_scaling_for_numbers(table: MatrixTable) -> None:
    put(table, 0, 0)
    menu = QMenu(table)
    table.block.fill_menu(menu)
    names = [action.text() for action in menu.actions() if action.text()]
    assert names == ["Copy", "Paste", "Fill with the current value", "Clear", "Scale…"]


def test_clearing_makes_weights_zero(session: Session, table: MatrixTable) -> None:
    table.selectAll()
    table.block.clear()
    assert not np.any(session.experiment.parameters["W_f"])
