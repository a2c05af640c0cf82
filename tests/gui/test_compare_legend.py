"""The legend of a comparison: what stands in its rows, and its buttons."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from rnnviz.experiment.comparison import Contender, compare
from rnnviz.experiment.example import load_example
from rnnviz.gui.compare_legend import CompareLegend, row_of
from rnnviz.scene.theme import LIGHT

from .editing import show


def contenders() -> tuple[Contender, ...]:
    return compare(load_example("vanishing"), ["lstm", load_example("hello")], seed=3)


def test_a_row_has_title_units_parameters_and_seed() -> None:
    present, built, odd = contenders()
    assert row_of(present, is_present=True) == ("RNN, on screen", "4", "37", "")
    assert row_of(built) == ("LSTM", "4", "133", "3")
    assert row_of(odd) == ("Characters: h e l l o: other sizes, and 4 steps",)
    assert row_of(replace(built, has_own_inputs=True))[0] == "LSTM, its own inputs"


def test_every_network_but_the_present_one_can_be_taken_out(qtbot: QtBot) -> None:
    legend = CompareLegend()
    legend.show_contenders(contenders(), LIGHT)
    show(qtbot, legend, 300, 140)
    buttons = [button for button in legend.findChildren(QToolButton) if button.isVisible()]
    assert len(buttons) == 2
    with qtbot.waitSignal(legend.removed) as told:
        QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert told.args == [2]
    assert not legend.grab().isNull()


def test_it_is_described_for_those_who_do_not_see_it(qtbot: QtBot) -> None:
    legend = CompareLegend()
    qtbot.addWidget(legend)
    legend.show_contenders(contenders()[:2], LIGHT)
    assert legend.accessibleDescription() == "RNN, on screen 4 37 ; LSTM 4 133 3"


def test_long_titles_go_on_in_a_second_line_where_there_is_room(qtbot: QtBot) -> None:
    legend = CompareLegend()
    legend.show_contenders(compare(load_example("vanishing"), [load_example("long-memory")]), LIGHT)
    show(qtbot, legend, 240, 200)
    assert legend._places[1].height() > 1.5 * legend._pitch
    legend.resize(240, 50)
    assert [place.height() for place in legend._places] == [legend._pitch] * 2


def test_seeds_have_a_column_only_where_there_are_any(qtbot: QtBot) -> None:
    legend = CompareLegend()
    show(qtbot, legend, 280, 140)
    for others, has_seeds in (([load_example("long-memory")], False), (["lstm"], True)):
        legend.show_contenders(compare(load_example("vanishing"), others), LIGHT)
        left, right = legend._columns()[-1]
        assert (right > left) is has_seeds


def test_it_asks_for_the_width_that_its_titles_take_in_two_lines(qtbot: QtBot) -> None:
    legend = CompareLegend()
    qtbot.addWidget(legend)
    hints = []
    for others in ([], ["gru-reset-after"], [load_example("long-memory")] * 5):
        legend.show_contenders(compare(load_example("vanishing"), others), LIGHT)
        hints.append(legend.sizeHint().width())
    whole = legend.fontMetrics().horizontalAdvance(legend.rows[1][0])
    assert hints[0] < hints[1]
    assert hints[2] - hints[0] < 0.8 * whole
