"""The fields for the form of a network and for what is fed back."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.form import FORMS
from rnnviz.gui.schedule_form import NO_FORM, ScheduleForm
from rnnviz.gui.session import Session


def make_form(qtbot: QtBot, experiment: Experiment) -> tuple[ScheduleForm, Session, QWidget]:
    session, page = Session(experiment), QWidget()
    qtbot.addWidget(page)
    form = ScheduleForm(session, page)
    form.show_experiment(session.experiment)
    return form, session, page


@pytest.mark.parametrize("key", FORMS)
def test_every_form_is_offered_with_its_sentence(qtbot: QtBot, key: str) -> None:
    experiment = Experiment.new("rnn", input_size=1, hidden_size=2)
    form, session, _page = make_form(qtbot, experiment.with_inputs([[1.0]] * 4))
    session.apply("form", partial(edits.set_form, form=key))
    form.show_experiment(session.experiment)
    assert form.forms.currentData() == key
    assert form.form_says.text() == FORMS[key][1]


def test_steps_of_ones_own_choice_are_no_form(qtbot: QtBot) -> None:
    experiment = Experiment.new("rnn", input_size=1, hidden_size=2).with_inputs([[1.0]] * 4)
    form, _session, _page = make_form(qtbot, edits.set_given(experiment, t=2, is_given=False))
    assert form.forms.currentIndex() == -1
    assert form.form_says.text() == NO_FORM


def test_a_layer_against_time_cannot_be_fed_back(qtbot: QtBot) -> None:
    experiment = Experiment.new("rnn", input_size=1, output_size=1, hidden_size=2, bidirectional=True)
    form, _session, _page = make_form(qtbot, experiment)
    assert not form.kinds.isEnabled()
    assert form.feedback_says.text() == "Feeding back needs layers that run forward in time only."
