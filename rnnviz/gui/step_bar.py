"""The row of buttons over the sequence: how many steps there are, and what can be done with those selected."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from ..scene.theme import Theme
from .icon import icon


class StepBar(QWidget):
    """Buttons for steps; each has a signal."""

    add = Signal()
    duplicate = Signal()
    move_earlier = Signal()
    move_later = Signal()
    remove = Signal()
    given = Signal(bool)
    read = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = QLabel()
        self._count.setObjectName("Muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._count, 1)
        self.buttons: dict[str, QToolButton] = {}
        for name, says, signal in (
            ("add", "Add a step after the selected one", self.add),
            ("duplicate", "Duplicate the selected steps", self.duplicate),
            ("earlier", "Move the selected steps earlier", self.move_earlier),
            ("later", "Move the selected steps later", self.move_later),
            ("remove", "Remove the selected steps", self.remove),
        ):
            button = QToolButton()
            button.setToolTip(says)
            button.setAccessibleName(says)
            button.clicked.connect(signal)
            layout.addWidget(button)
            self.buttons[name] = button
        self.marks = {
            "given": self._mark("in", "The selected steps have an input", self.given),
            "read": self._mark("out", "The selected steps are read out", self.read),
        }
        for place, mark in enumerate(self.marks.values(), 1):
            layout.insertWidget(place, mark)
        self.set_theme(theme)

    def _mark(self, text: str, says: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(says)
        button.setAccessibleName(says)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(signal)
        return button

    def set_marks(self, *, is_given: bool, is_read: bool) -> None:
        """Tell whether the selected steps have an input, and are read out."""
        self.marks["given"].setChecked(is_given)
        self.marks["read"].setChecked(is_read)

    def set_count(self, n_steps: int) -> None:
        """Tell how many steps there are."""
        self._count.setText(f"{n_steps} {'step' if n_steps == 1 else 'steps'}")

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        side = round(1.25 * QFontInfo(self.font()).pixelSize())
        for name, button in self.buttons.items():
            button.setIcon(icon(name, theme, side))
            button.setIconSize(QSize(side, side))
