"""The page on the strength of the recurrence: its figure and words follow the sliders."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from rnnviz.experiment.example import load_example
from rnnviz.gui.plot_view import PlotView
from rnnviz.gui.session import Session
from rnnviz.gui.strength_page import StrengthPage
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
