"""The page on how large gradients are over time."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget
from typing_extensions import override

from ..engine.network import sweep_of
from ..scene.chart import HeatMap
from ..scene.magnitude import carried_by_belts, gradients_of, norms, units, values_of, words
from ..scene.words import write_symbol
from .figure import Figure
from .heat_view import HeatView
from .laboratory_choice import Several
from .laboratory_page import LaboratoryPage
from .plot_view import PlotView
from .session import Session


class LossField(QSpinBox):
    """Chooses the loss of one step, or at its low end that of all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSpecialValueText("all steps")
        self.setPrefix("step ")
        self.setKeyboardTracking(False)
        self.setToolTip("The loss of all steps, or of a single one")

    @property
    def loss(self) -> int | None:
        """The step whose loss is chosen; None for all."""
        return self.value() or None

    def set_steps(self, n_steps: int) -> None:
        """Offer the losses of so many steps."""
        was_blocked = self.blockSignals(True)
        self.setRange(0, n_steps)
        self.blockSignals(was_blocked)


class MagnitudesPage(LaboratoryPage):
    """The norms of dL/dv_t for chosen values, or the size of every unit, of all losses or of a single one."""

    tells_schedule = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.values = Several("Values", self.changed, self)
        self.values.setToolTip("The values whose gradients are shown")
        self.loss, self.per_unit = LossField(self), QCheckBox("Each unit", self)
        self.per_unit.setToolTip("Show the units of the first value that is checked")
        self.add_control("", self.values)
        self.add_control("Loss of", self.loss)
        self.add_control("", self.per_unit)
        self.loss.valueChanged.connect(self.changed)
        self.per_unit.toggled.connect(self.changed)
        self.curves, self.heat = Figure(PlotView(self), self), Figure(HeatView(self), self)
        self.add_figure(self.curves)
        self.add_figure(self.heat)
        self.heat.picked.connect(self._on_picked)

    @override
    def show_run(self) -> None:
        run = self.session.run
        choices = {name: write_symbol(name, run.writing) for name in values_of(run)}
        self.values.offer(choices, tuple(reversed(run.network.states)))
        self.loss.set_steps(run.n_steps)
        self.loss.setEnabled("loss" in run)
        self._gradients = gradients_of(run, self.loss.loss)
        names, loss = self.values.keys, self.loss.loss
        shown = (
            units(self._gradients, names[0], loss) if self.per_unit.isChecked() else norms(self._gradients, names, loss)
        )
        self._carried: dict[str, float] = {}
        is_heat = isinstance(shown, HeatMap)
        (self.heat if is_heat else self.curves).show_data(shown)
        self.heat.setVisible(is_heat)
        self.curves.setVisible(not is_heat)

    def _spoken(self) -> tuple[str, ...]:
        """Of what is checked, that of the layer that is looked into; if it has none, all."""
        keys = self.values.keys
        return tuple(name for name in keys if sweep_of(name) == self.session.sweep) or keys

    @override
    def show_slow(self) -> None:
        run = self.session.run
        told = run.of_last_loss if self.loss.loss is None and self._gradients is not None else self._gradients
        self._carried = carried_by_belts(run, told, self._spoken())

    @override
    def show_step(self) -> None:
        if isinstance(self.heat.view, HeatView):
            self.heat.view.set_cursor(self.session.step, None)

    @override
    def words(self) -> str:
        names = self.values.keys[:1] if self.per_unit.isChecked() else self._spoken()
        return words(self.session.run, self._gradients, names, self.loss.loss, self._carried)

    def _on_picked(self, step: float, _unit: float) -> None:
        self.session.go(round(step))
