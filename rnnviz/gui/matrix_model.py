"""The Qt model of a grid, which views and screen readers read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ..engine.error import InputError
from ..engine.ops import Array
from .entry import NumberEntry
from .grid import Grid
from .live_edit import LiveEdit
from .session import Edit, Session

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
Role = Qt.ItemDataRole
ONLY_SHOWN = "A gradient follows from the values and cannot be changed itself: show the values to change them."
HOW_TO_DRAG = "Drag sideways to change it, with Shift finely, with Ctrl coarsely."


class MatrixModel(QAbstractTableModel):
    """Shows a grid and writes to the session: ``edit_for`` makes the edit that puts whole new values in place."""

    def __init__(self, session: Session, edit_for: Callable[[Array], Edit], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.edit_for = edit_for
        self._grid = Grid("", np.zeros((0, 0)), (), (), (), partial("{}, {}".format))

    @property
    def grid(self) -> Grid:
        """What is shown."""
        return self._grid

    def show(self, grid: Grid) -> None:
        """Show a grid; views are laid out again only when its size or its names differ."""
        old, self._grid = self._grid, grid
        if (old.shape, old.entries, old.columns) != (grid.shape, grid.entries, grid.columns):
            self.beginResetModel()
            self.endResetModel()
        elif _looks_different(old, grid) and grid.values.size:
            n_rows, n_columns = grid.shape
            self.dataChanged.emit(self.index(0, 0), self.index(n_rows - 1, n_columns - 1))

    def commit(self, label: str, values: Array, merge: str | None = None) -> bool:
        """Put new values in place as one undoable step; whether that was possible."""
        if self.refuses():
            return False
        values = self._grid.keep_locked(values)
        if values.shape == self._grid.values.shape and np.array_equal(values, self._grid.values, equal_nan=True):
            return True
        return self._session.apply(label, self.edit_for(values), merge)

    def write(self, row: int, column: int, text: str) -> bool:
        """Put what was typed into a cell; if it is no value, say so and change nothing."""
        if self.refuses(row, column):
            return False
        grid = self._grid
        try:
            value = grid.parse(row, column, text)
        except InputError as error:
            self.refuse(error)
            return False
        if text == grid.spelt(row, column):
            return True
        return self.commit(f"Set {grid.label(row, column)}", grid.with_value(row, column, value))

    def begin(self, row: int, column: int) -> LiveEdit:
        """A step that changes one cell while it is watched."""
        return LiveEdit(self._session, f"Drag {self._grid.label(row, column)}")

    def show_live(self, live: LiveEdit, row: int, column: int, value: float) -> None:
        """Put the value of a cell in place as part of a live step."""
        if value != self._grid.values[row, column]:
            live.show(self.edit_for(self._grid.with_value(row, column, value)))

    def refuses(self, row: int = -1, column: int = -1) -> bool:
        """Whether nothing, or a cell, cannot be changed, which is then said."""
        lock = self._grid.lock(row, column) if row >= 0 else None
        why = ONLY_SHOWN if self._grid.is_gradient else lock.says if lock is not None else ""
        if why:
            self._session.message.emit(why)
        return bool(why)

    def refuse(self, error: InputError) -> None:
        """Say why an entry was not taken."""
        self._session.message.emit(str(error))

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else self._grid.shape[0]

    @override
    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else self._grid.shape[1]

    @override
    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if not index.isValid() or row >= len(self._grid.values):
            return None
        match role:
            case Role.DisplayRole:
                return self._grid.text(row, column)
            case Role.EditRole:
                return self._grid.spelt(row, column)
            case Role.AccessibleTextRole:
                return f"{self._grid.label(row, column)}: {self._grid.text(row, column) or 'empty'}"
            case Role.ToolTipRole:
                return self._tool_tip(row, column)
            case _:
                return None

    def _tool_tip(self, row: int, column: int) -> str:
        """The value in full, and how it can be changed."""
        lock = self._grid.lock(row, column)
        if lock is not None:
            return lock.says
        value = f"{self._grid.label(row, column)} = {self._grid.spelt(row, column) or 'none'}"
        is_number = isinstance(self._grid.entries[column], NumberEntry) and self._grid.text(row, column)
        return f"{value}\n{HOW_TO_DRAG}" if is_number and not self._grid.is_gradient else value

    @override
    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        return role == Role.EditRole and self.write(index.row(), index.column(), str(value))

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_fixed = self._grid.is_gradient or self._grid.lock(index.row(), index.column()) is not None
        return flags if is_fixed else flags | Qt.ItemFlag.ItemIsEditable

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        names = self._grid.columns if orientation == Qt.Orientation.Horizontal else self._grid.rows
        return names[section] if role == Role.DisplayRole and 0 <= section < len(names) else None


def _looks_different(old: Grid, new: Grid) -> bool:
    """Whether two grids of the same shape show something else."""
    return old.values is not new.values or old.is_gradient != new.is_gradient or old.locks != new.locks
