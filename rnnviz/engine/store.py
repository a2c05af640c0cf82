"""Memory for records."""

from __future__ import annotations

from math import prod
from weakref import finalize

import numpy as np

from .ops import Array

LARGE = 1 << 22
"""From so many numbers on, memory is kept: the C library gives it back to the system at once, and to get it again, page
by page, can take longer than the run that fills it."""


class Store:
    """Gives memory for one record after another; a large one is used again as soon as nobody holds a part of it."""

    def __init__(self) -> None:
        self._spare: Array | None = None

    def take(self, *shape: int) -> Array:
        """An array, not initialised, whose memory belongs to whoever holds it or a view of it."""
        size = prod(shape)
        if size < LARGE:
            return np.empty(shape)
        memory, self._spare = self._spare, None
        if memory is None or memory.size != size:
            memory = np.empty(size)
        # Views of this array hold it, and not the memory behind it, because a memoryview lies between.
        lent = np.frombuffer(memory.data)
        finalize(lent, self._take_back, memory).atexit = False
        return lent.reshape(shape)

    def _take_back(self, memory: Array) -> None:
        self._spare = memory
