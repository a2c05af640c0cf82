"""The session's layer and direction: chosen, followed by the selection, and kept where the network changes."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.engine.initial import initialise
from rnnviz.engine.network import Layer, Network
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.session import Session
from rnnviz.scene.shapes import Key


def stacked(*layers: Layer) -> Experiment:
    network = Network(2, layers, 1)
    start = {name: np.zeros(size) for name, size in network.states.items()}
    return Experiment(network, initialise(network, "uniform", 0), np.ones((3, 2)), start)


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return Session(stacked(Layer(CELLS["lstm"], 3, bidirectional=True), Layer(CELLS["gru"], 2)))


def heard(signal: SignalInstance) -> list[object]:
    calls: list[object] = []
    signal.connect(calls.append)
    return calls


def test_begins_in_the_first_layer_and_tells_another_choice_once(session: Session) -> None:
    chosen = heard(session.sweep_changed)
    assert session.sweep == (0, False)
    session.set_sweep((0, True))
    session.set_sweep((0, True))
    assert (session.sweep, chosen) == ((0, True), [(0, True)])


def test_a_sweep_that_the_network_has_not_is_a_mistake_of_the_caller(session: Session) -> None:
    with pytest.raises(ValueError, match="sweep"):
        session.set_sweep((1, True))


@pytest.mark.parametrize(("name", "sweep"), [("1r.f", (0, True)), ("2.z", (1, False)), ("h", (0, False))])
def test_selecting_in_another_layer_looks_into_it(session: Session, name: str, sweep: tuple[int, bool]) -> None:
    session.set_sweep((1, False) if sweep != (1, False) else (0, False))
    chosen = heard(session.sweep_changed)
    session.select(Key(1, name))
    assert (session.sweep, chosen) == (sweep, [sweep])


def test_selecting_what_is_of_no_layer_or_nothing_stays(session: Session) -> None:
    session.set_sweep((1, False))
    for key in (Key(1, "x"), Key(None, "W_hy"), Key(1, "y"), None):
        session.select(key)
        assert session.sweep == (1, False)


def test_the_sweep_has_moved_when_the_selection_is_told(session: Session) -> None:
    seen: list[object] = []
    session.selection_changed.connect(lambda _key: seen.append(session.sweep))
    session.select(Key(None, "2.W_z"))
    assert seen == [(1, False)]


def test_an_edit_keeps_the_sweep_while_the_network_has_it(session: Session) -> None:
    session.set_sweep((0, True))
    session.apply("other inputs", lambda experiment: experiment.with_inputs([[0, 1]] * 3))
    assert session.sweep == (0, True)
    session.apply("one way", lambda _: stacked(Layer(CELLS["lstm"], 3), Layer(CELLS["gru"], 2)))
    assert session.sweep == (0, False)
    session.set_sweep((1, False))
    chosen = heard(session.sweep_changed)
    session.apply("one layer", lambda _: stacked(Layer(CELLS["lstm"], 3)))
    assert (session.sweep, chosen) == ((0, False), [(0, False)])


def test_another_experiment_begins_in_its_first_layer(session: Session) -> None:
    session.set_sweep((1, False))
    session.open(stacked(Layer(CELLS["gru"], 3), Layer(CELLS["gru"], 2)))
    assert session.sweep == (0, False)
