"""The line in which a cell is typed; it stays open, with the reason, while its text is no value."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget
from typing_extensions import override

from ..engine.error import InputError
from ..scene.theme import Theme
from .matrix_model import MatrixModel
from .matrix_painter import cell_size

Hint = QStyledItemDelegate.EndEditHint
ENDS = {
    Qt.Key.Key_Return: Hint.SubmitModelCache,
    Qt.Key.Key_Enter: Hint.SubmitModelCache,
    Qt.Key.Key_Tab: Hint.EditNextItem,
    Qt.Key.Key_Backtab: Hint.EditPreviousItem,
}


class CellEditor(QStyledItemDelegate):
    """Opens a line edit over a cell, at least as wide as a number."""

    def __init__(self, model: MatrixModel, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._cell = QPersistentModelIndex()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        self._cell = QPersistentModelIndex(index)
        line = QLineEdit(parent)
        line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.setAccessibleName(self._model.grid.label(index.row(), index.column()))
        self._mark(line, is_good=True)
        return line

    @override
    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, QLineEdit):
            self._model.write(index.row(), index.column(), editor.text())

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        width, height = cell_size(editor.font())
        rect = option.rect
        rect.setWidth(max(rect.width(), width + 8))
        rect.setHeight(max(rect.height(), height))
        viewport = editor.parentWidget()
        room = rect if viewport is None else viewport.rect()
        rect.moveRight(min(rect.right(), max(room.right(), rect.width() - 1)))
        rect.moveBottom(min(rect.bottom(), max(room.bottom(), rect.height() - 1)))
        editor.setGeometry(rect)

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, QLineEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            hint = ENDS.get(Qt.Key(event.key()))
            if hint is not None:
                # Qt would pass Return on to the table, which would open the editor again.
                if self._accepts(editor):
                    self.commitData.emit(editor)
                    self.closeEditor.emit(editor, hint)
                return True
            self._mark(editor, is_good=True)
        return super().eventFilter(editor, event)

    def _accepts(self, line: QLineEdit) -> bool:
        """Whether the text is a value; if not, say why beside the line."""
        try:
            self._model.grid.parse(self._cell.row(), self._cell.column(), line.text())
        except InputError as error:
            self._mark(line, is_good=False)
            line.selectAll()
            QToolTip.showText(line.mapToGlobal(QPoint(0, line.height())), str(error), line)
            self._model.refuse(error)
            return False
        return True

    def _mark(self, line: QLineEdit, *, is_good: bool) -> None:
        color = self._theme.accent if is_good else self._theme.error
        sheet = f"QLineEdit {{ border: 2px solid {color}; border-radius: 0; padding: 0 1px; min-height: 0; }}"
        if line.styleSheet() != sheet:
            line.setStyleSheet(sheet)
