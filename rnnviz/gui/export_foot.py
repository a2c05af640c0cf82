"""The foot of the export dialog: what happens or went wrong in a sentence, progress, and the buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from .network_form import Note
from .style import text_height


class ExportFoot(QWidget):
    """Copy, Close and Export; while a sequence is written, its progress and Cancel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = Note(self)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(text_height() // 2)
        self.progress.setAccessibleName("Progress of the export")
        self.copy_button = QPushButton("&Copy as picture", self)
        self.copy_button.setToolTip("Put the picture of the preview on the clipboard, as PNG and SVG")
        self.close_button = QPushButton("Close", self)
        self.cancel_button = QPushButton("Cancel", self)
        self.export_button = QPushButton("&Export", self)
        self.export_button.setDefault(True)
        for button in (self.copy_button, self.close_button, self.cancel_button):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(text_height() // 2)
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        for button in (self.close_button, self.cancel_button, self.export_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(text_height() // 2)
        column.addWidget(self._note)
        column.addWidget(self.progress)
        column.addLayout(buttons)
        self.clear()

    @property
    def sentence(self) -> str:
        """What is said."""
        return self._note.text()

    def clear(self) -> None:
        """Say nothing; a new export can begin."""
        self._say("", "Muted")
        self._show_buttons(is_busy=False)
        self.export_button.setText("&Export")

    def say(self, text: str) -> None:
        """Say what was done."""
        self._say(text, "Muted")

    def say_trouble(self, text: str) -> None:
        """Say what went wrong."""
        self._say(text, "Trouble")

    def ask_replace(self, text: str) -> None:
        """Say what is in the way; the next press goes on."""
        self._say(text, "Trouble")
        self.export_button.setText("R&eplace")

    def show_busy(self, says: str, done: int, total: int) -> None:
        """Show how far it is; without a total only that something happens."""
        self._say(f"{says} {done + 1} of {total}" if total else f"{says}…", "Muted")
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self._show_buttons(is_busy=True)

    def _show_buttons(self, is_busy: bool) -> None:
        self.progress.setVisible(is_busy)
        self.cancel_button.setVisible(is_busy)
        self.close_button.setVisible(not is_busy)
        self.export_button.setEnabled(not is_busy)

    def _say(self, text: str, style: str) -> None:
        if self._note.objectName() != style:
            self._note.setObjectName(style)
            self._note.style().unpolish(self._note)
            self._note.style().polish(self._note)
        self._note.say(text)
