"""A button that sweeps a cell over the strength of its recurrence, with progress, until it is done or cancelled."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from ..cells import CELLS
from ..engine.ops import Array
from ..engine.sweep import sweep
from ..scene.sweep_figure import RADII, Sweeping
from .style import text_height


class SweepControl(QWidget):
    """Computes one row of the map at a time, so that the window goes on; ``done`` tells that ``rows`` are complete."""

    wished = Signal()
    began = Signal()
    done = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.of: Sweeping | None = None
        self.rows: list[Array] = []
        self._todo: Iterator[Array] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._advance)
        self.button, self.progress = QPushButton(self), QProgressBar(self)
        self.button.setToolTip(
            "Find ‖dh_T/dh_1‖ for every ρ from 0 to 3 and every T,\n"
            "of a random network like this one that runs without input"
        )
        self.progress.setRange(0, len(RADII))
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(max(4, text_height() // 2))
        self.progress.setAccessibleName("Progress of the sweep")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.progress, 1)
        self.button.clicked.connect(self._on_clicked)
        self._show_state()

    @property
    def is_running(self) -> bool:
        """Whether a sweep is under way."""
        return self._timer.isActive()

    def start(self, of: Sweeping) -> None:
        """Begin a sweep."""
        self.of, self.rows = of, []
        self._todo = sweep(CELLS[of.cell], of.hidden_size, RADII, of.n_steps, of.seed, of.belt_bias)
        self._timer.start()
        self._show_state()
        self.began.emit()

    def cancel(self) -> None:
        """Stop a sweep that is under way; what it has found is dropped."""
        if self.is_running:
            self.clear()
            self.cancelled.emit()

    def clear(self) -> None:
        """Drop the sweep, complete or under way, without a word."""
        self._timer.stop()
        self.of, self.rows, self._todo = None, [], iter(())
        self._show_state()

    def _on_clicked(self) -> None:
        if self.is_running:
            self.cancel()
        else:
            self.wished.emit()

    def _advance(self) -> None:
        """Compute one more row."""
        row = next(self._todo, None)
        if row is not None:
            self.rows.append(row)
        if row is None or len(self.rows) == len(RADII):
            self._timer.stop()
            self._show_state()
            self.done.emit()
        else:
            self.progress.setValue(len(self.rows))

    def _show_state(self) -> None:
        self.button.setText("Cancel" if self.is_running else "Sweep ρ × T")
        self.progress.setValue(len(self.rows))
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.progress.setVisible(self.is_running)
