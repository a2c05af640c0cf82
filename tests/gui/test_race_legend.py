"""The legend of a race: the scores of every network, and buttons that take one out."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from rnnviz.engine.train import Progress
from rnnviz.experiment.comparison import compare
from rnnviz.experiment.example import load_example
from rnnviz.experiment.race import line_up
from rnnviz.gui.race import Runner
from rnnviz.gui.race_legend import RaceLegend, row_of
from rnnviz.scene.theme import LIGHT

from .editing import show


@pytest.fixture
def runners() -> tuple[Runner, ...]:
    present = load_example("recall-rnn")
    lanes = line_up(present, compare(present, [load_example("hello"), "gru"]), 0)
    found = tuple(Runner(lane, "out" if lane.problem else "waiting", lane.problem) for lane in lanes)
    found[2].progress = Progress(3, {}, held_out=np.array([[2.0, 0.02, 1.0]]))
    found[2].learnt_at = 2
    return found


def test_a_row_has_the_scores_and_when_it_was_learnt(runners: tuple[Runner, ...]) -> None:
    row = [text.replace("\N{NARROW NO-BREAK SPACE}", " ") for text in row_of(runners[2])]
    assert row == [runners[2].lane.title, "0.0200", "100 %", "2"]
    assert len(row_of(runners[1])) == 1


def test_a_network_that_has_stopped_says_so(runners: tuple[Runner, ...]) -> None:
    runners[2].reason = "step 4: W is not a finite number"
    assert row_of(runners[2])[0] == f"{runners[2].lane.title}, stopped"


def test_numbers_have_no_accuracy(runners: tuple[Runner, ...]) -> None:
    runners[2].progress = Progress(3, {}, held_out=np.array([[2.0, 0.02, np.nan]]))
    assert row_of(runners[2])[2] == ""


def test_a_compact_row_has_a_single_score(runners: tuple[Runner, ...], qtbot: QtBot) -> None:
    legend = RaceLegend()
    qtbot.addWidget(legend)
    legend.show_race(runners, LIGHT)
    wide = legend.sizeHint().width()
    legend.set_compact(True)
    row = [text.replace("\N{NARROW NO-BREAK SPACE}", " ") for text in legend.rows[2]]
    assert row == [runners[2].lane.title, "", "100 %", ""]
    assert legend.sizeHint().width() < wide
    runners[2].progress = Progress(3, {}, held_out=np.array([[2.0, 0.02, np.nan]]))
    assert legend.rows[2][1:] == ("0.0200", "", "")


def test_every_network_but_the_present_one_can_be_taken_out(runners: tuple[Runner, ...], qtbot: QtBot) -> None:
    legend = RaceLegend()
    legend.show_race(runners, LIGHT)
    show(qtbot, legend, 300, 140)
    buttons = [button for button in legend.findChildren(QToolButton) if button.isVisible()]
    with qtbot.waitSignal(legend.removed) as told:
        QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert told.args == [2]
    assert "0.0200" in legend.accessibleDescription()
    assert not legend.grab().isNull()
