"""Long sequences on few pixels: fewer rows, so chosen that nothing unusual is lost."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..engine.ops import Array

_MARKED = 9.0
"""Where steps lie at least this far apart, in pixels, every value is marked by a point."""


def strongest(values: Array, width: int) -> Array:
    """At most about ``2 * width`` of the rows of (T, n): the value of largest magnitude of every few steps.

    NaN counts as the largest, so that nothing unusual is lost.
    """
    size = len(values) // max(1, width)
    if size < 2:
        return values
    blocks = _blocks(values, size)
    return np.asarray(np.take_along_axis(blocks, np.abs(blocks).argmax(axis=1)[:, None], axis=1)[:, 0])


def envelope(places: Array, values: Array, width: int) -> tuple[Array, Array]:
    """At most about ``3 * width`` places (T,) and rows of values (T, n): the lowest and highest of every few steps.

    NaN stays only where there is nothing else.
    """
    size = len(values) // max(1, width)
    if size < 3:
        return places, values
    blocks = _blocks(values, size)
    ends = np.stack([np.fmin.reduce(blocks, axis=1), np.fmax.reduce(blocks, axis=1)], axis=1)
    middles = _blocks(places[:, None], size).mean(axis=1)
    return np.repeat(middles, 2), ends.reshape(-1, values.shape[1])


def thinned(values: Array, width: int, by_mean: bool = False) -> tuple[Array, int]:
    """At most about ``width`` rows of (T, n), and how many steps each stands for: their largest values, or means.

    NaN stays only where there is nothing else.
    """
    size = max(1, -(-len(values) // max(1, width)))
    if size == 1:
        return values, 1
    blocks = _blocks(values, size)
    if not by_mean:
        return np.asarray(np.fmax.reduce(blocks, axis=1)), size
    present = np.isfinite(blocks)
    with np.errstate(all="ignore"):
        return np.asarray(np.where(present, blocks, 0.0).sum(axis=1) / present.sum(axis=1)), size


def marked_places(is_inside: NDArray[np.bool_], levels: Array, pitch: float) -> NDArray[np.bool_]:
    """Which values (T, n) are marked by a point: all where steps lie far apart, else those that no line reaches.

    Steps lie ``pitch`` pixels apart; values outside the axis have the level of their band. Of values that follow each
    other in one band, some are left out where they would lie on each other.
    """
    if pitch >= _MARKED:
        return np.ones_like(is_inside)
    edge = np.zeros_like(is_inside[:1])
    before, after = np.concatenate([edge, is_inside[:-1]]), np.concatenate([is_inside[1:], edge])
    is_new = np.concatenate([~edge, np.diff(levels, axis=0) != 0.0])
    every = np.arange(len(levels))[:, None] % max(1, int(1.0 / pitch)) == 0
    return np.asarray(np.where(is_inside, ~before & ~after, is_new | every))


def _blocks(values: Array, size: int) -> Array:
    """Values (T, n) as (T / size, size, n); the last row fills the last block up."""
    short = -len(values) % size
    return np.concatenate([values, np.repeat(values[-1:], short, axis=0)]).reshape(-1, size, values.shape[1])
