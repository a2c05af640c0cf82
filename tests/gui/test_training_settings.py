"""The question for the settings of a training."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.experiment import headless
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.training import find_training
from rnnviz.gui.session import Session
from rnnviz.gui.training_settings import SettingsDialog


@pytest.fixture
def session() -> Session:
    return Session(headless.train(Experiment.new_task("hello"), 3))


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> SettingsDialog:
    made = SettingsDialog(session)
    qtbot.addWidget(made)
    return made


def test_it_begins_with_what_holds_and_changes_nothing_then(dialog: SettingsDialog, session: Session) -> None:
    assert dialog.fields["rate"].text() == "0.03"
    assert dialog.fields["truncation"].text() == ""
    dialog.accept()
    assert not session.history.can_undo


def test_all_that_is_changed_is_one_edit(dialog: SettingsDialog, session: Session) -> None:
    dialog.optimiser.setCurrentIndex(dialog.optimiser.findData("momentum"))
    for name, text in {"rate": "0,1", "clip": "", "truncation": "2", "batch_size": "1"}.items():
        dialog.fields[name].setText(text)
    dialog.accept()
    settings = find_training(session.experiment).settings
    assert (settings.optimiser, settings.rate, settings.clip, settings.truncation) == ("momentum", 0.1, None, 2)
    assert len(session.history.past) == 1


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("rate", "fast", "Learning rate: got fast"),
        ("rate", "-1", "Learning rate: got -1, expected a number above 0"),
        ("momentum", "2", "Momentum µ: got 2"),
        ("batch_size", "many", "Batch size: got many"),
        ("batch_size", "0", "Batch size: got 0"),
        ("rate", "", "Learning rate: got nothing"),
        ("seed", "-1", "Seed: got -1, expected a whole number from 0"),
        ("seed", "", "Seed: got nothing"),
    ],
)
def test_what_is_wrong_is_explained_in_place(
    dialog: SettingsDialog, session: Session, name: str, text: str, words: str
) -> None:
    before = session.experiment
    dialog.fields[name].setText(text)
    dialog.accept()
    assert words in dialog._error.text()
    assert session.experiment is before


def test_only_the_numbers_of_the_optimiser_are_asked_for(qtbot: QtBot, dialog: SettingsDialog) -> None:
    dialog.show()
    assert dialog.fields["first_decay"].isVisible()
    dialog.optimiser.setCurrentIndex(dialog.optimiser.findData("sgd"))
    assert not dialog.fields["first_decay"].isVisible()
    assert not dialog.fields["momentum"].isVisible()


def test_another_seed_begins_anew(dialog: SettingsDialog, session: Session) -> None:
    dialog.fields["seed"].setText("5")
    dialog.accept()
    training = find_training(session.experiment)
    assert (training.settings.seed, training.progress) == (5, None)
