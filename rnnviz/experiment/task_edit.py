"""Edits that give an experiment something to learn, with a network that fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..engine.loss import Kind, Loss
from ..engine.optimiser import Settings
from ..engine.schedule import PLAIN
from ..engine.task import Sizes, Value
from .experiment import Experiment
from .task_experiment import begin_anew, new_data, new_task, with_probe
from .training import Data, Training, find_task, find_training, what_is_learnt


def learn_task(
    experiment: Experiment, key: str, options: Mapping[str, Value] | None = None, *, keeps_layers: bool = True
) -> Experiment:
    """The experiment with a task, at the settings that are known to learn it.

    Where it ``keeps_layers`` these stay as they are, and so do their parameters unless input, read-out or loss have to
    change; otherwise the network is the one that is known to learn the task.
    """
    task, seed = find_task(key), find_training(experiment).settings.seed
    chosen: dict[str, Any] = dict(options or {})
    if not keeps_layers:
        return new_task(key, seed=seed, **chosen)
    training = Training(key, chosen, settings=replace(task.defaults.settings, seed=seed))
    return replace(_fit(experiment, training), title=task.title, description=task.sentence)


def learn_data(experiment: Experiment, data: Data, *, keeps_layers: bool = True) -> Experiment:
    """The experiment with data of one's own to learn; see ``learn_task``."""
    known = new_data(data, seed=find_training(experiment).settings.seed)
    if not keeps_layers:
        return known
    return replace(_fit(experiment, find_training(known)), title=known.title, description="")


def set_settings(experiment: Experiment, settings: Settings) -> Experiment:
    """The experiment with other settings of its training; another seed begins anew, with other parameters."""
    training = find_training(experiment)
    if settings.seed != training.settings.seed:
        changed = replace(experiment, training=replace(training, settings=settings))
        return begin_anew(changed, settings.seed)
    return replace(experiment, training=replace(training, settings=settings))


def _fit(experiment: Experiment, training: Training) -> Experiment:
    """An experiment with the same layers that fits what is to be learnt, before its first step."""
    sizes, kind = what_is_learnt(training)
    if _does_fit(experiment, sizes, kind):
        return with_probe(replace(experiment, training=training, schedule=PLAIN))
    layers = experiment.network.layers
    fresh = Experiment.new(
        [layer.cell for layer in layers],
        hidden_size=[layer.hidden_size for layer in layers],
        bidirectional=[layer.bidirectional for layer in layers],
        input_size=sizes.inputs,
        alphabet=sizes.alphabet,
        output_size=sizes.outputs,
        loss=kind,
    )
    return begin_anew(with_probe(replace(fresh, training=training)), training.settings.seed)


def _does_fit(experiment: Experiment, sizes: Sizes, kind: Kind) -> bool:
    network = experiment.network
    return (
        (network.input_size, network.output_size) == (sizes.inputs, sizes.outputs)
        and experiment.alphabet == sizes.alphabet
        and experiment.loss == Loss(kind)
    )
