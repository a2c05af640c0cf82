"""Training without a window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ..engine.error import InputError
from ..engine.explosion import find_parameter
from ..engine.task import Value
from ..engine.train import Exploded, Trainer
from . import limit
from .checkpoint import with_progress
from .experiment import Experiment
from .task_experiment import begin_anew, n_updates, with_probe
from .training import Training, find_task, make_trainer

MAX_UPDATES = 10_000_000

OnUpdate = Callable[[Trainer], bool]
"""Called after each update; False ends the training."""


class ExplodedTraining(InputError):  # noqa: N818 - what has happened to a training, as Exploded in the engine
    """A training whose numbers exploded; ``learnt`` is what it had learnt before, None where that is nothing."""

    def __init__(self, error: Exploded, learnt: Experiment | None) -> None:
        self.learnt = learnt
        helps = ", or ".join(error.remedies)
        what = f"{error.culprit} that is not finite"
        super().__init__(f"training, step {error.step}", what, f"finite numbers; what helps: {helps}")


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
    place of what the experiment is trained on. Where numbers explode, ExplodedTraining tells at which step and has
    what was learnt before.

    The bits of the result depend on the number of threads that NumPy computes with: one, unless NumPy was imported
    before rnnviz or OPENBLAS_NUM_THREADS says otherwise.
    """
    if task is not None:
        experiment = give_task(experiment, task)
    if seed is not None:
        experiment = begin_anew(experiment, seed)
    count = n_updates(experiment) if steps is None else limit.whole_number("steps", steps, 1, MAX_UPDATES)
    trainer = make_trainer(experiment)
    begun = trainer.n_done
    try:
        for _ in range(count):
            trainer.step()
            if on_update is not None and not on_update(trainer):
                break
    except Exploded as error:
        is_kept = trainer.n_done > begun and find_parameter(trainer.parameters) is None
        raise ExplodedTraining(error, trained(experiment, trainer) if is_kept else None) from None
    return trained(experiment, trainer)


def trained(experiment: Experiment, trainer: Trainer) -> Experiment:
    """The experiment with what a trainer has made of it."""
    return with_progress(experiment, trainer.progress)


def give_task(experiment: Experiment, key: str, options: Mapping[str, Value] | None = None) -> Experiment:
    """The experiment with another task, at its default settings; it has to fit the network."""
    training = Training(key, options or {}, settings=find_task(key).defaults.settings)
    return with_probe(replace(experiment, training=training))
