"""What a table shows: numbers in rows and columns with their names, and how they change as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ..engine.error import InputError
from ..engine.ops import Array
from .entry import Entry


@dataclass(frozen=True, eq=False, slots=True)
class Grid:
    """Values (rows, columns) with one kind of entry per column; missing values are NaN.

    ``label`` gives the name of a cell from its row and column, counted from 0. Where ``grows``, a block that is put
    in may reach beyond the last row. ``split`` is the column before which a line is drawn. A gradient is shown in its
    own colours and cannot be changed.
    """

    title: str
    values: Array
    entries: tuple[Entry, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    label: Callable[[int, int], str]
    grows: bool = False
    split: int | None = None
    is_gradient: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """The number of rows and of columns."""
        return len(self.values), len(self.entries)

    def text(self, row: int, column: int) -> str:
        """A value as it is shown."""
        return self.entries[column].show(float(self.values[row, column]))

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
