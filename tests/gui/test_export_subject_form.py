"""The form of what is exported has the rows that the figure takes, within what the run has."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.experiment.experiment import Experiment
from rnnviz.export.figure import FIGURES
from rnnviz.gui.export_choice import NUMBERS, Subject, takes_of
from rnnviz.gui.export_subject_form import SubjectForm

SMALL = Experiment.new("lstm", input_size=1, hidden_size=2, bidirectional=True, loss="squared").with_inputs([[1]] * 5)


@pytest.fixture
def form(qtbot: QtBot) -> SubjectForm:
    form = SubjectForm(SMALL)
    qtbot.addWidget(form)
    form.show()
    return form


@pytest.mark.parametrize(
    "subject",
    [
        Subject("cell", 2, layer="1r"),
        Subject("cell", 2, None, 3, layer="1"),
        Subject("cell", 2, 4, layer="1"),
        Subject("cell", 1, 5, True, layer="1"),
        Subject("unfolded", 2, steps=(2, 4)),
        Subject("unfolded", None, steps=(1, 5)),
        Subject("heat-map", None, of="W_f,U_f"),
        Subject("board", 3, steps=(1, 5), of="cell,unfolded", aspect="4:3"),
        Subject(NUMBERS, None),
    ],
)
def test_what_is_shown_is_what_is_chosen(form: SubjectForm, subject: Subject) -> None:
    form.show_subject(subject)
    assert form.subject == subject


@pytest.mark.parametrize("name", FIGURES)
def test_only_what_a_figure_takes_is_asked_for(form: SubjectForm, name: str) -> None:
    form.show_subject(Subject(name, 2))
    takes = takes_of(name)
    assert form.of.isVisible() == ("of" in takes)
    assert form.stretch.isVisible() == ("steps" in takes)
    assert form.substep.isVisible() == ("substep" in takes)
    assert form.step.isVisible() == ("step" in takes)
    assert form.layer.isVisible() == ("layer" in takes)
    assert form.aspect.isVisible() == ("aspect" in takes)


def test_numbers_have_a_step_where_their_format_has(form: SubjectForm) -> None:
    form.show_subject(Subject(NUMBERS, 3))
    assert not form.step.isVisible()
    form.set_numbers_take_step(True)
    assert form.step.isVisible()
    assert form.subject.step == 3


def test_another_experiment_limits_the_steps(qtbot: QtBot, form: SubjectForm) -> None:
    form.show_subject(Subject("cell", 5, layer="1r"))
    shorter = Experiment.new("rnn", input_size=1, hidden_size=2).with_inputs([[1], [0]])
    form.set_experiment(shorter)
    assert form.subject == Subject("cell", 2)
    with qtbot.waitSignal(form.changed):
        form.step.setValue(1)
