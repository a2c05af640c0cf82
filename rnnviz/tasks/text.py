"""A character model: the next character of a text."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .. import resource
from ..engine.optimiser import Settings
from ..engine.passage import draw_passages, find_alphabet, find_places, spread_passages
from ..engine.task import Defaults, Option, Options, Sequences, Sizes, Task

TEXTS = ("prose", "verse", "c-source")


@lru_cache(maxsize=len(TEXTS))
def read(name: str) -> tuple[str, NDArray[np.int64]]:
    """The alphabet of a packaged text, and the text as places in it."""
    text = resource.path("texts", f"{name}.txt").read_text("utf-8")
    alphabet = find_alphabet(text)
    return alphabet, find_places(text, alphabet)


def sizes(options: Options) -> Sizes:
    """One input and one output for each character of the text."""
    alphabet, _ = read(str(options["text"]))
    return Sizes(len(alphabet), len(alphabet), alphabet)


def make(random: np.random.Generator, n: int, options: Options) -> Sequences:
    """Passages from anywhere in the first nine tenths of the text; each step is told the next character."""
    alphabet, text = read(str(options["text"]))
    return draw_passages(text, len(alphabet), random, n, int(options["steps"]))


def make_held_out(_random: np.random.Generator, n: int, options: Options) -> Sequences:
    """Passages spread evenly over the last tenth of the text."""
    alphabet, text = read(str(options["text"]))
    return spread_passages(text, len(alphabet), n, int(options["steps"]))


TASK = Task(
    key="text",
    title="Character model",
    sentence="Predict the next character of a text, and write a text of its own that way.",
    loss="softmax",
    sizes=sizes,
    make=make,
    make_held_out=make_held_out,
    defaults=Defaults("lstm", 128, 2000, 1.6, Settings(rate=0.004, batch_size=32, clip=5.0)),
    options=(
        Option("text", "prose", words="which text", choices=TEXTS),
        Option("steps", 50, 2, 500, "how long the passages are"),
    ),
)
