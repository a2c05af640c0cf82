"""Plots over time: states, gates and gradient magnitudes, with the current step as a linked cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from .session import Session


class PlotPanel(QWidget):
    """Shows plots side by side over one time axis; dragging the cursor goes to a step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("Plots")
