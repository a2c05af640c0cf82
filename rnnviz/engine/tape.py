"""Rows of memory in which every value of a step has its columns, and calls bound to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from .expr import Expr, Symbol
from .ops import MULTIPLY, Array, Op

BoundCall: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...]]

CONSTANTS = {number: np.array(number) for number in (0.0, 0.5, 1.0)}
"""A number as an array: a plain float costs NumPy as much again as the call itself."""

MOST_ROWS = 128
CACHE = 1 << 17
"""A block has at most so many rows, and about so many numbers."""

mean_of_two = np.array([0.5, 0.5]).dot
"""The mean of two rows as one call."""


class Sizes(NamedTuple):
    """The sizes a plan is bound to; a tuple, for it is looked up several times a run."""

    input_size: int
    hidden_size: int
    batch: int

    @property
    def cell(self) -> int:
        """The length of one hidden vector of the whole batch."""
        return self.hidden_size * self.batch

    def of(self, slot: Expr) -> int:
        """The length of one value, without the batch."""
        if isinstance(slot, Symbol) and slot.shape != ("hidden",):
            return self.input_size if slot.shape else 1
        return self.hidden_size


class Columns:
    """Where values lie in a row; numbers are counted without the batch."""

    def __init__(self, slots: Iterable[Expr], sizes: Sizes) -> None:
        self.sizes = sizes
        self.first: dict[Expr, int] = {}
        self.width = 0
        for slot in slots:
            self.first[slot] = self.width
            self.width += sizes.of(slot)

    def bounds(self, slot: Expr) -> tuple[int, int]:
        """The first column of a value, and the first one after it."""
        return self.first[slot], self.first[slot] + self.sizes.of(slot)

    def of(self, slot: Expr) -> slice:
        """The columns of one value."""
        return slice(*self.bounds(slot))

    def flat(self, slot: Expr) -> slice:
        """The columns of one value in a row whose batch is within the columns."""
        first, last = self.bounds(slot)
        return slice(first * self.sizes.batch, last * self.sizes.batch)

    def span(self, slots: Sequence[Expr]) -> slice:
        """The columns of values that lie side by side."""
        return slice(self.bounds(slots[0])[0], self.bounds(slots[-1])[1])

    def runs(self, slots: Iterable[Expr]) -> list[slice]:
        """The flat columns of values, in ascending order, those that lie side by side in one slice."""
        found: list[slice] = []
        for columns in sorted((self.flat(slot) for slot in slots), key=lambda columns: columns.start):
            if found and found[-1].stop == columns.start:
                found[-1] = slice(found[-1].start, columns.stop)
            else:
                found.append(columns)
        return found


class Views:
    """Pieces of memory; one that is asked for twice is one object, so that a step touches few of them."""

    def __init__(self, memory: Array) -> None:
        self._flat = memory.reshape(-1)
        self._made: dict[tuple[int, int], Array] = {}

    def piece(self, first: int, size: int) -> Array:
        """``size`` numbers from ``first`` on, flat."""
        if (first, size) not in self._made:
            self._made[first, size] = self._flat[first : first + size]
        return self._made[first, size]


def block_rows(n_steps: int, row_width: int, cache: int = CACHE) -> int:
    """How many steps to do in one block, so that its rows stay in the cache, in blocks of about equal length."""
    fit = max(1, min(MOST_ROWS, cache // row_width))
    n_blocks = -(-n_steps // fit)
    return -(-n_steps // n_blocks)


def batch_first(array: Array) -> Array:
    """(T, n, B) as (T, B, n) and back; (T, n) as it is."""
    return array if array.ndim == 2 else array.swapaxes(1, 2)


def bind(op: Op, args: Iterable[Any], out: Array, careful: bool = False) -> BoundCall:
    """One call that stores the operation on ``args`` in ``out``; a careful one takes NaN through every operation."""
    args = tuple(args)
    if op is MULTIPLY and args[0] is args[1]:
        # Faster, and NumPy makes room for one strided operand in place of two.
        return np.square, (args[0], out)
    kernel = op.kernel
    if kernel is None or (careful and kernel.hides_nan):
        return _store, (op.evaluate, out, *args)
    before, after = ([CONSTANTS[number] for number in numbers] for numbers in (kernel.before, kernel.after))
    return kernel.ufunc, (*before, *args, *after, out)


def _store(evaluate: Callable[..., Array], out: Array, *args: Array) -> None:
    out[...] = evaluate(*args)
