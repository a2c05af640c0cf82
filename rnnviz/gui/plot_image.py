"""Values over time as an image: one row of pixels a unit."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

from ..engine.ops import Array
from ..scene.theme import Theme


def strongest(values: Array, width: int) -> Array:
    """At most about ``2 * width`` of the rows of (T, n): the value of largest magnitude of every few steps.

    NaN counts as the largest, so that nothing unusual is lost.
    """
    size = len(values) // max(1, width)
    if size < 2:
        return values
    short = -len(values) % size
    blocks = np.concatenate([values, np.repeat(values[-1:], short, axis=0)]).reshape(-1, size, values.shape[1])
    return np.asarray(np.take_along_axis(blocks, np.abs(blocks).argmax(axis=1)[:, None], axis=1)[:, 0])


def image_limit(values: Array) -> float:
    """The magnitude that has the full colour: that of the largest value, rounded up to one digit."""
    finite = np.abs(values[np.isfinite(values)])
    largest = float(finite.max(initial=0.0))
    if largest == 0.0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(largest))
    return float(np.ceil(largest / power - 1e-9) * power)


def image_of(values: Array, limit: float, theme: Theme) -> QImage:
    """An image of (T, n): time to the right, units downwards; NaN and ±∞ in the error colour."""
    table = np.array([int(color[1:], 16) | 0xFF000000 for color in (*theme.value_colors, theme.error)], dtype=np.uint32)
    finite = np.isfinite(values)
    with np.errstate(all="ignore"):
        scaled = np.clip(np.where(finite, values, 0.0) / limit, -1.0, 1.0)
    places = np.where(finite, np.rint((scaled + 1.0) * 127.5), 256).astype(np.intp)
    pixels = np.ascontiguousarray(table[places.T])
    height, width = pixels.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
