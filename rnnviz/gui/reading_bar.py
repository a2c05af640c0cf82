"""The row over the tables of parameters: values, or which part of their gradient is shown, and its formula."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from .gradient_reading import PARTS, GradientReading, Part
from .session import NOTHING_TO_SEND_BACK, Session
from .switch import Switch

CHOICES = {
    "value": ("Values", "The parameters themselves, which can be changed"),
    "total": ("Total", "The gradient of the total loss: the sum over all steps"),
    "step": ("Step", "What the current step contributes to the gradient"),
    "sum": ("Sum", "The running sum of the contributions, from the last step back to the current one"),
}
LONGER = (
    {"total": "Gradient", "step": "This step", "sum": "Running sum"},
    {"total": "Gradient", "step": "This step"},
    {"total": "Gradient"},
)
"""The texts of buttons where there is room for them, the longest first."""


class ReadingBar(QWidget):
    """Chooses what the tables show; falls back to the values where there is no gradient."""

    part_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.switch = Switch("Tables show", CHOICES, self)
        self.switch.setObjectName("Tight")
        self._caption = QLabel(self)
        self._caption.setObjectName("Muted")
        self._caption.setTextFormat(Qt.TextFormat.RichText)
        self._caption.setWordWrap(True)
        self._caption.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.switch)
        layout.addWidget(self._caption)
        self.switch.chosen.connect(self.choose)
        session.run_changed.connect(self._on_run)

    @property
    def part(self) -> Part | None:
        """The part of the gradient that is chosen; None for the values."""
        return next((part for part in PARTS if part == self.switch.choice), None)

    @property
    def caption(self) -> str:
        """The formula of what is shown, in rich text; empty for the values."""
        return self._caption.text()

    def choose(self, key: str) -> None:
        """Show values or a part of the gradient, by key of ``CHOICES``."""
        if key != "value" and not self._session.can_go_backward:
            self._session.message.emit(NOTHING_TO_SEND_BACK)
        elif key != self.switch.choice:
            self.switch.show_choice(key)
            self.part_changed.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.switch.fit_texts(LONGER, event.size().width())

    def say(self, reading: GradientReading | None) -> None:
        """Show the formula of a reading."""
        text = reading.caption() if reading is not None else ""
        if text != self._caption.text():
            self._caption.setText(text)
        self._caption.setVisible(bool(text))

    def _on_run(self, _run: object) -> None:
        if self.part is not None and not self._session.can_go_backward:
            self.choose("value")
