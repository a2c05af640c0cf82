"""A sine wave of unknown frequency: the next value out of those before."""

from __future__ import annotations

import numpy as np

from ..engine.optimiser import Settings
from ..engine.task import Defaults, Option, Options, Sequences, Sizes, Task

SHORTEST_PERIOD = 8.0


def make(random: np.random.Generator, n: int, options: Options) -> Sequences:
    """Sines whose period lies between 8 steps and the longest, with any phase; each step is told the next value."""
    period = random.uniform(SHORTEST_PERIOD, float(options["period"]), size=n)
    phase = random.uniform(0.0, 2.0 * np.pi, size=n)
    steps = np.arange(int(options["steps"]) + 1)[:, None]
    wave = np.sin(2.0 * np.pi * steps / period + phase)[:, :, None]
    return Sequences(wave[:-1], wave[1:])


TASK = Task(
    key="sine",
    title="Sine",
    sentence="Predict the next value of a sine wave whose period and phase are not known.",
    loss="squared",
    sizes=lambda _options: Sizes(1, 1),
    make=make,
    defaults=Defaults("rnn", 16, 1500, 0.006, Settings(rate=0.01, batch_size=32)),
    options=(
        Option("steps", 40, 4, 500, "how long the sequence is"),
        Option("period", 30.0, 8.0, 200.0, "the longest period, in steps; the shortest is 8"),
    ),
)
