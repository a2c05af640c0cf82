"""The table shows what is visible, keeps its place, and is named for screen readers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnviz.gui.entry import NumberEntry
from rnnviz.gui.grid import Grid
from rnnviz.gui.matrix_model import MatrixModel
from rnnviz.gui.matrix_table import MatrixTable
from rnnviz.gui.session import Session
from rnnviz.scene.theme import DARK

from .editing import center, hover, put, show


def large_grid(n_rows: int, n_columns: int) -> Grid:
    names = tuple(map(str, range(max(n_rows, n_columns))))
    values = np.linspace(-1, 1, n_rows * n_columns).reshape(n_rows, n_columns)
    return Grid("W", values, (NumberEntry(),) * n_columns, names[:n_rows], names[:n_columns], "W[{}, {}]".format)


def test_a_screen_reader_finds_the_table_and_its_cells(table: MatrixTable) -> None:
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface.text(QAccessible.Text.Name) == "W_f (3×2)"
    assert table.accessibleName() == "W_f (3×2)"


def test_the_theme_changes_what_is_painted(session: Session, table: MatrixTable) -> None:
    light = table.viewport().grab().toImage()
    session.set_theme(DARK)
    assert table.viewport().grab().toImage() != light


def test_only_visible_cells_are_asked_for_their_text(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    real = NumberEntry.show

    def count(entry: NumberEntry, value: float) -> str:
        asked.append(value)
        return real(entry, value)

    table = MatrixTable(session, MatrixModel(session, lambda _values: lambda experiment: experiment))
    table.show_grid(large_grid(256, 256))
    table.set_cell_size(40, 20, shows_numbers=True)
    show(qtbot, table, 240, 240)
    monkeypatch.setattr(NumberEntry, "show", count)
    table.viewport().grab()
    assert 0 < len(asked) < 150
    asked.clear()
    table.set_cell_size(3, 3, shows_numbers=False)
    table.viewport().grab()
    assert not asked


def test_the_current_cell_stays_when_the_table_grows(table: MatrixTable) -> None:
    put(table, 2, 1)
    grid = table.matrix.grid
    table.show_grid(replace(grid, values=np.zeros((5, 2)), rows=tuple("12345")))
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, 1)
    table.show_grid(replace(grid, values=np.zeros((1, 2)), rows=("1",)))
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 1)


def test_the_cell_under_the_pointer_is_inspected_then_the_current_one(table: MatrixTable) -> None:
    put(table, 0, 0)
    found: list[tuple[int, int]] = []
    table.inspected.connect(lambda index: found.append((index.row(), index.column())))
    hover(table, center(table, 2, 1))
    assert found[-1] == (2, 1)
    QApplication.sendEvent(table, QEvent(QEvent.Type.Leave))
    assert found[-1] == (0, 0)


def test_content_size_is_all_cells_and_headings(table: MatrixTable) -> None:
    table.set_cell_size(50, 20, shows_numbers=False)
    assert (table.content_size().width(), table.content_size().height()) == (100, 60)
    table.set_cell_size(50, 20, shows_numbers=True)
    assert table.content_size().width() > 100
    assert table.content_size().height() > 60


def test_a_marked_row_is_scrolled_into_view(qtbot: QtBot, session: Session) -> None:
    table = MatrixTable(session, MatrixModel(session, lambda _values: lambda experiment: experiment))
    table.show_grid(large_grid(200, 2))
    table.set_cell_size(40, 20, shows_numbers=True)
    show(qtbot, table, 200, 200)
    table.set_marked_row(150)
    assert table.viewport().rect().contains(QPoint(5, table.rowViewportPosition(150)))
    before = table.verticalScrollBar().value()
    table.set_marked_row(149)
    assert table.verticalScrollBar().value() == before


def test_the_right_button_keeps_the_selection(qtbot: QtBot, table: MatrixTable) -> None:
    table.selectAll()
    qtbot.mousePress(table.viewport(), Qt.MouseButton.RightButton, pos=center(table, 1, 1))
    assert table.block.selected() == (slice(0, 3), slice(0, 2))
    put(table, 0, 0)
    qtbot.mousePress(table.viewport(), Qt.MouseButton.RightButton, pos=center(table, 1, 1))
    assert table.block.selected() == (slice(1, 2), slice(1, 2))
