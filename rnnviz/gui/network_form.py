"""The fields that describe a network: cell, sizes, loss; shared by the network panel and the new-experiment dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from ..cells import CELLS
from .style import text_height

LOSSES = (("none", None), ("squared error", "squared"), ("softmax cross-entropy", "softmax"))


def cell_box(parent: QWidget) -> QComboBox:
    """A choice among all cells, each with the sentence that says which variant it is."""
    box = QComboBox(parent)
    box.setAccessibleName("Cell")
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for key, cell in CELLS.items():
        box.addItem(cell.title, key)
        box.setItemData(box.count() - 1, cell.description, Qt.ItemDataRole.ToolTipRole)
    return box


def loss_box(parent: QWidget) -> QComboBox:
    """A choice among the losses."""
    box = QComboBox(parent)
    box.setAccessibleName("Loss")
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for text, kind in LOSSES:
        box.addItem(text, kind)
    return box


def size_box(parent: QWidget, name: str, least: int, most: int) -> QSpinBox:
    """A whole number that is handed on when it is typed to the end, not at every digit."""
    box = QSpinBox(parent)
    box.setRange(least, most)
    box.setKeyboardTracking(False)
    box.setAccessibleName(name)
    # A style sheet cannot move the text of a spin box away from its border.
    box.lineEdit().setTextMargins(text_height() // 4, 0, 0, 0)
    box.setMinimumWidth(4 * text_height())
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    if least == 0:
        box.setSpecialValueText("none")
    return box


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
