"""The session's layer and direction: chosen, followed by the selection, and kept where the network changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer, sweep_of
from rnnviz.gui.session import Session
from rnnviz.scene.shapes import Key

from .networks import stacked


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


@pytest.mark.parametrize("name", ["y", "W_hy", "loss", "p"])
def test_the_read_out_is_seen_with_the_last_layer(session: Session, name: str) -> None:
    session.select(Key(1, name))
    assert session.sweep == (1, False)


def test_the_input_is_seen_with_the_first_layer_in_either_direction(session: Session) -> None:
    session.set_sweep((0, True))
    session.select(Key(1, "x"))
    assert session.sweep == (0, True)
    session.set_sweep((1, False))
    session.select(Key(2, "x"))
    assert session.sweep == (0, False)


def test_selecting_nothing_stays(session: Session) -> None:
    session.select(Key(1, "2.z"))
    session.select(None)
    assert session.sweep == (1, False)


def test_sub_steps_are_followed_through_the_layers_and_steps_are_not(session: Session) -> None:
    order = session.run.order
    session.go(1, 0)
    seen = []
    for _ in order:
        session.advance()
        seen.append(session.sweep)
    assert seen == [sweep_of(name) or (1, False) for name in order]
    session.set_sweep((0, True))
    session.go(2)
    assert session.sweep == (0, True)


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
