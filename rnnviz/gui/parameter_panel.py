"""The left dock's tables of parameters, one section per equation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from .session import Session


class ParameterPanel(QWidget):
    """The left dock's tables of parameters, one section per equation."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("Parameters")
