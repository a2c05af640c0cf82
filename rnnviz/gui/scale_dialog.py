"""A dialog that multiplies numbers by a factor while the result is in view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ..experiment.experiment import Experiment
from .live_edit import LiveEdit
from .session import Session

Scaled: TypeAlias = Callable[[float, Experiment], Experiment]
LARGEST, STEPS = 100.0, 300
SLIDER_LARGEST = 3.0


class ScaleDialog(QDialog):
    """Asks for a factor; ``scaled`` gives the experiment with its numbers multiplied by it."""

    def __init__(self, session: Session, label: str, scaled: Scaled, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scaled = scaled
        self._live = LiveEdit(session, label)
        self.setWindowTitle(label)
        self.factor = QDoubleSpinBox()
        self.factor.setRange(-LARGEST, LARGEST)
        self.factor.setDecimals(3)
        self.factor.setSingleStep(0.05)
        self.factor.setValue(1.0)
        self.factor.setAccessibleName("Factor")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setValue(round(STEPS / SLIDER_LARGEST))
        self.slider.setMinimumWidth(220)
        self.slider.setAccessibleName("Factor, 0 to 3")
        self._arrange()
        self.factor.valueChanged.connect(self._show)
        self.slider.valueChanged.connect(self._slide)
        self.factor.selectAll()

    def _arrange(self) -> None:
        caption = QLabel("Factor")
        caption.setBuddy(self.factor)
        line = QHBoxLayout()
        for widget in (caption, self.slider, self.factor):
            line.addWidget(widget)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(line)
        layout.addWidget(buttons)

    def _slide(self, place: int) -> None:
        self.factor.setValue(place * SLIDER_LARGEST / STEPS)

    def _show(self, factor: float) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(factor * STEPS / SLIDER_LARGEST))
        if factor == 1.0:
            self._live.cancel()
        else:
            self._live.show(partial(self._scaled, factor))

    @override
    def reject(self) -> None:
        self._live.cancel()
        super().reject()
