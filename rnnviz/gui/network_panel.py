"""The panel of the left dock that says, and changes, what the network is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QGridLayout, QWidget

from ..experiment import edits
from ..experiment.limit import MAX_SIZE, MAX_STEPS
from .network_form import SizeBox, cell_box, labelled, loss_box, size_box
from .session import Edit, Session
from .style import text_height


class NetworkPanel(QWidget):
    """Cell, sizes, length and loss of the experiment."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("Network")
        self.cell = cell_box(self)
        self.sizes: dict[str, SizeBox] = {
            "n_steps": size_box(self, "Steps", 1, MAX_STEPS),
            "input_size": size_box(self, "Input size", 1, MAX_SIZE),
            "hidden_size": size_box(self, "Hidden size", 1, MAX_SIZE),
            "output_size": size_box(self, "Read-out size", 0, MAX_SIZE),
        }
        self.loss = loss_box(self)
        self._lay_out()
        self.cell.activated.connect(self._on_cell)
        self.loss.activated.connect(self._on_loss)
        for box in self.sizes.values():
            box.valueChanged.connect(self._on_size)
            box.refused.connect(session.message)
        session.experiment_changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        gap = text_height() // 2
        grid = QGridLayout(self)
        grid.setContentsMargins(gap, gap // 2, gap, gap)
        grid.setHorizontalSpacing(gap)
        grid.setVerticalSpacing(gap)
        grid.addLayout(labelled("Cell", self.cell), 0, 0, 1, 4)
        grid.addLayout(labelled("Steps", self.sizes["n_steps"]), 0, 4, 1, 2)
        for column, (text, field) in enumerate((("Input", "input_size"), ("Hidden", "hidden_size"))):
            grid.addLayout(labelled(text, self.sizes[field]), 1, 2 * column, 1, 2)
        grid.addLayout(labelled("Read-out", self.sizes["output_size"]), 1, 4, 1, 2)
        grid.addLayout(labelled("Loss", self.loss), 2, 0, 1, 6)
        for column in range(6):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(3, 1)

    def _show(self, _old: object = None, _new: object = None) -> None:
        experiment = self._session.experiment
        network = experiment.network
        shown = {
            "input_size": network.input_size,
            "hidden_size": network.hidden_size,
            "output_size": network.output_size or 0,
            "n_steps": experiment.n_steps,
        }
        for field, box in self.sizes.items():
            with QSignalBlocker(box):
                box.setValue(shown[field])
        self.sizes["input_size"].setEnabled(experiment.alphabet is None)
        self.sizes["input_size"].setToolTip(
            "" if experiment.alphabet is None else "One for each symbol of the alphabet"
        )
        self.cell.setCurrentIndex(self.cell.findData(network.cell.key))
        self.cell.setToolTip(network.cell.description)
        self.loss.setCurrentIndex(self.loss.findData(experiment.loss.kind if experiment.loss else None))

    def _on_cell(self, index: int) -> None:
        title = self.cell.itemText(index)
        self._apply(f"Change the cell to {title}", partial(edits.change_cell, cell=self.cell.itemData(index)))

    def _on_loss(self, index: int) -> None:
        kind = self.loss.itemData(index)
        self._apply("Change the loss", partial(edits.set_loss, loss=kind))

    def _on_size(self, value: int) -> None:
        field = next(name for name, box in self.sizes.items() if box is self.sender())
        what = self.sizes[field].accessibleName().lower()
        edit: Edit = partial(edits.resize, **{field: value})  # type: ignore[arg-type]  # the fields are its keywords
        self._apply(f"Change {what} to {value}", edit)

    def _apply(self, label: str, edit: Edit) -> None:
        """Edit, and show the truth again where the edit was refused."""
        if not self._session.apply(label, edit):
            self._show()
