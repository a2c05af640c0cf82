"""What the process that trains does, order by order, without a process."""

from __future__ import annotations

from multiprocessing import Pipe
from multiprocessing.connection import Connection

import numpy as np
import pytest

from rnnviz.engine.optimiser import Settings
from rnnviz.experiment import headless, storage
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.task_edit import set_settings
from rnnviz.experiment.training import make_source
from rnnviz.gui.training_message import (
    PHASES,
    Advance,
    Begin,
    Order,
    Pause,
    PhaseDone,
    Ready,
    Run,
    Seen,
    Snapshot,
    Stopped,
)
from rnnviz.gui.training_process import Service, writes


class Window:
    """The other end of the line."""

    def __init__(self, experiment: Experiment) -> None:
        theirs: Connection
        self._line, theirs = Pipe()
        self.service = Service(theirs)
        self.answers: list[object] = []
        self.give(Begin(7, storage.dumps(experiment)))

    def give(self, order: Order) -> None:
        self._line.send(order)
        self.turn()

    def turn(self, times: int = 1) -> None:
        for _ in range(times):
            self.service.turn()
        while self._line.poll():
            self.answers.append(self._line.recv())

    @property
    def last(self) -> object:
        return self.answers[-1]


@pytest.fixture
def fresh() -> Experiment:
    return Experiment.new_task("hello")


def test_it_says_that_it_is_ready(fresh: Experiment) -> None:
    assert Window(fresh).answers == [Ready(7)]


def test_it_trains_until_the_goal_and_tells_the_whole_state(fresh: Experiment) -> None:
    window = Window(fresh)
    window.give(Run(5))
    window.turn(5)
    found = window.last
    assert isinstance(found, Snapshot)
    assert (found.progress.step, found.is_running, found.kept) == (5, False, (0, 1, 2, 3, 4, 5))
    wanted = headless.train(fresh, 5)
    for name, values in wanted.parameters.items():
        np.testing.assert_array_equal(found.progress.parameters[name], values)


def test_every_checkpoint_is_told_once(fresh: Experiment) -> None:
    window = Window(fresh)
    for _ in range(3):
        window.give(Advance(whole=True))
    told = [step for answer in window.answers if isinstance(answer, Snapshot) for step in answer.progress.checkpoints]
    assert told == [0, 1, 2, 3]


def test_phases_come_one_by_one_and_then_a_snapshot(fresh: Experiment) -> None:
    window = Window(fresh)
    for _ in PHASES:
        window.give(Advance(whole=False))
    phases = [answer.phase for answer in window.answers if isinstance(answer, PhaseDone)]
    assert tuple(phases) == PHASES
    assert isinstance(window.last, Snapshot)
    assert window.last.progress.step == 1


def test_what_is_left_of_a_step_is_done_first(fresh: Experiment) -> None:
    window = Window(fresh)
    window.give(Advance(whole=False))
    window.give(Advance(whole=True))
    assert isinstance(window.last, Snapshot)
    np.testing.assert_array_equal(window.last.progress.parameters["W"], headless.train(fresh, 1).parameters["W"])


def test_no_second_snapshot_comes_before_the_first_was_seen(fresh: Experiment) -> None:
    window = Window(fresh)
    window.give(Run(1_000))
    window.turn(50)
    assert sum(isinstance(answer, Snapshot) for answer in window.answers) == 1
    window.service._listen_at = 0.0
    window.give(Seen(0.0))
    window.turn(5)
    assert sum(isinstance(answer, Snapshot) for answer in window.answers) == 2


def test_a_pause_ends_with_a_snapshot(fresh: Experiment) -> None:
    window = Window(fresh)
    window.give(Run(1_000))
    window.service._listen_at = 0.0
    window.give(Pause())
    assert isinstance(window.last, Snapshot)
    assert not window.last.is_running


def test_what_cannot_be_read_is_refused(fresh: Experiment) -> None:
    window = Window(fresh)
    window.give(Begin(8, "nonsense"))
    assert isinstance(window.last, Stopped)
    assert (window.last.number, window.last.exploded) == (8, False)


def test_an_explosion_is_told_with_its_step() -> None:
    fresh = Experiment.new_task("sine")
    window = Window(set_settings(fresh, Settings(optimiser="sgd", rate=1e200, clip=None)))
    window.give(Run(100))
    for _ in range(100):
        if isinstance(window.last, Stopped):
            break
        window.turn()
    assert isinstance(window.last, Stopped)
    assert window.last.exploded
    assert window.last.reason.startswith("The training has stopped at step ")


def test_only_a_network_that_is_told_the_next_symbol_writes(fresh: Experiment) -> None:
    assert writes(make_source(fresh).probe())
    assert not writes(make_source(Experiment.new_task("recall")).probe())
    assert not writes(make_source(Experiment.new_task("sine")).probe())
