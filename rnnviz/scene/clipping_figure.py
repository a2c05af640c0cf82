"""Gradient clipping: norms before and after, how far each gradient turns, and what that says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from ..engine.clip import clip_by_norm, clip_by_value
from ..engine.glyph import PLAIN, Writing, symbol
from ..engine.gradient import Gradients
from ..engine.ops import Array
from ..engine.text import mark_of
from .chart import BarChart
from .magnitude import NO_WORDS
from .plot_scale import Scale, linear_scale, log_scale
from .trajectory import NO_GRADIENT, labels_of, length
from .words import write_size

Mode: TypeAlias = Literal["norm", "value"]

ALL = r"\text{all}"
_STRAIGHT = 1e-6
"""An angle of fewer degrees is rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Clipped:
    """The gradients of all parameters before and after clipping by a mode to a limit."""

    mode: Mode
    limit: float
    before: Mapping[str, Array]
    after: Mapping[str, Array]
    writing: Writing = PLAIN

    @property
    def norms(self) -> Array:
        """The norms before and after, (1 + parameters, 2): of all together, then of each."""
        return np.array([[_norm(array) for array in pair] for pair in self._pairs()])

    @property
    def angles(self) -> Array:
        """By how many degrees clipping turns the gradient of all together, then of each, (1 + parameters,)."""
        return np.array([angle(before, after) for before, after in self._pairs()])

    @property
    def n_cut(self) -> int:
        """How many entries clipping changes."""
        return sum(int((self.before[name] != self.after[name]).sum()) for name in self.before)

    @property
    def n_entries(self) -> int:
        """How many entries there are."""
        return sum(array.size for array in self.before.values())

    def _pairs(self) -> list[tuple[Array, Array]]:
        whole = tuple(np.concatenate([a.ravel() for a in part.values()]) for part in (self.before, self.after))
        return [(whole[0], whole[1]), *((self.before[name], self.after[name]) for name in self.before)]


def clipped(gradients: Gradients, mode: Mode, limit: float) -> Clipped:
    """The gradients of a run, clipped."""
    clip = clip_by_norm if mode == "norm" else clip_by_value
    return Clipped(mode, limit, gradients.parameters, clip(gradients.parameters, limit), gradients.writing)


def angle(one: Array, other: Array) -> float:
    """The angle between two arrays in degrees, 0 where they are equal; NaN where one of them has no direction."""
    if np.array_equal(one, other):
        return 0.0
    ways = []
    for array in (one.ravel(), other.ravel()):
        largest = float(np.abs(array).max(initial=0.0))
        if not np.isfinite(largest) or largest == 0.0:
            return float("nan")
        scaled = array / largest
        ways.append(scaled / np.linalg.norm(scaled))
    # Unlike the arc cosine this is exact for small angles too (Kahan, 2006).
    radians = 2.0 * np.arctan2(np.linalg.norm(ways[0] - ways[1]), np.linalg.norm(ways[0] + ways[1]))
    degrees = float(np.degrees(radians))
    return 0.0 if degrees < _STRAIGHT else degrees


def norm_chart(found: Clipped | None) -> BarChart:
    """Paired bars: the norm of all gradients together and of each parameter, before and after."""
    latex = r"\lVert dL/d\theta\rVert"
    if found is None:
        return BarChart("", np.zeros((1, 1)), ("",), ("",), ("",), Scale("log", -1, 0), latex, NO_GRADIENT)
    limit = found.limit if found.mode == "norm" else None
    norms = found.norms
    scale = log_scale(norms if limit is None else np.append(norms, limit))
    groups = ("all together", *(_plain(name, found.writing) for name in found.before))
    return BarChart("norms", norms, _labels(found), groups, ("before", "after"), scale, latex, limit=limit)


def angle_chart(found: Clipped | None) -> BarChart:
    """How far clipping turns the gradient of all parameters together and of each."""
    if found is None:
        return BarChart("", np.zeros((1, 1)), ("",), ("",), ("",), Scale("linear", 0, 1), "", "\N{EN DASH}")
    angles = found.angles[:, None]
    groups = ("all together", *(_plain(name, found.writing) for name in found.before))
    message = "" if angles.any() else "The direction stays: all angles are 0°."
    scale = linear_scale(angles, high=1.0)
    says, unit = ("turned by",), "\N{DEGREE SIGN}"
    return BarChart("angle turned", angles, _labels(found), groups, says, scale, message=message, unit=unit)


def words(found: Clipped | None) -> str:
    """What clipping does to the gradient as a whole."""
    if found is None:
        return NO_WORDS
    before, after = found.norms[0].tolist()
    if np.isnan(before):
        return "The gradient is NaN: no clipping repairs it."
    limit = write_size(found.limit)
    if found.n_cut == 0:
        inside = f"norm, {write_size(before)}," if found.mode == "norm" else f"largest entry, {_largest(found)},"
        return f"Nothing is clipped: the {inside} is within {limit}."
    if found.mode == "norm":
        return _by_norm_words(found, before, after)
    return _by_value_words(found, before, after)


def _by_norm_words(found: Clipped, before: float, after: float) -> str:
    limit = write_size(found.limit)
    if not np.isfinite(before):
        kept = "what is infinite becomes NaN, all else 0" if np.isnan(after) else "all becomes 0"
        return f"The norm is infinite, so that no factor brings it down to {limit}: {kept}."
    factor = write_size(found.limit / before)
    return f"The norm falls from {write_size(before)} to {limit}: all is multiplied by {factor}; the direction stays."


def _by_value_words(found: Clipped, before: float, after: float) -> str:
    told = f"Of {found.n_entries:,} entries {found.n_cut:,} {'is' if found.n_cut == 1 else 'are'} cut to"
    told = f"{told} ±{write_size(found.limit)}: the norm falls from {write_size(before)} to {write_size(after)}"
    turned = float(found.angles[0])
    return f"{told}." if np.isnan(turned) else f"{told}, and the direction turns by {turned:.2g}°."


def _norm(array: Array) -> float:
    return float(length(array.reshape(1, -1))[0])


def _largest(found: Clipped) -> str:
    return write_size(max(float(np.abs(array).max(initial=0.0)) for array in found.before.values()))


def _labels(found: Clipped) -> tuple[str, ...]:
    return (ALL, *labels_of(tuple(found.before), found.writing))


def _plain(name: str, writing: Writing) -> str:
    return mark_of(symbol(name, None, writing)).plain
