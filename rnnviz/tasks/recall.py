"""Recall after a delay: the plainest test of memory."""

from __future__ import annotations

import numpy as np

from ..engine.loss import NO_CLASS
from ..engine.optimiser import Settings
from ..engine.task import Defaults, Option, Options, Sequences, Task, letters_and_question


def make(random: np.random.Generator, n: int, options: Options) -> Sequences:
    """A letter, blanks, and at the last step, ``delay`` steps after the letter, the question, whose answer is told."""
    n_letters, delay = int(options["letters"]), int(options["delay"])
    letters = random.integers(n_letters, size=n)
    symbols = np.full((delay + 1, n), n_letters)
    symbols[0], symbols[-1] = letters, n_letters + 1
    targets = np.full((delay + 1, n), NO_CLASS)
    targets[-1] = letters
    return Sequences(np.eye(n_letters + 2)[symbols], targets)


TASK = Task(
    key="recall",
    title="Recall after a delay",
    sentence="See one letter, then nothing for a long time, and name the letter when asked.",
    loss="softmax",
    sizes=letters_and_question,
    make=make,
    defaults=Defaults("lstm", 16, 600, 0.05, Settings(rate=0.005, batch_size=32)),
    options=(
        Option("letters", 4, 2, 8, "how many different letters there are"),
        Option("delay", 20, 1, 500, "how many steps after the letter the question comes"),
    ),
)
