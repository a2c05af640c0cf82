"""The unfolded network over time with the folded form beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from .diagram import DiagramView
from .session import Session


class NetworkView(QWidget):
    """Shows the network at every step and lets the user go to one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.folded = DiagramView(self)
        self.unfolded = DiagramView(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.folded)
        layout.addWidget(self.unfolded, 1)
