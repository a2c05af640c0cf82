"""The gradients of matrices: sums of outer products over steps and sequences, as few large products."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np

from .ops import Array

Piece: TypeAlias = tuple[Array, slice]
"""Numbers of shape (steps, n, B), and their place among all of one side."""


class OuterSum:
    """Adds up Σ left ⊗ right over steps and sequences, for several ``pairs`` of stretches of the two sides.

    Steps are taken from the last to the first, in room for ``n_steps`` of them, and multiplied together.
    """

    def __init__(self, pairs: Sequence[tuple[slice, slice]], sizes: tuple[int, int], batch: int, n_steps: int) -> None:
        self.free = self._n_steps = n_steps
        self._batch = batch
        self._left, self._flat_left = _room(sizes[0], n_steps, batch)
        self._right, self._flat_right = _room(sizes[1], n_steps, batch)
        self._pairs = pairs
        self.totals = [np.zeros((left.stop - left.start, right.stop - right.start)) for left, right in pairs]
        self._terms = [np.zeros(total.shape) for total in self.totals]
        self._is_begun = False

    def begin(self) -> None:
        """Forget what has been added up."""
        self.free = self._n_steps
        self._is_begun = False

    def add(self, left: Iterable[Piece], right: Iterable[Piece], count: int) -> None:
        """Take both sides of ``count`` steps that come before those taken last; there must be room for them."""
        steps = slice(self.free - count, self.free)
        for source, place in left:
            self._left[place, steps] = source.swapaxes(0, 1)
        for source, place in right:
            self._right[place, steps] = source.swapaxes(0, 1)
        self.free -= count

    @property
    def left(self) -> Array:
        """The left side of all steps since the last product, in the order of time, of shape (n, steps · B)."""
        return self._flat_left[:, self.free * self._batch :]

    def multiply(self) -> None:
        """Add the products of the steps that have been taken, and make room."""
        if self.free == self._n_steps:
            return
        first = self.free * self._batch
        for (left, right), total, term in zip(self._pairs, self.totals, self._terms, strict=True):
            out = term if self._is_begun else total
            np.dot(self._flat_left[left, first:], self._flat_right[right, first:].T, out)
            if self._is_begun:
                np.add(total, term, total)
        self._is_begun = True
        self.free = self._n_steps


def _room(size: int, n_steps: int, batch: int) -> tuple[Array, Array]:
    """Memory of shape (n, steps, B), and the same as (n, steps · B); what is written at once lies in one piece."""
    if batch == 1:
        flat = np.zeros((n_steps, size)).T
        return flat[:, :, None], flat
    room = np.zeros((size, n_steps, batch))
    return room, room.reshape(size, -1)
