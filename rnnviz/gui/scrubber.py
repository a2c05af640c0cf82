"""Looking back along a training: the whole window shows the network as it was after some step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from ..experiment.checkpoint import at_checkpoint, checkpoint_steps
from ..experiment.experiment import Experiment
from ..experiment.limit import MAX_TITLE
from .live_edit import LiveEdit
from .session import Session


class Scrubber(QObject):
    """Shows the checkpoints of the experiment on screen, one after the other, and in the end the experiment again.

    However many are looked at, they are one step of the history, which ``leave`` withdraws. ``changed`` tells that
    another step is shown, or that others can be.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._live: LiveEdit | None = None
        self._original: Experiment | None = None
        self._step: int | None = None
        self._is_moving = False
        session.experiment_changed.connect(self._on_experiment)

    @property
    def experiment(self) -> Experiment:
        """The experiment whose training is looked back along: while that is done, not the one on screen."""
        return self._session.experiment if self._original is None else self._original

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps that can be shown, the last of them that of the experiment itself."""
        return checkpoint_steps(self.experiment)

    @property
    def step(self) -> int | None:
        """The earlier step that is shown; None where the experiment itself is."""
        return self._step

    def show(self, step: int) -> None:
        """Show the network after a step."""
        if step == self.steps[-1]:
            self.leave()
            return
        if self._live is None:
            self._original = self._session.experiment
            self._live = LiveEdit(self._session, "Look back along the training")
        self._move(partial(self._live.show, partial(at_checkpoint, step=step)), step)

    def leave(self) -> None:
        """Show the experiment itself again."""
        live = self._live
        if live is not None:
            self._move(live.cancel, None)

    def keep(self) -> None:
        """Open what is shown as an experiment of its own, in one step that can be undone."""
        step = self._step
        if step is not None:
            self.leave()
            self._session.apply(f"Open step {step} of the training", partial(_open, step=step))

    def _move(self, move: Callable[[], object], step: int | None) -> None:
        self._is_moving = True
        try:
            move()
        finally:
            self._is_moving = False
        self._step = step
        if step is None:
            self._live = self._original = None
        self.changed.emit()

    def _on_experiment(self, _old: object, _new: object) -> None:
        """Whatever else changes the experiment makes it one of its own."""
        if not self._is_moving and self._live is not None:
            self._live = self._original = self._step = None
            self.changed.emit()


def _open(experiment: Experiment, step: int) -> Experiment:
    found = at_checkpoint(experiment, step)
    words = f"after {step} step{'' if step == 1 else 's'}"
    title = f"{experiment.title}, {words}" if experiment.title else f"Network {words}"
    return replace(found, title=title[:MAX_TITLE])
