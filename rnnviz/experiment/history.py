"""Undo and redo: the experiments of a session as one value."""

from __future__ import annotations

from dataclasses import dataclass

from .experiment import Experiment

MAX_EDITS = 1_000


@dataclass(frozen=True, slots=True)
class Step:
    """One edit: its label, and the experiment on the far side of it."""

    label: str
    experiment: Experiment


@dataclass(frozen=True, slots=True)
class History:
    """The experiment on screen between what undo and what redo leads to; every change gives a new history.

    ``past`` has the oldest step first, ``future`` the next one first; ``merge`` is the key of the drag that may still
    replace the present experiment without a step of its own.
    """

    present: Experiment
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    merge: object = None

    @property
    def can_undo(self) -> bool:
        """Whether an edit can be taken back."""
        return bool(self.past)

    @property
    def can_redo(self) -> bool:
        """Whether an edit that was taken back can be made again."""
        return bool(self.future)

    @property
    def undo_label(self) -> str | None:
        """The label of the edit that undo takes back."""
        return self.past[-1].label if self.past else None

    @property
    def redo_label(self) -> str | None:
        """The label of the edit that redo makes again."""
        return self.future[0].label if self.future else None

    def push(self, label: str, experiment: Experiment, merge: object = None) -> History:
        """The history after one more edit; what could be redone is gone.

        Edits in a row with one ``merge`` key, such as those of a drag, are one step. Beyond MAX_EDITS the oldest
        steps are forgotten. The present experiment itself is no edit.
        """
        if experiment is self.present:
            return self
        if merge is not None and merge == self.merge:
            return History(experiment, self.past, (), merge)
        past = (*self.past, Step(label, self.present))
        return History(experiment, past[-MAX_EDITS:], (), merge)

    def undo(self) -> History:
        """The history one step back, or itself where there is nothing to undo."""
        if not self.past:
            return self
        last = self.past[-1]
        return History(last.experiment, self.past[:-1], (Step(last.label, self.present), *self.future))

    def withdraw(self) -> History:
        """The history without its last step, which cannot be redone."""
        return History(self.past[-1].experiment, self.past[:-1]) if self.past else self

    def redo(self) -> History:
        """The history one step forward, or itself where there is nothing to redo."""
        if not self.future:
            return self
        following = self.future[0]
        return History(following.experiment, (*self.past, Step(following.label, self.present)), self.future[1:])
