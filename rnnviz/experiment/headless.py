"""Training without a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..engine.error import InputError
from ..engine.train import Exploded, Trainer
from . import limit
from .checkpoint import with_progress
from .experiment import Experiment
from .task_experiment import begin_anew, n_updates, with_probe
from .training import Training, find_task, make_trainer

MAX_UPDATES = 10_000_000

OnUpdate = Callable[[Trainer], bool]
"""Called after each update; False ends the training."""


def train(
    experiment: Experiment,
    steps: int | None = None,
    seed: int | None = None,
    task: str | None = None,
    on_update: OnUpdate | None = None,
) -> Experiment:
    """The experiment after ``steps`` more updates: its parameters, and how far its training has come.

    Without ``steps`` there are as many as its task is known to need. A ``seed`` begins anew, with parameters and
    sequences of that seed; without one the training goes on where it stands. ``task`` is the key of a task to learn in
    place of what the experiment is trained on. Where numbers explode, InputError tells at which step.
    """
    if task is not None:
        experiment = give_task(experiment, task)
    if seed is not None:
        experiment = begin_anew(experiment, seed)
    count = n_updates(experiment) if steps is None else limit.whole_number("steps", steps, 1, MAX_UPDATES)
    trainer = make_trainer(experiment)
    try:
        for _ in range(count):
            trainer.step()
            if on_update is not None and not on_update(trainer):
                break
    except Exploded as error:
        raise InputError("training", str(error), "a training that stays finite") from None
    return trained(experiment, trainer)


def trained(experiment: Experiment, trainer: Trainer) -> Experiment:
    """The experiment with what a trainer has made of it."""
    return with_progress(experiment, trainer.progress)


def give_task(experiment: Experiment, key: str) -> Experiment:
    """The experiment with another task, at its default options and settings; it has to fit the network."""
    training = Training(key, settings=find_task(key).defaults.settings)
    return with_probe(replace(experiment, training=training))
