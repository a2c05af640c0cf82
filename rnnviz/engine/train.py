"""Training: batch after batch, each forward, loss, backward and update; stopped and gone on with at any step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from .batch import Batch
from .error import InputError
from .learn import Learner
from .loss import Loss
from .network import Network
from .ops import Array
from .optimiser import Optimiser, Settings
from .score import Score


class Source(Protocol):
    """Where batches come from; each is a pure function of the source's seed and the number of the batch."""

    def batch(self, number: int) -> Batch:
        """A batch to learn from; they count from 1."""

    def held_out(self) -> Batch:
        """Sequences that are never learned from."""

    def probe(self) -> Batch:
        """One sequence, always the same, on which the network can be watched."""


@dataclass(frozen=True, eq=False, slots=True)
class Progress:
    """The whole state of a training: going on from it gives the bits that never having stopped gives.

    ``step`` counts the updates. ``moments`` is what the optimiser remembers, by name, each a vector as long as that of
    all parameters. The next step takes batch number ``batch`` from its step ``first`` (from 0) on, where truncated
    back-propagation has cut it, with the ``states`` carried so far, each (B, n). ``curve`` of shape (k, 4) has rows of
    step, loss, accuracy (NaN where there is none) and norm of the gradient before clipping: all of the last steps, and
    the further back, the fewer. ``held_out`` of shape (k, 3) has rows of step, loss and accuracy. ``checkpoints`` has
    the vector of all parameters after some steps, by step.
    """

    step: int
    parameters: Mapping[str, Array]
    moments: Mapping[str, Array] = field(default_factory=dict)
    batch: int = 1
    first: int = 0
    states: Mapping[str, Array] = field(default_factory=dict)
    curve: Array = field(default_factory=lambda: np.empty((0, 4)))
    held_out: Array = field(default_factory=lambda: np.empty((0, 3)))
    checkpoints: Mapping[int, Array] = field(default_factory=dict)


class Exploded(ArithmeticError):  # noqa: N818 - what has happened to a training, not a fault of the program
    """Numbers have left the range of floating point: at which step, where first, and what helps."""

    def __init__(self, step: int, culprit: str, remedies: tuple[str, ...]) -> None:
        self.step = step
        self.culprit = culprit
        self.remedies = remedies
        super().__init__(f"step {step}: {culprit} is not finite; {' or '.join(remedies)}")


class Trainer:
    """Trains a network; ``step`` does one update, and its four phases can be done singly, in their order.

    ``progress`` is that of a training to go on with; parameters alone begin a new one.
    """

    def __init__(
        self,
        network: Network,
        loss: Loss,
        source: Source,
        settings: Settings,
        progress: Progress | Mapping[str, Array],
    ) -> None:
        begun = progress if isinstance(progress, Progress) else Progress(0, progress)
        self.network, self.loss_kind, self.source, self.settings = network, loss, source, settings
        shapes = network.parameters
        self._flat = np.concatenate([np.asarray(begun.parameters[name], float).ravel() for name in shapes])
        self._gradient = np.zeros(self._flat.size)
        self.parameters: Mapping[str, Array] = views(self._flat, network)
        self.gradients: Mapping[str, Array] = views(self._gradient, network)
        self._optimiser = Optimiser(settings, begun.moments, self._flat.size)
        self._learner = Learner(network, loss)
        self.n_steps = begun.step
        self._number, self._first = begun.batch, begun.first
        self._states = dict(begun.states)
        self._curve = [tuple(row) for row in begun.curve.tolist()]
        self._held_out = [tuple(row) for row in begun.held_out.tolist()]
        self._checkpoints = dict(begun.checkpoints)
        self.batch: Batch | None = None
        self.found: Score | None = None
        self.norm = 0.0

    def step(self) -> Score:
        """One update; gives the score before it."""
        self.forward()
        found = self.loss()
        self.backward()
        self.update()
        return found

    def forward(self) -> None:
        """Run the next batch, or the next part of it, forward."""
        whole = self.source.batch(self._number)
        length = self.settings.truncation or whole.n_steps
        if self._first == 0 and not whole.continues:
            self._states = {}
        part = whole.part(self._first, self._first + length)
        start = {**(whole.start or {}), **self._states}
        self.batch = Batch(part.inputs, part.targets, part.lengths, start)
        with np.errstate(all="ignore"):
            self._learner.forward(self.parameters, self.batch)
        self._end = self._first + length >= whole.n_steps

    def loss(self) -> Score:
        """The loss and accuracy of the batch."""
        with np.errstate(all="ignore"):
            self.found = self._learner.score()
        if self.found.n_told and not np.isfinite(self.found.loss):
            raise Exploded(self.n_steps + 1, "loss", self._remedies())
        return self.found

    def backward(self) -> Mapping[str, Array]:
        """The gradient of the loss by each parameter, before clipping."""
        with np.errstate(all="ignore"):
            for name, array in self._learner.backward().items():
                self.gradients[name][...] = array
            self.norm = float(np.sqrt(self._gradient @ self._gradient))
        if not np.isfinite(self.norm):
            raise Exploded(self.n_steps + 1, "gradient", self._remedies())
        return self.gradients

    def update(self) -> None:
        """Clip the gradient, and change the parameters by it."""
        assert self.found is not None
        self.n_steps += 1
        if self.settings.clip is not None and self.norm > self.settings.clip:
            self._gradient *= self.settings.clip / self.norm
        self._optimiser.update(self._flat, self._gradient, self.n_steps)
        self._states = self._learner.states()
        self._number, self._first = (self._number + 1, 0) if self._end else (self._number, self._first + self._length)
        accuracy = np.nan if self.found.accuracy is None else self.found.accuracy
        self._curve.append((self.n_steps, self.found.loss, accuracy, self.norm))
        if self.n_steps % self.settings.check_every == 0:
            found = self.evaluate(self.source.held_out())
            self._held_out.append((self.n_steps, found.loss, np.nan if found.accuracy is None else found.accuracy))

    @property
    def _length(self) -> int:
        assert self.batch is not None
        return self.batch.n_steps

    def evaluate(self, batch: Batch) -> Score:
        """The score of a batch with the parameters as they are; nothing changes."""
        learner = Learner(self.network, self.loss_kind)
        with np.errstate(all="ignore"):
            learner.forward(self.parameters, batch)
            return learner.score()

    @property
    def progress(self) -> Progress:
        """Everything that is needed to go on from here; arrays of its own."""
        return Progress(
            self.n_steps,
            {name: array.copy() for name, array in self.parameters.items()},
            {name: array.copy() for name, array in self._optimiser.moments.items()},
            self._number,
            self._first,
            {name: array.copy() for name, array in self._states.items()},
            np.array(self._curve).reshape(-1, 4),
            np.array(self._held_out).reshape(-1, 3),
            dict(self._checkpoints),
        )

    def _remedies(self) -> tuple[str, ...]:
        clip = "clip the norm of the gradient" if self.settings.clip is None else "clip to a smaller norm"
        return ("a lower learning rate", clip)


def views(flat: Array, network: Network) -> dict[str, Array]:
    """Each parameter by name, as a view of the vector of all parameters."""
    found: dict[str, Array] = {}
    first = 0
    for name, shape in network.parameters.items():
        size = int(np.prod(shape))
        found[name] = flat[first : first + size].reshape(shape)
        first += size
    if first != flat.size:
        raise InputError("parameters", flat.size, f"{first} numbers")
    return found
