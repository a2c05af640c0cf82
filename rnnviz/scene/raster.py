"""Heat images of whole sequences: values of many steps as rows of palette indices, reduced to what can be seen."""

from __future__ import annotations

from dataclasses import dataclass
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


def to_heat(raster: Raster, palette: tuple[str, ...]) -> Heat:
    """The raster as a shape for pictures that are written to files."""
    colors = tuple(tuple(palette[level] for level in row) for row in raster.levels.tolist())
    return Heat(raster.x, raster.y, raster.width, raster.height, colors, key=Key(None, raster.name))


def _reduce(values: Array, count: int, axis: int) -> Array:
    length = values.shape[axis]
    if length <= count:
        return values
    starts = np.arange(count) * length // count
    high = np.maximum.reduceat(values, starts, axis=axis)
    low = np.minimum.reduceat(values, starts, axis=axis)
    return np.where(high > -low, high, low)
