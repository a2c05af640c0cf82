"""A batch: several sequences that a network learns from at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .loss import NO_CLASS, Targets
from .ops import Array


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
        return self.inputs.shape[1]

    def part(self, first: int, last: int) -> Batch:
        """The steps from ``first`` up to, but without, ``last`` (from 0), with the same initial states."""
        lengths = None if self.lengths is None else np.clip(self.lengths - first, 0, last - first)
        return Batch(self.inputs[first:last], self.targets[first:last], lengths, self.start)


def told_steps(batch: Batch) -> NDArray[np.bool_]:
    """Which steps of which sequences have a target, for one unit at least; (T, B)."""
    targets = batch.targets
    told: NDArray[np.bool_] = targets != NO_CLASS if targets.ndim == 2 else ~np.isnan(targets).all(axis=2)
    if batch.lengths is not None:
        told = told & (np.arange(batch.n_steps)[:, None] < batch.lengths)
    return told
