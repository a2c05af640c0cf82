"""The status bar."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.session import Session
from rnnviz.gui.status import StatusBar


def test_it_says_which_cell_and_what_loss(qtbot: QtBot) -> None:
    session = Session(Experiment.new("gru-z-updates", input_size=1, hidden_size=2, output_size=1, loss="squared"))
    bar = StatusBar(session)
    qtbot.addWidget(bar)

    def texts() -> list[str]:
        return [label.text() for label in bar.findChildren(QLabel)]

    loss = session.run.total_loss
    assert loss is not None
    assert texts() == ["GRU, reset before the product, z updates", f"total loss {loss:.4f}"]
    session.apply("no loss", partial(edits.set_loss, loss=None))
    assert texts()[1] == "no loss"
    session.apply("another cell", partial(edits.change_cell, cell="rnn"))
    assert texts()[0] == "simple RNN with tanh"
