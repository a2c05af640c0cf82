"""The four phases of a training step as buttons side by side, of which the next one can be pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QToolButton, QWidget

from .training import TrainingSession
from .training_message import PHASES, Phase

SAYS: dict[Phase, str] = {
    "forward": "Run the next batch forward",
    "loss": "Compare what came out with the targets",
    "backward": "Send the gradient of the loss back to every weight",
    "update": "Change the weights by their gradients",
}


class PhaseStrip(QWidget):
    """Shows which phases of the step are done, and does the next one."""

    def __init__(self, training: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._training = training
        self.setAccessibleName("Phases of a step")
        self.setObjectName("Tight")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.buttons: dict[Phase, QToolButton] = {}
        for place, phase in enumerate(PHASES):
            button = QToolButton(self)
            button.setText(phase.capitalize())
            button.setToolTip(SAYS[phase])
            button.setAccessibleName(f"Phase {place + 1}: {phase}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            segment = {0: "first", len(PHASES) - 1: "last"}.get(place, "middle")
            button.setProperty("segment", segment)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
            self.buttons[phase] = button
        self.refresh()

    def refresh(self, _done: object = None) -> None:
        """Show what is done, and what comes next."""
        training = self._training
        done = training.phase
        n_done = 0 if done is None else PHASES.index(done.phase) + 1
        has_focus = any(button.hasFocus() for button in self.buttons.values())
        for place, (phase, button) in enumerate(self.buttons.items()):
            button.setChecked(place < n_done)
            button.setEnabled(phase == training.next_phase and not training.is_busy and not training.obstacle)
        if has_focus and self.buttons[training.next_phase].isEnabled():
            self.buttons[training.next_phase].setFocus()

    def _on_clicked(self) -> None:
        self._training.advance()
        self.refresh()
