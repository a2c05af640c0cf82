"""The dock in which a training is watched: controls at the left, figures at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget
from typing_extensions import override

from ..scene.theme import Theme
from .session import Session
from .training import TrainingSession
from .training_controls import TrainingControls
from .training_figures import TrainingFigures


class TrainingPanel(QWidget):
    """Shows a training, but only while it is visible; then it follows every snapshot and every phase."""

    def __init__(self, session: Session, training: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._training = session, training
        self.setObjectName("Paper")
        self.setAccessibleName("Training")
        self.setAutoFillBackground(True)
        self.controls = TrainingControls(session, training, self)
        self.figures = TrainingFigures(training, self)
        self.figures.set_theme(session.theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self.controls)
        row.addWidget(self.figures, 1)
        for signal in (
            training.state_changed,
            training.progressed,
            training.phase_done,
            training.scrubber.changed,
        ):
            signal.connect(self.refresh)
        session.experiment_changed.connect(self._on_experiment)
        session.theme_changed.connect(self._on_theme)

    def refresh(self, *_: object) -> None:
        """Show the state of the training, now or when the panel is visible."""
        if self.isVisible():
            self.controls.refresh()
            self.figures.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.controls.refresh()

    @override
    def sizeHint(self) -> QSize:
        return QSize(800, 170)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, 110)

    def _on_experiment(self, _old: object, _new: object) -> None:
        # What a snapshot has changed is told once more when all of it holds.
        if not self._training.is_applying:
            self.refresh()

    def _on_theme(self, theme: Theme) -> None:
        self.figures.set_theme(theme)
        self.refresh()
