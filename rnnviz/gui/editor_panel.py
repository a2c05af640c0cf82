"""What the panels of the left dock that edit an experiment have in common."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ..experiment.experiment import Experiment
from .session import Session


class EditorPanel(QWidget):
    """Follows the experiment while it is visible, and catches up when it is shown.

    A subclass shows the experiment of the session in ``catch_up``, for which ``self._shown`` keeps the one that is
    shown, and lays itself out in ``arrange``.
    """

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._session = session
        self._shown: Experiment | None = None
        session.experiment_changed.connect(self._on_experiment)

    def catch_up(self) -> None:
        """Show what the session holds now."""
        raise NotImplementedError

    def arrange(self) -> None:
        """Lay everything out anew, as the text has another size."""
        raise NotImplementedError

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.catch_up()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.arrange()

    def _on_experiment(self, _old: Experiment, _new: Experiment) -> None:
        if self.isVisible():
            self.catch_up()
