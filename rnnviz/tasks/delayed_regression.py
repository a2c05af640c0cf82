"""Two channels to two others, some steps later: speech to the shape of a mouth, in miniature."""

from __future__ import annotations

import numpy as np

from ..engine.optimiser import Settings
from ..engine.task import Defaults, Option, Options, Sequences, Sizes, Task

KEPT = 0.7


def make(random: np.random.Generator, n: int, options: Options) -> Sequences:
    """Loudness and pitch from −1 to 1; from step delay + 1 on each step is told how the mouth was ``delay`` steps ago.

    The mouth opens with the loudness, (1 + loudness) / 2, and is as wide as the pitch lets it while it is open,
    opening · (1 − pitch) / 2. The delay lets the network hear a little more before it answers.
    """
    n_steps, delay = int(options["steps"]), int(options["delay"])
    noise = random.standard_normal((n_steps, n, 2))
    smooth = np.empty_like(noise)
    smooth[0] = noise[0]
    for t in range(1, n_steps):
        smooth[t] = KEPT * smooth[t - 1] + np.sqrt(1.0 - KEPT * KEPT) * noise[t]
    sound = np.tanh(smooth)
    opening = (1.0 + sound[:, :, 0]) / 2.0
    mouth = np.stack([opening, opening * (1.0 - sound[:, :, 1]) / 2.0], axis=2)
    targets = np.full(mouth.shape, np.nan)
    targets[delay:] = mouth[: n_steps - delay]
    return Sequences(sound, targets)


TASK = Task(
    key="delayed-regression",
    title="Delayed regression",
    sentence="From loudness and pitch give the opening and the width of a mouth, a few steps later: "
    "speech to lips in miniature.",
    loss="squared",
    sizes=lambda _options: Sizes(2, 2),
    make=make,
    defaults=Defaults("lstm", 24, 1000, 0.003, Settings(rate=0.01, batch_size=32)),
    options=(
        Option("steps", 30, 21, 500, "how long the sequence is"),
        Option("delay", 3, 0, 20, "how many steps later the mouth follows"),
    ),
)
