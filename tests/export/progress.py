"""A training that has begun, without training."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rnnviz.engine.train import Progress
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.training import Training


def begun(experiment: Experiment, steps: int = 90, has_accuracy: bool = True) -> Experiment:
    """The experiment after ``steps`` steps in which the loss halves every ten, and accuracy rises up to 1."""
    step = np.arange(1.0, steps + 1)
    accuracy = step / steps if has_accuracy else np.full(steps, np.nan)
    curve = np.column_stack([step, 4.0 * 0.5 ** (step / 10), accuracy, 3.0 / step])
    progress = Progress(steps, experiment.parameters, curve=curve, held_out=curve[9::10, :3])
    return replace(experiment, training=Training(progress=progress))
