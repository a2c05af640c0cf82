"""What a network learns from a batch whose sequences run together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .batch import Batch, mean_over_sequences
from .lean import COLUMNS, LeanBackward, LeanForward, bind_lean
from .loss import Loss
from .network import Network, Sweep, qualify
from .ops import Array
from .outer_sum import OuterSum
from .schedule import Schedule
from .score import Score, score
from .tape import Sizes

MOST_BINDINGS = 6
"""So many sizes of batches are remembered."""

Order: TypeAlias = NDArray[np.int64] | None


class Together:
    """Runs the sequences of a batch together: ``forward``, then ``score``, then ``backward``.

    All memory is bound to the number of sequences and, roughly, of steps, and used again from batch to batch.
    """

    def __init__(self, network: Network, loss: Loss, schedule: Schedule) -> None:
        self.network = network
        self.loss = loss
        self.schedule = schedule
        self._bindings: dict[tuple[int, int], _Binding] = {}

    def forward(self, parameters: Mapping[str, Array], batch: Batch) -> None:
        """Compute all values of a batch."""
        self._parameters, self._batch = parameters, batch
        self._bound = self._binding(batch)
        self._back = _against_time(batch)
        signal = batch.inputs.swapaxes(1, 2)
        if self.schedule.given is not None:
            signal = np.where(self.schedule.given[:, None, None], signal, 0.0)
        for k, layer in enumerate(self.network.layers):
            for reverse in layer.directions:
                self._run(k, reverse, signal)
            outputs = [self._given(k, reverse) for reverse in layer.directions]
            signal = outputs[0] if len(outputs) == 1 else np.concatenate(outputs, axis=1)
        self._top = signal
        if self.loss.on == "y":
            self._values = self._bound.read_out(parameters["W_hy"], parameters["b_y"], signal)
        else:
            self._values = self._given(*self._source)

    @property
    def outputs(self) -> Array:
        """The value that the loss reads, of shape (T, B, n)."""
        return self._values.swapaxes(1, 2)

    def score(self) -> Score:
        """The loss and accuracy of the batch."""
        found, self._slope = score(self.loss, self._values, self._batch, self.schedule.read)
        self._n_told = found.n_told
        return found

    def backward(self, gradients: Mapping[str, Array], norms: dict[str, Array] | None = None) -> None:
        """Store the gradient of the loss by each parameter in ``gradients``.

        ``norms`` is filled with ‖dL/dh_t‖ of what each layer gives, by full name; see ``Learnt``.
        """
        signal = self._from_read_out(gradients)
        for k in reversed(range(len(self.network.layers))):
            signal = self._through_layer(k, signal, gradients, norms)

    def states(self) -> dict[str, Array]:
        """The states after the last step of each sequence, of the layers in time; each (B, n)."""
        batch, found = self._batch, dict[str, Array]()
        for (k, reverse), (forward, _) in self._bound.sweeps.items():
            for state, new in () if reverse else forward.plan.graph.updates.items():
                name = qualify(k, reverse, state.name)
                found[name] = forward.values(new, batch.n_steps)[-1].T.copy()
                if batch.lengths is not None:
                    history = forward.values(new, batch.n_steps)
                    start = self._start(name, history.shape[1])
                    ends = history[batch.lengths - 1, :, np.arange(batch.size)]
                    found[name] = np.where(batch.lengths[:, None] > 0, ends, start.T)
        return found

    @property
    def _source(self) -> Sweep:
        """Whose output it is that the loss reads."""
        names = {qualify(k, reverse, self._output(k)): (k, reverse) for k, reverse in self.network.sweeps}
        return names[self.loss.on]

    def _output(self, k: int) -> str:
        return self.network.layers[k].cell.output.name

    def _binding(self, batch: Batch) -> _Binding:
        """The memory for batches of a size."""
        key = rounded(batch.n_steps), batch.size
        found = self._bindings.pop(key, None) or _Binding(self.network, *key)
        self._bindings[key] = found
        if len(self._bindings) > MOST_BINDINGS:
            del self._bindings[next(iter(self._bindings))]
        return found

    def _run(self, k: int, reverse: bool, signal: Array) -> None:
        """One direction of a layer over ``signal`` of shape (T, n, B)."""
        forward, backward = self._bound.sweeps[k, reverse]
        own = {p.name: self._parameters[qualify(k, reverse, p.name)] for p in forward.plan.graph.cell.parameters}
        forward.load(own)
        backward.load(own)
        start = {
            state.name: self._start(qualify(k, reverse, state.name), self.network.layers[k].hidden_size)
            for state in forward.plan.graph.updates
        }
        forward.fill(self._turned(signal, reverse), start)

    def _start(self, name: str, size: int) -> Array:
        """The initial states of shape (n, B)."""
        given = (self._batch.start or {}).get(name)
        return np.zeros((size, self._batch.size)) if given is None else given.T

    def _given(self, k: int, reverse: bool) -> Array:
        """What one direction of a layer gives, of shape (T, n, B)."""
        forward, _ = self._bound.sweeps[k, reverse]
        node = forward.plan.graph.values[self._output(k)]
        return self._turned(forward.values(node, self._batch.n_steps), reverse)

    def _turned(self, values: Array, reverse: bool) -> Array:
        """Values of shape (T, n, B) in the order of a direction, or back: each sequence within its own length."""
        if not reverse:
            return values
        return values[::-1] if self._back is None else np.take_along_axis(values, self._back, axis=0)

    def _from_read_out(self, gradients: Mapping[str, Array]) -> Array | None:
        """What comes back from the read-out, of shape (T, n, B); None where nothing does."""
        if self.network.output_size is None:
            return None
        if self.loss.on != "y":
            gradients["W_hy"][...], gradients["b_y"][...] = 0.0, 0.0
            return None
        return self._bound.from_read_out(self._slope, self._top, self._parameters["W_hy"], gradients)

    def _through_layer(
        self, k: int, signal: Array | None, gradients: Mapping[str, Array], norms: dict[str, Array] | None
    ) -> Array | None:
        """Back through a layer; gives what comes out below it."""
        layer, batch, found = self.network.layers[k], self._batch, list[Array]()
        for place, reverse in enumerate(layer.directions):
            output = qualify(k, reverse, layer.cell.output.name)
            columns = slice(place * layer.hidden_size, (place + 1) * layer.hidden_size)
            upstream = self._upstream(output, None if signal is None else signal[:, columns], layer.hidden_size)
            own = {p.name: gradients[qualify(k, reverse, p.name)] for p in layer.cell.parameters}
            lengths = None if norms is None else np.zeros((batch.n_steps, batch.size))
            below = self._bound.below[k, reverse]
            below = None if below is None else below[: batch.n_steps]
            self._bound.sweeps[k, reverse][1].fill(self._turned(upstream, reverse), own, below, lengths)
            if norms is not None and lengths is not None:
                in_time = self._turned(lengths[:, None], reverse)[:, 0]
                norms[output] = mean_over_sequences(in_time * self._n_told, batch)
            if below is not None:
                found.append(self._turned(below, reverse))
        return sum(found[1:], found[0]) if found else None

    def _upstream(self, output: str, from_above: Array | None, size: int) -> Array:
        """dL/d(what a direction gives), of shape (T, n, B): from above, and from the loss where it reads that."""
        if self.loss.on == output:
            return self._slope if from_above is None else from_above + self._slope
        return np.zeros((self._batch.n_steps, size, self._batch.size)) if from_above is None else from_above


class _Binding:
    """The memory of a network for batches of B sequences of up to T steps.

    ``below`` has room for what each layer but the first gives back to the one below it.
    """

    def __init__(self, network: Network, n_steps: int, batch: int) -> None:
        self.sweeps: dict[Sweep, tuple[LeanForward, LeanBackward]] = {}
        self.below: dict[Sweep, Array | None] = {}
        size = network.input_size
        for k, layer in enumerate(network.layers):
            for reverse in layer.directions:
                self.sweeps[k, reverse] = bind_lean(layer.cell, Sizes(size, layer.hidden_size, batch), n_steps)
                self.below[k, reverse] = np.zeros((n_steps, size, batch)) if k else None
            size = layer.hidden_size * len(layer.directions)
        if network.output_size is not None:
            n_out = network.output_size
            self._y = np.zeros((n_steps, n_out, batch))
            self._signal = np.zeros((n_steps, size, batch))
            self._chunk = max(1, min(n_steps, COLUMNS // batch))
            self._products = OuterSum([(slice(0, n_out), slice(0, size))], (n_out, size), batch, self._chunk)

    def read_out(self, matrix: Array, bias: Array, top: Array) -> Array:
        """W top + b for ``top`` of shape (T, n, B)."""
        y = self._y[: len(top)]
        if top.shape[2] == 1:
            np.matmul(top[:, :, 0], matrix.T, out=y[:, :, 0])
        else:
            np.matmul(matrix, top, out=y)
        y += bias[:, None]
        return y

    def from_read_out(self, slope: Array, top: Array, matrix: Array, gradients: Mapping[str, Array]) -> Array:
        """What comes back from the read-out, of shape (T, n, B), with the gradients of its parameters."""
        signal = self._signal[: len(slope)]
        if slope.shape[2] == 1:
            np.matmul(slope[:, :, 0], matrix, out=signal[:, :, 0])
        else:
            np.matmul(matrix.T, slope, out=signal)
        self._products.begin()
        gradients["b_y"][...] = 0.0
        for last in range(len(slope), 0, -self._chunk):
            some = slice(max(0, last - self._chunk), last)
            self._products.add([(slope[some], slice(None))], [(top[some], slice(None))], last - some.start)
            gradients["b_y"][...] += self._products.left.sum(axis=1)
            self._products.multiply()
        gradients["W_hy"][...] = self._products.totals[0]
        return signal


def rounded(n_steps: int) -> int:
    """A number of steps that is at most an eighth larger, so that sequences of many lengths share few bindings."""
    unit = 1 << max(0, n_steps.bit_length() - 4)
    return -(-n_steps // unit) * unit


def _against_time(batch: Batch) -> Order:
    """For each step of each sequence the same one against time, of shape (T, 1, B); None without lengths."""
    if batch.lengths is None:
        return None
    steps = np.arange(batch.n_steps)[:, None]
    return np.asarray(np.where(steps < batch.lengths, batch.lengths - 1 - steps, steps))[:, None]
