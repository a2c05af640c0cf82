"""What keys do in a table: move, type, nudge, clear, copy and paste."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableView

from .cell_drag import COARSE, FINE, CellDrag
from .entry import SymbolEntry
from .matrix_block import MatrixBlock
from .matrix_model import MatrixModel

Key, Modifier, Standard = Qt.Key, Qt.KeyboardModifier, QKeySequence.StandardKey
NUDGES = {Key.Key_Up: 1.0, Key.Key_Down: -1.0, Key.Key_PageUp: COARSE, Key.Key_PageDown: -COARSE}
CLEARING = (Key.Key_Delete, Key.Key_Backspace)
OPENING = (Key.Key_Return, Key.Key_Enter)
MOVING = (
    Key.Key_Left,
    Key.Key_Right,
    Key.Key_Up,
    Key.Key_Down,
    Key.Key_Home,
    Key.Key_End,
    Key.Key_PageUp,
    Key.Key_PageDown,
)
OWN_KEYS = {*MOVING, *CLEARING, *OPENING, Key.Key_F2}
TYPED = "0123456789+-−.,"


class MatrixKeys(QObject):
    """Answers the keys of a table before the table itself does."""

    def __init__(self, table: QTableView, model: MatrixModel, block: MatrixBlock, drag: CellDrag) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._block = block
        self._drag = drag

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; whether the table must not see it."""
        if self._drag.is_active:
            if event.key() == Key.Key_Escape:
                self._drag.cancel()
            return True
        if self._commands(event) or self._types_symbol(event):
            return True
        text = event.text()
        is_stray = bool(text) and text.isprintable() and text not in TYPED
        if is_stray:
            event.ignore()
        return is_stray

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is for the table and not for a shortcut of the window."""
        if self._drag.is_active or any(event.matches(k) for k in (Standard.Copy, Standard.Paste, Standard.SelectAll)):
            return True
        if event.modifiers() & Modifier.ControlModifier:
            return False
        text = event.text()
        return event.key() in OWN_KEYS or (bool(text) and (text in TYPED or self._is_symbol(text)))

    def move(self, down: int, right: int) -> None:
        """Go to a neighbouring cell; after the end of a line comes the start of the next."""
        n_rows, n_columns = self._model.grid.shape
        index = self._table.currentIndex()
        if right:
            row, column = divmod((index.row() * n_columns + index.column() + right) % (n_rows * n_columns), n_columns)
        else:
            column, row = divmod((index.column() * n_rows + index.row() + down) % (n_rows * n_columns), n_rows)
        self._table.setCurrentIndex(self._model.index(row, column))

    def nudge(self, distance: float) -> None:
        """Move the current value by hundredths; moves of one cell in a row are one undo step."""
        index, grid = self._table.currentIndex(), self._model.grid
        row, column = index.row(), index.column()
        if index.isValid() and not self._model.refuses(row, column):
            value = grid.entries[column].move(float(grid.values[row, column]), distance)
            label = f"Nudge {grid.label(row, column)}"
            self._model.commit(label, grid.with_value(row, column, value), label)

    def _commands(self, event: QKeyEvent) -> bool:
        """Whether the key was a command, which is then done."""
        if event.matches(Standard.Copy):
            self._block.copy()
        elif event.matches(Standard.Paste):
            self._block.paste()
        elif event.key() in NUDGES and event.modifiers() & Modifier.AltModifier:
            fine = event.modifiers() & Modifier.ShiftModifier
            self.nudge(NUDGES[Key(event.key())] * (FINE if fine else 1.0))
        elif event.key() in CLEARING:
            self._block.clear()
        elif event.key() in OPENING and self._table.currentIndex().isValid():
            self._open()
        else:
            return False
        return True

    def _open(self) -> None:
        index = self._table.currentIndex()
        if not self._model.refuses(index.row(), index.column()):
            self._table.edit(self._table.currentIndex())

    def _types_symbol(self, event: QKeyEvent) -> bool:
        """Whether the key was a symbol for the current cell, which then holds it."""
        index, text = self._table.currentIndex(), event.text()
        if event.modifiers() & ~Modifier.ShiftModifier or not self._is_symbol(text):
            return False
        if self._model.write(index.row(), index.column(), text):
            self.move(1, 0)
        return True

    def _is_symbol(self, text: str) -> bool:
        """Whether ``text`` is for a cell that takes single symbols; a space only where it is one of them."""
        index = self._table.currentIndex()
        entry = self._model.grid.entries[index.column()] if index.isValid() else None
        if not isinstance(entry, SymbolEntry) or not entry.is_typed_at_once or not (text and text.isprintable()):
            return False
        return text != " " or text in entry.symbols
