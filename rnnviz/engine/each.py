"""What a network learns from a batch where each sequence has to be run alone: units are held, or outputs fed back."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .batch import Batch, mean_over_sequences, read_size
from .loss import Loss
from .network import Network, qualify
from .ops import Array
from .run import Run, forward
from .schedule import Schedule
from .score import Score, score


class EachAlone:
    """Runs the sequences of a batch one by one: ``forward``, then ``score``, then ``backward``."""

    def __init__(self, network: Network, loss: Loss, schedule: Schedule) -> None:
        self.network = network
        self.loss = loss
        self.schedule = schedule

    def forward(self, parameters: Mapping[str, Array], batch: Batch) -> None:
        """Compute all values of a batch."""
        self._batch = batch
        self._lengths = np.full(batch.size, batch.n_steps) if batch.lengths is None else batch.lengths
        self._runs = {b: self._run(parameters, b) for b in range(batch.size) if self._lengths[b]}
        size = read_size(self.network, self.loss)
        self.outputs = np.zeros((batch.n_steps, batch.size, size))
        for b, run in self._runs.items():
            self.outputs[: run.n_steps, b] = run[self.loss.on]

    def score(self) -> Score:
        """The loss and accuracy of the batch."""
        found, self._slope = score(self.loss, self.outputs.swapaxes(1, 2), self._batch, self.schedule.read)
        self._n_told = found.n_told
        return found

    def backward(self, gradients: Mapping[str, Array], norms: dict[str, Array] | None = None) -> None:
        """Store the gradient of the loss by each parameter in ``gradients``, and fill ``norms``; see ``Learnt``."""
        lengths = {name: np.zeros(self.outputs.shape[:2]) for name in _given_names(self.network)}
        for array in gradients.values():
            array[...] = 0.0
        for b, run in self._runs.items():
            found = run.gradients(upstream={self.loss.on: self._slope[: run.n_steps, :, b]})
            for name, array in found.parameters.items():
                np.add(gradients[name], array, out=gradients[name])
            for name, norm in lengths.items():
                norm[: run.n_steps, b] = np.linalg.norm(found[name], axis=1) * self._n_told
        if norms is not None:
            norms |= {name: mean_over_sequences(norm, self._batch) for name, norm in lengths.items()}

    def states(self) -> dict[str, Array]:
        """The states after the last step of each sequence, of the layers in time; each (B, n)."""
        found: dict[str, Array] = {}
        for k, layer in enumerate(self.network.layers):
            for state in layer.cell.states:
                name = qualify(k, False, state.name)
                found[name] = np.stack([self._last(name, b) for b in range(self._batch.size)])
        return found

    def _run(self, parameters: Mapping[str, Array], b: int) -> Run:
        """The run of one sequence."""
        length = int(self._lengths[b])
        start = {name: self._start(name, b) for name in self.network.states}
        schedule = self.schedule.part(0, length)
        return forward(self.network, parameters, self._batch.inputs[:length, b], start, schedule=schedule)

    def _start(self, name: str, b: int) -> Array:
        start = self._batch.start or {}
        return start[name][b] if name in start else np.zeros(self.network.states[name])

    def _last(self, name: str, b: int) -> Array:
        return self._runs[b][name][-1] if b in self._runs else self._start(name, b)


def _given_names(network: Network) -> list[str]:
    """The full names of what each layer gives to the next."""
    return [qualify(k, reverse, network.layers[k].cell.output.name) for k, reverse in network.sweeps]
