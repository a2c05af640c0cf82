"""What a network learns from a batch: the mean loss and its gradient by the parameters alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .batch import Batch, check_batch, mean_over_sequences
from .each import EachAlone
from .loss import Loss
from .network import Network, qualify
from .ops import Array
from .schedule import PLAIN, Schedule
from .score import Score, score
from .unroll import Unrolled, unroll


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
    learner = learner_for(network, loss, schedule or PLAIN)
    check_batch(batch, network, loss, schedule or PLAIN)
    with np.errstate(all="ignore"):
        learner.forward(parameters, batch)
        found = learner.score()
        gradients = learner.backward()
        return Learnt(
            found.loss,
            found.n_told,
            found.accuracy,
            learner.outputs,
            gradients,
            learner.states(),
            learner.norms() if norms else None,
        )


def learner_for(network: Network, loss: Loss, schedule: Schedule) -> Together | EachAlone:
    """What runs the batches: all sequences of one together unless units are held or outputs fed back."""
    return (
        EachAlone(network, loss, schedule) if schedule.clamps or schedule.feeds else Together(network, loss, schedule)
    )


class Together:
    """Runs the sequences of a batch together: ``forward``, then ``score``, then ``backward``."""

    def __init__(self, network: Network, loss: Loss, schedule: Schedule) -> None:
        self.network = network
        self.loss = loss
        self.schedule = schedule

    def forward(self, parameters: Mapping[str, Array], batch: Batch) -> None:
        """Compute all values of a batch."""
        self._parameters, self._batch = parameters, batch
        self._orders = {reverse: _order(batch, reverse) for reverse in (False, True)}
        self._sweeps: dict[tuple[int, bool], Unrolled] = {}
        given = self.schedule.given
        signal = batch.inputs if given is None else np.where(given[:, None, None], batch.inputs, 0.0)
        for k, layer in enumerate(self.network.layers):
            for reverse in layer.directions:
                self._sweeps[k, reverse] = self._unroll(k, reverse, signal)
            signal = np.concatenate([self._given(k, reverse) for reverse in layer.directions], axis=2)
        self._top = signal
        if self.network.output_size is not None:
            signal = signal @ parameters["W_hy"].T + parameters["b_y"]
        self._read_out = signal
        self.outputs = signal if self.loss.on == "y" else self._value(self.loss.on)

    def score(self) -> Score:
        """The loss and accuracy of the batch."""
        found, self._slope = score(self.loss, self.outputs, self._batch, self.schedule.read)
        self._n_told = found.n_told
        return found

    def backward(self) -> dict[str, Array]:
        """The gradient of the loss by each parameter."""
        found: dict[str, Array] = {}
        signal = np.zeros(self._top.shape)
        if self.network.output_size is not None:
            found["W_hy"], found["b_y"] = np.zeros(self._parameters["W_hy"].shape), np.zeros(self.network.output_size)
            if self.loss.on == "y":
                found["W_hy"] = np.tensordot(self._slope, self._top, axes=((0, 1), (0, 1)))
                found["b_y"] = self._slope.sum(axis=(0, 1))
                signal = self._slope @ self._parameters["W_hy"]
        self._norms: dict[str, Array] = {}
        for k in reversed(range(len(self.network.layers))):
            signal = self._through_layer(k, signal, found)
        return {name: found[name] for name in self.network.parameters}

    def states(self) -> dict[str, Array]:
        """The states after the last step of each sequence, of the layers in time; each (B, n)."""
        batch, found = self._batch, {}
        last = np.full(batch.size, batch.n_steps) if batch.lengths is None else batch.lengths
        for (k, reverse), unrolled in self._sweeps.items():
            if reverse:
                continue
            for state in unrolled.cell.states:
                name = qualify(k, reverse, state.name)
                first = self._start(name, unrolled.sizes.hidden_size)
                history = np.concatenate([first[None], unrolled.values[state.name]])
                found[name] = history[last, np.arange(batch.size)]
        return found

    def norms(self) -> dict[str, Array]:
        """‖dL/dh_t‖ of what each layer gives, the mean over the sequences that have a step t; each (T,)."""
        return self._norms

    def _through_layer(self, k: int, signal: Array, found: dict[str, Array]) -> Array:
        directions = self.network.layers[k].directions
        below: list[Array] = []
        for reverse, part in zip(directions, np.split(signal, len(directions), axis=2), strict=True):
            unrolled, order = self._sweeps[k, reverse], self._orders[reverse]
            output = unrolled.cell.output.name
            upstream = {output: part[order]}
            for name in unrolled.cell.values:
                if qualify(k, reverse, name) == self.loss.on:
                    upstream[name] = upstream.get(name, 0.0) + self._slope[order]
            adjoint = unrolled.backward(upstream)
            below.append(adjoint.inputs[order])
            found |= {qualify(k, reverse, name): array for name, array in adjoint.parameters.items()}
            lengths = self._n_told * np.sqrt((adjoint.values[output][order] ** 2).sum(axis=2))
            self._norms[qualify(k, reverse, output)] = mean_over_sequences(lengths, self._batch)
        return sum(below[1:], below[0])

    def _unroll(self, k: int, reverse: bool, signal: Array) -> Unrolled:
        layer = self.network.layers[k]
        own = {p.name: self._parameters[qualify(k, reverse, p.name)] for p in layer.cell.parameters}
        start = {
            state.name: self._start(qualify(k, reverse, state.name), layer.hidden_size) for state in layer.cell.states
        }
        return unroll(layer.cell, own, signal[self._orders[reverse]], start)

    def _start(self, name: str, size: int) -> Array:
        start = self._batch.start or {}
        return start[name] if name in start else np.zeros((self._batch.size, size))

    def _given(self, k: int, reverse: bool) -> Array:
        unrolled = self._sweeps[k, reverse]
        return unrolled.values[unrolled.cell.output.name][self._orders[reverse]]

    def _value(self, full: str) -> Array:
        for (k, reverse), unrolled in self._sweeps.items():
            for name, array in unrolled.values.items():
                if qualify(k, reverse, name) == full:
                    return array[self._orders[reverse]]
        raise KeyError(full)


def _order(batch: Batch, reverse: bool) -> tuple[NDArray[np.int64], NDArray[np.int64]] | slice:
    """The order of the steps in which a direction runs: each sequence against time within its own length."""
    if not reverse:
        return slice(None)
    if batch.lengths is None:
        return slice(None, None, -1)
    steps = np.arange(batch.n_steps)[:, None]
    order = np.where(steps < batch.lengths, batch.lengths - 1 - steps, steps)
    return order, np.arange(batch.size)
