"""The table of the clamps of a state."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rnnviz.gui.clamp_block import ClampBlock
from rnnviz.gui.session import Session
from rnnviz.scene.shapes import Key
from rnnviz.scene.theme import DARK

from .editing import make_session, press, put, show, type_in


def make_block(qtbot: QtBot) -> tuple[ClampBlock, Session]:
    experiment = make_session(cell="rnn").experiment.with_inputs([[0.0, 0.0]] * 4)
    session = Session(experiment)
    block = ClampBlock(session, "h")
    session.experiment_changed.connect(lambda _old, new: block.show_experiment(new, session.step))
    block.arrange(280)
    show(qtbot, block, 280, 100)
    block.table.setFocus()
    return block, session


def test_typing_clamps_a_unit_at_every_step_and_clearing_frees_it(qtbot: QtBot) -> None:
    block, session = make_block(qtbot)
    put(block.table, 0, 1)
    type_in(block.table, "0.5")
    assert session.experiment.schedule.clamps["h"][:, 1].tolist() == [0.5] * 4
    assert session.history.undo_label == "Set clamp of h[2] at every step"
    assert np.all(session.run["h"][:, 1] == 0.5)
    put(block.table, 0, 1)
    press(block.table, Qt.Key.Key_Delete)
    assert not session.experiment.schedule.clamps


def test_the_row_of_a_step_clamps_there_alone(qtbot: QtBot) -> None:
    block, session = make_block(qtbot)
    session.go(3)
    block.show_experiment(session.experiment, 3)
    put(block.table, 1, 0)
    type_in(block.table, "-1")
    clamps = session.experiment.schedule.clamps["h"][:, 0]
    assert np.isnan(clamps).tolist() == [True, True, False, True]


def test_the_title_selects_the_state_and_takes_a_theme(qtbot: QtBot) -> None:
    block, session = make_block(qtbot)
    before = block.title.grab().toImage()
    block.set_theme(DARK)
    assert block.title.grab().toImage() != before
    block.title.click()
    assert session.selection == Key(1, "h")
