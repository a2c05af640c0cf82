"""A switch between a few things that exclude each other, all of them in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QToolButton, QWidget
from typing_extensions import override


class Switch(QWidget):
    """Buttons side by side, one of them down; ``chosen`` tells what is wished, ``show_choice`` what holds."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Mapping[str, tuple[str, str]], parent: QWidget | None = None) -> None:
        """``choices`` gives by key the text of a button and what it does."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._choice = next(iter(choices))
        self._texts = {key: text for key, (text, _) in choices.items()}
        self.buttons: dict[str, QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for place, (key, (text, says)) in enumerate(choices.items()):
            button = QToolButton(self)
            button.setObjectName(key)
            button.setText(text)
            button.setToolTip(says)
            button.setAccessibleName(f"{name}: {text.replace('&', '')}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("segment", _segment(place, len(choices)))
            button.clicked.connect(self._on_clicked)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            layout.addWidget(button)
            self.buttons[key] = button
        self.show_choice(self._choice)

    @property
    def choice(self) -> str:
        """The key of the button that is down."""
        return self._choice

    def show_choice(self, key: str) -> None:
        """Show what holds; nothing is told."""
        self._choice = key
        for name, button in self.buttons.items():
            button.setChecked(name == key)

    def fit_texts(self, longer: Sequence[Mapping[str, str]], width: int) -> None:
        """Give buttons the first of the longer texts with which all fit into a width, or else their own."""
        for texts in (*longer, {}):
            for key, button in self.buttons.items():
                button.setText(texts.get(key, self._texts[key]))
            if sum(button.sizeHint().width() for button in self.buttons.values()) <= width:
                return

    @override
    def minimumSizeHint(self) -> QSize:
        """With the texts of the buttons themselves, whatever they show."""
        extra = sum(self._width(button.text()) - self._width(self._texts[key]) for key, button in self.buttons.items())
        return super().minimumSizeHint() - QSize(extra, 0)

    def _width(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text.replace("&", ""))

    def _on_clicked(self) -> None:
        wished = self.sender().objectName()
        # The button is down by the click already, but the wish may be refused.
        self.show_choice(self._choice)
        if wished != self._choice:
            self.chosen.emit(wished)


def _segment(place: int, count: int) -> str:
    return "first" if place == 0 else "last" if place == count - 1 else "middle"
