"""The page on the strength of the recurrence: what the spectral radius and the bias on the belt do to the gradient."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ..engine.network import Network, sweep_of
from ..engine.strength import belt_bias, belt_biases
from ..scene import sweep_figure
from ..scene.magnitude import norms, spoken_of, words
from ..scene.sweep_figure import INVITATION, MOST_STEPS, Sweeping, message_map, sweep_map
from .figure import Figure
from .laboratory_page import LaboratoryPage
from .plot_view import PlotView
from .session import Session
from .strength_control import LEAST_RADIUS, StrengthControl
from .style import text_height
from .sweep_control import SweepControl
from .sweep_view import SweepView

NARROW = 60
"""In a page of less, in units of the text size, a map takes the place of the norms."""


class StrengthPage(LaboratoryPage):
    """Sliders for the recurrence, the norm of the gradient of every state by the last loss, and the map of a sweep."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.control, self.sweep = StrengthControl(session, self), SweepControl(self)
        self.control.add_row(self.sweep)
        column = QVBoxLayout()
        column.addWidget(self.control)
        column.addStretch(1)
        self.figures.addLayout(column, 3)
        self.norms = Figure(PlotView(self), self)
        self.view = SweepView(self)
        self.map = Figure(self.view, self)
        self.add_figure(self.norms, 4)
        self.add_figure(self.map, 4)
        self.map.show_data(message_map(INVITATION))
        self.view.setToolTip("Click to give the network on screen this ρ")
        self.map.picked.connect(self._on_picked)
        self.sweep.wished.connect(self._start)
        self.sweep.began.connect(self._on_sweep)
        self.sweep.cancelled.connect(self._on_sweep)
        self.sweep.done.connect(self._on_sweep)

    @override
    def show_run(self) -> None:
        run = self.session.run
        self.control.show_experiment()
        self._drop_stale()
        self._gradients = run.of_last_loss if "loss" in run else None
        own = tuple(name for name in reversed(run.network.states) if sweep_of(name) == self.session.sweep)
        self._states = spoken_of(run, own)
        self.norms.show_data(norms(self._gradients, tuple(reversed(run.network.states)), run.last_loss))
        self._show_cursor()

    @override
    def words(self) -> str:
        said = words(self.session.run, self._gradients, self._states[:1] if self._is_swept else self._states)
        if self.sweep.of is not None and self._is_swept:
            said += f"\n{sweep_figure.words(self.sweep.of, self.sweep.rows)}"
        return said

    @property
    def _is_swept(self) -> bool:
        return self.sweep.of is not None and not self.sweep.is_running

    def _start(self) -> None:
        self.sweep.start(self._present(self.control.seed.value()))

    def _drop_stale(self) -> None:
        """Take away a map of another cell, size, length or bias than those on screen."""
        of = self.sweep.of
        if of is not None and of != self._present(of.seed):
            self.sweep.clear()
            self.map.show_data(message_map(INVITATION))

    def _present(self, seed: int) -> Sweeping:
        """The sweep of the cell on screen, with its hidden size and the bias of its slider."""
        run, experiment = self.session.run, self.session.experiment
        layer = run.network.layers[self.session.sweep[0]]
        cell, size = layer.cell, layer.hidden_size
        has_belt = bool(belt_biases(Network(1, (layer,))))
        bias = belt_bias(experiment.network, experiment.parameters) if has_belt else None
        rounded = None if bias is None else round(bias, 2)
        n_steps = max(2, min(run.n_steps, MOST_STEPS))
        return Sweeping(cell.key, cell.title, size, n_steps, seed, rounded)

    def _on_sweep(self) -> None:
        """Show the map once it is complete, or words until then."""
        of = self.sweep.of
        if of is not None and self._is_swept:
            self.map.show_data(sweep_map(of, self.sweep.rows))
        else:
            self.map.show_data(message_map(INVITATION if of is None else f"Sweeping {of.says} …"))
        self._show_cursor()
        self.changed()

    def _share_width(self) -> None:
        """Give the map more of the page once there is one: all beside the sliders where that is little."""
        self.figures.setStretchFactor(self.map, 6 if self._is_swept else 4)
        self.norms.setVisible(not self._is_swept or self.width() >= NARROW * text_height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _show_cursor(self) -> None:
        self._share_width()
        self.view.set_cursor(None, self.control.radius.field.value() if self._is_swept else None)

    def _on_picked(self, _steps: float, radius: float) -> None:
        if self._is_swept:
            self.control.radius.field.setValue(max(radius, LEAST_RADIUS))
