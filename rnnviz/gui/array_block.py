"""One array of an experiment: its symbol and shape over its table."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Signal
from PySide6.QtWidgets import QWidget

from ..engine.ops import Array
from ..experiment.experiment import Experiment
from ..scene.theme import Theme
from .array_source import ArraySource, Names
from .entry import NumberEntry
from .grid import Grid
from .matrix_model import MatrixModel
from .matrix_painter import largest_size
from .matrix_table import MatrixTable
from .session import Edit, Session
from .symbol_button import SymbolButton

NUMBER = NumberEntry()
MOST_ROWS = 10


class ArrayBlock(QWidget):
    """A matrix as it is written, a vector as a column or, where it lies flat, as a row; as numbers or as a picture."""

    inspected = Signal(str)
    """One number in words: that under the pointer, else the current one; empty for none."""

    def __init__(self, session: Session, source: ArraySource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._source = source
        self._shape = source.values(session.experiment).shape
        self._is_flat = False
        self._names_rows = True
        self._largest = 0.0
        self._values: Array | None = None
        self._names: tuple[Names, Names] = ((), ())
        self.title = SymbolButton(source.runs, source.title, "×".join(map(str, self._shape)), session.theme, self)
        self.title.clicked.connect(self.select)
        self.table = MatrixTable(session, MatrixModel(session, self._edit_for, self), self)
        self.table.touched.connect(self.select)
        self.table.inspected.connect(self._inspect)

    @property
    def source(self) -> ArraySource:
        """What the block shows."""
        return self._source

    @property
    def largest(self) -> float:
        """The largest absolute value."""
        return self._largest

    @property
    def n_columns(self) -> int:
        """The number of columns of the table."""
        return self.table.matrix.grid.shape[1]

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the array, if its numbers are not the ones shown already."""
        values = self._source.values(experiment)
        if values is not self._values or self._values is None:
            self._values, self._names = values, self._source.unit_names(experiment)
            self._largest = largest_size(values)
            self._fill()

    def set_flat(self, is_flat: bool) -> None:
        """Lay a vector down, or put it up."""
        if len(self._shape) == 1 and is_flat != self._is_flat:
            self._is_flat = is_flat
            self._fill()

    def set_names_rows(self, names_rows: bool) -> None:
        """Show the names of the rows, or leave them to the block to the left."""
        self._names_rows = names_rows

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.title.set_theme(theme)

    def select(self) -> None:
        """Make the array the selection of the session."""
        self._session.select(self._source.key)

    def least_size(self, cell: QSize, *, shows_numbers: bool) -> QSize:
        """The size at which title and table can be seen whole with cells of the size ``cell``."""
        self.title.set_short(not shows_numbers)
        self.table.set_cell_size(cell.width(), cell.height(), shows_numbers=shows_numbers, names_rows=self._names_rows)
        table = self.table.content_size()
        if shows_numbers:
            table.setHeight(table.height() - max(0, self.table.matrix.grid.shape[0] - MOST_ROWS) * cell.height())
            if table.height() < self.table.content_size().height():
                table.setWidth(table.width() + self.table.verticalScrollBar().sizeHint().width())
        title = self.title.sizeHint()
        return QSize(max(table.width(), title.width()), table.height() + title.height())

    def arrange(self, cell: QSize, width: int, *, shows_numbers: bool) -> QSize:
        """Lay out title and table with cells of the size ``cell``, in at most ``width``; gives the size taken."""
        size = self.least_size(cell, shows_numbers=shows_numbers)
        top = self.title.sizeHint().height()
        if size.width() > width:
            size = QSize(width, size.height() + self.table.horizontalScrollBar().sizeHint().height())
        self.title.setGeometry(0, 0, size.width(), top)
        self.table.setGeometry(0, top, size.width(), size.height() - top)
        return size

    def _fill(self) -> None:
        """Put the values into the table."""
        if self._values is None:
            return
        rows, columns = self._names
        matrix = self._values
        if matrix.ndim == 1:
            matrix = matrix[None, :] if self._is_flat else matrix[:, None]
            rows, columns = (("",), rows) if self._is_flat else (rows, ("",))
        title = f"{self._source.title} ({'×'.join(map(str, self._shape))})"
        self.table.show_grid(Grid(title, matrix, (NUMBER,) * matrix.shape[1], rows, columns, self._label))
        self._inspect(self.table.currentIndex())

    def _label(self, row: int, column: int) -> str:
        name = self._source.key.name
        return f"{name}[{row + column + 1}]" if len(self._shape) == 1 else f"{name}[{row + 1}, {column + 1}]"

    def _edit_for(self, values: Array) -> Edit:
        return self._source.edit_for(values.reshape(self._shape))

    def _inspect(self, index: QModelIndex) -> None:
        grid = self.table.matrix.grid
        is_there = index.isValid() and index.row() < grid.shape[0] and index.column() < grid.shape[1]
        row, column = index.row(), index.column()
        self.inspected.emit(f"{grid.label(row, column)} = {grid.text(row, column)}" if is_there else "")
