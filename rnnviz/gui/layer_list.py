"""The layers of a network as rows: the cell, size and directions of each, with buttons to add and take away."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ..engine.network import Layer
from ..experiment.limit import MAX_SIZE
from .network_form import cell_box, size_box
from .style import text_height

MOST_LAYERS = 4
BOTH_WAYS = "A second pass through the layer, against time, with parameters of its own (bidirectional)"


class LayerRow(QWidget):
    """One layer; ``changed`` tells its place, what is wished of it (``cell`` …), and the wish."""

    changed = Signal(int, str, object)
    removed = Signal(int)

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        where = f"layer {place + 1}"
        self.cell = cell_box(self)
        self.cell.setAccessibleName(f"Cell of {where}")
        self.cell.setMinimumContentsLength(4)
        self.size_box = size_box(self, f"Hidden size of {where}", 1, MAX_SIZE)
        self.size_box.setToolTip(f"Hidden size of {where}")
        self.both_ways = QToolButton(self)
        self.both_ways.setText("↔")
        self.both_ways.setCheckable(True)
        self.both_ways.setToolTip(BOTH_WAYS)
        self.both_ways.setAccessibleName(f"{where} runs in both directions")
        self.remove = QToolButton(self)
        self.remove.setText("×")
        self.remove.setAutoRaise(True)
        self.remove.setToolTip(f"Take {where} away")
        self.remove.setAccessibleName(f"Take {where} away")
        number = QLabel(str(place + 1), self)
        number.setObjectName("Muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(text_height() // 4)
        row.addWidget(number)
        row.addWidget(self.cell, 3)
        row.addWidget(self.size_box, 1)
        row.addWidget(self.both_ways)
        row.addWidget(self.remove)
        for button in (self.both_ways, self.remove):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cell.activated.connect(self._on_cell)
        self.size_box.valueChanged.connect(self._on_size)
        self.both_ways.clicked.connect(self._on_both_ways)
        self.remove.clicked.connect(self._on_remove)

    def show_layer(self, layer: Layer, is_only: bool) -> None:
        """Show what holds; nothing is told."""
        self.cell.setCurrentIndex(self.cell.findData(layer.cell.key))
        self.cell.setToolTip(layer.cell.description)
        with QSignalBlocker(self.size_box):
            self.size_box.setValue(layer.hidden_size)
        self.both_ways.setChecked(layer.bidirectional)
        self.remove.setVisible(not is_only)

    def _on_cell(self, index: int) -> None:
        self.changed.emit(self.place, "cell", self.cell.itemData(index))

    def _on_size(self, value: int) -> None:
        self.changed.emit(self.place, "hidden_size", value)

    def _on_both_ways(self, is_checked: bool) -> None:
        self.changed.emit(self.place, "bidirectional", is_checked)

    def _on_remove(self) -> None:
        self.removed.emit(self.place)


class LayerList(QWidget):
    """The layers from the input upwards, as rows from the top down; there are at most four."""

    changed = Signal(int, str, object)
    removed = Signal(int)
    added = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[LayerRow, ...] = ()
        self.add = QToolButton(self)
        self.add.setText("Add a layer")
        self.add.setToolTip("Put another layer of the same cell and size on top")
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add.clicked.connect(self.added)
        title = QLabel("Layers", self)
        title.setObjectName("Muted")
        title.setMinimumWidth(1)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(text_height() // 4)
        self._column.addLayout(head)

    def show_layers(self, layers: tuple[Layer, ...]) -> None:
        """Show what holds; rows are made and dropped as needed."""
        while len(self.rows) > len(layers):
            last = self.rows[-1]
            self.rows = self.rows[:-1]
            self._column.removeWidget(last)
            last.hide()
            last.deleteLater()
        while len(self.rows) < len(layers):
            self.rows = (*self.rows, self._new_row(len(self.rows)))
        for row, layer in zip(self.rows, layers, strict=True):
            row.show_layer(layer, len(layers) == 1)
        self.add.setEnabled(len(layers) < MOST_LAYERS)

    def _new_row(self, place: int) -> LayerRow:
        row = LayerRow(place, self)
        row.changed.connect(self.changed)
        row.removed.connect(self.removed)
        row.size_box.refused.connect(self.refused)
        self._column.insertWidget(place + 1, row)
        return row
