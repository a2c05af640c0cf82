"""The process that trains: it does what the window asks for and tells what came out; nothing of Qt is in it."""

from __future__ import annotations

import signal
import time
from collections.abc import Mapping
from dataclasses import replace
from multiprocessing.connection import Connection

import numpy as np

from ..engine.batch import Batch
from ..engine.error import InputError
from ..engine.ops import Array
from ..engine.train import Exploded, Trainer
from ..experiment import storage
from ..experiment.experiment import Experiment
from ..experiment.sampling import draw_sample
from ..experiment.training import find_progress, make_trainer
from .training_message import (
    PHASES,
    Advance,
    Answer,
    Begin,
    Order,
    Pause,
    Phase,
    PhaseDone,
    Ready,
    Run,
    Seen,
    Snapshot,
    Stopped,
)

LISTEN_EVERY = 0.005
"""So many seconds pass at most between two looks at what the window says, unless a step takes longer."""
SHARE_OF_EXTRAS = 0.04
"""The part of the time that norms and samples may take."""
RESET_LEADS_BACK = "Reset goes back to before the first step."
SAMPLE_LENGTH, SAMPLE_TEMPERATURE = 60, 0.7


def serve(connection: Connection) -> None:
    """Do what is asked for until the window leaves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is meant for the window
    service = Service(connection)
    try:
        while True:
            service.turn()
    except (EOFError, ConnectionError):
        return  # the window is gone


class Service:
    """One training at a time, and what the window is told of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._number = 0
        self._experiment: Experiment | None = None
        self._trainer: Trainer | None = None
        self._goal: Run | None = None
        self._next_phase = 0
        self._has_stepped = False
        self._known: set[int] = set()
        self._is_awaited = True
        self._extras = _Extras()
        self._listen_at = self._show_at = self._step_at = 0.0

    def turn(self) -> None:
        """Listen, or do one step."""
        now = time.perf_counter()
        if self._goal is None:
            self._obey(self._connection.recv())
            return
        if now >= self._listen_at:
            self._listen_at = now + LISTEN_EVERY
            while self._connection.poll():
                self._obey(self._connection.recv())
        if self._goal is None:
            return
        if self._goal.rate is not None and now < self._step_at:
            self._connection.poll(min(LISTEN_EVERY * 4, self._step_at - now))
            return
        self._run(self._goal, now)

    def _run(self, goal: Run, now: float) -> None:
        """One step towards a goal."""
        trainer = self._trainer
        if trainer is None or trainer.n_done >= goal.until or not self._finish_step(trainer):
            self._stop()
            return
        if goal.rate is not None:
            self._step_at = max(now, self._step_at) + 1.0 / goal.rate
        if trainer.n_done >= goal.until:
            self._stop()
        elif self._is_awaited and self._clock() >= self._show_at:
            self._show(trainer, is_running=True)

    def _clock(self) -> float:
        """Processor time, so that the window's share stays small on a busy machine too; while waiting, plain time."""
        is_paced = self._goal is not None and self._goal.rate is not None
        return time.perf_counter() if is_paced else time.process_time()

    def _obey(self, order: Order) -> None:
        match order:
            case Begin():
                self._begin(order)
            case Run():
                self._goal, self._step_at, self._show_at = order, time.perf_counter(), 0.0
            case Pause():
                self._stop()
            case Seen():
                self._is_awaited = True
                self._show_at = self._clock() + order.interval
            case Advance():
                self._advance(order.whole)

    def _begin(self, order: Begin) -> None:
        self._number, self._goal, self._next_phase = order.number, None, 0
        self._has_stepped = False
        self._trainer = self._experiment = None
        try:
            self._experiment = storage.loads(order.text)
            self._trainer = make_trainer(self._experiment)
        except InputError as error:
            self._send(Stopped(self._number, str(error), False))
            return
        progress = find_progress(self._experiment)
        self._known = set() if progress is None else set(progress.checkpoints)
        self._is_awaited, self._show_at = True, 0.0
        self._extras = _Extras(writes(self._trainer.source.probe()))
        self._send(Ready(self._number))

    def _stop(self) -> None:
        """Tell the whole state, between two steps or between two phases of one."""
        self._goal = None
        if self._trainer is not None:
            self._show(self._trainer, is_running=False)

    def _advance(self, whole: bool) -> None:
        trainer = self._trainer
        if trainer is None:
            return
        if whole:
            self._finish_step(trainer)
        else:
            self._do_phase(trainer)
        if self._next_phase == 0 and self._trainer is not None:
            self._show(trainer, is_running=False)

    def _finish_step(self, trainer: Trainer) -> bool:
        """Do what is left of a step; whether it went well."""
        try:
            if self._next_phase == 0:
                trainer.step()
            while self._next_phase:
                _do(trainer, PHASES[self._next_phase])
                self._next_phase = (self._next_phase + 1) % len(PHASES)
        except (Exploded, InputError) as error:
            self._give_up(error)
            return False
        self._has_stepped = True
        return True

    def _do_phase(self, trainer: Trainer) -> None:
        phase = PHASES[self._next_phase]
        before = {name: array.copy() for name, array in trainer.parameters.items()} if phase == "update" else {}
        step = trainer.n_done + 1
        try:
            _do(trainer, phase)
        except (Exploded, InputError) as error:
            self._give_up(error)
            return
        self._next_phase = (self._next_phase + 1) % len(PHASES)
        self._has_stepped = self._next_phase == 0
        self._send(_tell_phase(self._number, step, phase, trainer, before))

    def _give_up(self, error: Exploded | InputError) -> None:
        """Let a training go that cannot go on; what the window was shown last is as far as it came."""
        trainer = self._trainer
        self._goal, self._next_phase, self._has_stepped = None, 0, False
        if trainer is not None:
            self._show(trainer, is_running=False)
        self._trainer = None
        exploded = isinstance(error, Exploded)
        reason = f"The training has stopped at {error}. {RESET_LEADS_BACK}" if exploded else str(error)
        self._send(Stopped(self._number, reason, exploded))

    def _show(self, trainer: Trainer, is_running: bool) -> None:
        """Send a snapshot, unless the parameters have exploded: then the next step will say so."""
        if not _is_finite(trainer):
            return
        progress = trainer.progress
        fresh = {step: flat for step, flat in progress.checkpoints.items() if step not in self._known}
        kept = tuple(progress.checkpoints)
        self._known = set(kept)
        norms = self._extras.norms(trainer) if self._has_stepped else None
        sample = None if self._experiment is None else self._extras.sample(self._experiment, trainer)
        progress = replace(progress, checkpoints=fresh)
        self._is_awaited = False
        self._send(Snapshot(self._number, progress, kept, is_running, norms, sample))

    def _send(self, answer: Answer) -> None:
        self._connection.send(answer)


class _Extras:
    """What is computed beside a training, each so rarely that it takes little of the time."""

    def __init__(self, can_sample: bool = False) -> None:
        self._due: dict[str, float] = {}
        self._can_sample = can_sample

    def norms(self, trainer: Trainer) -> Mapping[str, Array] | None:
        """‖dL/dh_t‖ of the current batch."""
        began = self._begin("norms")
        if began is None:
            return None
        found = trainer.norms()
        self._end("norms", began)
        return found

    def sample(self, experiment: Experiment, trainer: Trainer) -> str | None:
        """A line of what a character model writes."""
        began = self._begin("sample") if self._can_sample else None
        if began is None:
            return None
        try:
            now = replace(experiment, parameters=dict(trainer.parameters))
            found = draw_sample(now, None, SAMPLE_LENGTH, SAMPLE_TEMPERATURE, 0).text
        except InputError:
            self._can_sample = False
            return None
        self._end("sample", began)
        return found

    def _begin(self, what: str) -> float | None:
        now = time.perf_counter()
        return now if now >= self._due.get(what, 0.0) else None

    def _end(self, what: str, began: float) -> None:
        now = time.perf_counter()
        self._due[what] = now + (now - began) / SHARE_OF_EXTRAS


def writes(probe: Batch) -> bool:
    """Whether a network that learns such sequences can write: every step is told the symbol of the next one."""
    if probe.targets.ndim != 2 or probe.n_steps < 2:
        return False
    symbols, targets = probe.inputs[:, 0].argmax(axis=1), probe.targets[:, 0]
    return bool((targets[:-1] == symbols[1:]).all())


def _do(trainer: Trainer, phase: Phase) -> None:
    match phase:
        case "forward":
            trainer.forward()
        case "loss":
            trainer.loss()
        case "backward":
            trainer.backward()
        case "update":
            trainer.update()


def _tell_phase(number: int, step: int, phase: Phase, trainer: Trainer, before: Mapping[str, Array]) -> PhaseDone:
    batch = trainer.batch
    told = PhaseDone(number, step, phase, (batch.n_steps, batch.size))
    match phase:
        case "forward":
            length = batch.n_steps if batch.lengths is None else int(batch.lengths[0])
            return replace(told, outputs=trainer.outputs[:length, 0].copy())
        case "loss":
            return replace(told, score=trainer.score)
        case "backward":
            lengths = {name: float(np.linalg.norm(array)) for name, array in trainer.gradients.items()}
            return replace(told, lengths=lengths, norm=trainer.norm, norms=trainer.norms())
    return replace(told, changes={name: array - before[name] for name, array in trainer.parameters.items()})


def _is_finite(trainer: Trainer) -> bool:
    return all(np.isfinite(array).all() for array in trainer.parameters.values())
