"""The page on the strength of the recurrence: its figure and words follow the sliders."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.engine.strength import recurrent_radius
from rnnviz.experiment.example import load_example
from rnnviz.gui.plot_view import PlotView
from rnnviz.gui.session import Session
from rnnviz.gui.strength_page import StrengthPage
from rnnviz.gui.sweep_figure import INVITATION
from rnnviz.gui.trajectory import length

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
        assert page.view.map.message.startswith("Sweeping RNN, 4 units")
    assert page.view.map.values.shape == (61, 50)
    assert "vanishes up to ρ" in page.words()
    page.map.picked.emit(10.0, 1.05)
    assert recurrent_radius(session.experiment.network, session.experiment.parameters) == pytest.approx(1.05)


def test_a_cancelled_sweep_leaves_the_invitation(qtbot: QtBot) -> None:
    page = StrengthPage(Session(load_example("long-memory")))
    show(qtbot, page, 900, 200)
    page.sweep.button.click()
    page.sweep.button.click()
    assert page.view.map is not None
    assert page.view.map.message == INVITATION
