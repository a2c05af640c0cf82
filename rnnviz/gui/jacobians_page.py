"""The page on Jacobians: how a state depends on itself further back."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget
from typing_extensions import override

from ..engine.network import place_of, qualify
from ..engine.spectrum import eigenvalues
from ..scene.jacobian_figure import Decay, decay, norm_curves, singular_curves, spectrum, words
from ..scene.words import write_symbol
from .figure import Figure
from .laboratory_choice import Choice
from .laboratory_page import LaboratoryPage
from .plane_view import PlaneView
from .plot_view import PlotView
from .session import Session


class EndField(QSpinBox):
    """Chooses the step from which one goes back; at its low end always the last one, or against time the first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPrefix("step ")
        self.setKeyboardTracking(False)
        self._default = 1
        self.set_steps(1)

    @property
    def step(self) -> int:
        """The step from which one goes back."""
        return self.value() or self._default

    def set_steps(self, n_steps: int, against_time: bool = False) -> None:
        """Offer so many steps of a layer."""
        self._default = 1 if against_time else n_steps
        self.setSpecialValueText("first step" if against_time else "last step")
        was_blocked = self.blockSignals(True)
        self.setRange(0, n_steps)
        self.blockSignals(was_blocked)


class JacobiansPage(LaboratoryPage):
    """Norms and singular values of d s_to / d s_t for every t, and the eigenvalues of the current step's Jacobian."""

    tells_schedule = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._decay: Decay | None = None
        self.of, self.wrt, self.end = Choice(self.changed, self), Choice(self.changed, self), EndField(self)
        self.end.valueChanged.connect(self.changed)
        self.add_control("Of", self.of)
        self.add_control("at", self.end)
        self.add_control("by", self.wrt)
        self.norms, self.singular = Figure(PlotView(self), self), Figure(PlotView(self), self)
        self.plane = Figure(PlaneView(self), self)
        for figure, stretch in ((self.norms, 5), (self.singular, 5), (self.plane, 3)):
            self.add_figure(figure, stretch)

    @override
    def show_run(self) -> None:
        run = self.session.run
        self.offer_states(self.of)
        self.wrt.offer({name: write_symbol(name, run.writing) for name in run.network.states}, self.of.key)
        self.end.set_steps(run.n_steps, place_of(self.of.key)[0][1])
        self._decay = None

    @override
    def show_slow(self) -> None:
        run, of, wrt, to = self.session.run, self.of.key, self.wrt.key, self.end.step
        self._decay = decay(run, of, to, wrt)
        self.norms.show_data(norm_curves(self._decay))
        self.singular.show_data(singular_curves(self._decay))

    @override
    def _on_sweep_changed(self, sweep: object) -> None:
        """Let the second state follow with the first where both are of one layer."""
        (one, _), (other, name) = place_of(self.of.key), place_of(self.wrt.key)
        if one == other:
            self.wrt.follow(qualify(*self.session.sweep, name))
        super()._on_sweep_changed(sweep)

    @override
    def show_step(self) -> None:
        of, step = self.of.key, self.session.step
        self._eigen = eigenvalues(self.session.run, of, step)
        self.plane.show_data(spectrum(self._eigen, of, step, self.session.run.writing))

    @override
    def words(self) -> str:
        return words(self._decay, self._eigen, self.session.step, self.session.run.writing)
