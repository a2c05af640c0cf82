"""The status bar: what the pointer is on, the gradient at the step of a backward pass, the cell and the total loss."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from ..engine.network import qualify
from ..scene.number import format_size
from .session import Session
from .trajectory import length
from .words import write_norm, write_size


class StatusBar(QStatusBar):
    """Words about the present experiment at the right; what is pointed at comes in from the left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setSizeGripEnabled(False)
        self._gradient = QLabel(self)
        self._gradient.setAccessibleName("Gradient at the current step")
        self._cell = QLabel(self)
        self._cell.setAccessibleName("Cell variant")
        self._loss = QLabel(self)
        self._loss.setAccessibleName("Total loss")
        for label in (self._gradient, self._cell, self._loss):
            self.addPermanentWidget(label)
        session.run_changed.connect(self._show)
        session.step_changed.connect(self._show_gradient)
        session.direction_changed.connect(self._show_gradient)
        self._show()

    def _show(self, _run: object = None) -> None:
        run = self._session.run
        self._cell.setText(run.network.cell.description)
        loss = run.total_loss
        self._loss.setText("no loss" if loss is None else f"total loss {format_size(loss, 4)}")
        self._show_gradient()

    def _show_gradient(self, _what: object = None) -> None:
        """The norm of the gradient of the hidden state that the read-out sees; only while running backward."""
        session = self._session
        gradients = session.gradients if session.direction == "backward" else None
        self._gradient.setVisible(gradients is not None)
        if gradients is None:
            self._gradient.clear()
            return
        network, step = session.run.network, session.step
        top = qualify(len(network.layers) - 1, False, network.layers[-1].cell.output.name)
        norm = "not there yet"
        if not session.is_pending(top):
            norm = write_size(float(length(gradients[top][step - 1 : step])[0]))
        self._gradient.setText(f"{write_norm(top, step)} = {norm}")
