"""The network panel edits cell, sizes, length and loss."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.limit import MAX_STEPS
from rnnviz.gui.network_panel import NetworkPanel
from rnnviz.gui.session import Session


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return Session(Experiment.new("lstm", input_size=2, hidden_size=3, output_size=1, loss="squared"))


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> NetworkPanel:
    made = NetworkPanel(session)
    qtbot.addWidget(made)
    return made


def choose(panel: NetworkPanel, cell: str) -> None:
    index = panel.cell.findData(cell)
    panel.cell.setCurrentIndex(index)
    panel.cell.activated.emit(index)


def test_it_shows_the_network(panel: NetworkPanel) -> None:
    assert panel.cell.currentData() == "lstm"
    assert {name: box.value() for name, box in panel.sizes.items()} == {
        "input_size": 2,
        "hidden_size": 3,
        "output_size": 1,
        "n_steps": panel.sizes["n_steps"].value(),
    }
    assert panel.loss.currentData() == "squared"


def test_choosing_a_cell_is_a_named_step(panel: NetworkPanel, session: Session) -> None:
    choose(panel, "gru")
    assert session.experiment.network.cell.key == "gru"
    assert session.history.undo_label == "Change the cell to GRU"
    session.undo()
    assert panel.cell.currentData() == "lstm"


@pytest.mark.parametrize(
    ("field", "value"), [("input_size", 4), ("hidden_size", 5), ("output_size", 2), ("output_size", 0), ("n_steps", 9)]
)
def test_a_size_is_changed(panel: NetworkPanel, session: Session, field: str, value: int) -> None:
    panel.sizes[field].setValue(value)
    experiment = session.experiment
    network = experiment.network
    found = {
        "input_size": network.input_size,
        "hidden_size": network.hidden_size,
        "output_size": network.output_size or 0,
        "n_steps": experiment.n_steps,
    }
    assert found[field] == value
    assert session.history.undo_label


def test_a_loss_is_changed(panel: NetworkPanel, session: Session) -> None:
    index = panel.loss.findData(None)
    panel.loss.setCurrentIndex(index)
    panel.loss.activated.emit(index)
    assert session.experiment.loss is None


def test_a_refused_size_is_explained_and_taken_back(panel: NetworkPanel, session: Session) -> None:
    told: list[str] = []
    session.message.connect(told.append)
    panel.sizes["hidden_size"].setValue(1024)
    panel.sizes["input_size"].setValue(1024)
    panel.sizes["n_steps"].setValue(MAX_STEPS)
    assert told
    assert panel.sizes["n_steps"].value() == session.experiment.n_steps < MAX_STEPS


def test_typing_changes_nothing_before_the_end(qtbot: QtBot, panel: NetworkPanel, session: Session) -> None:
    box = panel.sizes["hidden_size"]
    box.selectAll()
    qtbot.keyClicks(box, "12")
    assert session.experiment.network.hidden_size == 3
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert session.experiment.network.hidden_size == 12


def test_an_alphabet_fixes_the_input_size(panel: NetworkPanel, session: Session) -> None:
    session.open(Experiment.new("rnn", alphabet="helo", hidden_size=2))
    assert not panel.sizes["input_size"].isEnabled()
    assert panel.sizes["input_size"].value() == 4


@pytest.mark.parametrize("typed", ["99999999999", "-5abc1e3", "0", "1.5"])
def test_what_is_no_number_of_steps_is_refused_whole_and_with_a_message(
    qtbot: QtBot, panel: NetworkPanel, session: Session, typed: str
) -> None:
    told: list[str] = []
    session.message.connect(told.append)
    box, n_steps = panel.sizes["n_steps"], session.experiment.n_steps
    box.selectAll()
    qtbot.keyClicks(box, typed)
    assert box.text() == typed
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told == [f"Steps: got {typed}, expected a whole number from 1 to 10,000"]
    assert box.value() == session.experiment.n_steps == n_steps
    assert box.text() == str(n_steps)


def test_an_emptied_size_and_the_word_for_none_are_taken_quietly(
    qtbot: QtBot, panel: NetworkPanel, session: Session
) -> None:
    told: list[str] = []
    session.message.connect(told.append)
    box = panel.sizes["output_size"]
    for typed, shown in ((" ", "1"), ("none", "none")):
        box.selectAll()
        qtbot.keyClicks(box, typed)
        qtbot.keyClick(box, Qt.Key.Key_Return)
        assert box.text() == shown
    assert session.experiment.network.output_size is None
    assert not told
