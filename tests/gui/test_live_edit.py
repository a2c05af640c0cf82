"""A live edit is one step however often it shows, and leaves nothing when cancelled."""

from __future__ import annotations

from functools import partial

from rnnviz.experiment import edits
from rnnviz.gui.live_edit import LiveEdit

from .editing import make_session


def test_many_shows_are_one_step_and_each_begins_from_the_original() -> None:
    session = make_session()
    before = session.experiment
    live = LiveEdit(session, "Scale W_f")
    for factor in (2.0, 3.0, 4.0):
        live.show(partial(edits.scale_parameter, name="W_f", factor=factor))
    assert (session.experiment.parameters["W_f"] == 4.0 * before.parameters["W_f"]).all()
    assert session.history.undo_label == "Scale W_f"
    session.undo()
    assert session.experiment is before


def test_two_live_edits_of_one_name_are_two_steps() -> None:
    session = make_session()
    for factor in (2.0, 3.0):
        LiveEdit(session, "Scale W_f").show(partial(edits.scale_parameter, name="W_f", factor=factor))
    assert len(session.history.past) == 2


def test_cancelling_leaves_no_step_behind() -> None:
    session = make_session()
    before = session.experiment
    live = LiveEdit(session, "Scale W_f")
    live.show(partial(edits.scale_parameter, name="W_f", factor=2.0))
    live.cancel()
    assert session.experiment is before
    assert not session.history.can_undo
    assert not session.history.can_redo


def test_cancelling_before_anything_was_shown_takes_back_nothing_else() -> None:
    session = make_session()
    session.apply("Scale", partial(edits.scale_parameter, name="W_f", factor=2.0))
    kept = session.experiment
    LiveEdit(session, "Scale W_f").cancel()
    assert session.experiment is kept


def test_a_refused_edit_changes_nothing() -> None:
    session = make_session()
    assert not LiveEdit(session, "Scale").show(partial(edits.scale_parameter, name="W_q", factor=2.0))
    assert not session.history.can_undo
