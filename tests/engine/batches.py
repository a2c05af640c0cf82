"""Random batches, and what each of their sequences gives alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from rnnviz.cells import CELLS
from rnnviz.engine.batch import Batch
from rnnviz.engine.loss import Loss, Targets
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.ops import Array
from rnnviz.engine.run import Run, forward
from rnnviz.engine.schedule import PLAIN, Schedule

NETWORKS = {
    "lstm": Network(3, (Layer(CELLS["lstm"], 4),), 2),
    "gru": Network(3, (Layer(CELLS["gru"], 4),), 2),
    "relu": Network(3, (Layer(CELLS["rnn-relu"], 4),), 2),
    "stacked": Network(3, (Layer(CELLS["gru-reset-after"], 4), Layer(CELLS["lstm"], 3), Layer(CELLS["rnn"], 5)), 2),
    "bidirectional": Network(3, (Layer(CELLS["lstm"], 4, True),), 2),
    "stacked-bidirectional": Network(3, (Layer(CELLS["rnn"], 4, True), Layer(CELLS["gru"], 3, True)), 2),
    "no-read-out": Network(3, (Layer(CELLS["rnn"], 3), Layer(CELLS["lstm"], 2)), None),
}


def draw_parameters(network: Network, seed: int = 0) -> dict[str, Array]:
    """Random parameters."""
    random = np.random.default_rng(seed)
    return {name: random.normal(size=shape) * 0.6 for name, shape in network.parameters.items()}


def draw_batch(network: Network, loss: Loss, size: int = 3, n_steps: int = 6, *, ragged: bool = False) -> Batch:
    """Random sequences; one step of one has no target, nor has one unit of another."""
    random = np.random.default_rng(size)
    width = 2
    targets: Targets
    if loss.kind == "softmax":
        targets = random.integers(0, width, (n_steps, size))
        targets[1, 0] = -1
    else:
        targets = random.normal(size=(n_steps, size, width))
        targets[1, 0], targets[2, -1, 0] = np.nan, np.nan
    lengths = random.permutation(np.arange(size) % n_steps + max(1, n_steps - size + 1)) if ragged else None
    start = {name: random.normal(size=(size, width)) for name, width in network.states.items()}
    return Batch(random.normal(size=(n_steps, size, network.input_size)), targets, lengths, start)


def run_alone(  # noqa: PLR0917 - all that a run is made of
    network: Network,
    parameters: Mapping[str, Array],
    loss: Loss,
    batch: Batch,
    b: int,
    schedule: Schedule = PLAIN,
) -> Run:
    """One sequence of a batch by itself."""
    length = batch.n_steps if batch.lengths is None else int(batch.lengths[b])
    start = {name: (batch.start or {}).get(name, np.zeros((batch.size, n)))[b] for name, n in network.states.items()}
    inputs, targets = batch.inputs[:length, b], batch.targets[:length, b]
    return forward(network, parameters, inputs, start, loss, targets, schedule.part(0, length))
