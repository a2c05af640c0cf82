"""Undo and redo: laws that hold after any sequence of edits, checked against lists."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from rnnviz.experiment import edits, history
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.history import History

FIRST = Experiment.new("rnn", input_size=1, hidden_size=1)


def titled(number: int) -> Experiment:
    return edits.retitle(FIRST, f"experiment {number}")


class Session(RuleBasedStateMachine):
    """A history beside the plainest model of one: a list of (label, experiment), a place, and the open merge key."""

    def __init__(self) -> None:
        super().__init__()
        self.history = History(FIRST)
        self.steps: list[tuple[str | None, Experiment]] = [(None, FIRST)]
        self.place = 0
        self.open: str | None = None
        self.count = 0

    @rule(merge=st.sampled_from([None, "drag W[0, 0]", "drag W[0, 1]"]))
    def edit(self, merge: str | None) -> None:
        self.count += 1
        label, experiment = f"edit {self.count}", titled(self.count)
        self.history = self.history.push(label, experiment, merge)
        del self.steps[self.place + 1 :]
        if merge is not None and merge == self.open:
            self.steps[-1] = (self.steps[-1][0], experiment)
        else:
            self.steps.append((label, experiment))
            self.place += 1
        self.open = merge

    @rule()
    def edit_nothing(self) -> None:
        before = self.history
        self.history = self.history.push("nothing", self.history.present, "drag W[0, 0]")
        assert self.history is before

    @rule()
    def undo(self) -> None:
        before = self.history
        self.history = self.history.undo()
        if self.place == 0:
            assert self.history is before
        else:
            self.place -= 1
            self.open = None
            assert self.history.redo().present is before.present

    @rule()
    def withdraw(self) -> None:
        before = self.history
        self.history = self.history.withdraw()
        self.open = None
        if self.place == 0:
            assert self.history is before
        else:
            del self.steps[self.place :]
            self.place -= 1

    @rule()
    def redo(self) -> None:
        before = self.history
        self.history = self.history.redo()
        if self.place == len(self.steps) - 1:
            assert self.history is before
        else:
            self.place += 1
            self.open = None
            assert self.history.undo().present is before.present

    @invariant()
    def agrees_with_the_list(self) -> None:
        ahead = self.steps[self.place + 1 :]
        assert self.history.present is self.steps[self.place][1]
        assert self.history.can_undo == (self.place > 0)
        assert self.history.can_redo == bool(ahead)
        assert self.history.undo_label == self.steps[self.place][0]
        assert self.history.redo_label == (ahead[0][0] if ahead else None)


TestSession = Session.TestCase
TestSession.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def test_a_drag_is_one_step_that_keeps_its_first_label() -> None:
    dragged = History(FIRST)
    for number in range(5):
        dragged = dragged.push(f"drag to {number}", titled(number), merge=("W", 0, 0))
    assert dragged.undo_label == "drag to 0"
    assert dragged.present.title == "experiment 4"
    assert dragged.undo().present is FIRST
    assert dragged.undo().redo().present is dragged.present


def test_a_drag_after_an_undo_is_a_new_step() -> None:
    after = (
        History(FIRST).push("drag", titled(1), merge="k").push("other", titled(2)).undo().push("drag", titled(3), "k")
    )
    assert after.undo().present.title == "experiment 1"


def test_the_oldest_steps_are_forgotten_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MAX_EDITS", 3)
    long = History(FIRST)
    for number in range(6):
        long = long.push("edit", titled(number))
    for _ in range(5):
        long = long.undo()
    assert long.present.title == "experiment 2"
