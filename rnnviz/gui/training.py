"""The training of the experiment on screen: started, paused and stepped, with what it has come to shown as it goes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from ..engine.error import InputError
from ..engine.train import Progress
from ..experiment.checkpoint import before_training, with_progress
from ..experiment.experiment import Experiment
from ..experiment.task_experiment import n_updates
from ..experiment.training import find_progress, find_training
from .pace import Pace
from .scrubber import Scrubber
from .session import Session
from .training_message import PHASES, Advance, Pause, Phase, PhaseDone, Ready, Run, Seen, Snapshot, Stopped
from .training_worker import Worker

State: TypeAlias = Literal["idle", "starting", "running", "paused", "stepping"]

CHANGED = "The experiment was changed, so the training has stopped. Start goes on from what is shown."
NOTHING_TO_LEARN = "There is nothing to learn yet: choose a task or data of your own, or give a loss and targets."


class TrainingSession(QObject):
    """Trains the experiment of a session in a process of its own, and applies every snapshot to it as one edit.

    Every snapshot is the whole state of the training, so what is on screen can be saved, undone or gone on from at any
    time, and nothing is lost where the process ends. ``state`` is idle where the process does not hold what is on
    screen, stepping between two phases of a step. Any other edit stops the training.
    ``progressed`` gives a Snapshot that is on screen by then, ``phase_done`` a PhaseDone, ``told`` a sentence.
    """

    state_changed = Signal(str)
    progressed = Signal(object)
    phase_done = Signal(object)
    told = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.scrubber = Scrubber(session, self)
        self.worker = Worker(self)
        self.worker.answered.connect(self._on_answer)
        self.worker.lost.connect(self._on_lost)
        session.experiment_changed.connect(self._on_experiment)
        self._state: State = "idle"
        self._is_applying = False
        self._wish: Run | Advance | None = None
        self._until: int | None = None
        self._rate: float | None = None
        self._known: Progress | None = None
        self._phase: PhaseDone | None = None
        self._last: Snapshot | None = None
        self._shown: Experiment | None = None
        self._trouble = ""
        self._pace = Pace()

    @property
    def state(self) -> State:
        """What the training does now."""
        return self._state

    @property
    def is_busy(self) -> bool:
        """Whether the training goes on by itself."""
        return self._state in ("starting", "running")

    @property
    def is_applying(self) -> bool:
        """Whether the experiment changes by a snapshot just now, which ``progressed`` tells after."""
        return self._is_applying

    @property
    def n_done(self) -> int:
        """How many updates the experiment has had."""
        progress = self.progress
        return 0 if progress is None else progress.step

    @property
    def progress(self) -> Progress | None:
        """How far the experiment's training has come; None where it has not begun."""
        return find_progress(self.scrubber.experiment)

    @property
    def until(self) -> int:
        """The step at which the training ends by itself."""
        return n_updates(self.scrubber.experiment) if self._until is None else self._until

    @property
    def rate(self) -> float | None:
        """Steps per second; None is as fast as possible."""
        return self._rate

    @property
    def speed(self) -> float | None:
        """Steps per second as they are made; None where nothing is known of it."""
        return self._pace.speed if self._state == "running" else None

    @property
    def seconds_left(self) -> float | None:
        """How long it will take to the end; None where that is not known."""
        speed = self.speed
        return (self.until - self.n_done) / speed if speed else None

    @property
    def phase(self) -> PhaseDone | None:
        """What the last phase of a step that is made phase by phase has computed."""
        return self._phase

    @property
    def next_phase(self) -> Phase:
        """The phase that comes next."""
        return PHASES[0] if self._phase is None else PHASES[(PHASES.index(self._phase.phase) + 1) % len(PHASES)]

    @property
    def last(self) -> Snapshot | None:
        """The last snapshot of the training on screen."""
        return self._last

    @property
    def trouble(self) -> str:
        """Why the training cannot go on; empty where nothing is wrong."""
        return self._trouble

    @property
    def obstacle(self) -> str:
        """Why there is nothing to train; empty where there is."""
        training = find_training(self.session.experiment)
        is_given = training.task is not None or training.data is not None or self.session.can_go_backward
        return "" if is_given else NOTHING_TO_LEARN

    def start(self) -> None:
        """Train until the end; from there, as many steps again."""
        if self.n_done >= self.until:
            self.set_until(self.n_done + n_updates(self.session.experiment))
        self._ask(Run(self.until, self._rate))

    def pause(self) -> None:
        """Stop after the step that is being made."""
        if self._state == "starting":
            self._wish = None
        elif self._state == "running":
            self.worker.ask(Pause())

    def toggle(self) -> None:
        """Start, or pause."""
        if self.is_busy:
            self.pause()
        else:
            self.start()

    def advance(self) -> None:
        """Do the next phase of a step."""
        self._ask(Advance(whole=False))

    def step(self) -> None:
        """Do one step, or what is left of it."""
        self._ask(Advance(whole=True))

    def cancel(self) -> None:
        """Stop at once, and go back to where the run began."""
        is_begun = self.session.experiment is self._shown
        self.worker.ask(Pause())
        self._forget()
        if is_begun:
            self.session.undo()

    def reset(self) -> None:
        """Go back to before the first step."""
        self.scrubber.leave()
        self.session.apply("Reset the training", before_training)

    def set_rate(self, rate: float | None) -> None:
        """Make so many steps per second from now on; None is as fast as possible."""
        self._rate = rate
        self._pace = Pace()
        if self._state == "running":
            self.worker.ask(Run(self.until, rate))

    def set_until(self, step: int) -> None:
        """Choose the step at which the training ends."""
        self._until = step
        if self._state == "running":
            self.worker.ask(Run(step, self._rate))
        self.state_changed.emit(self._state)

    def close(self) -> None:
        """End the process."""
        self.worker.close()
        self._forget()

    def _ask(self, wish: Run | Advance) -> None:
        """Ask the process for something, which first gets what is on screen unless it has it."""
        self.scrubber.leave()
        if self.obstacle:
            self._fail(self.obstacle)
            return
        if self.is_busy:
            if isinstance(wish, Advance):
                self.pause()
            return
        self._trouble = ""
        if self._state == "idle":
            self._begin(wish)
            return
        self.worker.ask(wish)
        if isinstance(wish, Run):
            self._phase = None
            self._pace = Pace()
            self._set_state("running")

    def _begin(self, wish: Run | Advance) -> None:
        """Have the process take what is on screen, and then do what is wished."""
        try:
            self.worker.begin(self.session.experiment)
        except InputError as error:
            self._fail(str(error))
            return
        self._wish, self._known = wish, find_progress(self.session.experiment)
        self._set_state("starting")

    def _on_answer(self, answer: object) -> None:
        is_old = getattr(answer, "number", None) != self.worker.number or self._state == "idle"
        if is_old:
            return
        match answer:
            case Ready():
                self._on_ready()
            case Snapshot():
                self._on_snapshot(answer)
            case PhaseDone():
                self._phase = answer
                self._set_state("stepping" if answer.phase != PHASES[-1] else "paused")
                self.phase_done.emit(answer)
            case Stopped():
                self._forget()
                self._fail(answer.reason)

    def _on_ready(self) -> None:
        wish, self._wish = self._wish, None
        self._set_state("paused")
        if wish is not None:
            self._ask(wish)

    def _on_snapshot(self, found: Snapshot) -> None:
        """Show a snapshot, and say how soon the next one is wanted."""
        interval = self._pace.note(found.progress.step)
        checkpoints = dict(found.progress.checkpoints)
        old = {} if self._known is None else self._known.checkpoints
        known = {step: checkpoints[step] if step in checkpoints else old[step] for step in found.kept}
        self._known = replace(found.progress, checkpoints=known)
        self._last = found
        self._is_applying = True
        try:
            merge = f"training {self.worker.number} of {id(self.worker)}"
            is_shown = self.session.apply("Train", partial(with_progress, progress=self._known), merge)
        finally:
            self._is_applying = False
        self._shown = self.session.experiment
        self.worker.ask(Seen(interval))
        if not found.is_running and self._state == "running":
            self._set_state("paused")
        if is_shown:
            self.progressed.emit(found)

    def _on_lost(self, code: int | None) -> None:
        was_busy = self._state != "idle"
        self._forget()
        if was_busy:
            reason = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
            words = f"The process that trains has ended unexpectedly ({reason}). Nothing is lost: Start goes on from"
            self._fail(f"{words} step {self.n_done}.")

    def _on_experiment(self, old: Experiment, new: Experiment) -> None:
        """Let a training go that is not that of the experiment on screen."""
        if self._is_applying or (self._state != "idle" and _trains_alike(old, new)):
            return
        if find_training(old).task != find_training(new).task or find_training(old).data is not find_training(new).data:
            self._until = None
        was_busy = self.is_busy
        if was_busy:
            self.worker.ask(Pause())
        self._forget()
        self._trouble = ""
        if was_busy:
            self.told.emit(CHANGED)

    def _fail(self, reason: str) -> None:
        self._trouble = reason
        self.told.emit(reason)
        self.state_changed.emit(self._state)

    def _forget(self) -> None:
        self._wish = self._known = self._phase = self._last = self._shown = None
        self._set_state("idle")

    def _set_state(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)


def _trains_alike(old: Experiment, new: Experiment) -> bool:
    """Whether an edit leaves everything as it is that a training depends on."""
    training = find_training(new)
    has_source = training.task is not None or training.data is not None
    return (
        new.network is old.network
        and new.training is old.training
        and new.loss is old.loss
        and all(new.parameters[name] is old.parameters[name] for name in new.parameters)
        and all(new.start[name] is old.start[name] for name in new.start)
        and new.schedule is old.schedule
        and (has_source or (new.inputs is old.inputs and new.targets is old.targets))
    )
