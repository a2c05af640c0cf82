"""The session: signals, edits, steps and sub-steps."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot

from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.session import BACKWARD_IS_COMPLETE, Session
from rnnviz.scene.shapes import Key
from rnnviz.scene.theme import DARK


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return Session(
        Experiment.new("lstm", input_size=2, hidden_size=3, output_size=1, loss="squared").with_inputs([[1, 0]] * 4)
    )


def heard(signal: SignalInstance) -> list[tuple[object, ...]]:
    calls: list[tuple[object, ...]] = []
    signal.connect(lambda *args: calls.append(args))
    return calls


def test_starts_at_the_first_step_with_everything_computed(session: Session) -> None:
    assert (session.step, session.substep) == (1, 8)
    assert not session.is_pending("f")
    assert not session.is_dirty


def test_an_edit_changes_experiment_and_run_and_tells_both(session: Session) -> None:
    edited, ran = heard(session.experiment_changed), heard(session.run_changed)
    before = session.experiment
    assert session.apply("set a weight", partial(edits.set_entry, name="W_f", index=(0, 1), value=2.0))
    assert edited == [(before, session.experiment)]
    assert ran == [(session.run,)]
    assert session.experiment.parameters["W_f"][0, 1] == 2.0
    assert session.is_dirty


def test_a_refused_edit_is_explained_and_changes_nothing(session: Session) -> None:
    told, edited = heard(session.message), heard(session.experiment_changed)
    before = session.experiment
    assert not session.apply("set a weight", partial(edits.set_entry, name="W_f", index=(9, 9), value=2.0))
    assert session.experiment is before
    assert edited == []
    assert "W_f" in str(told[0][0])


def test_an_edit_without_effect_is_no_step(session: Session) -> None:
    edited = heard(session.experiment_changed)
    assert session.apply("nothing", lambda experiment: experiment)
    assert edited == []
    assert not session.history.can_undo


def test_a_drag_is_one_step_of_undo(session: Session) -> None:
    before = session.experiment
    for value in (0.1, 0.2, 0.3):
        session.apply("drag", partial(edits.set_entry, name="b_f", index=0, value=value), merge="drag 1")
    assert session.experiment.parameters["b_f"][0] == 0.3
    session.undo()
    assert session.experiment is before
    assert not session.is_dirty
    session.redo()
    assert session.experiment.parameters["b_f"][0] == 0.3


def test_undo_without_history_does_nothing(session: Session) -> None:
    edited = heard(session.experiment_changed)
    session.undo()
    session.redo()
    assert edited == []


def test_advance_goes_through_the_equations_into_the_next_step(session: Session) -> None:
    session.go(1, 0)
    seen = []
    for _ in range(10):
        session.advance()
        seen.append((session.step, session.substep))
    assert seen == [*((1, k) for k in range(1, 9)), (2, 1), (2, 2)]


def test_retreat_takes_advance_back(session: Session) -> None:
    session.go(1, 0)
    forward = [(1, 0)]
    for _ in range(11):
        session.advance()
        forward.append((session.step, session.substep))
    back = [forward[-1]]
    for _ in range(11):
        session.retreat()
        back.append((session.step, session.substep))
    assert back == forward[::-1]


def test_advance_stops_at_the_end_and_retreat_at_the_beginning(session: Session) -> None:
    session.go(4)
    session.advance()
    assert (session.step, session.substep) == (4, 8)
    session.go(1, 0)
    session.retreat()
    assert (session.step, session.substep) == (1, 0)


def test_a_value_is_pending_until_its_equation_is_computed(session: Session) -> None:
    session.go(2, 3)
    assert [name for name in session.run.order if session.is_pending(name)] == ["o", "c", "h", "y", "loss"]
    assert session.is_pending("c.1")
    assert not session.is_pending("i.1")
    assert not session.is_pending("x")


def test_going_outside_the_sequence_stays_inside(session: Session) -> None:
    session.go(99)
    assert session.step == 4
    session.go(-3)
    assert session.step == 1


def test_going_nowhere_is_silent(session: Session) -> None:
    stepped = heard(session.step_changed)
    session.go(1)
    session.go(1, 99)
    assert stepped == []
    session.go(1, 2)
    assert stepped == [(1,)]


def test_the_step_stays_inside_a_sequence_that_shrinks(session: Session) -> None:
    session.go(4)
    stepped = heard(session.step_changed)
    session.apply("shorten", partial(edits.resize, n_steps=2))
    assert session.step == 2
    assert stepped == [(2,)]


def test_a_selection_is_kept_while_it_exists(session: Session) -> None:
    session.select(Key(3, "f"))
    selected = heard(session.selection_changed)
    session.apply("set a weight", partial(edits.set_entry, name="W_f", index=(0, 0), value=1.0))
    assert session.selection == Key(3, "f")
    session.apply("another cell", partial(edits.change_cell, cell="rnn"))
    assert session.selection is None
    assert selected == [(None,)]


@pytest.mark.parametrize(
    ("key", "exists"),
    [
        (Key(None, "U_f"), True),
        (Key(None, "U_q"), False),
        (Key(0, "c"), True),
        (Key(0, "f"), False),
        (Key(9, "f"), False),
        (Key(4, "target"), True),
        (Key(2, "nothing"), False),
    ],
)
def test_a_selection_of_what_is_not_there_ends_at_the_next_edit(session: Session, key: Key, exists: bool) -> None:
    session.select(key)
    session.apply("set a weight", partial(edits.set_entry, name="W_f", index=(0, 0), value=1.0))
    assert (session.selection == key) is exists


def test_gradients_are_kept_for_a_run_and_absent_without_a_loss(session: Session) -> None:
    assert session.gradients is session.gradients
    session.apply("no loss", partial(edits.set_loss, loss=None))
    assert session.gradients is None


def test_opening_begins_a_new_history_at_step_one(session: Session) -> None:
    session.go(3)
    session.apply("set a weight", partial(edits.set_entry, name="W_f", index=(0, 0), value=1.0))
    filed = heard(session.file_changed)
    session.open(Experiment.new("gru", input_size=1, hidden_size=2), Path("a.rnnviz"))
    assert (session.step, session.path, session.is_dirty) == (1, Path("a.rnnviz"), False)
    assert not session.history.can_undo
    assert filed == [()]


def test_saving_makes_the_present_clean(session: Session) -> None:
    session.apply("set a weight", partial(edits.set_entry, name="W_f", index=(0, 0), value=1.0))
    session.mark_saved(Path("b.rnnviz"))
    assert not session.is_dirty
    session.undo()
    assert session.is_dirty


def test_a_theme_is_told_once(session: Session) -> None:
    themed = heard(session.theme_changed)
    session.set_theme(DARK)
    session.set_theme(DARK)
    assert themed == [(DARK,)]


def test_backward_goes_from_the_last_step_to_the_first_and_through_the_names_in_reverse(session: Session) -> None:
    session.go(4)
    session.set_direction("backward")
    session.go(2, 6)
    seen = []
    for _ in range(4):
        session.advance()
        seen.append((session.step, session.substep))
    assert seen == [(2, 7), (2, 8), (1, 1), (1, 2)]
    session.go(1)
    session.advance()
    assert (session.step, session.substep) == (1, 8)


def test_retreat_takes_advance_back_in_the_backward_direction(session: Session) -> None:
    session.set_direction("backward")
    session.go(4, 0)
    places = [(4, 0)]
    for _ in range(11):
        session.advance()
        places.append((session.step, session.substep))
    back = [places[-1]]
    for _ in range(11):
        session.retreat()
        back.append((session.step, session.substep))
    assert back == places[::-1]
    session.retreat()
    assert (session.step, session.substep) == (4, 0)


def test_backward_a_gradient_is_pending_until_its_name_has_its_turn_from_the_loss_on(session: Session) -> None:
    session.set_direction("backward")
    session.go(2, 3)
    assert session.run.order == ("f", "i", "c_hat", "o", "c", "h", "y", "loss")
    assert [name for name in session.run.order if session.is_pending(name)] == ["f", "i", "c_hat", "o", "c"]
    assert session.is_pending("c.1")
    assert session.is_pending("x")
    assert (session.substep, session.value_substep) == (3, 8)
    session.go(2, 7)
    assert [name for name in (*session.run.order, "f.1", "x") if session.is_pending(name)] == ["f", "f.1", "x"]
    session.go(2)
    assert not session.is_pending("x")


def test_turning_round_keeps_the_step_and_shows_gradients(session: Session) -> None:
    session.go(3, 2)
    turned, shown, stepped = (
        heard(s) for s in (session.direction_changed, session.shows_changed, session.step_changed)
    )
    session.set_direction("backward")
    assert (session.direction, session.shows, session.step, session.substep) == ("backward", "gradient", 3, 8)
    session.set_direction("backward")
    assert (turned, shown, stepped) == ([("backward",)], [("gradient",)], [(3,)])
    session.set_direction("forward")
    assert (session.direction, session.shows) == ("forward", "value")


def test_choosing_gradients_turns_round_and_the_choice_is_kept(session: Session) -> None:
    shown = heard(session.shows_changed)
    session.set_shows("both")
    assert (session.direction, session.shows) == ("backward", "both")
    session.set_direction("forward")
    session.set_direction("backward")
    assert session.shows == "both"
    session.set_shows("value")
    assert (session.direction, session.shows) == ("backward", "value")
    assert shown == [("both",), ("value",), ("both",), ("value",)]


def test_without_a_loss_there_is_no_way_back_and_a_message_says_so(session: Session) -> None:
    session.apply("no loss", partial(edits.set_loss, loss=None))
    told, turned = heard(session.message), heard(session.direction_changed)
    session.set_direction("backward")
    session.set_shows("gradient")
    assert (session.direction, session.shows, turned) == ("forward", "value", [])
    assert len(told) == 2
    assert "loss" in str(told[0][0])


def test_a_loss_that_goes_turns_forward_again(session: Session) -> None:
    session.set_direction("backward")
    session.go(2, 3)
    turned, shown = heard(session.direction_changed), heard(session.shows_changed)
    session.apply("no loss", partial(edits.set_loss, loss=None))
    assert (session.direction, session.shows) == ("forward", "value")
    assert (session.step, session.substep) == (2, len(session.run.order))
    assert (turned, shown) == ([("forward",)], [("value",)])


def test_an_edit_keeps_the_direction_and_opening_does_not(session: Session) -> None:
    session.set_direction("backward")
    session.apply("set a weight", partial(edits.set_entry, name="W_f", index=(0, 0), value=1.0))
    assert session.direction == "backward"
    session.open(session.experiment)
    assert (session.direction, session.step) == ("forward", 1)


def test_a_scale_of_gradients_is_told_once(session: Session) -> None:
    scaled = heard(session.scale_changed)
    session.set_scale("decades")
    session.set_scale("decades")
    assert (session.scale, scaled) == ("decades", [("decades",)])


@pytest.mark.parametrize("substep", [None, 3])
def test_turning_backward_at_the_first_step_begins_the_pass_at_the_last(session: Session, substep: int | None) -> None:
    session.go(1, substep)
    stepped = heard(session.step_changed)
    session.set_direction("backward")
    assert (session.step, session.substep, stepped) == (4, 0, [(4,)])
    session.advance()
    assert (session.step, session.substep) == (4, 1)


def test_choosing_gradients_keeps_the_first_step(session: Session) -> None:
    session.set_shows("gradient")
    assert (session.direction, session.step, session.substep) == ("backward", 1, 8)


def test_the_end_of_the_backward_pass_is_told_and_that_of_the_forward_pass_is_not(session: Session) -> None:
    told = heard(session.message)
    session.go(4)
    session.advance()
    assert told == []
    session.set_direction("backward")
    session.go(1)
    session.advance()
    assert told == [(BACKWARD_IS_COMPLETE,)]
    assert (session.step, session.substep) == (1, 8)
