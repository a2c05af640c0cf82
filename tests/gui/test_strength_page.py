"""The page on the strength of the recurrence: its figure and words follow the sliders."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.engine.strength import recurrent_radius
from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.plot_view import PlotView
from rnnviz.gui.session import Session
from rnnviz.gui.strength_page import StrengthPage
from rnnviz.scene.sweep_figure import INVITATION
from rnnviz.scene.trajectory import length

from .editing import show


def test_the_norms_and_the_words_follow_the_slider(qtbot: QtBot) -> None:
    session = Session(load_example("vanishing"))
    page = StrengthPage(session)
    show(qtbot, page, 900, 200)
    assert "vanishes" in page.words()
    page.control.radius.field.setValue(1.0)
    assert isinstance(page.norms.view, PlotView)
    trajectory = page.norms.view.trajectory
    assert trajectory is not None
    assert session.gradients is not None
    assert (trajectory.values[:, 0] == length(session.gradients["h"])).all()
    first = page.words()
    page.control.radius.field.setValue(1.3)
    assert page.words() != first


def test_with_a_loss_at_every_step_the_last_alone_is_shown_and_told(qtbot: QtBot) -> None:
    session = Session(load_example("hello"))
    page = StrengthPage(session)
    show(qtbot, page, 900, 200)
    assert page.words().startswith("Of the last loss, L₄: ‖dL₄/dh₁‖ is ")
    assert isinstance(page.norms.view, PlotView)
    assert page.norms.view.trajectory is not None
    assert (page.norms.view.trajectory.values[:, 0] == length(session.run.gradients(only=4)["h"])).all()


def test_without_a_loss_the_page_says_so(qtbot: QtBot) -> None:
    session = Session(load_example("rnn-by-hand"))
    session.apply("no loss", lambda experiment: experiment.with_loss(None))
    page = StrengthPage(session)
    show(qtbot, page, 900, 200)
    assert "no loss" in page.words()


def test_a_sweep_is_of_the_cell_on_screen_and_its_map_sets_the_radius(qtbot: QtBot) -> None:
    session = Session(load_example("vanishing"))
    page = StrengthPage(session)
    show(qtbot, page, 900, 200)
    with qtbot.waitSignal(page.sweep.done):
        page.sweep.button.click()
        assert page.view.map is not None
        assert page.view.map.message.startswith("Sweeping random RNN, 4 units, no input")
    assert page.view.map.values.shape == (61, 50)
    assert "\nA random RNN of 4 units without input, over 50 steps: ‖dh/dh₁‖ vanishes up to ρ" in page.words()
    page.map.picked.emit(10.0, 1.05)
    assert recurrent_radius(session.experiment.network, session.experiment.parameters) == pytest.approx(1.05)
    page.map.picked.emit(10.0, 0.0)
    assert recurrent_radius(session.experiment.network, session.experiment.parameters) == pytest.approx(0.01)
    assert page.view.map.message == ""


def test_a_cancelled_sweep_leaves_the_invitation(qtbot: QtBot) -> None:
    page = StrengthPage(Session(load_example("long-memory")))
    show(qtbot, page, 900, 200)
    page.sweep.button.click()
    page.sweep.button.click()
    assert page.view.map is not None
    assert page.view.map.message == INVITATION


@pytest.mark.parametrize(
    "edit",
    [
        lambda experiment: edits.change_cell(experiment, "gru"),
        lambda experiment: edits.resize(experiment, hidden_size=3),
        lambda experiment: edits.set_length(experiment, 12),
        lambda experiment: edits.set_belt_bias(experiment, 1.0),
    ],
)
def test_a_map_of_something_else_than_what_is_on_screen_goes(
    qtbot: QtBot, edit: Callable[[Experiment], Experiment]
) -> None:
    session = Session(load_example("long-memory"))
    page = StrengthPage(session)
    show(qtbot, page, 900, 200)
    for change in (lambda: session.apply("change", edit), session.undo):
        with qtbot.waitSignal(page.sweep.done, timeout=20_000):
            page.sweep.button.click()
        assert page.view.map is not None
        assert page.view.map.message == ""
        assert "random" in page.words()
        change()
        assert page.view.map.message == INVITATION
        assert "random" not in page.words()


def test_a_sweep_under_way_ends_when_it_is_no_longer_of_what_is_on_screen(qtbot: QtBot) -> None:
    session = Session(load_example("vanishing"))
    page = StrengthPage(session)
    show(qtbot, page, 900, 200)
    page.sweep.button.click()
    session.apply("cell", lambda experiment: edits.change_cell(experiment, "gru"))
    assert (page.sweep.is_running, page.sweep.button.text()) == (False, "Sweep ρ × T")
    assert page.view.map is not None
    assert page.view.map.message == INVITATION
