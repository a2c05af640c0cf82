"""The file that is exported to: its name ends in what the format says."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from ..export.formats import DATA, FORMATS
from .style import text_height

KNOWN = {form.suffix for form in FORMATS.values()} | {form.suffix for form in DATA.values()}


class FileBar(QWidget):
    """A path that is typed or looked for; it follows the figure until a name is given."""

    changed = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._is_own = False
        self._suffix = ""
        self.line = QLineEdit(self)
        self.line.setAccessibleName("File")
        self.browse_button = QToolButton(self)
        self.browse_button.setText("Browse…")
        self.browse_button.setAccessibleName("Look for a folder and a name")
        self.browse_button.setProperty("framed", True)
        label = QLabel("F&ile", self)
        label.setBuddy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(text_height() // 2)
        row.addWidget(label)
        row.addWidget(self.line, 1)
        row.addWidget(self.browse_button)
        self.line.textEdited.connect(self._on_edited)
        self.browse_button.clicked.connect(self.browse)

    @property
    def path(self) -> Path:
        """The file; a name without a folder is one in the folder of last time."""
        return self._folder / Path(self.line.text()).expanduser()

    def suggest(self, stem: str, suffix: str) -> None:
        """Offer a name, unless one was given; either takes the suffix of the format."""
        self._suffix = suffix
        if not self._is_own:
            self._show(str(self._folder / f"{_plain(stem)}{suffix}"))
            return
        path = Path(self.line.text())
        if path.suffix.lower() in KNOWN and path.suffix.lower() != suffix:
            self._show(str(path.with_suffix(suffix)))

    def browse(self) -> None:
        """Look for a folder and a name."""
        kind = f"{self._suffix[1:].upper()} (*{self._suffix})"
        options = QFileDialog.Option.DontConfirmOverwrite
        chosen, _ = QFileDialog.getSaveFileName(self, "Export to", str(self.path), kind, options=options)
        if chosen:
            path = Path(chosen)
            self._is_own = True
            self._show(str(path if path.suffix else path.with_suffix(self._suffix)))

    def _on_edited(self) -> None:
        self._is_own = bool(self.line.text())
        self.changed.emit()

    def _show(self, text: str) -> None:
        if text != self.line.text():
            self.line.setText(text)
            self.changed.emit()


def _plain(stem: str) -> str:
    """A name without spaces, and without what would be a folder or a pattern in it."""
    return re.sub(r"[\s/\\:*?\"<>|{}-]+", "-", stem).strip("-")
