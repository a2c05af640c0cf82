"""New experiments that are ready to learn a task."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from ..engine.initial import initialise
from ..engine.task import Value
from . import limit
from .experiment import Experiment
from .training import Training, find_task, make_source

if TYPE_CHECKING:
    from ..engine.cell import Cell


def new_task(key: str, cell: str | Cell | None = None, seed: int = 0, **options: Value) -> Experiment:
    """An experiment for a task, with the network and settings that learn it unless told otherwise.

    Its sequence is one that is never learnt from. ``seed`` is that of the parameters and of the sequences.
    """
    task = find_task(key)
    limit.check_seed(seed)
    known, default = task.complete(options), task.defaults
    sizes = task.sizes(known)
    experiment = Experiment.new(
        default.cell if cell is None else cell,
        hidden_size=default.hidden_size,
        input_size=sizes.inputs,
        alphabet=sizes.alphabet,
        output_size=sizes.outputs,
        loss=task.loss,
        seed=seed,
    )
    training = Training(key, known, replace(default.settings, seed=seed))
    named = replace(experiment, title=task.title, description=task.sentence, training=training)
    return _remembering(with_probe(named), seed)


def _remembering(experiment: Experiment, seed: int) -> Experiment:
    """Begin with forget gates that keep a state for as long as the sequence: bias log T (Tallec and Ollivier, 2018)."""
    names = [name for name in experiment.network.parameters if name.rpartition(".")[2] == "b_f"]
    bias = max(1.0, round(math.log(experiment.n_steps), 1))
    kept = initialise(experiment.network, "uniform", seed, names, forget_bias=bias)
    return experiment.with_parameters(kept) if kept else experiment


def with_probe(experiment: Experiment) -> Experiment:
    """The experiment with the sequence on which its training is watched as its own."""
    probe = make_source(experiment).probe()
    n_steps = probe.n_steps if probe.lengths is None else int(probe.lengths[0])
    targets = probe.targets[:n_steps, 0]
    return replace(experiment, inputs=probe.inputs[:n_steps, 0], targets=targets)
