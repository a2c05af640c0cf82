"""One array of an experiment: its symbol and shape over its table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from ..engine.ops import Array
from ..experiment.experiment import Experiment
from ..scene.raster import largest_size
from ..scene.theme import Theme
from .array_source import ArraySource, Names
from .entry import NumberEntry
from .gradient_reading import GradientReading
from .grid import Grid
from .matrix_model import MatrixModel
from .matrix_table import MatrixTable
from .session import Edit, Session
from .symbol_button import SymbolButton

NUMBER = NumberEntry()
NOTHING_YET = NumberEntry(optional=True)
MOST_ROWS = 10


@dataclass(frozen=True, slots=True)
class Layout:
    """How a block is shown: as numbers or as a picture, vectors lying or standing, with the names of rows or not."""

    shows_numbers: bool
    is_flat: bool
    names_rows: bool = True


@dataclass(frozen=True, slots=True)
class Extent:
    """The widths of a block in pixels: its columns, what stands beside them, and its title."""

    n_columns: int
    beside: int
    title: int

    def table_width(self, cell_width: int) -> int:
        """The width of the table with cells of a width."""
        return self.n_columns * cell_width + self.beside

    def width(self, cell_width: int) -> int:
        """The width of the whole with cells of a width."""
        return max(self.title, self.table_width(cell_width))


class ArrayBlock(QWidget):
    """A matrix as it is written, a vector as a column or, where it lies flat, as a row; as numbers or as a picture."""

    inspected = Signal(str)
    """One number in words: that under the pointer, else the current one; empty for none."""
    menu_wanted = Signal(object, QPoint)
    """Someone asked for the menu of this block at a place of the screen."""

    def __init__(self, session: Session, source: ArraySource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._source = source
        self._shape: tuple[int, ...] = source.values(session.experiment).shape
        self._is_flat = False
        self._largest = 0.0
        self._values: Array | None = None
        self._parts: tuple[Array, ...] = ()
        self._split: tuple[int | None, tuple[int, ...]] = (None, ())
        self._names: tuple[Names, Names] = ((), ())
        self._reading: GradientReading | None = None
        self._entry = NUMBER
        self.title = SymbolButton(source.runs, source.title, "×".join(map(str, self._shape)), session.theme, self)
        self.title.clicked.connect(self.select)
        self.title.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.title.customContextMenuRequested.connect(self._want_menu)
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
    def is_vector(self) -> bool:
        """Whether the array has one axis only."""
        return len(self._shape) == 1

    @property
    def longest(self) -> int:
        """The most columns the array can have: a vector may lie flat."""
        return self._shape[-1]

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the array, if its numbers are not the ones shown already."""
        parts = self._source.parts(experiment)
        if [*map(id, parts)] != [*map(id, self._parts)] or self._reading is not None:
            self._reading, self._entry, self._parts = None, NUMBER, parts
            self._show(experiment, self._source.values(experiment))

    def show_gradient(self, experiment: Experiment, reading: GradientReading) -> None:
        """Show a part of the gradient of the array, a parameter; nothing where none of it is computed yet."""
        found = self._source.gradient(reading, experiment)
        self._reading, self._entry = reading, NOTHING_YET if found is None else NUMBER
        self._show(experiment, np.full(self._shape, np.nan) if found is None else found)

    def _show(self, experiment: Experiment, values: Array) -> None:
        self._values, self._names = values, self._source.unit_names(experiment)
        self._split = self._source.split(experiment), self._source.breaks(experiment)
        self._largest = largest_size(values)
        self._fill()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.title.set_theme(theme)

    def select(self) -> None:
        """Make the array the selection of the session."""
        self._session.select(self._source.key)

    def extent(self, layout: Layout) -> Extent:
        """How wide the block is in a layout."""
        n_rows, n_columns = self._matrix_shape(layout.is_flat)
        beside = 0
        if layout.shows_numbers:
            beside += self.table.name_width() if layout.names_rows else 0
            beside += self.table.verticalScrollBar().sizeHint().width() if n_rows > MOST_ROWS else 0
        self.title.set_short(not layout.shows_numbers)
        return Extent(n_columns, beside, self.title.sizeHint().width())

    def arrange(self, cell: QSize, width: int, layout: Layout) -> QSize:
        """Lay out title and table with cells of the size ``cell``, in at most ``width``; gives the size taken."""
        self._set_flat(layout.is_flat)
        extent = self.extent(layout)
        self.table.set_cell_size(
            cell.width(), cell.height(), shows_numbers=layout.shows_numbers, names_rows=layout.names_rows
        )
        n_rows, top = self.table.matrix.grid.shape[0], self.title.sizeHint().height()
        height = self.table.content_size().height()
        if layout.shows_numbers:
            height -= max(0, n_rows - MOST_ROWS) * cell.height()
        wanted = extent.table_width(cell.width())
        if wanted > width:
            height += self.table.horizontalScrollBar().sizeHint().height()
        taken = min(width, extent.width(cell.width()))
        self.title.setGeometry(0, 0, taken, top)
        self.table.setGeometry(0, top, min(wanted, width), height)
        return QSize(taken, top + height)

    def _set_flat(self, is_flat: bool) -> None:
        """Lay a vector down, or put it up."""
        if is_flat != self._is_flat:
            self._is_flat = is_flat
            if self.is_vector:
                self._fill()

    def _matrix_shape(self, is_flat: bool) -> tuple[int, int]:
        if len(self._shape) == 2:
            return self._shape[0], self._shape[1]
        return (1, self._shape[0]) if is_flat else (self._shape[0], 1)

    def _fill(self) -> None:
        """Put the values into the table."""
        if self._values is None:
            return
        rows, columns = self._names
        matrix = self._values.reshape(self._matrix_shape(self._is_flat))
        if self.is_vector:
            rows, columns = (("",), rows) if self._is_flat else (rows, ("",))
        entries, is_gradient = (self._entry,) * matrix.shape[1], self._reading is not None
        title = f"{self._source.title} ({'×'.join(map(str, self._shape))})"
        if self._reading is not None:
            title = f"gradient{self._reading.of_what()}: {title}"
        split, breaks = self._split if matrix.shape[0] > 1 else (self._split[0], ())
        self.table.show_grid(
            Grid(
                title, matrix, entries, rows, columns, self._label,
                split=split, breaks=breaks, is_gradient=is_gradient,
            )
        )  # fmt: skip
        self._inspect(self.table.currentIndex())

    def _label(self, row: int, column: int) -> str:
        place = f"{row + column + 1}" if self.is_vector else f"{row + 1}, {column + 1}"
        name, space, where = self._source.title.partition(" ")
        if self._reading is not None:
            return f"∂L/∂{name}[{place}]{self._reading.of_what()}"
        return f"{name}[{place}]{space}{where}"

    def _want_menu(self, place: QPoint) -> None:
        self.menu_wanted.emit(self, self.title.mapToGlobal(place))

    def _edit_for(self, values: Array) -> Edit:
        return self._source.edit_for(values.reshape(self._shape))

    def _inspect(self, index: QModelIndex) -> None:
        grid = self.table.matrix.grid
        is_there = index.isValid() and index.row() < grid.shape[0] and index.column() < grid.shape[1]
        row, column = index.row(), index.column()
        self.inspected.emit(f"{grid.label(row, column)} = {grid.text(row, column)}" if is_there else "")
