"""The status bar."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer
from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.session import Session
from rnnviz.gui.status import StatusBar

from .networks import stacked


def test_it_says_which_cell_and_what_loss(qtbot: QtBot) -> None:
    session = Session(Experiment.new("gru-z-updates", input_size=1, hidden_size=2, output_size=1, loss="squared"))
    bar = StatusBar(session)
    qtbot.addWidget(bar)

    def texts() -> list[str]:
        return [label.text() for label in bar.findChildren(QLabel)][1:]

    loss = session.run.total_loss
    assert loss is not None
    assert texts() == ["GRU, reset before the product, z updates", f"total loss {loss:.4f}"]
    session.apply("no loss", partial(edits.set_loss, loss=None))
    assert texts()[1] == "no loss"
    session.apply("another cell", partial(edits.change_cell, cell="rnn"))
    assert texts()[0] == "simple RNN with tanh"


def test_backward_it_says_how_large_the_gradient_is_and_waits_for_it(qtbot: QtBot) -> None:
    session = Session(Experiment.new("lstm", input_size=1, hidden_size=2, output_size=1, loss="squared"))
    session.apply("inputs", lambda old: old.with_inputs([[1], [0], [1]]).with_targets([[None], [None], [1]]))
    bar = StatusBar(session)
    qtbot.addWidget(bar)
    label = bar.findChildren(QLabel)[0]
    assert label.text() == ""
    session.set_direction("backward")
    session.go(2)
    gradients = session.gradients
    assert gradients is not None
    assert label.text() == f"‖dL/dh₂‖ = {np.linalg.norm(gradients['h'][1]):.2g}"
    session.go(2, 1)
    assert label.text() == "‖dL/dh₂‖ = not there yet"
    session.set_direction("forward")
    assert label.text() == ""


def test_it_speaks_of_the_layer_that_is_looked_into(qtbot: QtBot) -> None:
    session = Session(stacked(Layer(CELLS["lstm"], 2), Layer(CELLS["rnn"], 2)))
    bar = StatusBar(session)
    qtbot.addWidget(bar)
    session.set_sweep((1, False))
    assert bar.findChildren(QLabel)[1].text() == "Layer 2: simple RNN with tanh"


def test_other_digits_do_not_stir_the_window(qtbot: QtBot) -> None:
    session = Session(Experiment.new("lstm", input_size=1, hidden_size=2, output_size=1, loss="squared"))
    bar = StatusBar(session)
    qtbot.addWidget(bar)
    bar.resize(600, 24)
    bar.show()
    label = bar.findChildren(QLabel)[2]
    before = label.geometry()
    for value in np.linspace(-1.0, 1.0, 5):
        session.apply("a weight", partial(edits.set_entry, name="b_y", index=(0,), value=float(value)))
        assert label.text().startswith("total loss")
        assert label.sizeHint().width() <= label.width()
        assert label.geometry() == before
    assert label.minimumSize() == label.maximumSize()
