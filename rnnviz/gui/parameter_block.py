"""One parameter: its symbol and shape over its table."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QWidget

from ..engine.ops import Array
from ..experiment import edits
from ..experiment.experiment import Experiment
from ..scene.shapes import Key
from ..scene.theme import Theme
from .entry import NumberEntry
from .grid import Grid
from .matrix_model import MatrixModel
from .matrix_table import MatrixTable
from .parameter_menu import fill_parameter_menu
from .session import Session
from .symbol_button import SymbolButton

NUMBER = NumberEntry()
MOST_NUMBERS = 8
MOST_ROWS = 10
LEAST_CELL = 3


class ParameterBlock(QWidget):
    """A matrix as it is written, a vector as a column or, where ``is_flat``, as a row.

    Up to eight columns are shown as numbers; more as a picture, with the number under the pointer below it.
    """

    resized = Signal()
    """The block needs another size."""

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._name = name
        self._shape = session.experiment.parameters[name].shape
        self._is_flat = False
        self._shows_numbers: bool | None = None
        self._values: Array | None = None
        self._names: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self.title = SymbolButton(name, "×".join(map(str, self._shape)), session.theme, self)
        self.title.clicked.connect(self.select)
        self.title.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.title.customContextMenuRequested.connect(self._open_menu)
        self.table = MatrixTable(session, MatrixModel(session, self._edit_for, self), self)
        self.table.touched.connect(self.select)
        self.table.inspected.connect(self._inspect)
        self._inspector = QLabel(self)
        self._inspector.setObjectName("Muted")
        self._toggle = QToolButton(self)
        self._toggle.setText("1.2")
        self._toggle.setCheckable(True)
        self._toggle.setToolTip("Show numbers")
        self._toggle.setAccessibleName(f"Show the numbers of {name}")
        self._toggle.toggled.connect(self._choose)

    @property
    def name(self) -> str:
        return self._name

    @property
    def is_vector(self) -> bool:
        return len(self._shape) == 1

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the parameter, if its numbers are not the ones shown already."""
        values = experiment.parameters[self._name]
        names = self._unit_names(experiment)
        if values is not self._values or names != self._names:
            self._values, self._names = values, names
            self._fill()

    def set_flat(self, is_flat: bool) -> None:
        """Lay a vector down, or put it up."""
        if self.is_vector and is_flat != self._is_flat:
            self._is_flat = is_flat
            self._fill()

    def set_theme(self, theme: Theme) -> None:
        self.title.set_theme(theme)

    def set_marked(self, is_marked: bool) -> None:
        self.title.set_marked(is_marked)

    def select(self) -> None:
        """Make the parameter the selection of the session."""
        self._session.select(Key(None, self._name))

    @property
    def shows_numbers(self) -> bool:
        return self.n_columns <= MOST_NUMBERS if self._shows_numbers is None else self._shows_numbers

    @property
    def n_columns(self) -> int:
        return self.table.matrix.grid.shape[1]

    def least_width(self, cell: QSize) -> int:
        """The width at which every number and the title can be read."""
        self.table.set_cell_size(cell.width(), cell.height(), shows_numbers=True)
        return max(self.table.content_size().width(), self.title.sizeHint().width())

    def arrange(self, cell: QSize, width: int) -> QSize:
        """Lay out title and table within ``width``; numbers get cells of the size ``cell``. Gives the size needed."""
        shows_numbers = self.shows_numbers
        if not shows_numbers:
            side = max(LEAST_CELL, min(cell.height(), width // self.n_columns))
            height = cell.height() if self._is_flat else side
            cell = QSize(side, height)
        self.table.set_cell_size(cell.width(), cell.height(), shows_numbers=shows_numbers)
        table = self._fit_table(cell, width, shows_numbers)
        top = self.title.sizeHint().height()
        can_toggle = self.n_columns > MOST_NUMBERS
        toggle = self._toggle.sizeHint().width() if can_toggle else 0
        self._toggle.setVisible(can_toggle)
        self._toggle.setGeometry(width - toggle, 0, toggle, top)
        needed = max(table.width(), min(width - toggle, self.title.sizeHint().width()))
        self.title.setGeometry(0, 0, needed if not can_toggle else width - toggle, top)
        self.table.setGeometry(0, top, table.width(), table.height())
        bottom = top + table.height()
        self._inspector.setVisible(not shows_numbers)
        if not shows_numbers:
            self._inspector.setGeometry(0, bottom, width, top)
            bottom += top
        return QSize(max(needed, toggle and width), bottom)

    def _fit_table(self, cell: QSize, width: int, shows_numbers: bool) -> QSize:
        """The size of the table: all its cells, or as many as there is room for and bars to scroll."""
        whole = self.table.content_size()
        most = MOST_ROWS if shows_numbers else 100 * cell.height()
        rows = self.table.matrix.grid.shape[0]
        height = whole.height() - max(0, rows - most) * cell.height()
        bar = self.table.horizontalScrollBar().sizeHint().height()
        wide = whole.width() + (bar if height < whole.height() else 0)
        if wide > width:
            return QSize(width, height + bar)
        return QSize(wide, height)

    def _fill(self) -> None:
        """Put the values into the table."""
        if self._values is None:
            return
        matrix = self._values.reshape(self._matrix_shape())
        rows, columns = self._names
        if self.is_vector:
            rows, columns = (("",), rows) if self._is_flat else (rows, ("",))
        shape = "×".join(map(str, self._shape))
        grid = Grid(f"{self._name} ({shape})", matrix, (NUMBER,) * matrix.shape[1], rows, columns, self._label)
        self.table.show_grid(grid)
        self._inspect(self.table.currentIndex())

    def _matrix_shape(self) -> tuple[int, int]:
        if not self.is_vector:
            return self._shape[0], self._shape[1]
        return (1, self._shape[0]) if self._is_flat else (self._shape[0], 1)

    def _label(self, row: int, column: int) -> str:
        if self.is_vector:
            return f"{self._name}[{max(row, column) + 1}]"
        return f"{self._name}[{row + 1}, {column + 1}]"

    def _unit_names(self, experiment: Experiment) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What the rows and columns stand for: units, or symbols where inputs or outputs are symbols."""
        numbers = [tuple(str(k) for k in range(1, size + 1)) for size in self._shape]
        rows, columns = numbers[0], numbers[-1]
        alphabet = tuple(experiment.alphabet or "")
        network = experiment.network
        reads_input = _is_input_matrix(experiment, self._name)
        if reads_input and len(alphabet) == len(columns):
            columns = alphabet
        if self._name in ("W_hy", "b_y") and network.output_size == len(alphabet):
            rows = alphabet
        return rows, columns

    def _edit_for(self, values: Array) -> partial[Experiment]:
        return partial(edits.set_parameter, name=self._name, value=values.reshape(self._shape))

    def _choose(self, shows_numbers: bool) -> None:
        self._shows_numbers = shows_numbers
        self.resized.emit()

    def _inspect(self, index: QModelIndex) -> None:
        grid = self.table.matrix.grid
        text = (
            f"{grid.label(index.row(), index.column())} = {grid.text(index.row(), index.column())}"
            if index.isValid()
            else ""
        )
        if self._inspector.text() != text:
            self._inspector.setText(text)

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        fill_parameter_menu(menu, self._session, self._name, self.table)
        menu.exec(self.title.mapToGlobal(place))


def _is_input_matrix(experiment: Experiment, name: str) -> bool:
    """Whether a parameter of the first layer is multiplied with the input."""
    symbols = {symbol.name: symbol for symbol in experiment.network.cell.parameters}
    return name in symbols and "input" in symbols[name].shape
