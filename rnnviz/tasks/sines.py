"""A sum of sines: several rhythms at once, each of which has to be followed."""

from __future__ import annotations

import numpy as np

from ..engine.optimiser import Settings
from ..engine.task import Defaults, Option, Options, Sequences, Sizes, Task

SHORTEST_PERIOD = 6.0


def make(random: np.random.Generator, n: int, options: Options) -> Sequences:
    """Means of sines with periods spread from 6 steps to the longest, with any phase; each step is told the next value.

    The periods are the same in all sequences; only the phases differ.
    """
    waves = int(options["waves"])
    periods = np.geomspace(float(options["period"]), SHORTEST_PERIOD, waves)
    phases = random.uniform(0.0, 2.0 * np.pi, size=(n, waves))
    steps = np.arange(int(options["steps"]) + 1)[:, None, None]
    wave = np.sin(2.0 * np.pi * steps / periods + phases).mean(axis=2)[:, :, None]
    return Sequences(wave[:-1], wave[1:])


TASK = Task(
    key="sines",
    title="Sum of sines",
    sentence="Predict the next value of a sum of sine waves: their periods have to be learnt, their phases found.",
    loss="squared",
    sizes=lambda _options: Sizes(1, 1),
    make=make,
    defaults=Defaults("lstm", 24, 1000, 0.003, Settings(rate=0.01, batch_size=32)),
    options=(
        Option("steps", 60, 4, 500, "how long the sequence is"),
        Option("waves", 3, 2, 6, "how many sines are added"),
        Option("period", 40.0, 6.0, 200.0, "the longest period, in steps; the shortest is 6"),
    ),
)
