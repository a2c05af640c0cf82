"""A text that a network has written, or reads: each of its characters is a step."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from ..scene.theme import LIGHT, Theme, mix


class SampleText(QPlainTextEdit):
    """Shows a text that cannot be edited; ``picked`` gives the place, from 1, of a character.

    A character is picked by a click, or by Return at the text cursor, which the arrow keys move.
    """

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._n_given = 0
        self._step: int | None = None
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setCursorWidth(2)
        self.setTabChangesFocus(True)
        self.setAccessibleName("Text")
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        font = QFont(self.font())
        font.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(font)

    def show_text(self, text: str, n_given: int) -> None:
        """Show a text whose first ``n_given`` characters were given and not written."""
        if text != self.toPlainText():
            self.setPlainText(text)
        self._n_given = n_given
        self._mark()

    def set_step(self, step: int | None) -> None:
        """Mark the character of a step, and bring it into view."""
        if step != self._step:
            self._step = step
            self._mark()
            if step is not None:
                cursor = self._at(step)
                cursor.setPosition(cursor.selectionEnd())
                self.setTextCursor(cursor)
                self.ensureCursorVisible()

    def set_theme(self, theme: Theme) -> None:
        """Mark in the colours of a theme."""
        self._theme = theme
        self._mark()

    @override
    def sizeHint(self) -> QSize:
        return QSize(180, 100)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(100, 40)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self.textCursor().position() + (0 if self.textCursor().atEnd() else 1))
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._pick(self._place_at(event))

    def _place_at(self, event: QMouseEvent) -> int:
        """The place, from 1, of the character under the pointer: the gap nearest to it may be before or behind."""
        cursor = self.cursorForPosition(event.position().toPoint())
        is_left = event.position().x() < self.cursorRect(cursor).left()
        return cursor.position() + (0 if is_left else 1)

    def _pick(self, place: int) -> None:
        if self.toPlainText():
            self.picked.emit(max(1, min(place, len(self.toPlainText()))))

    def _at(self, step: int) -> QTextCursor:
        """A cursor over the character of a step."""
        cursor = QTextCursor(self.document())
        last = len(self.toPlainText())
        cursor.setPosition(min(step - 1, last))
        cursor.setPosition(min(step, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _mark(self) -> None:
        """Give what was given and the current character their looks."""
        theme, marks = self._theme, []
        if self._n_given:
            given = QTextCursor(self.document())
            given.setPosition(min(self._n_given, len(self.toPlainText())), QTextCursor.MoveMode.KeepAnchor)
            marks.append(_mark(given, theme.muted, theme.surface))
        if self._step is not None:
            marks.append(_mark(self._at(self._step), theme.ink, mix(theme.background, theme.accent, 0.35)))
        self.setExtraSelections(marks)


def _mark(cursor: QTextCursor, ink: str, ground: str) -> QTextEdit.ExtraSelection:
    looks = QTextCharFormat()
    looks.setForeground(QColor(ink))
    looks.setBackground(QColor(ground))
    mark = QTextEdit.ExtraSelection()
    mark.cursor, mark.format = cursor, looks
    return mark
