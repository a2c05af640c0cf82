"""The switches for the layer and direction that is looked into."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Layer
from rnnviz.gui.layer_choice import LayerChoice
from rnnviz.gui.session import Session

from .networks import stacked

LSTM = CELLS["lstm"]


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return Session(stacked(Layer(LSTM, 3, bidirectional=True), Layer(LSTM, 2)))


@pytest.fixture
def choice(qtbot: QtBot, session: Session) -> LayerChoice:
    choice = LayerChoice(session)
    qtbot.addWidget(choice)
    return choice


def test_a_layer_and_a_direction_are_chosen(qtbot: QtBot, session: Session, choice: LayerChoice) -> None:
    assert choice.layers is not None
    assert choice.directions is not None
    qtbot.mouseClick(choice.directions.buttons["reverse"], Qt.MouseButton.LeftButton)
    assert session.sweep == (0, True)
    qtbot.mouseClick(choice.layers.buttons["1"], Qt.MouseButton.LeftButton)
    assert session.sweep == (1, False)
    assert choice.directions is None


def test_what_the_session_chooses_is_shown(session: Session, choice: LayerChoice) -> None:
    session.set_sweep((0, True))
    assert choice.layers is not None
    assert choice.directions is not None
    assert (choice.layers.choice, choice.directions.choice) == ("0", "reverse")


def test_a_plain_network_offers_no_choice(qtbot: QtBot, session: Session, choice: LayerChoice) -> None:
    assert not choice.isHidden()
    session.open(stacked(Layer(LSTM, 3)))
    assert choice.isHidden()
    assert choice.layers is None


def test_against_time_it_says_which_way_values_and_gradients_go(qtbot: QtBot, session: Session) -> None:
    told = Session(session.experiment.with_loss(Loss("squared")).with_targets([[1.0]] * 3))
    choice = LayerChoice(told)
    qtbot.addWidget(choice)
    assert choice._says.text() == ""
    told.set_sweep((0, True))
    assert choice._says.text() == "from step T to step 1"
    told.set_direction("backward")
    assert choice._says.text() == "gradients from step 1 to step T"
