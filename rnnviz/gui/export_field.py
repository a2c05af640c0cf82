"""The fields of the export dialog: choices, numbers, and pairs of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from .network_form import size_box
from .style import text_height

WIDEST = "Shown steps"


class ChoiceBox(QComboBox):
    """A choice between texts, each with a key."""

    def __init__(self, name: str, choices: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        # A long text must not widen the dialog.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.offer(choices)

    @property
    def key(self) -> str:
        """The key of what is chosen."""
        return str(self.currentData())

    def offer(self, choices: Mapping[str, str]) -> None:
        """Offer other texts; what was chosen stays chosen where it is still offered."""
        if {self.itemData(k): self.itemText(k) for k in range(self.count())} == dict(choices):
            return
        chosen = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            for key, text in choices.items():
                self.addItem(text, key)
            self.setCurrentIndex(max(0, self.findData(chosen)))

    def choose(self, key: str) -> None:
        """Choose a text by its key; one that is not offered changes nothing."""
        place = self.findData(key)
        if place >= 0:
            self.setCurrentIndex(place)


class OfField(QComboBox):
    """A line for one name or several with commas between, with a list of what there is."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText("the usual")
        line.setAccessibleName(name)
        line.editingFinished.connect(self._tell)
        self.activated.connect(self._tell)
        self._told = ""

    @property
    def text(self) -> str | None:
        """What is asked for; None for the usual."""
        return self.currentText().strip() or None

    def offer(self, names: Sequence[str]) -> None:
        """Offer other names; what was asked for stays only where the same are offered."""
        if [self.itemText(k) for k in range(self.count())] != list(names):
            with QSignalBlocker(self):
                self.clear()
                self.addItems(list(names))
            self.show_text(None)

    def show_text(self, text: str | None) -> None:
        """Show what is asked for; nothing is told."""
        with QSignalBlocker(self):
            self.setCurrentIndex(-1)
            self.setEditText(text or "")
        self._told = text or ""

    def _tell(self) -> None:
        if self.currentText() != self._told:
            self._told = self.currentText()
            self.changed.emit()


class RangeField(QWidget):
    """Two whole numbers, from and to."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.first = size_box(self, f"First {name}", 1, 1)
        self.last = size_box(self, f"Last {name}", 1, 1)
        to = QLabel("to", self)
        to.setObjectName("Muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(text_height() // 2)
        row.addWidget(self.first, 1)
        row.addWidget(to)
        row.addWidget(self.last, 1)
        self.setFocusProxy(self.first)
        for box in (self.first, self.last):
            box.valueChanged.connect(self.changed)

    @property
    def ends(self) -> tuple[int, int]:
        """The first and the last."""
        return self.first.value(), self.last.value()

    def offer(self, most: int) -> None:
        """Let both be from 1 to ``most``."""
        for box in (self.first, self.last):
            with QSignalBlocker(box):
                box.setRange(1, most)

    def show_ends(self, first: int, last: int) -> None:
        """Show other ends; nothing is told."""
        for box, value in ((self.first, first), (self.last, last)):
            with QSignalBlocker(box):
                box.setValue(value)


def number_box(parent: QWidget, name: str, ends: tuple[float, float], step: float) -> QDoubleSpinBox:
    """A number that is handed on when it is typed to the end."""
    box = QDoubleSpinBox(parent)
    box.setRange(*ends)
    box.setSingleStep(step)
    box.setKeyboardTracking(False)
    box.setAccessibleName(name)
    box.lineEdit().setTextMargins(text_height() // 4, 0, 0, 0)
    return box


class FieldLabel(QLabel):
    """The name of a field, as wide as the widest, so that all fields begin at one line."""

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(self.fontMetrics().horizontalAdvance(WIDEST), 0))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def label_of(text: str, field: QWidget) -> QLabel:
    """The name of a field."""
    label = FieldLabel(text, field.parentWidget())
    label.setBuddy(field)
    return label


def form_layout() -> QFormLayout:
    """Rows of a name and a field that fills the width."""
    form = QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(text_height())
    form.setVerticalSpacing(text_height() // 3)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return form
