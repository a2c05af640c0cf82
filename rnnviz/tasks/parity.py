"""Parity: one bit of memory that each 1 turns over."""

from __future__ import annotations

import numpy as np

from ..engine.optimiser import Settings
from ..engine.task import Defaults, Option, Options, Sequences, Sizes, Task


def make(random: np.random.Generator, n: int, options: Options) -> Sequences:
    """Bits; each step is told whether the number of ones so far is odd."""
    bits = random.integers(2, size=(int(options["steps"]), n))
    return Sequences(np.eye(2)[bits], bits.cumsum(axis=0) % 2)


TASK = Task(
    key="parity",
    title="Parity",
    sentence="Say at each step whether the number of ones so far is odd (1) or even (0).",
    loss="softmax",
    sizes=lambda _options: Sizes(2, 2, "01"),
    make=make,
    defaults=Defaults("gru", 8, 400, 0.02, Settings(rate=0.02, batch_size=32)),
    options=(Option("steps", 12, 1, 200, "how many bits there are"),),
)
