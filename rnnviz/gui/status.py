"""The status bar: what the pointer is on, the gradient at the step of a backward pass, the cell and the total loss."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget
from typing_extensions import override

from ..engine.network import qualify
from ..scene.layer_words import layer_title
from ..scene.number import format_size
from ..scene.trajectory import length
from ..scene.words import write_norm, write_size
from .legend_view import LegendView
from .session import Session


class _Reading(QLabel):
    """A text that keeps its room while only its digits change, since a new size has the whole window laid out anew."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._widest = ""

    def tell(self, text: str) -> None:
        """Show a text."""
        widest = "".join("0" if character.isdigit() else character for character in text)
        if widest != self._widest:
            self._widest = widest
            self._take_room()
        self.setText(text)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._take_room()

    def _take_room(self) -> None:
        text = self.text()
        self.setText(self._widest)
        self.setFixedSize(self.sizeHint())
        self.setText(text)


class StatusBar(QStatusBar):
    """Words about the present experiment at the right; what is pointed at comes in from the left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setSizeGripEnabled(False)
        self._gradient = _Reading(self)
        self._gradient.setAccessibleName("Gradient at the current step")
        self._cell = QLabel(self)
        self._cell.setAccessibleName("Cell variant")
        self._loss = _Reading(self)
        self._loss.setAccessibleName("Total loss")
        for part in (LegendView(session, self), self._gradient, self._cell, self._loss):
            self.addPermanentWidget(part)
        session.run_changed.connect(self._show)
        session.sweep_changed.connect(self._show_cell)
        session.sweep_changed.connect(self._show_gradient)
        session.step_changed.connect(self._show_gradient)
        session.direction_changed.connect(self._show_gradient)
        self._show()

    def _show(self, _run: object = None) -> None:
        run = self._session.run
        self._show_cell()
        loss = run.total_loss
        self._loss.tell("no loss" if loss is None else f"total loss {format_size(loss, 4)}")
        self._show_gradient()

    def _show_cell(self, _sweep: object = None) -> None:
        network, sweep = self._session.run.network, self._session.sweep
        where, says = layer_title(network, sweep), network.layers[sweep[0]].cell.description
        self._cell.setText(f"{where[0].upper()}{where[1:]}: {says}" if where else says)

    def _show_gradient(self, _what: object = None) -> None:
        """The norm of the gradient of the hidden state of the present layer; only while running backward."""
        session = self._session
        gradients = session.gradients if session.direction == "backward" else None
        self._gradient.setVisible(gradients is not None)
        if gradients is None:
            self._gradient.tell("")
            return
        (layer, reverse), step = session.sweep, session.step
        state = qualify(layer, reverse, session.run.network.layers[layer].cell.output.name)
        norm = "not there yet"
        if not session.is_pending(state):
            norm = write_size(float(length(gradients[state][step - 1 : step])[0]))
        self._gradient.tell(f"{write_norm(state, step, writing=session.run.writing)} = {norm}")
