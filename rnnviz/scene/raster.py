"""Heat images of whole sequences: values of many steps as rows of palette indices, reduced to what can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, isfinite

import numpy as np
from numpy.typing import NDArray

from ..engine.ops import Array
from .shapes import Heat, Key
from .theme import Theme

TOP_LEVEL = 254
ERROR_LEVEL = 255


@dataclass(frozen=True, slots=True)
class Raster:
    """A grid of colours in pixels of the scene; ``levels`` (rows, columns) index a palette, perhaps of gradients."""

    name: str
    x: float
    y: float
    width: float
    height: float
    levels: NDArray[np.uint8]
    is_gradient: bool = False


@lru_cache(maxsize=8)
def make_palette(theme: Theme, is_gradient: bool = False) -> tuple[str, ...]:
    """256 colours: from the most negative to the most positive value, the last for NaN and infinity."""
    table = theme.gradient_colors if is_gradient else theme.value_colors
    return (*(table[round(k * (len(table) - 1) / TOP_LEVEL)] for k in range(TOP_LEVEL + 1)), theme.error)


def largest_size(values: Array) -> float:
    """The largest absolute value among those that are finite; 0 where there are none."""
    if not values.size:
        return 0.0
    largest = float(max(values.max(), -values.min()))
    if isfinite(largest):
        return largest
    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0))


def find_limit(values: Array) -> float:
    """The size that gets the full colour: the largest finite one, but at least 1."""
    return max(1.0, largest_size(values))


def to_levels(values: Array, limit: float) -> NDArray[np.uint8]:
    """Palette indices of values when ``limit`` > 0 has the full colour; any shape."""
    half = TOP_LEVEL / 2
    with np.errstate(invalid="ignore", over="ignore"):
        scaled = np.clip(values * (half / limit), -half, half)
        levels: NDArray[np.uint8] = (scaled + (half + 0.5)).astype(np.uint8)
    finite = np.isfinite(values)
    if not finite.all():
        levels[~finite] = ERROR_LEVEL
    return levels


def reduce_values(values: Array, n_steps: int, n_units: int) -> Array:
    """(T, n) values reduced to at most ``n_steps`` × ``n_units``, keeping the largest size of each part.

    A part that holds a NaN becomes NaN, so that a single bad step stays visible in 10,000.
    """
    return _reduce(_reduce(values, n_steps, 0), n_units, 1)


def make_raster(name: str, place: tuple[float, float, float, float], values: Array, limit: float) -> Raster:
    """A raster of (T, n) values in a place (x, y, width, height): time to the right, the first unit at the top."""
    x, y, width, height = place
    seen = reduce_values(values, max(1, ceil(width)), max(1, ceil(height)))
    return Raster(name, x, y, width, height, np.ascontiguousarray(to_levels(seen, limit).T))


def to_pixels(raster: Raster, palette: tuple[str, ...]) -> NDArray[np.uint32]:
    """The raster as colours 0xFFRRGGBB of the shape of its levels."""
    return _numbers(palette).take(raster.levels)


def to_heat(raster: Raster, palette: tuple[str, ...]) -> Heat:
    """The raster as a shape for pictures that are written to files."""
    colors = tuple(tuple(palette[level] for level in row) for row in raster.levels.tolist())
    return Heat(raster.x, raster.y, raster.width, raster.height, colors, key=Key(None, raster.name))


@lru_cache(maxsize=8)
def _numbers(palette: tuple[str, ...]) -> NDArray[np.uint32]:
    """The colours of a palette as numbers 0xFFRRGGBB."""
    return np.array([0xFF000000 | int(color[1:], 16) for color in palette], dtype=np.uint32)


def _reduce(values: Array, count: int, axis: int) -> Array:
    length = values.shape[axis]
    if length <= count:
        return values
    starts = np.arange(count) * length // count
    last = np.append(starts[1:], length) - 1
    high = values.take(starts, axis)
    low = high.copy()
    # Element by element of all parts at once: ufunc.reduceat takes up to eight times as long on short parts.
    for k in range(1, int((last - starts).max()) + 1):
        other = values.take(np.minimum(starts + k, last), axis)
        np.maximum(high, other, out=high)
        np.minimum(low, other, out=low)
    largest: Array = np.where(high > -low, high, low)
    return largest
