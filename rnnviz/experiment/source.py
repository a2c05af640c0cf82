"""Where the batches of a training come from: a task, data of one's own, or the sequence of the experiment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..engine.batch import Batch
from ..engine.ops import Array
from ..engine.passage import draw_passages, split, spread_passages
from ..engine.task import Options, Sequences, Task

HELD_OUT_SEQUENCES = 64
LEARNT, HELD_OUT, PROBE = range(3)

Start: TypeAlias = Mapping[str, Array]
Places: TypeAlias = NDArray[np.int64]
AnySource: TypeAlias = "TaskSource | PassageSource | DataSource"


@dataclass(frozen=True, eq=False)
class TaskSource:
    """Sequences that a task makes, each batch from random numbers of its own; held out are those of another stream.

    ``start`` has the initial states (n,) of every sequence.
    """

    task: Task
    options: Options
    batch_size: int
    seed: int
    start: Start

    @property
    def holds_out(self) -> bool:
        """Whether there are sequences that are never learnt from."""
        return True

    @property
    def largest(self) -> tuple[int, int]:
        """The number of steps and of sequences of the largest batch, held-out sequences included."""
        return self.probe().n_steps, max(self.batch_size, HELD_OUT_SEQUENCES)

    def batch(self, number: int) -> Batch:
        """The batch of a number, from 1."""
        random = np.random.default_rng((self.seed, LEARNT, number))
        return _to_batch(self.task.make(random, self.batch_size, self.options), self.start)

    def held_out(self) -> Batch:
        """Sequences that are never learnt from."""
        return self._unseen(HELD_OUT, HELD_OUT_SEQUENCES)

    def probe(self) -> Batch:
        """One sequence on which the network can be watched."""
        return self._unseen(PROBE, 1)

    def _unseen(self, stream: int, n: int) -> Batch:
        make = self.task.make_held_out or self.task.make
        return _to_batch(make(np.random.default_rng((self.seed, stream)), n, self.options), self.start)


@dataclass(frozen=True, eq=False)
class PassageSource:
    """Passages of ``steps`` characters of a text, given as the places of its characters among ``n_symbols``."""

    text: Places
    n_symbols: int
    steps: int
    batch_size: int
    seed: int
    start: Start

    @property
    def holds_out(self) -> bool:
        """Whether there are sequences that are never learnt from."""
        return True

    @property
    def largest(self) -> tuple[int, int]:
        """The number of steps and of sequences of the largest batch, held-out sequences included."""
        return min(self.steps, len(split(self.text)[0]) - 1), max(self.batch_size, HELD_OUT_SEQUENCES)

    def batch(self, number: int) -> Batch:
        """Passages from anywhere in what is learnt from."""
        random = np.random.default_rng((self.seed, LEARNT, number))
        return _to_batch(draw_passages(self.text, self.n_symbols, random, self.batch_size, self.steps), self.start)

    def held_out(self) -> Batch:
        """Passages spread over what is held out."""
        return _to_batch(spread_passages(self.text, self.n_symbols, HELD_OUT_SEQUENCES, self.steps), self.start)

    def probe(self) -> Batch:
        """The first passage that is held out."""
        return _to_batch(spread_passages(self.text, self.n_symbols, 1, self.steps), self.start)


@dataclass(frozen=True, eq=False)
class DataSource:
    """Given sequences: each epoch takes them all once, in an order of its own.

    ``learnt`` and ``kept`` have sequences along their second axis; where ``kept`` is None nothing is held out, and the
    sequences that are learnt from are looked at instead.
    """

    learnt: Sequences
    kept: Sequences | None
    batch_size: int
    seed: int
    start: Start

    @property
    def holds_out(self) -> bool:
        """Whether there are sequences that are never learnt from."""
        return self.kept is not None

    @property
    def largest(self) -> tuple[int, int]:
        """The number of steps and of sequences of the largest batch, held-out sequences included."""
        n_steps, n, _ = self.learnt.inputs.shape
        kept = (0, 0) if self.kept is None else self.kept.inputs.shape[:2]
        return max((n_steps, min(self.batch_size, n)), kept, key=prod)

    def batch(self, number: int) -> Batch:
        """The batch of a number, from 1; the last one of an epoch may be smaller."""
        n = self.learnt.inputs.shape[1]
        size = min(self.batch_size, n)
        epoch, place = divmod(number - 1, -(-n // size))
        order = np.random.default_rng((self.seed, LEARNT, epoch)).permutation(n)
        return _to_batch(take(self.learnt, order[place * size : (place + 1) * size]), self.start)

    def held_out(self) -> Batch:
        """Sequences that are never learnt from, where there are such."""
        return _to_batch(self.kept or self.learnt, self.start)

    def probe(self) -> Batch:
        """The first of the sequences that are held out."""
        return _to_batch(take(self.kept or self.learnt, np.zeros(1, dtype=np.int64)), self.start)


def take(sequences: Sequences, places: Places) -> Sequences:
    """Some of the sequences, cut to the longest of them."""
    if sequences.lengths is None:
        return Sequences(sequences.inputs[:, places], sequences.targets[:, places])
    lengths = sequences.lengths[places]
    longest = int(lengths.max())
    return Sequences(sequences.inputs[:longest, places], sequences.targets[:longest, places], lengths)


def _to_batch(sequences: Sequences, start: Start) -> Batch:
    n = sequences.inputs.shape[1]
    states = {name: np.repeat(state[None], n, axis=0) for name, state in start.items() if state.any()}
    return Batch(sequences.inputs, sequences.targets, sequences.lengths, states)
