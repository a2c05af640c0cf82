"""A line in which a whole sequence of symbols is typed at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override


class TextLine(QLineEdit):
    """Shows the text that holds; ``submit`` is asked to take another and says whether it did.

    While it does not, the text stays for correction; Escape or leaving the line brings back what holds. Texts up to
    ``longest`` come whole to ``submit``; of longer ones more than that comes, if not all.
    """

    def __init__(self, name: str, submit: Callable[[str], bool], longest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Beyond that a line edit cuts; a symbol may count for two. What is cut is still too long.
        self.setMaxLength(2 * longest + 2)
        self._submit = submit
        self._holds = ""
        self.setAccessibleName(name)
        self.returnPressed.connect(self._on_return)

    def show_text(self, text: str) -> None:
        """Show the text that holds now."""
        if text != self._holds or text != self.text():
            self._holds = text
            place = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(min(place, len(text)))

    def _on_return(self) -> None:
        if self.text() != self._holds and not self._submit(self.text()):
            self.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._holds:
            self.setText(self._holds)
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.text() != self._holds and not self._submit(self.text()):
            self.setText(self._holds)
