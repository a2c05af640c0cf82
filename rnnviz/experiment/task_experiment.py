"""New experiments that are ready to learn a task, or data of one's own."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ..engine.initial import initialise
from ..engine.loss import told
from ..engine.task import Value
from . import limit
from .experiment import Experiment
from .own_text import OwnText
from .training import Data, Training, find_task, find_training, make_source, what_is_learnt

if TYPE_CHECKING:
    from ..engine.cell import Cell


LIKE_TEXT, LIKE_DATA = "text", "delayed-regression"
"""The tasks whose defaults are those for a text and for data of one's own."""

UPDATES = 1_000


def new_task(
    key: str, cell: str | Cell | None = None, seed: int = 0, *, hidden_size: int | None = None, **options: Value
) -> Experiment:
    """An experiment for a task, with the network and settings that learn it unless told otherwise.

    Its sequence is one that is never learnt from. ``seed`` is that of the parameters and of the sequences.
    """
    task = find_task(key)
    training = Training(key, task.complete(options), settings=task.defaults.settings)
    experiment = _new(training, cell or task.defaults.cell, _or_default(hidden_size, task.defaults.hidden_size), seed)
    return replace(experiment, title=task.title, description=task.sentence)


def new_data(data: Data, cell: str | Cell | None = None, hidden_size: int | None = None, seed: int = 0) -> Experiment:
    """An experiment for data of one's own; its sequence is the first of those that are held out."""
    default = find_task(LIKE_TEXT if isinstance(data, OwnText) else LIKE_DATA).defaults
    training = Training(data=data, settings=default.settings)
    experiment = _new(training, cell or default.cell, _or_default(hidden_size, default.hidden_size), seed)
    return replace(experiment, title=data.title)


def n_updates(experiment: Experiment) -> int:
    """How many updates are known to be enough for the training of an experiment, or a round number of them."""
    training = find_training(experiment)
    if training.task is not None:
        return find_task(training.task).defaults.steps
    return UPDATES


def with_probe(experiment: Experiment) -> Experiment:
    """The experiment with the sequence on which its training is watched as its own."""
    probe = make_source(experiment).probe()
    n_steps = min(probe.n_steps if probe.lengths is None else int(probe.lengths[0]), limit.MAX_STEPS)
    return replace(experiment, inputs=probe.inputs[:n_steps, 0], targets=probe.targets[:n_steps, 0])


def begin_anew(experiment: Experiment, seed: int) -> Experiment:
    """The experiment before its training, with parameters, and sequences to learn from, of a seed.

    Forget gates begin so that they keep a state until the first target, at step t: with biases of log t (Tallec and
    Ollivier, 2018) and 1 on top.
    """
    limit.check_seed(seed)
    wanted = np.flatnonzero(told(experiment.targets)) if experiment.targets is not None else np.empty(0)
    bias = 1.0 + (round(math.log(wanted[0] + 1), 1) if wanted.size else 0.0)
    parameters = initialise(experiment.network, "uniform", seed, forget_bias=bias)
    training = find_training(experiment)
    settings = replace(training.settings, seed=seed)
    return replace(experiment, parameters=parameters, training=replace(training, settings=settings, progress=None))


def _or_default(size: int | None, default: int) -> int:
    return default if size is None else size


def _new(training: Training, cell: str | Cell, hidden_size: int, seed: int) -> Experiment:
    limit.check_seed(seed)
    sizes, kind = what_is_learnt(training)
    experiment = Experiment.new(
        cell,
        hidden_size=hidden_size,
        input_size=sizes.inputs,
        alphabet=sizes.alphabet,
        output_size=sizes.outputs,
        loss=kind,
        seed=seed,
    )
    seeded = replace(training, settings=replace(training.settings, seed=seed))
    return begin_anew(with_probe(replace(experiment, training=seeded)), seed)
