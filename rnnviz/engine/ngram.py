"""Character models that only count: what a network that learns a text is measured against."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .ops import Array

STRENGTHS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)
CHOSEN_ON = 0.1


@dataclass(frozen=True, eq=False)
class NGram:
    """Counts of the n-grams of a text, smoothed order by order.

    p(c | last n − 1) = (count + s_n p(c | last n − 2)) / (count of the last n − 1 + s_n): Bayesian smoothing with a
    Dirichlet prior (MacKay and Peto, 1995). Below the unigram stands 1 / number of symbols. ``strengths`` are s_1…s_n.
    """

    counts: tuple[Array, ...]
    strengths: tuple[float, ...]

    def losses(self, text: NDArray[np.int64]) -> Array:
        """−log p of each character of a text after those before it, beginning with the n-th; (T − n + 1,)."""
        return -np.log(_probabilities(self.counts, self.strengths, text))


def fit(text: NDArray[np.int64], n_symbols: int, order: int) -> NGram:
    """The model of an order from 1 to 3; its strengths are chosen one by one on the last tenth of the text."""
    place = len(text) - int(CHOSEN_ON * len(text))
    begin, end = _count(text[:place], n_symbols, order), text[place:]
    strengths: tuple[float, ...] = ()
    for n in range(1, order + 1):
        losses = [-np.log(_probabilities(begin[:n], (*strengths, s), end)).mean() for s in STRENGTHS]
        strengths = (*strengths, STRENGTHS[int(np.argmin(losses))])
    return NGram(_count(text, n_symbols, order), strengths)


def _count(text: NDArray[np.int64], n_symbols: int, order: int) -> tuple[Array, ...]:
    """How often each n-gram occurs, for n from 1 to ``order``: arrays of n axes."""
    counts = []
    for n in range(1, order + 1):
        found = np.zeros((n_symbols,) * n)
        np.add.at(found, tuple(text[k : len(text) - n + 1 + k] for k in range(n)), 1.0)
        counts.append(found)
    return tuple(counts)


def _probabilities(counts: tuple[Array, ...], strengths: tuple[float, ...], text: NDArray[np.int64]) -> Array:
    order, n_symbols = len(counts), len(counts[0])
    columns = tuple(text[k : len(text) - order + 1 + k] for k in range(order))
    found = np.full(len(columns[0]), 1.0 / n_symbols)
    for n, (count, strength) in enumerate(zip(counts, strengths, strict=True), 1):
        context, whole = columns[order - n : -1], columns[order - n :]
        found = (count[whole] + strength * found) / (count.sum(axis=-1)[context] + strength)
    return found
