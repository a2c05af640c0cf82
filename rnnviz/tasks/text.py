"""A character model: the next character of a text."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .. import resource
from ..engine.optimiser import Settings
from ..engine.task import Defaults, Option, Options, Sequences, Sizes, Task

TEXTS = ("prose", "verse", "c-source")
HELD_OUT_SHARE = 0.1


@lru_cache(maxsize=len(TEXTS))
def read(name: str) -> tuple[str, NDArray[np.int64]]:
    """The alphabet of a packaged text and the text as places in it."""
    text = resource.path("texts", f"{name}.txt").read_text("utf-8")
    alphabet = "".join(sorted(set(text)))
    place = {symbol: k for k, symbol in enumerate(alphabet)}
    return alphabet, np.array([place[symbol] for symbol in text])


def sizes(options: Options) -> Sizes:
    """One input and one output for each character of the text."""
    alphabet, _ = read(str(options["text"]))
    return Sizes(len(alphabet), len(alphabet), alphabet)


def make(random: np.random.Generator, n: int, options: Options) -> Sequences:
    """Passages from anywhere in the first nine tenths of the text; each step is told the next character."""
    alphabet, text = read(str(options["text"]))
    text = text[: -int(HELD_OUT_SHARE * len(text))]
    n_steps = int(options["steps"])
    return _cut(text, random.integers(len(text) - n_steps, size=n), n_steps, len(alphabet))


def make_held_out(_random: np.random.Generator, n: int, options: Options) -> Sequences:
    """Passages spread evenly over the last tenth of the text."""
    alphabet, text = read(str(options["text"]))
    text = text[-int(HELD_OUT_SHARE * len(text)) :]
    n_steps = min(int(options["steps"]), len(text) - 1)
    return _cut(text, np.linspace(0, len(text) - 1 - n_steps, n).astype(np.int64), n_steps, len(alphabet))


def _cut(text: NDArray[np.int64], starts: NDArray[np.int64], n_steps: int, n_symbols: int) -> Sequences:
    places = text[starts + np.arange(n_steps + 1)[:, None]]
    return Sequences(np.eye(n_symbols)[places[:-1]], places[1:])


TASK = Task(
    key="text",
    title="Character model",
    sentence="Predict the next character of a text, and write a text of its own that way.",
    loss="softmax",
    sizes=sizes,
    make=make,
    make_held_out=make_held_out,
    defaults=Defaults("lstm", 128, 3000, Settings(rate=0.004, batch_size=32, clip=5.0)),
    options=(
        Option("text", "prose", words="which text", choices=TEXTS),
        Option("steps", 50, 2, 500, "how long the passages are"),
    ),
)
