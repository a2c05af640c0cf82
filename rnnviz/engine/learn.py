"""What a network learns from a batch: the mean loss and its gradient by the parameters alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .batch import Batch, check_batch
from .each import EachAlone
from .loss import Loss
from .network import Network
from .ops import Array
from .schedule import PLAIN, Schedule
from .together import Together


@dataclass(frozen=True, eq=False, slots=True)
class Learnt:
    """What a network learns from a batch.

    ``loss`` is the mean of L_t over the ``n_told`` steps with a target, of all sequences; ``parameters`` its gradient
    by each parameter. ``outputs`` of shape (T, B, n) is the value that the loss reads. ``states`` has the states that
    the last step of each sequence leaves in the layers in time, each (B, n). ``norms``, where asked for, has by the
    full name of what each layer gives ‖dL/dh_t‖ at each step, of shape (T,): of the summed loss of a sequence, the mean
    over the sequences that have a step t.
    """

    loss: float
    n_told: int
    accuracy: float | None
    outputs: Array
    parameters: Mapping[str, Array]
    states: Mapping[str, Array]
    norms: Mapping[str, Array] | None = None


def learn(  # noqa: PLR0913, PLR0917 - the five things that are learned from, and what to tell of it
    network: Network,
    parameters: Mapping[str, Array],
    loss: Loss,
    batch: Batch,
    schedule: Schedule | None = None,
    norms: bool = False,
) -> Learnt:
    """Run a batch forward and backward."""
    check_batch(batch, network, loss, schedule or PLAIN)
    learner = learner_for(network, loss, schedule or PLAIN)
    gradients = {name: np.zeros(shape) for name, shape in network.parameters.items()}
    lengths: dict[str, Array] | None = {} if norms else None
    with np.errstate(all="ignore"):
        learner.forward(parameters, batch)
        found = learner.score()
        learner.backward(gradients, lengths)
        outputs, states = learner.outputs.copy(), learner.states()
    return Learnt(found.loss, found.n_told, found.accuracy, outputs, gradients, states, lengths)


def learner_for(network: Network, loss: Loss, schedule: Schedule) -> Together | EachAlone:
    """What runs the batches: all sequences of one together unless units are held or outputs fed back."""
    return (
        EachAlone(network, loss, schedule) if schedule.clamps or schedule.feeds else Together(network, loss, schedule)
    )
