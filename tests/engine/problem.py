"""Random problems: distinct weights for every gate, and initial states that are not zero."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from rnnviz.cells import CELLS
from rnnviz.engine.cell import Cell
from rnnviz.engine.loss import Loss, Targets
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.ops import Array
from rnnviz.engine.run import Run, forward

from .odd_cells import ODD_CELLS

ALL_CELLS = CELLS | ODD_CELLS


@dataclass(frozen=True)
class Problem:
    """One cell with everything it runs on; arrays may be changed through copies only."""

    cell: Cell
    parameters: Mapping[str, Array]
    inputs: Array
    start: Mapping[str, Array]


def problem(cell: Cell, n_steps: int = 6, input_size: int = 3, hidden_size: int = 4, seed: int = 0) -> Problem:
    """A problem for one cell."""
    random = np.random.default_rng(seed)
    sizes = {"input": input_size, "hidden": hidden_size}
    parameters = {
        p.name: random.normal(size=[sizes[size] for size in p.shape]) * 0.9 / np.sqrt(hidden_size)
        for p in cell.parameters
    }
    start = {state.name: random.normal(size=hidden_size) for state in cell.states}
    return Problem(cell, parameters, random.normal(size=(n_steps, input_size)), start)


@dataclass(frozen=True)
class Setting:
    """Everything that a run of a network is made of."""

    network: Network
    parameters: Mapping[str, Array]
    inputs: Array
    start: Mapping[str, Array]
    loss: Loss
    targets: Targets

    def run(self, **changes: object) -> Run:
        """The run, with some of its parts changed."""
        parts = {name: getattr(self, name) for name in ("network", "parameters", "inputs", "start", "loss", "targets")}
        return forward(**(parts | changes))


def setting(*layers: Layer, kind: str = "squared", on: str = "y", n_steps: int = 5, seed: int = 0) -> Setting:
    """A network of inputs of size 3 with a read-out of size 2; one step and one unit have no target."""
    random = np.random.default_rng(seed)
    network = Network(3, layers, 2)
    parameters = {name: random.normal(size=shape) * 0.6 for name, shape in network.parameters.items()}
    start = {name: random.normal(size=size) for name, size in network.states.items()}
    size = 2 if on == "y" else layers[-1].hidden_size
    if kind == "softmax":
        targets = random.integers(0, size, size=n_steps)
        targets[1] = -1
        return Setting(network, parameters, random.normal(size=(n_steps, 3)), start, Loss("softmax", on), targets)
    numbers = random.normal(size=(n_steps, size))
    numbers[2, 0], numbers[-2] = np.nan, np.nan
    return Setting(network, parameters, random.normal(size=(n_steps, 3)), start, Loss("squared", on), numbers)


def slope(function: Callable[[Array], float], at: Array, step: float = 1e-5) -> Array:
    """The gradient of a function of an array by central differences of fourth order."""
    gradient = np.empty(at.shape)
    for index in np.ndindex(at.shape):
        values = []
        for shift in (-2, -1, 1, 2):
            moved = at.copy()
            moved[index] += shift * 50 * step
            values.append(function(moved))
        gradient[index] = (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * 50 * step)
    return gradient


def furthest(a: Array, b: Array) -> float:
    """The largest difference of two arrays, as a part of the largest number of the second, or of 0.01."""
    assert a.shape == b.shape
    return float(np.abs(a - b).max() / max(np.abs(b).max(), 0.01)) if a.size else 0.0
