"""Passages of a text for a character model: its beginning is learnt from, its end is held out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .task import Sequences

HELD_OUT_SHARE = 0.1
"""The part of a text that is never learnt from."""


def find_alphabet(text: str) -> str:
    """The characters of a text, each once, in the order of their numbers."""
    return "".join(sorted(set(text)))


def find_places(text: str, alphabet: str) -> NDArray[np.int64]:
    """The place of each character of a text in an alphabet that has them all."""
    place = {symbol: k for k, symbol in enumerate(alphabet)}
    return np.array([place[symbol] for symbol in text], dtype=np.int64)


def split(text: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What is learnt from, and what is held out."""
    border = len(text) - int(HELD_OUT_SHARE * len(text))
    return text[:border], text[border:]


def draw_passages(
    text: NDArray[np.int64], n_symbols: int, random: np.random.Generator, n: int, n_steps: int
) -> Sequences:
    """n passages of ``n_steps`` characters from anywhere in what is learnt from, each told the next character."""
    learnt, _ = split(text)
    n_steps = min(n_steps, len(learnt) - 1)
    return _cut(learnt, random.integers(len(learnt) - n_steps, size=n), n_steps, n_symbols)


def spread_passages(text: NDArray[np.int64], n_symbols: int, n: int, n_steps: int) -> Sequences:
    """n passages spread evenly over what is held out; shorter ones where there is not enough of it."""
    _, kept = split(text)
    n_steps = min(n_steps, len(kept) - 1)
    return _cut(kept, np.linspace(0, len(kept) - 1 - n_steps, n).astype(np.int64), n_steps, n_symbols)


def _cut(text: NDArray[np.int64], starts: NDArray[np.int64], n_steps: int, n_symbols: int) -> Sequences:
    places = text[starts + np.arange(n_steps + 1)[:, None]]
    return Sequences(np.eye(n_symbols)[places[:-1]], places[1:])
