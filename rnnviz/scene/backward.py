"""The backward pass as pictures show it: which gradients, in which colours, and beside the values or in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, log10
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from ..engine.gradient import Gradients
from ..engine.handed_back import handed_back
from ..engine.ops import Array
from .raster import largest_size
from .theme import Theme, blend_wire

Scale: TypeAlias = Literal["linear", "decades"]
Shown: TypeAlias = Literal["gradient", "both"]

LEAST_SHARE = 0.07
"""By decades, what is not zero has at least so much colour."""
FEWEST_DECADES, MOST_DECADES = 3, 20
WITHOUT_SCALE = ("loss", "p")
"""Their gradients say nothing about the network: 1, and the inverse of a probability."""


class Span(NamedTuple):
    """The sizes of gradients: the largest, and the powers of ten between which colours tell them apart."""

    limit: float
    low: int
    high: int


@dataclass(frozen=True)
class Backward:
    """Gradients to be drawn, ``scale`` making sizes colours; with ``shows`` "both" values stand beside them."""

    gradients: Gradients
    scale: Scale = "linear"
    shows: Shown = "gradient"

    @property
    def span(self) -> Span:
        """The sizes that the colours stand for: one scale for all values and steps."""
        return _span(self.gradients)

    @property
    def handed(self) -> Mapping[str, Array]:
        """For each state what step t hands back to the state it received, at [t−1]: (T, n)."""
        return _handed(self.gradients)

    @property
    def injected(self) -> Array:
        """What the loss of each step gives to what the read-out sees, of shape (T, top_size).

        Without a read-out it is what the loss gives to the one direction that it reads.
        """
        found = self.gradients
        apart = {name: array for name, array in found.given.items() if name != "y"}
        if len(apart) == 1 and apart.keys() == found.given.keys() and not found.signal.any():
            return next(iter(apart.values()))
        return sum((array for array in apart.values() if array.shape == found.signal.shape), found.signal)

    @staticmethod
    def stride(name: str) -> int:
        """How many steps later a state is used: 1, or −1 in a layer that runs against time."""
        layer, _, rest = name.partition(".")
        return -1 if rest and layer.endswith("r") else 1

    def shares(self, gradients: Array) -> Array:
        """Gradients as parts of the full colour, −1 to 1, or beyond where they have no part in the scale."""
        with np.errstate(all="ignore"):
            if self.scale == "linear":
                return gradients / self.span.limit
            _, low, high = self.span
            sizes = np.clip((np.log10(np.abs(gradients)) - low) / (high - low), LEAST_SHARE, 1.0)
            finite = np.isfinite(gradients)
            return np.where(finite, np.where(gradients == 0.0, 0.0, np.copysign(sizes, gradients)), gradients)

    def wire_color(self, theme: Theme, gradients: Array) -> str:
        """The colour of a wire that carries a vector of gradients: as strong as the largest, mixed of their signs."""
        shares = self.shares(gradients)
        return blend_wire(theme.gradient_wire_colors, theme, shares, self.strength(gradients))

    def strength(self, gradients: Array) -> float:
        """How strong a vector of gradients is, 0 to 1, as its largest element; 1 where one is not finite."""
        shares = np.abs(self.shares(gradients))
        return float(min(1.0, np.where(np.isfinite(shares), shares, 1.0).max(initial=0.0)))


@lru_cache(maxsize=1)
def _handed(gradients: Gradients) -> Mapping[str, Array]:
    return handed_back(gradients)


@lru_cache(maxsize=1)
def _span(gradients: Gradients) -> Span:
    """The largest gradient of the whole run, and down to which power of ten its states reach at their weakest step."""
    limit = max((largest_size(array) for name, array in gradients.values.items() if name not in WITHOUT_SCALE))
    if not limit:
        return Span(1.0, -FEWEST_DECADES, 0)
    high = ceil(log10(limit))
    with np.errstate(invalid="ignore"):
        steps = np.array([np.abs(gradients[state]).max(axis=1) for state in gradients.start])
    seen = steps[np.isfinite(steps) & (steps > 0)]
    weakest = floor(log10(seen.min())) if seen.size else high
    return Span(limit, max(high - MOST_DECADES, min(weakest, high - FEWEST_DECADES)), high)
