"""Manners of exporting by name: chosen, kept and deleted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QToolButton, QWidget

from .export_choice import Manner
from .export_field import ChoiceBox
from .export_memory import ExportMemory
from .style import text_height

NONE = ""
NO_PRESET = "no preset"
LONGEST = 60


class PresetBar(QWidget):
    """Offers the presets; ``chosen`` gives the manner of one."""

    chosen = Signal(object)

    def __init__(self, memory: ExportMemory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self._manner = memory.manner
        self.box = ChoiceBox("Preset", {}, self)
        self.keep_button = _button("&Keep…", "Keep format, size and look as a preset", self)
        self.delete_button = _button("&Delete", "Delete the chosen preset", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(text_height() // 3)
        row.addWidget(self.box, 1)
        row.addWidget(self.keep_button)
        row.addWidget(self.delete_button)
        self.setFocusProxy(self.box)
        self.box.activated.connect(self._on_activated)
        self.keep_button.clicked.connect(self.ask_name)
        self.delete_button.clicked.connect(self.delete)
        self._offer()

    def show_manner(self, manner: Manner) -> None:
        """Show which preset the present manner is, if it is one."""
        self._manner = manner
        self._offer()

    def ask_name(self) -> None:
        """Ask for a name and keep the present manner under it."""
        name, is_given = QInputDialog.getText(
            self, "Keep as preset", "Name of the preset; one of the same name is replaced:", text=self.box.key
        )
        if is_given and name.strip():
            self._memory.save_preset(name.strip()[:LONGEST], self._manner)
            self._offer(name.strip()[:LONGEST])

    def delete(self) -> None:
        """Delete the preset that is chosen."""
        self._memory.delete_preset(self.box.key)
        self._offer()

    def _offer(self, prefer: str = NONE) -> None:
        presets = self._memory.presets
        same = [name for name, manner in presets.items() if manner == self._manner]
        self.box.offer({NONE: NO_PRESET, **{name: name for name in presets}})
        present = self.box.key
        fitting = next((name for name in (prefer, present, *same) if name in same), NONE)
        self.box.setCurrentIndex(max(0, self.box.findData(fitting)))
        self.delete_button.setEnabled(fitting != NONE)

    def _on_activated(self) -> None:
        manner = self._memory.presets.get(self.box.key)
        if manner is None:
            self._offer()
        else:
            self.chosen.emit(manner)


def _button(text: str, says: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setToolTip(says)
    button.setAccessibleName(says)
    button.setProperty("framed", True)
    return button
