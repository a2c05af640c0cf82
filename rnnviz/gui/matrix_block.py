"""What can be done with the selected cells of a table: copy, paste, clear, fill, scale."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QTableView

from ..engine.error import InputError
from ..engine.ops import Array
from ..experiment.experiment import Experiment
from .clipboard import read_block, write_block
from .entry import NumberEntry, SymbolEntry
from .matrix_model import MatrixModel
from .popup import run_dialog
from .scale_dialog import ScaleDialog
from .session import Session


class MatrixBlock(QObject):
    """The selected cells of a table, or else its current cell."""

    def __init__(self, session: Session, table: QTableView, model: MatrixModel) -> None:
        super().__init__(table)
        self._session = session
        self._table = table
        self._model = model

    def selected(self) -> tuple[slice, slice] | None:
        """The rows and columns; None where there is no current cell either."""
        chosen = self._table.selectionModel().selection()
        if not chosen.isEmpty():
            first = chosen.first()
            return slice(first.top(), first.bottom() + 1), slice(first.left(), first.right() + 1)
        index = self._table.currentIndex()
        if not index.isValid():
            return None
        return slice(index.row(), index.row() + 1), slice(index.column(), index.column() + 1)

    def copy(self) -> None:
        """Put the cells on the clipboard, with all their digits."""
        block = self.selected()
        if block is not None:
            spelt = self._model.grid.spelt
            columns = range(block[1].start, block[1].stop)
            cells = [[spelt(row, column) for column in columns] for row in range(block[0].start, block[0].stop)]
            QGuiApplication.clipboard().setText(write_block(cells))

    def paste(self) -> None:
        """Put the clipboard's cells in from the first selected cell on; a single one fills the selection."""
        selected = self.selected()
        if selected is None or self._model.refuses():
            return
        grid, (rows, columns) = self._model.grid, selected
        try:
            block = self._fit(read_block(QGuiApplication.clipboard().text()), selected)
            values = grid.with_block(rows.start, columns.start, block)
        except InputError as error:
            self._model.refuse(error)
            return
        self._model.commit(f"Paste into {grid.title}", values)

    def clear(self) -> None:
        """Empty the cells that may be empty, make the others zero."""
        block = self.selected()
        if block is not None:
            blanks = np.array([entry.blank for entry in self._model.grid.entries[block[1]]])
            self._change("Clear", np.broadcast_to(blanks, self._model.grid.values[block].shape))

    def fill(self) -> None:
        """Give all cells the value of the current one."""
        index = self._table.currentIndex()
        block = self.selected()
        if block is not None and index.isValid():
            value = self._model.grid.values[index.row(), index.column()]
            self._change("Fill", np.full(self._model.grid.values[block].shape, value))

    def scale(self) -> None:
        """Ask for a factor, with the result in view."""
        block, grid = self.selected(), self._model.grid
        if block is None or not self._holds_numbers(block):
            return
        scaled = partial(self._scaled, grid.values, block)
        dialog = ScaleDialog(self._session, f"Scale cells of {grid.title}", scaled, self._table.window())
        run_dialog(dialog, self._table)

    def fill_menu(self, menu: QMenu) -> None:
        """Add these commands to a menu."""
        keys = QKeySequence.StandardKey
        block = self.selected()
        menu.addAction("Copy", keys.Copy, self.copy)
        if self._model.grid.is_gradient:
            return
        menu.addAction("Paste", keys.Paste, self.paste)
        menu.addSeparator()
        menu.addAction("Fill with the current value", self.fill)
        menu.addAction("Clear", keys.Delete, self.clear)
        if block is not None and self._holds_numbers(block):
            menu.addAction("Scale…", self.scale)

    def _fit(self, block: list[list[str]], selected: tuple[slice, slice]) -> list[list[str]]:
        """The block as it goes in.

        One cell is repeated over the selection, a text for single symbols becomes a column of them, and a row is
        turned to fit a table of one column, and the reverse.
        """
        height, width = (part.stop - part.start for part in selected)
        entry = self._model.grid.entries[selected[1].start]
        if isinstance(entry, SymbolEntry) and entry.is_typed_at_once and len(block[0]) == 1:
            block = [[symbol] for line in block for symbol in (line[0] if len(line[0]) > 1 else line)]
        if len(block) == len(block[0]) == 1:
            return [block[0] * width] * height
        n_rows, n_columns = self._model.grid.shape
        turns = (len(block) == 1 and n_columns == 1) or (len(block[0]) == 1 and n_rows == 1)
        return [list(line) for line in zip(*block, strict=True)] if turns and not self._model.grid.grows else block

    def _holds_numbers(self, block: tuple[slice, slice]) -> bool:
        return all(isinstance(entry, NumberEntry) for entry in self._model.grid.entries[block[1]])

    def _change(self, what: str, values: Array) -> None:
        block = self.selected()
        if block is not None:
            whole = self._model.grid.values.copy()
            whole[block] = values
            self._model.commit(f"{what} cells of {self._model.grid.title}", whole)

    def _scaled(self, values: Array, block: tuple[slice, slice], factor: float, experiment: Experiment) -> Experiment:
        """The experiment with some cells of ``values`` multiplied."""
        whole = values.copy()
        whole[block] *= factor
        return self._model.edit_for(whole)(experiment)
