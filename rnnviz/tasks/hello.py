"""The characters of hello: the smallest text that needs a memory."""

from __future__ import annotations

import numpy as np

from ..engine.optimiser import Settings
from ..engine.task import Defaults, Option, Options, Sequences, Sizes, Task

WORD = "hello"
ALPHABET = "helo"


def sizes(_options: Options) -> Sizes:
    """One input and one output for each letter."""
    return Sizes(len(ALPHABET), len(ALPHABET), ALPHABET)


def make(_random: np.random.Generator, n: int, options: Options) -> Sequences:
    """n times the same word, so often one after the other as asked for; each step is told the next letter."""
    letters = np.array([ALPHABET.index(letter) for letter in WORD * int(options["words"])])
    inputs = np.repeat(np.eye(len(ALPHABET))[letters[:-1], None], n, axis=1)
    targets = np.repeat(letters[1:, None], n, axis=1)
    return Sequences(inputs, targets)


TASK = Task(
    key="hello",
    title="The next character of hello",
    sentence="Say the next letter of hello: after the first l comes l, after the second o, so the letter that is "
    "seen does not tell; the state must.",
    loss="softmax",
    sizes=sizes,
    make=make,
    defaults=Defaults("rnn", 8, 100, 0.05, Settings(rate=0.03, batch_size=1, check_every=10)),
    options=(Option("words", 1, 1, 20, "how often the word is repeated"),),
)
