"""The status bar: what the pointer is on, which cell this is, and the total loss."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from ..scene.number import format_size
from .session import Session


class StatusBar(QStatusBar):
    """Words about the present experiment at the right; what is pointed at comes in from the left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setSizeGripEnabled(False)
        self._cell = QLabel(self)
        self._cell.setAccessibleName("Cell variant")
        self._loss = QLabel(self)
        self._loss.setAccessibleName("Total loss")
        self.addPermanentWidget(self._cell)
        self.addPermanentWidget(self._loss)
        session.run_changed.connect(self._show)
        self._show()

    def _show(self, _run: object = None) -> None:
        run = self._session.run
        self._cell.setText(run.network.cell.description)
        loss = run.total_loss
        self._loss.setText("no loss" if loss is None else f"total loss {format_size(loss, 4)}")
