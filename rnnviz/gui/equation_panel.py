"""The equations of the cell in reading order, with the numbers of the current sub-step put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from .session import Session


class EquationPanel(QWidget):
    """Shows one equation a row; a click selects its value, a double click goes to its sub-step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("Equations")
