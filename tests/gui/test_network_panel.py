"""The network panel edits form, sizes, layers, feedback and loss."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from rnnviz.engine.loss import Loss
from rnnviz.experiment import edits
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


def choose(box: QComboBox, key: str | None) -> None:
    index = box.findData(key)
    box.setCurrentIndex(index)
    box.activated.emit(index)


def test_it_shows_the_network(panel: NetworkPanel) -> None:
    (layer,) = panel.layers.rows
    assert (layer.cell.currentData(), layer.size_box.value(), layer.both_ways.isChecked()) == ("lstm", 3, False)
    assert layer.remove.isHidden()
    assert {name: box.value() for name, box in panel.sizes.items()} == {
        "input_size": 2,
        "output_size": 1,
        "n_steps": panel.sizes["n_steps"].value(),
    }
    assert (panel.loss.currentData(), panel.loss_on.currentData()) == ("squared", "y")
    assert panel.schedule.forms.currentData() == "many-to-many"


def test_choosing_a_cell_is_a_named_step(panel: NetworkPanel, session: Session) -> None:
    choose(panel.layers.rows[0].cell, "gru")
    assert session.experiment.network.cell.key == "gru"
    assert session.history.undo_label == "Change the cell to GRU"
    session.undo()
    assert panel.layers.rows[0].cell.currentData() == "lstm"


@pytest.mark.parametrize(
    ("field", "value"), [("input_size", 4), ("output_size", 2), ("output_size", 0), ("n_steps", 9)]
)
def test_a_size_is_changed(panel: NetworkPanel, session: Session, field: str, value: int) -> None:
    panel.sizes[field].setValue(value)
    experiment = session.experiment
    network = experiment.network
    found = {
        "input_size": network.input_size,
        "output_size": network.output_size or 0,
        "n_steps": experiment.n_steps,
    }
    assert found[field] == value
    assert session.history.undo_label


def test_a_loss_is_changed(panel: NetworkPanel, session: Session) -> None:
    choose(panel.loss, None)
    assert session.experiment.loss is None
    assert not panel.loss_on.isEnabled()


def test_a_refused_size_is_explained_and_taken_back(panel: NetworkPanel, session: Session) -> None:
    told: list[str] = []
    session.message.connect(told.append)
    panel.layers.rows[0].size_box.setValue(1024)
    panel.sizes["input_size"].setValue(1024)
    panel.sizes["n_steps"].setValue(MAX_STEPS)
    assert told
    assert panel.sizes["n_steps"].value() == session.experiment.n_steps < MAX_STEPS


def test_typing_changes_nothing_before_the_end(qtbot: QtBot, panel: NetworkPanel, session: Session) -> None:
    box = panel.layers.rows[0].size_box
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


def test_layers_are_added_changed_and_taken_away(panel: NetworkPanel, session: Session) -> None:
    panel.layers.add.click()
    panel.layers.rows[0].both_ways.click()
    choose(panel.layers.rows[1].cell, "gru")
    panel.layers.rows[1].size_box.setValue(5)
    lower, upper = session.experiment.network.layers
    assert (lower.cell.key, lower.hidden_size, lower.bidirectional) == ("lstm", 3, True)
    assert (upper.cell.key, upper.hidden_size, upper.bidirectional) == ("gru", 5, False)
    assert session.history.undo_label == "Change the hidden size of layer 2 to 5"
    panel.layers.rows[0].remove.click()
    assert [layer.cell.key for layer in session.experiment.network.layers] == ["gru"]
    assert len(panel.layers.rows) == 1


def test_there_are_at_most_four_layers(panel: NetworkPanel) -> None:
    for _ in range(3):
        assert panel.layers.add.isEnabled()
        panel.layers.add.click()
    assert not panel.layers.add.isEnabled()


def test_the_loss_reads_the_read_out_or_the_output_of_a_layer(panel: NetworkPanel, session: Session) -> None:
    choose(panel.loss_on, "h")
    assert session.experiment.loss == Loss("squared", "h")
    panel.layers.add.click()
    assert session.experiment.loss == Loss("squared", "2.h")
    assert [panel.loss_on.itemData(k) for k in range(panel.loss_on.count())] == ["y", "2.h"]
    session.apply("lower", partial(edits.set_loss, loss=Loss("squared", "h")))
    assert panel.loss_on.currentData() == "h"


def test_a_form_is_chosen_and_explained(panel: NetworkPanel, session: Session) -> None:
    panel.sizes["n_steps"].setValue(4)
    choose(panel.schedule.forms, "many-to-one")
    assert session.experiment.schedule.read is not None
    assert session.experiment.schedule.read.tolist() == [False, False, False, True]
    assert session.history.undo_label == "Change the form to many to one"
    assert "sentiment" in panel.schedule.form_says.text()
    session.undo()
    assert panel.schedule.forms.currentData() == "many-to-many"


def test_feedback_says_what_it_needs_where_there_can_be_none(panel: NetworkPanel, session: Session) -> None:
    assert not panel.schedule.kinds.isEnabled()
    assert "2 outputs" in panel.schedule.feedback_says.text()
    panel.sizes["output_size"].setValue(2)
    assert panel.schedule.kinds.isEnabled()
    choose(panel.schedule.kinds, "choice")
    assert session.experiment.schedule.feedback == "choice"
    assert "nothing is fed back yet" in panel.schedule.feedback_says.text()
    choose(panel.schedule.forms, "one-to-many")
    assert "No gradient passes" in panel.schedule.feedback_says.text()
