"""The value axis of a plot: linear or logarithmic, with bands for what no axis can hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor, log10
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..engine.ops import Array
from .raster import largest_size

_MINUS = "\N{MINUS SIGN}"
BANDS = ("NaN", "∞", "0", f"{_MINUS}∞")
"""What gets a band of its own, from top to bottom: the first two above the axis, the others below."""
N_ABOVE = 2
IN_AXIS = -1
_FINE = 2
"""A logarithmic axis of at most so many decades has marks between them."""
_ROUNDING = 1e-6
"""An exponent that is nearer to a whole one than this counts as whole, so that 1 does not need two decades."""
_LARGEST, _SHORTEST = 4e307, 1e-300
"""Beyond these the arithmetic of a linear axis would overflow or lose its digits: values stick to its ends."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where, as a share of its length, and its number; ``power`` is an exponent of ten."""

    share: float
    text: str
    power: str = ""

    @property
    def is_zero(self) -> bool:
        """Whether it is the zero of a linear axis."""
        return self.text != "" and not self.text.strip("0.")


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from ``low`` to ``high``, which are exponents of ten on a logarithmic one.

    An axis of the kind ``exponent`` is logarithmic too, for values that are given as their exponents of ten, −∞ for
    zero: so it holds what no float does. ``bands`` are the members of ``BANDS`` that occur.
    """

    kind: Literal["linear", "log", "exponent"]
    low: float
    high: float
    bands: tuple[str, ...] = ()

    def share(self, values: Array) -> Array:
        """Where values lie between the ends of the axis, from 0 to 1; NaN for what belongs to a band."""
        with np.errstate(all="ignore"):
            places = np.log10(values) if self.kind == "log" else values
            shares = np.clip((places - self.low) / (self.high - self.low), 0.0, 1.0)
        return np.where(self.band(values) == IN_AXIS, shares, np.nan)

    def band(self, values: Array) -> NDArray[np.intp]:
        """The index in ``BANDS`` that each value belongs to, or ``IN_AXIS``."""
        bands = np.full(values.shape, IN_AXIS)
        if self._holds(values):
            return bands
        bands[np.isnan(values)] = 0
        bands[np.isposinf(values)] = 1
        if self.kind == "log":
            bands[values == 0.0] = 2
        bands[np.isneginf(values)] = 2 if self.kind == "exponent" else 3
        return bands

    def _holds(self, values: Array) -> bool:
        """Whether no value belongs to a band."""
        return bool(np.isfinite(values).all() and (self.kind != "log" or values.all()))

    def ticks(self, most: int) -> tuple[Tick, ...]:
        """At most ``most`` (at least 2) marks at round numbers, and unnumbered ones within few decades."""
        return self._linear_ticks(most) if self.kind == "linear" else self._log_ticks(most)

    def _linear_ticks(self, most: int) -> tuple[Tick, ...]:
        length = self.high - self.low
        step = _round_step(length / max(1, most - 1))
        decimals = max(0, -floor(log10(step) + 1e-9))
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        numbers = [k * step for k in range(first, last + 1)]
        return tuple(Tick((number - self.low) / length, _write(number, decimals)) for number in numbers)

    def _log_ticks(self, most: int) -> tuple[Tick, ...]:
        length = round(self.high - self.low)
        step = next(s * 10**k for k in range(9) for s in (1, 2, 5) if length // (s * 10**k) < most)
        first = ceil(self.low / step) * step
        exponents = range(first, round(self.high) + 1, step)
        decades = tuple(Tick((k - self.low) / length, "10", str(k).replace("-", _MINUS)) for k in exponents)
        between = [k + log10(m) for k in range(round(self.low), round(self.high)) for m in range(2, 10)]
        return decades + (tuple(Tick((k - self.low) / length, "") for k in between) if length <= _FINE else ())


def linear_scale(values: Array, low: float = 0.0, high: float = 0.0) -> Scale:
    """A linear axis that holds 0, ``low``, ``high`` and every finite value, with ends at round numbers."""
    is_finite = np.isfinite(values)
    finite = values if is_finite.all() else values[is_finite]
    low = max(-_LARGEST, min(low, 0.0, float(finite.min(initial=0.0))))
    high = min(_LARGEST, max(high, 0.0, float(finite.max(initial=0.0))))
    if high == low:
        high = 1.0
    high = max(high, low + _SHORTEST)
    step = _round_step((high - low) / 4)
    return _with_bands(Scale("linear", floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step), values)


def log_scale(values: Array) -> Scale:
    """A logarithmic axis over whole decades that holds every positive finite value, subnormal ones too."""
    positive = values[np.isfinite(values) & (values > 0.0)]
    low = floor(log10(positive.min())) if positive.size else -1
    high = ceil(log10(positive.max())) if positive.size else 0
    return _with_bands(Scale("log", low, max(high, low + 1)), values)


def exponent_scale(values: Array) -> Scale:
    """The logarithmic axis over whole decades that holds 10 to the power of every value."""
    finite = values[np.isfinite(values)]
    low = floor(finite.min() + _ROUNDING) if finite.size else -1
    high = ceil(finite.max() - _ROUNDING) if finite.size else 0
    return _with_bands(Scale("exponent", low, max(high, low + 1)), values)


def color_limit(values: Array) -> float:
    """The magnitude that has the full colour in an image: the largest finite one, rounded up to one digit."""
    largest = largest_size(values)
    if not largest:
        return 1.0
    largest = min(max(largest, _SHORTEST), _LARGEST)
    power = 10.0 ** floor(log10(largest))
    return ceil(largest / power - 1e-9) * power


def write_limit(limit: float) -> str:
    """The number of a colour limit."""
    return _write(limit, max(0, -floor(log10(limit) + 1e-9)))


def _with_bands(scale: Scale, values: Array) -> Scale:
    counts = np.bincount(scale.band(values).ravel() - IN_AXIS, minlength=1 + len(BANDS))
    return replace(scale, bands=tuple(text for text, count in zip(BANDS, counts[1:], strict=True) if count))


def step_ticks(last: int, most: int, first: int = 1, offset: int = 0) -> tuple[int, ...]:
    """At most ``most`` (at least 2) steps to write on a time axis: the first and every so many, two where there can be.

    They are round where ``offset`` is added to what is written.
    """
    end = last + offset
    every = next(s * 10**k for k in range(9) for s in (1, 2, 5) if end // (s * 10**k) < most)
    second = first + 1 if every == 1 else every - offset
    further = tuple(step for step in range(second, last + 1, every) if step > first)
    if not further and last > first:
        unit = 10 ** int(log10(end))
        further = (max(first + 1, end // unit * unit - offset),)
    return (first, *further)


def _round_step(step: float) -> float:
    """The next larger of 1, 2, 5 times a power of ten."""
    power = 10.0 ** floor(log10(step))
    return float(next(factor * power for factor in (1, 2, 5, 10) if factor * power >= step * (1 - 1e-9)))


def _write(number: float, decimals: int) -> str:
    if abs(number) >= 1e5 or decimals > 4:
        mantissa, exponent = f"{number:.1e}".split("e")
        return f"{mantissa.removesuffix('.0')}e{int(exponent)}".replace("-", _MINUS) if number else "0"
    return f"{number + 0.0:.{decimals}f}".replace("-", _MINUS)
