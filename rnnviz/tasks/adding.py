"""The adding problem of Hochreiter and Schmidhuber (1997): numbers to be picked out, kept and added."""

from __future__ import annotations

import numpy as np

from ..engine.optimiser import Settings
from ..engine.task import Defaults, Option, Options, Sequences, Sizes, Task


def make(random: np.random.Generator, n: int, options: Options) -> Sequences:
    """Numbers from 0 to 1 with a mark beside one in each half; the last step is told the sum of the marked ones."""
    n_steps = int(options["steps"])
    numbers = random.random((n_steps, n))
    half, each = n_steps // 2, np.arange(n)
    first, second = random.integers(half, size=n), random.integers(half, n_steps, size=n)
    marks = np.zeros((n_steps, n))
    marks[first, each] = marks[second, each] = 1.0
    targets = np.full((n_steps, n, 1), np.nan)
    targets[-1, :, 0] = numbers[first, each] + numbers[second, each]
    return Sequences(np.stack([numbers, marks], axis=2), targets)


TASK = Task(
    key="adding",
    title="Adding problem",
    sentence="Among many numbers two are marked; say their sum at the end.",
    loss="squared",
    sizes=lambda _options: Sizes(2, 1),
    make=make,
    defaults=Defaults("lstm", 16, 1500, 0.005, Settings(rate=0.01, batch_size=32)),
    options=(Option("steps", 20, 2, 500, "how long the sequence is"),),
)
