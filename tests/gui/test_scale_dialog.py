"""Scaling shows at once, is one step, and leaves nothing when cancelled."""

from __future__ import annotations

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.scale_dialog import ScaleDialog
from rnnviz.gui.session import Session


def scaled(factor: float, experiment: Experiment) -> Experiment:
    return edits.scale_parameter(experiment, "W_f", factor)


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> ScaleDialog:
    made = ScaleDialog(session, "Scale W_f", scaled)
    qtbot.addWidget(made)
    return made


def test_every_factor_is_of_the_original_and_all_are_one_step(session: Session, dialog: ScaleDialog) -> None:
    before = session.experiment
    for factor in (2.0, -1.5, 0.5):
        dialog.factor.setValue(factor)
        assert (session.experiment.parameters["W_f"] == factor * before.parameters["W_f"]).all()
    dialog.accept()
    assert session.history.undo_label == "Scale W_f"
    session.undo()
    assert session.experiment is before


def test_slider_and_number_go_together(session: Session, dialog: ScaleDialog) -> None:
    dialog.slider.setValue(200)
    assert dialog.factor.value() == 2.0
    dialog.factor.setValue(0.5)
    assert dialog.slider.value() == 50


def test_a_factor_beyond_the_slider_is_kept(session: Session, dialog: ScaleDialog) -> None:
    before = session.experiment
    dialog.factor.setValue(-20.0)
    assert dialog.factor.value() == -20.0
    assert (session.experiment.parameters["W_f"] == -20.0 * before.parameters["W_f"]).all()


@pytest.mark.parametrize("back", [lambda dialog: dialog.reject(), lambda dialog: dialog.factor.setValue(1.0)])
def test_cancelling_or_a_factor_of_one_leaves_no_step(
    session: Session, dialog: ScaleDialog, back: partial[None]
) -> None:
    before = session.experiment
    dialog.factor.setValue(2.0)
    back(dialog)
    assert session.experiment is before
    assert not session.history.can_undo
