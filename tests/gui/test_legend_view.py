"""The scale of the gradients in the status bar."""

from __future__ import annotations

from functools import partial

from pytestqt.qtbot import QtBot

from rnnviz.experiment.example import load_example
from rnnviz.gui.legend_view import LegendView
from rnnviz.gui.session import Session
from rnnviz.scene.theme import DARK

from .editing import show


def test_it_is_there_while_gradients_are_shown_and_follows_their_scale(qtbot: QtBot) -> None:
    session = Session(load_example("long-memory"))
    legend = LegendView(session)
    show(qtbot, legend, 320, 24)
    session.set_direction("backward")
    assert not legend.isHidden()
    images = [legend.grab().toImage()]
    for change in (partial(session.set_scale, "decades"), partial(session.set_theme, DARK)):
        width = legend.sizeHint().width()
        change()
        images.append(legend.grab().toImage())
        assert width > 100
    assert images[0] != images[1] != images[2]
    session.set_direction("forward")
    assert legend.isHidden()
