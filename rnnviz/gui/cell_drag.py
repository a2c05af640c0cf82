"""Changing a number by dragging its cell to the left or right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QCursor, QMouseEvent
from PySide6.QtWidgets import QTableView
from typing_extensions import override

from .entry import NumberEntry
from .live_edit import LiveEdit
from .matrix_model import MatrixModel

START = 4
FINE, COARSE = 0.1, 10.0


class CellDrag(QObject):
    """Watches the viewport of a table: a drag that begins sideways changes the cell, one up or down selects.

    A pixel is a hundredth; a tenth of that with Shift, ten times with Ctrl. However long, a drag is one undo step.
    """

    def __init__(self, table: QTableView, model: MatrixModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._cell: QPersistentModelIndex | None = None
        self._live: LiveEdit | None = None
        self._is_cancelled = False
        self._pressed = QPoint()
        self._x = 0
        self._travel = 0.0
        self._start = 0.0
        table.viewport().installEventFilter(self)
        table.viewport().setMouseTracking(True)

    @property
    def is_active(self) -> bool:
        """Whether a cell is being dragged."""
        return self._live is not None

    def cancel(self) -> None:
        """Give the dragged cell its old value back."""
        live, self._live, self._cell = self._live, None, None
        if live is not None:
            self._is_cancelled = True
            live.cancel()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return False
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                self._press(event)
            case QEvent.Type.MouseMove:
                return self._move(event)
            case QEvent.Type.MouseButtonRelease:
                self._cell = self._live = None
            case _:
                pass
        return False

    def _press(self, event: QMouseEvent) -> None:
        index = self._table.indexAt(event.position().toPoint())
        self._pressed = event.globalPosition().toPoint()
        self._is_cancelled = False
        self._cell = QPersistentModelIndex(index) if self._can_drag(index) else None

    def _move(self, event: QMouseEvent) -> bool:
        """Begin or continue a drag; whether the table must not see the move."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._show_cursor(event)
            return False
        if self._cell is None:
            return self._is_cancelled
        place = event.globalPosition().toPoint()
        if self._live is None and not self._begins(place):
            return self._cell is not None
        self._drag_to(place, event.modifiers())
        return True

    def _show_cursor(self, event: QMouseEvent) -> None:
        can_drag = self._can_drag(self._table.indexAt(event.position().toPoint()))
        shape = Qt.CursorShape.SizeHorCursor if can_drag else Qt.CursorShape.ArrowCursor
        if self._table.viewport().cursor().shape() != shape:
            self._table.viewport().setCursor(shape)

    def _begins(self, place: QPoint) -> bool:
        """Whether the pointer has gone far enough sideways; further up or down gives the drag to the selection."""
        aside, along = abs(place.x() - self._pressed.x()), abs(place.y() - self._pressed.y())
        if max(aside, along) < START or self._cell is None:
            return False
        if along > aside:
            self._cell = None
            return False
        row, column = self._cell.row(), self._cell.column()
        self._table.setCurrentIndex(self._model.index(row, column))
        self._live = self._model.begin(row, column)
        self._start = float(self._model.grid.values[row, column])
        self._x, self._travel = place.x(), 0.0
        return True

    def _drag_to(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        if self._live is None or self._cell is None or not self._cell.isValid():
            return
        factor = FINE if modifiers & Qt.KeyboardModifier.ShiftModifier else 1.0
        factor = COARSE if modifiers & Qt.KeyboardModifier.ControlModifier else factor
        self._travel += (place.x() - self._x) * factor
        self._x = self._wrap(place)
        row, column = self._cell.row(), self._cell.column()
        entry = self._model.grid.entries[column]
        self._model.show_live(self._live, row, column, entry.move(self._start, self._travel))

    def _wrap(self, place: QPoint) -> int:
        """Let the pointer come back from the other side of the screen, as the table may lie at its edge."""
        screen = self._table.screen().geometry()
        jump = (
            screen.right() - 2
            if place.x() <= screen.left()
            else screen.left() + 2
            if place.x() >= screen.right()
            else None
        )
        if jump is None:
            return place.x()
        QCursor.setPos(jump, place.y())
        # Where programs may not move the pointer, it stays and so does the drag.
        return QCursor.pos().x()

    def _can_drag(self, index: QModelIndex) -> bool:
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        entry = self._model.grid.entries[index.column()]
        text = self._model.grid.text(index.row(), index.column())
        return isinstance(entry, NumberEntry) and bool(text)
