"""The trend of a noisy series: what is hard to see in any value, and plain in all of them."""

from __future__ import annotations

import numpy as np

from ..engine.loss import NO_CLASS
from ..engine.optimiser import Settings
from ..engine.task import Defaults, Option, Options, Sequences, Sizes, Task


def make(random: np.random.Generator, n: int, options: Options) -> Sequences:
    """Lines with noise; the last step is told whether the least-squares line falls (0) or rises (1).

    The lines change by up to 1 over the whole sequence.
    """
    n_steps = int(options["steps"])
    time = np.linspace(-0.5, 0.5, n_steps)[:, None]
    values = random.uniform(-1.0, 1.0, size=n) * time + float(options["noise"]) * random.standard_normal((n_steps, n))
    targets = np.full((n_steps, n), NO_CLASS)
    targets[-1] = (time * values).sum(axis=0) > 0.0
    return Sequences(values[:, :, None], targets)


TASK = Task(
    key="trend",
    title="Trend of a noisy series",
    sentence="Say at the end whether a noisy series rises (class 2) or falls (class 1) on the whole.",
    loss="softmax",
    sizes=lambda _options: Sizes(1, 2),
    make=make,
    defaults=Defaults("gru", 12, 800, 0.15, Settings(rate=0.005, batch_size=32)),
    options=(
        Option("steps", 24, 2, 500, "how long the series is"),
        Option("noise", 0.3, 0.0, 5.0, "the standard deviation of the noise; the line itself changes by at most 1"),
    ),
)
