"""A race in processes of its own: networks train in turns, as many at once as leave a core for the window."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from ..engine.error import InputError
from ..engine.ops import Array
from ..engine.train import Progress
from ..experiment.checkpoint import with_progress
from ..experiment.experiment import Experiment
from ..experiment.race import Lane, goal_of, learnt_at
from .training_message import Pause, Ready, Run, Snapshot, Stopped
from .training_worker import Worker

State: TypeAlias = Literal["waiting", "running", "done", "out"]

ROUND = 0.12
"""So many seconds a round is to take in which every network has its turn."""
MOST_IN_TURN = 200
PROCESS_ENDED = "the process has ended"


@dataclass(eq=False, slots=True)
class Runner:
    """One network in a race: how far it has come, and why it is ``out`` of the race if it is.

    ``norms`` has ‖dL/dh_t‖ over the steps of its last batch, by layer. ``learnt_at`` is the update after which it was
    first seen to have learnt its task. ``pace`` is the time of an update in seconds.
    """

    lane: Lane
    state: State = "waiting"
    reason: str = ""
    progress: Progress | None = None
    norms: Mapping[str, Array] = field(default_factory=dict)
    learnt_at: int | None = None
    pace: float = 0.01
    worker: Worker | None = None
    is_ready: bool = False
    n_at_turn: int = 0
    turn_began: float = 0.0

    @property
    def n_done(self) -> int:
        """How many updates it has made."""
        return 0 if self.progress is None else self.progress.step


class Race(QObject):
    """Runs a race up to a number of updates; ``changed`` tells that there is something new to be seen.

    A network that is behind has its turn first, so that all stay about as far. Which turns there are changes nothing
    about the numbers.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runners: tuple[Runner, ...] = ()
        self._until = 0
        self._is_running = False

    @property
    def runners(self) -> tuple[Runner, ...]:
        """The networks, in the order of the comparison."""
        return self._runners

    @property
    def until(self) -> int:
        """After how many updates of each network the race is over."""
        return self._until

    @property
    def is_running(self) -> bool:
        """Whether the networks are on their way."""
        return self._is_running

    @property
    def has_begun(self) -> bool:
        """Whether there is anything to be seen of a race."""
        return any(runner.progress is not None or runner.state == "running" for runner in self._runners)

    @property
    def is_over(self) -> bool:
        """Whether no network has anything left to do."""
        return all(runner.state == "out" or runner.n_done >= self._until for runner in self._runners)

    def line_up(self, lanes: Sequence[Lane]) -> None:
        """End what there was, and make these networks ready."""
        self.close()
        self._runners = tuple(Runner(lane, "out" if lane.problem else "waiting", lane.problem) for lane in lanes)
        self.changed.emit()

    def start(self, until: int) -> None:
        """Let the networks go on until each has made so many updates."""
        self._until = until
        for runner in self._runners:
            if runner.state == "done" and runner.n_done < until:
                runner.state = "waiting"
        self._is_running = not self.is_over
        self._give_turns()
        self.changed.emit()

    def pause(self) -> None:
        """Stop every network after the update that it is making."""
        self._is_running = False
        for runner in self._runners:
            if runner.state == "running" and runner.worker is not None and runner.is_ready:
                runner.worker.ask(Pause())
        self.changed.emit()

    def close(self) -> None:
        """End all processes; what has been seen stays."""
        self._is_running = False
        for runner in self._runners:
            self._dismiss(runner)
            if runner.state == "running":
                runner.state = "waiting"

    def _give_turns(self) -> None:
        """Let those that are behind go first, as many as there are cores beside that of the window."""
        if not self._is_running:
            return
        free = _cores_to_use() - sum(runner.state == "running" for runner in self._runners)
        waiting = [runner for runner in self._runners if runner.state == "waiting"]
        for runner in sorted(waiting, key=_n_done)[: max(0, free)]:
            self._give_turn(runner)
        if self.is_over:
            self.close()

    def _give_turn(self, runner: Runner) -> None:
        runner.state = "running"
        if runner.worker is not None:
            self._send_off(runner)
            return
        runner.worker = Worker(self)
        runner.worker.answered.connect(self._on_answer)
        runner.worker.lost.connect(self._on_lost)
        try:
            runner.worker.begin(_so_far(runner))
        except InputError as error:
            self._give_up(runner, str(error))

    def _send_off(self, runner: Runner) -> None:
        """Let a network that is ready make the updates of one turn."""
        assert runner.worker is not None
        round_time = sum(other.pace for other in self._runners if other.state in ("waiting", "running"))
        count = max(1, min(MOST_IN_TURN, round(ROUND / max(round_time, 1e-6))))
        runner.n_at_turn, runner.turn_began = runner.n_done, time.perf_counter()
        runner.worker.ask(Run(min(self._until, runner.n_done + count)))

    def _on_answer(self, answer: object) -> None:
        runner = self._runner_of(self.sender())
        if runner is None or runner.worker is None:
            return
        match answer:
            case Ready():
                runner.is_ready = True
                if self._is_running:
                    self._send_off(runner)
                else:
                    runner.state = "waiting"
            case Snapshot():
                self._take(runner, answer)
            case Stopped():
                self._give_up(runner, answer.reason)
        self.changed.emit()

    def _take(self, runner: Runner, seen: Snapshot) -> None:
        """Keep what is seen of a network, and let the next one go at the end of its turn."""
        runner.progress = seen.progress
        runner.learnt_at = runner.learnt_at or learnt_at(seen.progress, goal_of(runner.lane.experiment))
        runner.norms = runner.norms if seen.norms is None else seen.norms
        if seen.is_running:
            return
        made = runner.n_done - runner.n_at_turn
        if made:
            runner.pace = (time.perf_counter() - runner.turn_began) / made
        runner.state = "done" if runner.n_done >= self._until else "waiting"
        self._give_turns()

    def _give_up(self, runner: Runner, reason: str) -> None:
        runner.state, runner.reason = "out", reason
        self._dismiss(runner)
        self._give_turns()

    def _on_lost(self, _code: object) -> None:
        runner = self._runner_of(self.sender())
        if runner is not None:
            self._give_up(runner, PROCESS_ENDED)
            self.changed.emit()

    def _runner_of(self, worker: object) -> Runner | None:
        return next((runner for runner in self._runners if runner.worker is worker), None)

    def _dismiss(self, runner: Runner) -> None:
        worker, runner.worker, runner.is_ready = runner.worker, None, False
        if worker is not None:
            worker.close()
            worker.deleteLater()


def _so_far(runner: Runner) -> Experiment:
    """The experiment of a network as far as it has come."""
    experiment, progress = runner.lane.experiment, runner.progress
    return experiment if progress is None else with_progress(experiment, progress)


def _n_done(runner: Runner) -> int:
    return runner.n_done


def _cores_to_use() -> int:
    """All but one, which is that of the window."""
    return max(1, (os.cpu_count() or 1) - 1)
