"""The size of what is exported: as it is drawn, in centimetres or pixels, or a slide."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..export.size import LARGEST, SLIDES, parse_size
from .export_field import ChoiceBox, number_box
from .style import text_height

KINDS = {
    "": "as it is drawn",
    "cm": "in centimetres",
    "px": "in pixels",
    **{name: name.replace("-", " ") for name in SLIDES},
}
USUAL = {"cm": 16.0, "px": 1920.0}
STEPS = {"cm": 0.5, "px": 10.0}


class SizeField(QWidget):
    """A kind of size, and width and height where it has them; without a height it goes with the width."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = ""
        self.kind = ChoiceBox("Size", KINDS, self)
        self.width_box = number_box(self, "Width", (0, 1), 1)
        self.height_box = number_box(self, "Height, 0 for the one that goes with the width", (0, 1), 1)
        self.height_box.setSpecialValueText("as fits")
        self._sides = QWidget(self)
        row = QHBoxLayout(self._sides)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(text_height() // 2)
        row.addWidget(self.width_box, 1)
        row.addWidget(QLabel("×", self._sides))
        row.addWidget(self.height_box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(text_height() // 3)
        column.addWidget(self.kind)
        column.addWidget(self._sides)
        self.setFocusProxy(self.kind)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.width_box.valueChanged.connect(self.changed)
        self.height_box.valueChanged.connect(self.changed)
        self._show_sides("")

    @property
    def is_in_pixels(self) -> bool:
        """Whether the size is told in pixels."""
        return self.kind.key == "px"

    @property
    def text(self) -> str:
        """The size as ``parse_size`` takes it; empty as it is drawn."""
        kind = self.kind.key
        if kind not in USUAL:
            return kind
        height = f"x{self.height_box.value():g}" if self.height_box.value() else ""
        return f"{self.width_box.value():g}{height}{kind}"

    def set_slides(self, are_slides: bool) -> None:
        """Say what the usual size is: that of a slide, or as the picture is drawn."""
        self.kind.setItemText(0, "usual slide, 16:9" if are_slides else KINDS[""])

    def show_text(self, text: str) -> None:
        """Show a size; nothing is told."""
        blockers = [QSignalBlocker(box) for box in (self.kind, self.width_box, self.height_box)]
        if text in KINDS:
            self.kind.choose(text)
            self._show_sides(text)
        else:
            size = parse_size(text)
            self.kind.choose(size.unit)
            self._show_sides(size.unit)
            self.width_box.setValue(size.width)
            self.height_box.setValue(size.height or 0.0)
        del blockers

    def _on_kind(self) -> None:
        blockers = [QSignalBlocker(box) for box in (self.width_box, self.height_box)]
        self._show_sides(self.kind.key)
        del blockers
        self.changed.emit()

    def _show_sides(self, kind: str) -> None:
        """Show the sides where the kind has them, at first with the usual width."""
        self._sides.setVisible(kind in USUAL)
        if kind not in USUAL or kind == self._unit:
            return
        self._unit = kind
        for box in (self.width_box, self.height_box):
            box.setDecimals(1 if kind == "cm" else 0)
            box.setSingleStep(STEPS[kind])
            box.setSuffix(f" {kind}")
        self.width_box.setRange(1, LARGEST[kind])
        self.height_box.setRange(0, LARGEST[kind])
        self.width_box.setValue(USUAL[kind])
        self.height_box.setValue(0)
