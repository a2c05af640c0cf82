"""The menu of the files opened or saved last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from .files import Files
from .settings import Settings


class RecentMenu(QObject):
    """Fills a menu with the recent files each time it opens, above what it holds already."""

    def __init__(self, files: Files, settings: Settings) -> None:
        super().__init__(files)
        self._files = files
        self._settings = settings
        self._menu: QMenu | None = None
        self._entries: list[QAction] = []

    def attach(self, menu: QMenu) -> None:
        """Choose the menu to fill."""
        self._menu = menu
        menu.aboutToShow.connect(self.fill)

    def forget(self) -> None:
        """Forget every recent file."""
        self._settings.forget_recent()

    def fill(self) -> None:
        """Put the recent files of now into the menu."""
        if self._menu is None:
            return
        for entry in self._entries:
            self._menu.removeAction(entry)
            entry.deleteLater()
        first = self._menu.actions()[0]
        self._entries = [self._entry(number, path) for number, path in enumerate(self._settings.recent, 1)]
        self._menu.insertActions(first, self._entries)
        if self._entries:
            self._entries.append(self._menu.insertSeparator(first))

    def _entry(self, number: int, path: Path) -> QAction:
        key, name = "1&0" if number == 10 else f"&{number}", f"{path.name}  –  {path.parent}".replace("&", "&&")
        entry = QAction(f"{key}  {name}", self)
        entry.setData(str(path))
        entry.triggered.connect(self._on_triggered)
        return entry

    def _on_triggered(self) -> None:
        entry = self.sender()
        if isinstance(entry, QAction):
            self._files.open_path(Path(entry.data()))
