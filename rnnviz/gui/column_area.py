"""A page that scrolls up and down only, and tells when it has another width."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override


class ColumnArea(QScrollArea):
    """Holds a page whose owner lays it out in ``room`` pixels and gives it its height."""

    room_changed = Signal()
    seen_changed = Signal()
    """Another part of the page is in view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = -1
        self._height = 0
        self.page = QWidget()
        self.page.setBackgroundRole(QPalette.ColorRole.Base)
        self.setWidget(self.page)
        self.verticalScrollBar().valueChanged.connect(self.seen_changed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def room(self) -> int:
        """The width of the page, which leaves room for a bar whether there is one or not."""
        return self.width() - self.verticalScrollBar().sizeHint().width()

    def set_height(self, height: int) -> None:
        """Give the page the height it needs; it always fills what is visible."""
        self._height = height
        self._fit()

    def _fit(self) -> None:
        visible = self.viewport().size()
        self.page.resize(max(self.room, visible.width()), max(self._height, visible.height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if self.room != self._told:
            self._told = self.room
            self.room_changed.emit()
        self.seen_changed.emit()
