"""What a table shows: numbers in rows and columns with their names, and how they change as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..engine.error import InputError
from ..engine.ops import Array
from .entry import Entry


@dataclass(frozen=True, eq=False, slots=True)
class Lock:
    """Cells, as a mask (rows, columns), that show ``text`` in place of values, and ``says`` why they are not typed."""

    cells: NDArray[np.bool_]
    text: str
    says: str

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is locked."""
        return row < len(self.cells) and bool(self.cells[row, column])


@dataclass(frozen=True, eq=False, slots=True)
class Grid:
    """Values (rows, columns) with one kind of entry per column; missing values are NaN.

    ``label`` gives the name of a cell from its row and column, counted from 0. Where ``grows``, a block that is put
    in may reach beyond the last row. ``split`` is the column before which a line is drawn, ``breaks`` are such rows.
    A gradient is shown in its own colours and cannot be changed; nor can cells under ``locks``, whose values do not
    count.
    """

    title: str
    values: Array
    entries: tuple[Entry, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    label: Callable[[int, int], str]
    grows: bool = False
    split: int | None = None
    breaks: tuple[int, ...] = ()
    is_gradient: bool = False
    locks: tuple[Lock, ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        """The number of rows and of columns."""
        return len(self.values), len(self.entries)

    def text(self, row: int, column: int) -> str:
        """A value as it is shown."""
        lock = self.lock(row, column)
        if lock is not None:
            return lock.text
        return self.entries[column].show(float(self.values[row, column]))

    def lock(self, row: int, column: int) -> Lock | None:
        """Why a cell cannot be changed; None where it can."""
        return next((lock for lock in self.locks if lock.holds(row, column)), None)

    def keep_locked(self, values: Array) -> Array:
        """New values with the old ones in the cells that cannot be changed."""
        for lock in self.locks:
            n_rows = min(len(values), len(lock.cells))
            kept = np.where(lock.cells[:n_rows], self.values[:n_rows], values[:n_rows])
            values = np.concatenate([kept, values[n_rows:]])
        return values

    def spelt(self, row: int, column: int) -> str:
        """A value in full."""
        return self.entries[column].spell(float(self.values[row, column]))

    def with_value(self, row: int, column: int, value: float) -> Array:
        """The values with one replaced."""
        values = self.values.copy()
        values[row, column] = value
        return values

    def parse(self, row: int, column: int, text: str) -> float:
        """The value that ``text`` writes in a cell; raises InputError if none."""
        return self.entries[column].parse(self.label(row, column), text)

    def with_block(self, row: int, column: int, block: Sequence[Sequence[str]]) -> Array:
        """The values with a block of texts put in, its first corner at (row, column)."""
        n_rows, n_columns = self.shape
        height, width = len(block), len(block[0])
        room = f"at most {n_rows - row} × {n_columns - column} cells from {self.label(row, column)} on"
        if column + width > n_columns or (row + height > n_rows and not self.grows):
            raise InputError(self.title, f"{height} × {width} cells", room)
        values = np.full((max(n_rows, row + height), n_columns), np.nan)
        values[:n_rows] = self.values
        if row + height > n_rows:
            values[n_rows:] = [entry.blank for entry in self.entries]
        for i, line in enumerate(block):
            for j, text in enumerate(line):
                values[row + i, column + j] = self.parse(row + i, column + j, text)
        return values
