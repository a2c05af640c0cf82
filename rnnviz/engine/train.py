"""Training: batch after batch, each forward, loss, backward and update; stopped and gone on with at any step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import prod
from typing import Protocol

import numpy as np

from .batch import Batch, check_batch, told_steps
from .curve import MOST_OLD, is_checkpoint, thin_checkpoints, thin_rows
from .error import InputError
from .explosion import Exploded, find_gradient, find_remedies, find_value
from .learn import learner_for
from .loss import Loss
from .network import Network
from .ops import Array
from .optimiser import Optimiser, Settings
from .schedule import PLAIN, Schedule
from .score import Score

__all__ = ["Exploded", "Progress", "Source", "Trainer"]


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
    the vector of all parameters after some steps, by step; ``views`` gives them by name.
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


class Trainer:
    """Trains a network; ``step`` does one update, and its four phases can be done singly, in their order.

    ``progress`` is that of a training to go on with; parameters alone begin a new one. Where numbers explode, the step
    raises ``Exploded`` before the parameters are changed.

    ``n_done`` counts the updates. ``parameters`` and ``gradients`` are always those of now, the latter clipped once
    there has been an update; ``batch``, ``score`` and ``norm`` (of the gradient before clipping) are those of the step
    that has been begun or done last.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the six things that a training is made of
        self,
        network: Network,
        loss: Loss,
        source: Source,
        settings: Settings,
        progress: Progress | Mapping[str, Array],
        schedule: Schedule | None = None,
    ) -> None:
        begun = progress if isinstance(progress, Progress) else Progress(0, progress)
        self.network, self.loss_read, self.source, self.settings = network, loss, source, settings
        self.schedule = schedule or PLAIN
        _check_truncation(network, settings, self.schedule)
        self._flat = flatten(begun.parameters, network)
        self._gradient = np.zeros(self._flat.size)
        self.parameters: Mapping[str, Array] = views(self._flat, network)
        self.gradients: Mapping[str, Array] = views(self._gradient, network)
        self._optimiser = Optimiser(settings, begun.moments, self._flat.size)
        self._learner, self._judge = (learner_for(network, loss, self.schedule) for _ in range(2))
        self.n_done = begun.step
        self._number, self._first = begun.batch, begun.first
        self._states: Mapping[str, Array] | None = begun.states
        batch = source.batch(self._number)
        check_batch(batch, network, loss, self.schedule)
        if begun.first >= batch.n_steps or not _fits(begun.states, batch):
            # The source has changed: the batch that was begun is another one now.
            self._first, self._states = 0, {}
        self._curve: list[tuple[float, ...]] = [tuple(row) for row in begun.curve.tolist()]
        self._held_out: list[tuple[float, ...]] = [tuple(row) for row in begun.held_out.tolist()]
        self._checkpoints = dict(begun.checkpoints) or {self.n_done: self._flat.copy()}

    def step(self) -> Score:
        """One update; gives the score before it."""
        self.forward()
        found = self.loss()
        self.backward()
        self.update()
        return found

    def forward(self) -> None:
        """Run the next batch, or the next part of it, forward; parts without any target only pass their states on."""
        number = self._number
        while not self._forward():
            self._go_on()
            if self._number != number:
                raise InputError("targets", f"none in batch {number}", "a target for one step at least")

    def loss(self) -> Score:
        """The loss and accuracy of the batch."""
        with np.errstate(all="ignore"):
            self.score = self._learner.score()
        if self.score.n_told == 0:
            raise InputError("targets", f"none in batch {self._number}", "a target for one step at least")
        if not np.isfinite(self.score.loss):
            with np.errstate(all="ignore"):
                culprit = find_value(self.network, self.parameters, self.loss_read, self.batch, self._part)
            raise Exploded(self.n_done + 1, culprit, find_remedies(self.settings, self.n_done))
        return self.score

    def backward(self) -> Mapping[str, Array]:
        """The gradient of the loss by each parameter, before clipping."""
        with np.errstate(all="ignore"):
            self._learner.backward(self.gradients)
            self.norm = float(np.sqrt(self._gradient @ self._gradient))
        if not np.isfinite(self.norm):
            culprit = find_gradient(self.gradients)
            raise Exploded(self.n_done + 1, culprit, find_remedies(self.settings, self.n_done))
        return self.gradients

    def update(self) -> None:
        """Clip the gradient, and change the parameters by it."""
        clip = self.settings.clip
        if clip is not None and self.norm > clip:
            np.multiply(self._gradient, clip / self.norm, out=self._gradient)
        with np.errstate(all="ignore"):
            self._optimiser.update(self._flat, self._gradient, self.n_done + 1)
        self._go_on()
        self.n_done += 1
        self._note()

    def evaluate(self, batch: Batch) -> Score:
        """The score of a batch with the parameters as they are; nothing changes."""
        check_batch(batch, self.network, self.loss_read, self.schedule)
        with np.errstate(all="ignore"):
            self._judge.forward(self.parameters, batch)
            return self._judge.score()

    def norms(self) -> Mapping[str, Array]:
        """By the full name of what each layer gives ‖dL/dh_t‖ of the current batch at each step; see ``Learnt``."""
        found: dict[str, Array] = {}
        unused = views(np.empty(self._flat.size), self.network)
        self._judge.schedule = self._part
        with np.errstate(all="ignore"):
            self._judge.forward(self.parameters, self.batch)
            self._judge.score()
            self._judge.backward(unused, found)
        self._judge.schedule = self.schedule
        return found

    @property
    def outputs(self) -> Array:
        """The value that the loss reads for the current batch, of shape (T, B, n); good until the next forward pass."""
        return self._learner.outputs

    @property
    def checkpoints(self) -> Mapping[int, Array]:
        """The vector of all parameters after some steps, by step."""
        return self._checkpoints

    @property
    def curve(self) -> Array:
        """Rows of step, loss, accuracy and norm of the gradient; see ``Progress``."""
        self._curve = thin_rows(self._curve, self.n_done)
        return np.array(self._curve).reshape(-1, 4)

    @property
    def held_out(self) -> Array:
        """Rows of step, loss and accuracy on the sequences that are held out."""
        return np.array(self._held_out).reshape(-1, 3)

    @property
    def progress(self) -> Progress:
        """Everything that is needed to go on from here; arrays of its own."""
        return Progress(
            self.n_done,
            {name: array.copy() for name, array in self.parameters.items()},
            {name: array.copy() for name, array in self._optimiser.moments.items()},
            self._number,
            self._first,
            {name: array.copy() for name, array in self._carried(self.source.batch(self._number)).items()},
            self.curve,
            self.held_out,
            dict(self._checkpoints),
        )

    def _forward(self) -> bool:
        """Run the next part of the batch; whether it has a target."""
        whole = self.source.batch(self._number)
        carried = self._carried(whole)
        last = min(self._first + (self.settings.truncation or whole.n_steps), whole.n_steps)
        part = whole if last - self._first == whole.n_steps else whole.part(self._first, last)
        self._part = self.schedule if part is whole else self.schedule.part(self._first, last)
        self.batch = replace(part, start={**(whole.start or {}), **carried}) if carried else part
        self._next = (self._number + 1, 0) if last == whole.n_steps else (self._number, last)
        self._learner.schedule = self._part
        with np.errstate(all="ignore"):
            self._learner.forward(self.parameters, self.batch)
        if part is whole:
            return True
        read = self._part.read
        return bool((told_steps(part) if read is None else told_steps(part)[read]).any())

    def _go_on(self) -> None:
        """Turn to the next part, or the next batch."""
        self._number, self._first = self._next
        self._states = None

    def _carried(self, batch: Batch) -> Mapping[str, Array]:
        """The states that the next part of a batch takes over from the one before."""
        if self._first == 0 and not batch.continues:
            return {}
        if self._states is None:
            self._states = self._learner.states()
        if not _fits(self._states, batch):
            size = len(next(iter(self._states.values())))
            raise InputError("batch", f"{batch.size} sequences", f"{size}, as it continues those of the batch before")
        return self._states

    def _note(self) -> None:
        """Write down what the last update has seen, and what it has led to."""
        now, every = self.n_done, self.settings.check_every
        self._curve.append((now, self.score.loss, _or_nan(self.score.accuracy), self.norm))
        if len(self._curve) > 4 * MOST_OLD:
            self._curve = thin_rows(self._curve, now)
        if now % every == 0:
            found = self.evaluate(self.source.held_out())
            rows = [*self._held_out, (now, found.loss, _or_nan(found.accuracy))]
            self._held_out = thin_rows(rows, now, every)
        if is_checkpoint(now, now, self._flat.size):
            self._checkpoints = thin_checkpoints(self._checkpoints | {now: self._flat.copy()}, now)


def flatten(parameters: Mapping[str, Array], network: Network) -> Array:
    """All parameters in one vector, in the order of the network."""
    for name, shape in network.parameters.items():
        if name not in parameters or np.shape(parameters[name]) != shape:
            raise InputError("parameters", np.shape(parameters.get(name, ())), f"{name} of shape {shape}")
    return np.concatenate([np.asarray(parameters[name], float).ravel() for name in network.parameters])


def views(flat: Array, network: Network) -> dict[str, Array]:
    """Each parameter by name, as a view of the vector of all parameters."""
    found: dict[str, Array] = {}
    first = 0
    for name, shape in network.parameters.items():
        size = prod(shape)
        found[name] = flat[first : first + size].reshape(shape)
        first += size
    return found


def _check_truncation(network: Network, settings: Settings, schedule: Schedule) -> None:
    if settings.truncation is None:
        return
    if any(layer.bidirectional for layer in network.layers):
        raise InputError(
            "truncation", settings.truncation, "none: a layer that runs against time needs whole sequences"
        )
    if schedule.feeds:
        raise InputError("truncation", settings.truncation, "none where outputs are fed back")


def _fits(states: Mapping[str, Array], batch: Batch) -> bool:
    """Whether there are as many states as sequences."""
    return all(len(state) == batch.size for state in states.values())


def _or_nan(accuracy: float | None) -> float:
    return float("nan") if accuracy is None else accuracy
