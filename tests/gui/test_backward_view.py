"""The pictures follow the session backward."""

from __future__ import annotations

import pytest

from rnnviz.engine.run import Run
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.backward_view import backward_of, describe_key
from rnnviz.gui.session import Session
from rnnviz.scene.backward import Backward
from rnnviz.scene.shapes import Key


def make_session() -> Session:
    return Session(Experiment.new("lstm", input_size=1, hidden_size=2, output_size=1, loss="squared"))


def test_forward_there_are_no_gradients() -> None:
    session = make_session()
    assert backward_of(session) is None
    assert "dL/d" not in describe_key(session, Key(1, "f"))


def test_forward_none_are_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Run, "gradients", lambda *_: pytest.fail("gradients were computed"))
    assert backward_of(make_session()) is None


def test_backward_they_are_shown_as_the_session_wants() -> None:
    session = make_session()
    session.set_direction("backward")
    session.set_shows("both")
    session.set_scale("decades")
    assert session.gradients is not None
    assert backward_of(session) == Backward(session.gradients, "decades", "both")
    assert "dL/df" in describe_key(session, Key(1, "f"))
