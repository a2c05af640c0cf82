"""A button with a menu in which the notation is chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from .notation_command import fill_notation_menu
from .session import Session


class NotationButton(QToolButton):
    """Chooses how the experiment of a session is written."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setText("Notation")
        self.setToolTip("How symbols and products are written, here and in the whole window")
        self.setAccessibleName("Notation")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)

    def _fill(self) -> None:
        fill_notation_menu(self.menu(), self._session)
