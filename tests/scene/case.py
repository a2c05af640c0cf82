"""Small runs with known values for the tests of the pictures."""

from __future__ import annotations

from typing import Literal

import numpy as np

from rnnviz.cells import CELLS
from rnnviz.engine.loss import Loss, Targets
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import Run, forward
from rnnviz.engine.schedule import Feedback, Schedule


def make_run(
    cell: str = "rnn",
    *,
    hidden_size: int = 2,
    n_steps: int = 3,
    input_size: int = 1,
    output_size: int | None = 1,
    loss: str | None = "squared",
) -> Run:
    """A run of one layer with seeded weights, inputs and targets; the last step has no target."""
    network = Network(input_size, (Layer(CELLS[cell], hidden_size),), output_size)
    return run_network(network, n_steps, loss)


def run_network(network: Network, n_steps: int, loss: str | None = None) -> Run:
    """A run of any network; a softmax has the classes 0, 1, … in turn as targets."""
    random = np.random.default_rng(7)
    parameters = {name: random.uniform(-1, 1, shape) for name, shape in network.parameters.items()}
    start = {name: random.uniform(-1, 1, size) for name, size in network.states.items()}
    inputs = random.uniform(-1, 1, (n_steps, network.input_size))
    if loss is None:
        return forward(network, parameters, inputs, start)
    size = network.output_size or network.top_size
    targets: Targets
    if loss == "softmax":
        targets = np.arange(n_steps) % size
        targets[-1] = -1
        return forward(network, parameters, inputs, start, Loss("softmax", "y"), targets)
    targets = random.uniform(-1, 1, (n_steps, size))
    targets[-1] = np.nan
    return forward(network, parameters, inputs, start, Loss("squared", "y"), targets)


def schedule_run(
    *,
    cell: str = "rnn",
    hidden_size: int = 4,
    n_steps: int = 4,
    given: tuple[int, ...] | None = None,
    read: tuple[int, ...] | None = None,
    feedback: Feedback | None = None,
    clamped: tuple[int, ...] = (),
    loss: Literal["softmax", "squared"] = "squared",
    size: int = 2,
) -> Run:
    """A run of one layer with a schedule: the steps given and read (from 1), and units (from 0) clamped throughout."""
    network = Network(size, (Layer(CELLS[cell], hidden_size),), size)
    plain = run_network(network, n_steps, loss)
    clamps = np.full((n_steps, hidden_size), np.nan)
    clamps[:, list(clamped)] = 0.5
    inputs, outputs = (None if s is None else np.isin(np.arange(1, n_steps + 1), s) for s in (given, read))
    schedule = Schedule(inputs, outputs, feedback, {"h": clamps} if clamped else {})
    return forward(network, plain.parameters, plain.inputs, plain.start, plain.loss, plain.targets, schedule=schedule)


def spell(text: str, alphabet: str) -> Run:
    """A character model over ``alphabet`` that reads ``text``."""
    network = Network(len(alphabet), (Layer(CELLS["rnn"], 2),), len(alphabet))
    random = np.random.default_rng(7)
    parameters = {name: random.uniform(-1, 1, shape) for name, shape in network.parameters.items()}
    inputs = np.eye(len(alphabet))[[alphabet.index(letter) for letter in text]]
    targets = np.array([*(alphabet.index(letter) for letter in text[1:]), -1])
    return forward(network, parameters, inputs, {"h": np.zeros(2)}, Loss("softmax", "y"), targets)
