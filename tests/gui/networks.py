"""Experiments on networks of several layers for the tests of the window."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.initial import initialise
from rnnviz.engine.network import Layer, Network
from rnnviz.experiment.experiment import Experiment


def stacked(*layers: Layer, n_steps: int = 3, output_size: int | None = 1) -> Experiment:
    """An experiment on these layers with two inputs that are 1 at every step, and no loss."""
    network = Network(2, layers, output_size)
    start = {name: np.zeros(size) for name, size in network.states.items()}
    return Experiment(network, initialise(network, "uniform", 0), np.ones((n_steps, 2)), start)
