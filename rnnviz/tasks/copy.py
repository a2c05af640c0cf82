"""Copy memory: several letters are kept for a while and given back in order."""

from __future__ import annotations

import numpy as np

from ..engine.loss import NO_CLASS
from ..engine.optimiser import Settings
from ..engine.task import Defaults, Option, Options, Sequences, Task, letters_and_question


def make(random: np.random.Generator, n: int, options: Options) -> Sequences:
    """Letters, blanks, and then a question for each letter, which is told the letter that is due."""
    n_letters, length, delay = int(options["letters"]), int(options["length"]), int(options["delay"])
    letters = random.integers(n_letters, size=(length, n))
    blanks, questions = np.full((delay, n), n_letters), np.full((length, n), n_letters + 1)
    symbols = np.concatenate([letters, blanks, questions])
    targets = np.full(symbols.shape, NO_CLASS)
    targets[-length:] = letters
    return Sequences(np.eye(n_letters + 2)[symbols], targets)


TASK = Task(
    key="copy",
    title="Copy memory",
    sentence="Read a few letters, wait, and give them back in the same order.",
    loss="softmax",
    sizes=letters_and_question,
    make=make,
    defaults=Defaults("gru", 32, 1200, 0.05, Settings(rate=0.01, batch_size=32)),
    options=(
        Option("letters", 4, 2, 8, "how many different letters there are"),
        Option("length", 4, 1, 20, "how many letters are to be copied"),
        Option("delay", 5, 0, 200, "how many blank steps lie between reading and giving back"),
    ),
)
