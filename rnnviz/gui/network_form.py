"""The fields that describe a network: cell, sizes, loss; shared by the network panel and the new-experiment dialog."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent, QValidator
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ..cells import CELLS
from ..engine.error import InputError
from ..engine.glyph import PLAIN, Writing
from ..engine.network import Network, qualify
from ..scene.words import write_symbol
from .focus import leaves_undo
from .style import text_height

LOSSES = (("none", None), ("squared error", "squared"), ("softmax cross-entropy", "softmax"))


class SizeBox(QSpinBox):
    """A whole number; what is typed and is none, or is out of range, stays until the end, and then is ``refused``."""

    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setMinimumWidth(4 * text_height())
        inset(self)

    @override
    def event(self, event: QEvent) -> bool:
        if leaves_undo(event, self.text(), self._spelt()):
            event.ignore()
            return False
        return super().event(event)

    def _spelt(self) -> str:
        """What holds, as it is shown."""
        is_special = self.specialValueText() and self.value() == self.minimum()
        return self.specialValueText() if is_special else self.textFromValue(self.value())

    @override
    def validate(self, input: str, pos: int) -> tuple[QValidator.State, str, int]:
        is_fine = super().validate(input, pos)[0] == QValidator.State.Acceptable
        return QValidator.State.Acceptable if is_fine else QValidator.State.Intermediate, input, pos

    @override
    def fixup(self, input: str) -> str:
        if input and input == self.specialValueText():
            return str(self.minimum())
        if input.strip():
            expected = f"a whole number from {self.minimum():,} to {self.maximum():,}"
            self.refused.emit(str(InputError(self.accessibleName(), input, expected)))
        return str(self.value())


class ShortBox(QComboBox):
    """A choice whose text ends in dots where there is no room for all of it."""

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


def cell_box(parent: QWidget) -> QComboBox:
    """A choice among all cells, each with the sentence that says which variant it is."""
    box = ShortBox(parent)
    box.setAccessibleName("Cell")
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for key, cell in CELLS.items():
        box.addItem(cell.title, key)
        box.setItemData(box.count() - 1, cell.description, Qt.ItemDataRole.ToolTipRole)
    return box


def loss_places(network: Network, writing: Writing = PLAIN) -> dict[str, str]:
    """What a loss can read, by full name: the read-out, where there is one, and the output of the last layer."""
    output = qualify(len(network.layers) - 1, False, network.layers[-1].cell.output.name)
    names = [output] if network.output_size is None else ["y", output]
    return {name: write_symbol(name, writing) for name in names}


def loss_box(parent: QWidget) -> QComboBox:
    """A choice among the losses."""
    box = ShortBox(parent)
    box.setAccessibleName("Loss")
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for text, kind in LOSSES:
        box.addItem(text, kind)
    return box


def size_box(parent: QWidget, name: str, least: int, most: int) -> SizeBox:
    """A whole number that is handed on when it is typed to the end, not at every digit."""
    box = SizeBox(parent)
    box.setRange(least, most)
    box.setKeyboardTracking(False)
    box.setAccessibleName(name)
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    if least == 0:
        box.setSpecialValueText("none")
    return box


def inset(box: QAbstractSpinBox) -> None:
    """Move the text of a spin box away from its border, which a style sheet cannot do."""
    box.lineEdit().setTextMargins(text_height() // 4, 0, 0, 0)


class Note(QLabel):
    """A sentence in as many lines as it needs in the width that it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Muted")
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show a sentence; an empty one takes no room."""
        self.setText(text)
        self.setVisible(bool(text))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        # A scroll area does not ask for the height that goes with a width.
        room = QRect(0, 0, max(1, self.width()), 10_000)
        height = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text()).height()
        if height != self.height():
            self.setFixedHeight(height)


def labelled(text: str, field: QWidget) -> QVBoxLayout:
    """A field below its name."""
    label = QLabel(text, field.parentWidget())
    label.setObjectName("Muted")
    label.setBuddy(field)
    layout = QVBoxLayout()
    layout.setSpacing(2)
    layout.addWidget(label)
    layout.addWidget(field)
    return layout
