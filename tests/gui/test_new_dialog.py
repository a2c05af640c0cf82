"""The question for a new experiment."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.new_dialog import NewDialog


@pytest.fixture
def dialog(qtbot: QtBot) -> NewDialog:
    made = NewDialog(Experiment.new("gru", input_size=2, hidden_size=3, output_size=1, loss="squared"))
    qtbot.addWidget(made)
    return made


def test_it_begins_like_the_present_experiment(dialog: NewDialog) -> None:
    dialog.accept()
    made = dialog.experiment
    assert made is not None
    assert made.network.cell.key == "gru"
    assert (made.network.input_size, made.network.hidden_size, made.network.output_size) == (2, 3, 1)
    assert made.loss is not None
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_the_seed_decides_the_weights(dialog: NewDialog) -> None:
    made = []
    for seed in (1, 1, 2):
        dialog.seed.setValue(seed)
        dialog.accept()
        assert dialog.experiment is not None
        made.append(dialog.experiment.parameters["W_z"])
    assert np.array_equal(made[0], made[1])
    assert not np.array_equal(made[0], made[2])


def test_an_alphabet_gives_one_input_and_one_output_per_symbol(dialog: NewDialog) -> None:
    dialog.alphabet.setText("helo")
    assert not dialog.input_size.isEnabled()
    dialog.accept()
    made = dialog.experiment
    assert made is not None
    assert made.alphabet == "helo"
    assert (made.network.input_size, made.network.output_size) == (4, 4)
    assert made.loss is not None
    assert made.loss.kind == "softmax"


def test_an_alphabet_can_do_without_a_read_out(dialog: NewDialog) -> None:
    dialog.alphabet.setText("helo")
    dialog.output_size.setValue(0)
    dialog.accept()
    assert dialog.experiment is not None
    assert dialog.experiment.network.output_size is None
    assert dialog.experiment.loss is not None
    assert dialog.experiment.loss.on == "h"


def test_a_bad_alphabet_is_explained_in_place(dialog: NewDialog) -> None:
    dialog.alphabet.setText("hello")
    dialog.accept()
    assert dialog.experiment is None
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert any("repeated" in label.text() for label in dialog.findChildren(QLabel))


def test_the_length_is_as_asked(dialog: NewDialog) -> None:
    dialog.n_steps.setValue(17)
    dialog.accept()
    assert dialog.experiment is not None
    assert dialog.experiment.n_steps == 17


def test_a_field_that_is_no_number_is_explained_before_anything_is_created(qtbot: QtBot, dialog: NewDialog) -> None:
    dialog.n_steps.selectAll()
    qtbot.keyClicks(dialog.n_steps, "99999999")
    dialog.n_steps.interpretText()
    dialog.accept()
    assert dialog.experiment is None
    assert "Steps: got 99999999, expected" in dialog._error.text()
    dialog.n_steps.selectAll()
    qtbot.keyClicks(dialog.n_steps, "7")
    dialog.n_steps.interpretText()
    dialog.accept()
    assert dialog.experiment is not None
    assert dialog.experiment.n_steps == 7


def test_layers_and_directions_are_as_asked(dialog: NewDialog) -> None:
    assert (dialog.layers.value(), dialog.both_ways.isChecked()) == (1, False)
    dialog.layers.setValue(2)
    dialog.both_ways.setChecked(True)
    dialog.accept()
    assert dialog.experiment is not None
    assert [layer.bidirectional for layer in dialog.experiment.network.layers] == [True, True]
