"""One row of the equation panel."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.engine.equation import equations, formula
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.text import EQUALS, Numbers
from rnnviz.engine.worked import work_out
from rnnviz.experiment.example import load_example
from rnnviz.gui.equation_row import EquationRow, RowState, fit_body
from rnnviz.scene.equation_source import RowText
from rnnviz.scene.theme import DARK

SAYS = "Forget gate: how much of the old cell state is kept."
LINES = ((EQUALS, Numbers(np.array([0.5, 0.25]))),)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(400, 300)
    return parent


@pytest.fixture
def row(parent: QWidget) -> EquationRow:
    equation = equations(Network(2, (Layer(CELLS["lstm"], 2),)))[0]
    row = EquationRow(RowText(equation.name, formula(equation), SAYS, equation.name), parent)
    row.setGeometry(0, 0, 300, row.content_height(300.0))
    parent.show()
    return row


def test_a_row_reads_as_its_equation_and_what_it_does(row: EquationRow) -> None:
    assert row.accessibleName() == "f_t = σ(W_f x_t + U_f h_(t−1) + b_f)"
    assert row.accessibleDescription() == "Forget gate: how much of the old cell state is kept."


def test_its_numbers_are_read_too_or_that_they_are_missing(row: EquationRow) -> None:
    row.set_state(RowState(says=SAYS, lines=LINES))
    assert row.accessibleDescription().endswith("kept. = [0.50; 0.25]")
    row.set_state(RowState(says=SAYS, pending=True))
    assert row.accessibleDescription().endswith("kept. Not computed yet.")


def test_larger_text_makes_a_row_higher(row: EquationRow) -> None:
    row.set_state(RowState(says=SAYS, lines=LINES))
    before = row.content_height(300.0)
    font = row.font()
    font.setPixelSize(2 * row.fontInfo().pixelSize())
    row.setFont(font)
    assert row.content_height(300.0) > 1.5 * before


def test_numbers_make_a_row_higher_and_going_away_lower_it_again(row: EquationRow) -> None:
    folded = row.content_height(300.0)
    row.set_state(RowState(says=SAYS, lines=LINES))
    assert row.content_height(300.0) > folded + 30
    row.set_state(RowState(says=SAYS))
    assert row.content_height(300.0) == folded


def test_in_a_narrow_panel_the_equation_is_broken_and_not_cut(row: EquationRow) -> None:
    wide = row.content_height(300.0)
    assert row.content_height(120.0) > wide
    assert row.content_width() <= 140


def test_a_pending_row_is_painted_paler_than_a_computed_one(row: EquationRow) -> None:
    def darkest() -> int:
        image = row.grab().toImage()
        return min(
            image.pixelColor(x, y).lightness() for x in range(0, image.width(), 2) for y in range(image.height())
        )

    computed = darkest()
    row.set_state(RowState(says=SAYS, pending=True))
    assert darkest() > computed + 40


def test_every_state_can_be_painted_in_the_dark(row: EquationRow) -> None:
    row.set_theme(DARK)
    row.set_state(RowState(says=SAYS, current=True, selected=True, lines=LINES))
    row.resize(300, row.content_height(300.0))
    image = row.grab().toImage()
    assert image.pixelColor(1, 20).name() == DARK.accent
    assert image.pixelColor(200, 4).lightness() < 80


def test_mouse_and_keyboard_tell_what_was_asked_for(row: EquationRow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(row.clicked) as clicked:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert clicked.args == ["f"]
    with qtbot.waitSignal(row.double_clicked):
        qtbot.mouseDClick(row, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(row.moved) as moved:
        qtbot.keyClick(row, Qt.Key.Key_Down)
    assert moved.args == ["f", 1]
    with qtbot.waitSignal(row.clicked):
        qtbot.keyClick(row, Qt.Key.Key_Return)
    with qtbot.waitSignal(row.double_clicked):
        qtbot.keyClick(row, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_row_without_words_is_lower_and_says_new_ones(row: EquationRow) -> None:
    before = row.content_height(300.0)
    row.set_state(RowState())
    assert row.content_height(300.0) < before - 10
    row.set_state(RowState(says="Nothing reaches the forget gate."))
    assert row.accessibleDescription().startswith("Nothing reaches")
    assert row.content_height(300.0) <= before


def test_a_calculation_is_a_little_smaller_where_that_saves_a_row() -> None:
    run = load_example("hello").run()
    lines = work_out(equations(run.network)[0], run, 1)
    (close, smaller), (whole, size) = (fit_body(lines, 14.56, room) for room in (284.3, 310.0))
    assert size.size == 14.56 > smaller.size > 13.4
    assert close.height < whole.height
    assert close.width <= 284.3
