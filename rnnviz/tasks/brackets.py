"""The depth of brackets: a counter that goes up and down."""

from __future__ import annotations

import numpy as np

from ..engine.optimiser import Settings
from ..engine.task import Defaults, Option, Options, Sequences, Sizes, Task

ALPHABET = "()."
CHANGE = np.array([1, -1, 0])


def sizes(options: Options) -> Sizes:
    """The three symbols, and a class for each depth from 0."""
    return Sizes(len(ALPHABET), int(options["deepest"]) + 1, ALPHABET)


def make(random: np.random.Generator, n: int, options: Options) -> Sequences:
    """Brackets that never close more than is open nor go deeper than the deepest; each step is told the depth."""
    n_steps, deepest = int(options["steps"]), int(options["deepest"])
    drawn = random.integers(len(ALPHABET), size=(n_steps, n))
    depth = np.zeros(n, dtype=np.int64)
    depths = np.empty((n_steps, n), dtype=np.int64)
    for t in range(n_steps):
        wanted = depth + CHANGE[drawn[t]]
        drawn[t] = np.where(wanted < 0, ALPHABET.index("("), drawn[t])
        drawn[t] = np.where(wanted > deepest, ALPHABET.index(")"), drawn[t])
        depth = depth + CHANGE[drawn[t]]
        depths[t] = depth
    return Sequences(np.eye(len(ALPHABET))[drawn], depths)


TASK = Task(
    key="brackets",
    title="Bracket depth",
    sentence="Say after each symbol how many brackets are open; class 1 is none.",
    loss="softmax",
    sizes=sizes,
    make=make,
    defaults=Defaults("gru", 16, 600, 0.05, Settings(rate=0.01, batch_size=32)),
    options=(
        Option("steps", 24, 1, 500, "how long the sequence is"),
        Option("deepest", 5, 3, 20, "how many brackets can be open at once"),
    ),
)
