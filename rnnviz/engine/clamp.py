"""Units of states that are held: rows of memory that tell a block of steps which, and at what."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .ops import Array
from .tape import CONSTANTS, BoundCall, Sizes

Clamps: TypeAlias = Mapping[str, Array]
"""For some states by their name in the cell what units are set to, (T, H) as the cell runs; NaN where they are free."""

NO_CLAMPS: Clamps = MappingProxyType({})


class Held:
    """What the units of one state are set to in each row of a block; ``copies`` times side by side, for every batch."""

    def __init__(self, n_rows: int, sizes: Sizes, copies: int = 1) -> None:
        self._values = np.zeros((n_rows, copies, sizes.hidden_size, sizes.batch))
        self._is_held = np.zeros(self._values.shape, dtype=bool)

    def load(self, values: Array) -> None:
        """Take the numbers (count, H) of the first rows."""
        self._values[: len(values)] = values[:, None, :, None]
        np.isnan(self._values, out=self._is_held)
        np.logical_not(self._is_held, out=self._is_held)

    def set(self, out: Array, row: int) -> BoundCall:
        """The call that sets the held units of ``out`` to their numbers."""
        return np.putmask, (out, self._is_held[row].reshape(-1), self._values[row].reshape(-1))

    def silence(self, out: Array, row: int) -> BoundCall:
        """The call that sets the held units of ``out`` to 0."""
        return np.putmask, (out, self._is_held[row].reshape(-1), CONSTANTS[0.0])


def held_units(clamps: Clamps, state: str, received: bool = False) -> NDArray[np.bool_]:
    """Which units of a clamped state are held as each step leaves it, (T, H), or as each step receives it."""
    held = ~np.isnan(clamps[state])
    return np.concatenate([np.zeros((1, held.shape[1]), bool), held[:-1]]) if received else held
