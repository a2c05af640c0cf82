"""Many values as the pixels of an image."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..engine.ops import Array
from ..scene.theme import Theme

_N_COLORS = 256
"""How many colours a theme has for values; the one behind them is for what is not finite."""


def palette_of(theme: Theme) -> NDArray[np.uint32]:
    """The colours 0xffRRGGBB from the most negative value to the most positive, and that of NaN and infinity."""
    colors = (*theme.value_colors, theme.error)
    return np.array([0xFF000000 | int(color[1:], 16) for color in colors], np.uint32)


def pixels_of(values: Array, limit: float, palette: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The colours of values (T, n) as rows (n, T) of pixels; ``limit`` has the full colour."""
    middle = _N_COLORS / 2
    with np.errstate(all="ignore"):
        places = (values.T * (middle / limit) + middle).astype(np.intp)
    pixels = palette[:_N_COLORS].take(places, mode="clip")
    is_finite = np.isfinite(values)
    if not is_finite.all():
        pixels[~is_finite.T] = palette[_N_COLORS]
    return np.ascontiguousarray(pixels)
