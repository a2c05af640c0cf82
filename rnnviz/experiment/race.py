"""A race: networks side by side learn the same task, each from the beginning and with the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..engine.error import InputError
from ..engine.train import Progress
from .comparison import Contender
from .experiment import Experiment
from .task_experiment import begin_anew
from .training import find_task, find_training, make_source

CHECK_EVERY = 20
"""After so many updates the sequences that are held out are looked at, so that it is soon seen who has learnt it."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One network of a race before its first update; ``problem`` says in words why it cannot learn what others do."""

    title: str
    experiment: Experiment
    problem: str = ""


def line_up(experiment: Experiment, contenders: Sequence[Contender], seed: int) -> tuple[Lane, ...]:
    """The contenders of a comparison with ``experiment``, ready to learn what it learns.

    Parameters are drawn anew by ``seed``, which is also that of the sequences: all see the same batches.
    """
    return tuple(_lane(experiment, contender, seed) for contender in contenders)


def goal_of(experiment: Experiment) -> float | None:
    """The loss of the held-out sequences below which the task of an experiment is learnt; None where none is known."""
    task = find_training(experiment).task
    return None if task is None else find_task(task).defaults.goal


def learnt_at(progress: Progress, goal: float | None) -> int | None:
    """The update after which the loss of the held-out sequences was first seen below the goal; None while it is not."""
    below = progress.held_out[progress.held_out[:, 1] < (-np.inf if goal is None else goal), 0]
    return int(below[0]) if below.size else None


def _lane(experiment: Experiment, contender: Contender, seed: int) -> Lane:
    if contender.problem:
        return Lane(contender.title, contender.experiment, contender.problem)
    if contender.has_own_inputs:
        return Lane(contender.title, contender.experiment, "other sizes than what is to be learnt")
    training = find_training(experiment)
    settings = replace(training.settings, check_every=CHECK_EVERY)
    wished = replace(contender.experiment, training=replace(training, settings=settings, progress=None))
    try:
        ready = begin_anew(wished, seed)
        make_source(ready)
    except InputError as error:
        return Lane(contender.title, contender.experiment, str(error))
    return Lane(contender.title, ready)
