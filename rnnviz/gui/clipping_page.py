"""The page on gradient clipping: what a threshold does to the gradient of every parameter."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget
from typing_extensions import override

from ..scene.clipping_figure import Clipped, Mode, angle_chart, clipped, norm_chart, words
from ..scene.shapes import Key
from ..scene.words import write_size
from .bar_view import BarView
from .figure import Figure
from .laboratory_choice import Choice
from .laboratory_page import LaboratoryPage
from .session import Session
from .style import text_height

_DECADES = 6
_PER_DECADE = 20


class LimitSlider(QWidget):
    """A slider for a positive number, by decades around 1, with the number beside it."""

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(-_DECADES * _PER_DECADE, _DECADES * _PER_DECADE)
        self.slider.setPageStep(_PER_DECADE)
        self.slider.setMinimumWidth(7 * text_height())
        self.slider.setAccessibleName("Threshold of clipping")
        self._number = QLabel(self)
        self._number.setMinimumWidth(QFontMetrics(self.font()).horizontalAdvance("8.8·10⁻⁶"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider)
        row.addWidget(self._number)
        self.slider.valueChanged.connect(self._on_moved)
        self._number.setText(write_size(self.limit))

    @property
    def limit(self) -> float:
        """The number that is set."""
        return float(10.0 ** (self.slider.value() / _PER_DECADE))

    def _on_moved(self, _place: int) -> None:
        self._number.setText(write_size(self.limit))
        self.moved.emit()


class ClippingPage(LaboratoryPage):
    """The norms of all gradients before and after clipping, and by which angle it turns them.

    Nothing is trained here: the gradients of the experiment are shown as training would use them.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.mode, self.limit = Choice(self.changed, self), LimitSlider(self)
        self.mode.offer({"norm": "by norm", "value": "by value"})
        self.mode.setToolTip("By norm: all gradients times one factor; by value: every entry by itself")
        self.add_control("Clip", self.mode)
        self.add_control("at", self.limit)
        self.limit.moved.connect(self.changed)
        self.norms, self.angles = Figure(BarView(self), self), Figure(BarView(self), self)
        for figure, stretch in ((self.norms, 3), (self.angles, 2)):
            self.add_figure(figure, stretch)
            figure.picked.connect(self._on_picked)

    @override
    def show_run(self) -> None:
        run = self.session.run
        mode: Mode = next(mode for mode in get_args(Mode) if mode == self.mode.key)
        self.found: Clipped | None = clipped(run.gradients(), mode, self.limit.limit) if "loss" in run else None
        self.norms.show_data(norm_chart(self.found))
        self.angles.show_data(angle_chart(self.found))
        self.angles.setVisible(self.found is not None)

    @override
    def words(self) -> str:
        return words(self.found)

    def _on_picked(self, group: float, _height: float) -> None:
        """Select the parameter whose bars are pressed; the first group is all of them."""
        if self.found is not None and group > 1:
            self.session.select(Key(None, list(self.found.before)[round(group) - 2]))
