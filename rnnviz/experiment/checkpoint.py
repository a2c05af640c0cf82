"""An experiment along its training: as it is now, as it was after some step, and before the first one."""

from __future__ import annotations

from dataclasses import replace

from ..engine.error import InputError
from ..engine.train import Progress, views
from .experiment import Experiment
from .training import find_progress, find_training


def with_progress(experiment: Experiment, progress: Progress) -> Experiment:
    """The experiment with what a training has made of it."""
    training = replace(find_training(experiment), progress=progress)
    return replace(experiment, parameters=progress.parameters, training=training)


def checkpoint_steps(experiment: Experiment) -> tuple[int, ...]:
    """After how many updates the parameters are known, the last of them the present ones; empty before training."""
    progress = find_progress(experiment)
    return (
        ()
        if progress is None
        else (*sorted(step for step in progress.checkpoints if step < progress.step), progress.step)
    )


def at_checkpoint(experiment: Experiment, step: int) -> Experiment:
    """The experiment with the parameters that it had after ``step`` updates, its training not begun."""
    progress = find_progress(experiment)
    if progress is None or step not in checkpoint_steps(experiment):
        known = ", ".join(map(str, checkpoint_steps(experiment))) or "none, as it was not trained"
        raise InputError("step", step, f"one of {known}")
    flat = progress.checkpoints.get(step)
    found = progress.parameters if flat is None else views(flat.copy(), experiment.network)
    return replace(experiment, parameters=found, training=replace(find_training(experiment), progress=None))


def before_training(experiment: Experiment) -> Experiment:
    """The experiment as it was before the first step of its training; itself where that has not begun."""
    steps = checkpoint_steps(experiment)
    return at_checkpoint(experiment, steps[0]) if steps else experiment
