"""The table in which numbers are seen as colours and changed by typing, dragging, nudging and pasting."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLabel, QMenu, QTableView, QWidget
from typing_extensions import override

from ..scene.theme import Theme
from .cell_drag import CellDrag
from .cell_editor import CellEditor
from .grid import Grid
from .matrix_block import MatrixBlock
from .matrix_heading import MatrixHeading
from .matrix_keys import MatrixKeys
from .matrix_model import MatrixModel
from .matrix_painter import Look, Window, number_font, paint_cells
from .popup import run_menu
from .session import Session


class MatrixTable(QTableView):
    """Shows the grid of a model; cells all have the size that the owner sets."""

    touched = Signal()
    """Someone began to work in the table."""
    inspected = Signal(QModelIndex)
    """The index under the pointer, or else the current one."""

    def __init__(self, session: Session, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._matrix = model
        self._shows_numbers = True
        self._limit = 1.0
        self._marked_row: int | None = None
        theme = session.theme
        self._across = MatrixHeading(Qt.Orientation.Horizontal, theme, self)
        self._down = MatrixHeading(Qt.Orientation.Vertical, theme, self)
        self.setHorizontalHeader(self._across)
        self.setVerticalHeader(self._down)
        self.setModel(model)
        self._editor = CellEditor(model, theme, self)
        self.setItemDelegate(self._editor)
        self._drag = CellDrag(self, model)
        self.block = MatrixBlock(session, self, model)
        self._keys = MatrixKeys(self, model, self.block, self._drag)
        self._corner = QLabel(self)
        self._configure()
        self.entered.connect(self.inspected)
        session.theme_changed.connect(self._set_theme)
        session.scale_changed.connect(self._on_scale)

    def _configure(self) -> None:
        self._corner.setObjectName("Muted")
        self._corner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)

    @property
    def matrix(self) -> MatrixModel:
        """The model, as what it is."""
        return self._matrix

    def show_grid(self, grid: Grid) -> None:
        """Show a grid; only what differs is laid out or painted again."""
        changed = grid.rows != self._matrix.grid.rows or grid.columns != self._matrix.grid.columns
        current = self.currentIndex()
        row, column = min(current.row(), grid.shape[0] - 1), min(current.column(), grid.shape[1] - 1)
        scrolled = self.verticalScrollBar().value()
        self._matrix.show(grid)
        if current.isValid() and not self.currentIndex().isValid():
            self.setCurrentIndex(self._matrix.index(row, column))
        if changed:
            self._across.set_names(grid.columns)
            self._down.set_names(grid.rows)
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(scrolled)
        if self.accessibleName() != grid.title:
            self.setAccessibleName(grid.title)

    def set_corner(self, letter: str) -> None:
        """Say over the names of the rows what they count."""
        self._corner.setText(f"<i>{letter}</i>")

    def select_rows(self, first: int, count: int) -> None:
        """Select whole rows, the first of them current."""
        n_rows, n_columns = self._matrix.grid.shape
        last = min(first + count, n_rows) - 1
        first = min(first, last)
        column = max(0, self.currentIndex().column())
        self.setCurrentIndex(self._matrix.index(first, column))
        rows = QItemSelection(self._matrix.index(first, 0), self._matrix.index(last, n_columns - 1))
        self.selectionModel().select(rows, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def set_limit(self, limit: float) -> None:
        """Set the size from which a value has the full colour."""
        if limit != self._limit:
            self._limit = limit
            self.viewport().update()

    def set_cell_size(self, width: int, height: int, *, shows_numbers: bool, names_rows: bool = True) -> None:
        """Give every cell a size in pixels; without numbers, neither headings nor texts are shown."""
        self._shows_numbers = shows_numbers
        self.setFont(number_font(self._plain_font()))
        for heading, size in ((self._across, width), (self._down, height)):
            heading.setDefaultSectionSize(size)
        self._down.setVisible(shows_numbers and names_rows)
        self._down.setFixedWidth(self._down.extent())
        self._across.setVisible(shows_numbers)
        self._across.setFixedHeight(self._across.extent())
        self._corner.setGeometry(0, 0, self._down.extent(), self._across.extent())
        self._corner.setVisible(shows_numbers and names_rows)

    def _plain_font(self) -> QFont:
        """The font of the panel, from which those of the table derive."""
        parent = self.parentWidget()
        return parent.font() if parent is not None else self.font()

    def name_width(self) -> int:
        """The room that the names of the rows take."""
        return self._down.extent()

    def content_size(self) -> QSize:
        """The size at which nothing needs to be scrolled."""
        width = self._across.length() + (0 if self._down.isHidden() else self._down.extent())
        return QSize(width, self._down.length() + (0 if self._across.isHidden() else self._across.extent()))

    def set_marked_row(self, row: int | None) -> None:
        """Mark a row as the current one."""
        if row != self._marked_row:
            self._marked_row = row
            self._down.set_marked(row)
            if row is not None:
                self.show_row(row)
            self.viewport().update()

    def show_row(self, row: int) -> None:
        """Scroll as far as needed, and no further, for a row to be in view."""
        top, height = self._down.sectionPosition(row), self._down.defaultSectionSize()
        at = self.verticalScrollBar().value()
        self.verticalScrollBar().setValue(max(top + height - self.viewport().height(), min(at, top)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        match hint:
            case hints.EditNextItem:
                self._keys.move(0, 1)
            case hints.EditPreviousItem:
                self._keys.move(0, -1)
            case hints.SubmitModelCache:
                self._keys.move(1, 0)
            case _:
                pass

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._keys.wants(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        self.block.fill_menu(menu)
        run_menu(menu, event.globalPos())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        is_inside = event.button() == Qt.MouseButton.RightButton and self._is_selected(event)
        if not is_inside:
            super().mousePressEvent(event)

    def _is_selected(self, event: QMouseEvent) -> bool:
        return self.selectionModel().isSelected(self.indexAt(event.position().toPoint()))

    @override
    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.inspected.emit(current)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.inspected.emit(self.currentIndex())

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        # The outline reaches over the edges of the cells, which the view does not know.
        self.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._matrix.grid.values.size:
            self.setCurrentIndex(self._matrix.index(0, 0))
        self.viewport().update()
        self.touched.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        window = self._window()
        by_decades = self._matrix.grid.is_gradient and self._session.scale == "decades"
        look = Look(self._session.theme, self._limit, self._shows_numbers, by_decades)
        paint_cells(painter, self._matrix.grid, window, look)
        self._paint_marks(painter, window)

    def _window(self) -> Window:
        """The cells in view."""
        width, height = self._across.defaultSectionSize(), self._down.defaultSectionSize()
        left, top = self._across.offset() // width, self._down.offset() // height
        n_rows, n_columns = self._matrix.grid.shape
        room = self.viewport().rect()
        columns = range(left, min(n_columns, left + room.width() // width + 2))
        rows = range(top, min(n_rows, top + room.height() // height + 2))
        return Window(
            rows, columns, left * width - self._across.offset(), top * height - self._down.offset(), width, height
        )

    def _paint_marks(self, painter: QPainter, window: Window) -> None:
        """Outline the current row, and in the focused table the selection and the current cell."""
        accent = QColor(self._session.theme.accent)
        if self._marked_row is not None and self._marked_row in window.rows:
            row = window.rect(self._marked_row, window.columns.start).united(
                window.rect(self._marked_row, window.columns.stop - 1)
            )
            painter.setPen(QPen(accent, 1))
            painter.drawLine(row.topLeft(), row.topRight())
            painter.drawLine(row.bottomLeft(), row.bottomRight())
        block = self.block.selected() if self.hasFocus() else None
        if block is not None:
            rows, columns = block
            outline = window.rect(rows.start, columns.start).united(window.rect(rows.stop - 1, columns.stop - 1))
            painter.setPen(QPen(accent, 2))
            painter.drawRect(outline.adjusted(0, 0, -1, -1))

    def _on_scale(self, _scale: str) -> None:
        if self._matrix.grid.is_gradient:
            self.viewport().update()

    def _set_theme(self, theme: Theme) -> None:
        for heading in (self._across, self._down):
            heading.set_theme(theme)
        self._editor.set_theme(theme)
        self.viewport().update()
