"""Rows of numbers with a power of two for each, which neither overflow nor underflow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .ops import Array

Powers: TypeAlias = NDArray[np.int64]

NOTHING = -(1 << 40)
"""The power of a row of zeros, below every other."""
FURTHEST = 5000
"""Powers of two further apart than all numbers are."""


@dataclass(frozen=True, slots=True)
class Scaled:
    """``rows`` of shape (…, n), each times 2 to its power; ``powers`` has shape (…)."""

    rows: Array
    powers: Powers

    def normalised(self) -> Scaled:
        """The same with the largest number of each row between ½ and 1, or 0, or not finite."""
        largest = np.abs(self.rows).max(axis=-1)
        powers = np.frexp(largest)[1].astype(np.int64)
        powers[~np.isfinite(largest)] = 0
        return Scaled(np.ldexp(self.rows, -powers[..., None]), self.powers + powers)

    def __add__(self, other: Scaled) -> Scaled:
        """The sum of rows with rows."""
        mine, theirs = (np.where(part.rows.any(axis=-1), part.powers, NOTHING) for part in (self, other))
        powers = np.maximum(mine, theirs)
        powers[powers == NOTHING] = 0
        return Scaled(_shifted(self, powers) + _shifted(other, powers), powers)

    def plain(self) -> Array:
        """The rows themselves, as far as numbers go."""
        return _shifted(self, np.zeros_like(self.powers))

    def log_norms(self) -> Array:
        """log10 of the Euclidean norm of each row; −∞ for zeros."""
        parts = self.normalised()
        logarithms: Array = np.log10(np.sqrt((parts.rows * parts.rows).sum(axis=-1))) + parts.powers * np.log10(2.0)
        return logarithms


def stack(parts: Sequence[Scaled]) -> Scaled:
    """Parts of equal shape along a new first axis."""
    return Scaled(np.stack([part.rows for part in parts]), np.stack([part.powers for part in parts]))


def _shifted(scaled: Scaled, powers: Powers) -> Array:
    """The rows in terms of other powers."""
    shifts = np.clip(scaled.powers - powers, -FURTHEST, FURTHEST)
    shifted: Array = np.ldexp(scaled.rows, shifts[..., None])
    return shifted
