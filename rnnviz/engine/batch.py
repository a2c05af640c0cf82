"""A batch: several sequences that a network learns from at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .error import InputError
from .loss import NO_CLASS, Loss, Targets
from .network import Network, qualify
from .ops import Array
from .schedule import Schedule


@dataclass(frozen=True, eq=False, slots=True)
class Batch:
    """B sequences of up to T steps.

    ``inputs`` has shape (T, B, I). ``targets`` are classes of shape (T, B), −1 where there is none, or numbers of shape
    (T, B, n), NaN where there is none. ``lengths`` of shape (B,) says how many steps of each sequence count; None says
    that all do. ``start`` has the initial states by full name, each (B, n); those that are missing are 0. With
    ``continues`` each sequence goes on where that of the batch before has ended: the states are carried on.
    """

    inputs: Array
    targets: Targets
    lengths: NDArray[np.int64] | None = None
    start: Mapping[str, Array] | None = None
    continues: bool = False

    @property
    def n_steps(self) -> int:
        """The number of steps T of the longest sequence."""
        return len(self.inputs)

    @property
    def size(self) -> int:
        """The number of sequences B."""
        return int(self.inputs.shape[1])

    def part(self, first: int, last: int) -> Batch:
        """The steps from ``first`` up to, but without, ``last`` (from 0), with the same initial states."""
        lengths = None if self.lengths is None else np.clip(self.lengths - first, 0, last - first)
        return Batch(self.inputs[first:last], self.targets[first:last], lengths, self.start)


def told_steps(batch: Batch) -> NDArray[np.bool_]:
    """Which steps of which sequences have a target, for one unit at least; (T, B)."""
    targets = batch.targets
    told = np.asarray(targets != NO_CLASS if targets.ndim == 2 else ~np.isnan(targets).all(axis=2))
    return told if batch.lengths is None else told & (np.arange(batch.n_steps)[:, None] < batch.lengths)


def mean_over_sequences(lengths: Array, batch: Batch) -> Array:
    """The mean at each step of numbers of shape (T, B) over the sequences that have the step; (T,)."""
    if batch.lengths is None:
        return np.asarray(lengths.mean(axis=1))
    lasts = np.arange(batch.n_steps)[:, None] < batch.lengths
    return np.asarray(np.where(lasts, lengths, 0.0).sum(axis=1) / np.maximum(lasts.sum(axis=1), 1))


def read_size(network: Network, loss: Loss) -> int:
    """The number of units of what the loss reads: the read-out, or what a layer gives."""
    sizes = {
        qualify(k, reverse, network.layers[k].cell.output.name): network.layers[k].hidden_size
        for k, reverse in network.sweeps
    }
    if network.output_size is not None:
        sizes["y"] = network.output_size
    if loss.on not in sizes:
        raise InputError("loss", f"a loss on {loss.on}", f"a loss on one of {', '.join(sizes)}")
    return sizes[loss.on]


def check_batch(batch: Batch, network: Network, loss: Loss, schedule: Schedule) -> None:
    """Raise an error unless a network can learn from a batch."""
    n_steps, size = np.shape(batch.inputs)[:2] if np.ndim(batch.inputs) == 3 else (0, 0)
    if n_steps < 1 or size < 1 or np.shape(batch.inputs)[2] != network.input_size:
        raise InputError("inputs", np.shape(batch.inputs), f"the shape (steps, sequences, {network.input_size})")
    schedule.check(network, n_steps)
    _check_targets(batch, network, loss)
    if batch.lengths is not None:
        lengths = np.asarray(batch.lengths)
        if lengths.shape != (size,) or lengths.min() < 0 or lengths.max() > n_steps:
            raise InputError("lengths", lengths, f"{size} whole numbers from 0 to {n_steps}")
    for name, state in (batch.start or {}).items():
        if name not in network.states or np.shape(state) != (size, network.states[name]):
            raise InputError(f"start of {name}", np.shape(state), f"states of a network, each of {size} rows")


def _check_targets(batch: Batch, network: Network, loss: Loss) -> None:
    """Raise an error unless the targets are such as the loss can read."""
    width = read_size(network, loss)
    shape: tuple[int, ...] = (batch.n_steps, batch.size)
    if loss.kind == "squared":
        shape = (*shape, width)
    if np.shape(batch.targets) != shape:
        raise InputError("targets", np.shape(batch.targets), f"the shape {shape}")
    if loss.kind == "softmax" and not (batch.targets.min() >= NO_CLASS and batch.targets.max() < width):
        raise InputError("targets", int(batch.targets.max()), f"classes from 0 to {width - 1}, or {NO_CLASS} for none")
