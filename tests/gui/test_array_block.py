"""A block shows one array, says which, and repaints only for other numbers."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from rnnviz.experiment import edits
from rnnviz.gui.array_block import ArrayBlock, Layout
from rnnviz.gui.array_source import ParameterSource
from rnnviz.gui.matrix_model import MatrixModel
from rnnviz.scene.shapes import Key

from .editing import make_session, put, show

CELL = QSize(50, 20)
FLAT = Layout(shows_numbers=True, is_flat=True)


def make_block(qtbot: QtBot, name: str, **options: object) -> ArrayBlock:
    session = make_session(**options)
    block = ArrayBlock(session, ParameterSource(name))
    block.show_experiment(session.experiment)
    show(qtbot, block, 400, 300)
    return block


def test_a_vector_stands_or_lies(qtbot: QtBot) -> None:
    block = make_block(qtbot, "b_f")
    assert block.table.matrix.grid.shape == (3, 1)
    assert block.table.matrix.grid.label(2, 0) == "b_f[3]"
    block.arrange(CELL, 300, FLAT)
    assert block.table.matrix.grid.shape == (1, 3)
    assert block.table.matrix.grid.label(0, 2) == "b_f[3]"


def test_a_matrix_never_lies_down(qtbot: QtBot) -> None:
    block = make_block(qtbot, "W_f")
    block.arrange(CELL, 300, FLAT)
    assert block.table.matrix.grid.shape == (3, 2)


def test_an_edit_of_a_lying_vector_reaches_the_experiment(qtbot: QtBot) -> None:
    session = make_session()
    block = ArrayBlock(session, ParameterSource("b_f"))
    qtbot.addWidget(block)
    block.show_experiment(session.experiment)
    block.arrange(CELL, 300, FLAT)
    assert block.table.matrix.write(0, 1, "0.5")
    assert session.experiment.parameters["b_f"][1] == 0.5


def test_the_same_array_is_not_shown_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    session = make_session()
    block = ArrayBlock(session, ParameterSource("W_f"))
    qtbot.addWidget(block)
    block.show_experiment(session.experiment)
    shown: list[object] = []
    monkeypatch.setattr(MatrixModel, "show", lambda _model, grid: shown.append(grid))
    session.apply("Scale", partial(edits.scale_parameter, name="U_f", factor=2.0))
    block.show_experiment(session.experiment)
    assert not shown
    session.apply("Scale", partial(edits.scale_parameter, name="W_f", factor=2.0))
    block.show_experiment(session.experiment)
    assert len(shown) == 1


def test_working_in_the_table_or_pressing_the_title_selects(qtbot: QtBot) -> None:
    session = make_session()
    block = ArrayBlock(session, ParameterSource("W_f"))
    block.show_experiment(session.experiment)
    show(qtbot, block, 400, 300)
    session.select(None)
    block.table.clearFocus()
    block.table.setFocus()
    assert session.selection == Key(None, "W_f")
    session.select(None)
    block.title.click()
    assert session.selection == Key(None, "W_f")


def test_the_current_number_is_put_in_words(qtbot: QtBot) -> None:
    block = make_block(qtbot, "W_f")
    said: list[str] = []
    block.inspected.connect(said.append)
    put(block.table, 1, 1)
    assert said[-1] == f"W_f[2, 2] = {block.table.matrix.grid.text(1, 1)}"


def test_too_wide_a_table_scrolls_and_too_long_a_one_as_well(qtbot: QtBot) -> None:
    block = make_block(qtbot, "U_f", hidden_size=16)
    size = block.arrange(CELL, 300, FLAT)
    assert size.width() == 300
    assert size.height() < 16 * CELL.height()
    assert block.arrange(QSize(10, 10), 300, Layout(shows_numbers=False, is_flat=True)).height() > 16 * 10
