"""Binary addition: two numbers bit by bit, the lowest first, with the carry as the only memory."""

from __future__ import annotations

import numpy as np

from ..engine.optimiser import Settings
from ..engine.task import Defaults, Option, Options, Sequences, Sizes, Task


def make(random: np.random.Generator, n: int, options: Options) -> Sequences:
    """Two bits at each step and none at the last; each step is told the bit of the sum."""
    n_bits = int(options["bits"])
    summands = np.zeros((n_bits + 1, n, 2), dtype=np.int64)
    summands[:n_bits] = random.integers(2, size=(n_bits, n, 2))
    total = np.empty((n_bits + 1, n, 1))
    carry = np.zeros(n, dtype=np.int64)
    for k, column in enumerate(summands.sum(axis=2)):
        total[k, :, 0] = (column + carry) % 2
        carry = (column + carry) // 2
    return Sequences(summands.astype(np.float64), total)


TASK = Task(
    key="binary-addition",
    title="Binary addition",
    sentence="Add two binary numbers that come bit by bit, the lowest first: the state has to be the carry.",
    loss="squared",
    sizes=lambda _options: Sizes(2, 1),
    make=make,
    defaults=Defaults("rnn", 8, 1000, 0.01, Settings(rate=0.02, batch_size=32)),
    options=(Option("bits", 8, 1, 50, "how many bits each number has"),),
)
