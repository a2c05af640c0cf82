"""The page on the strength of the recurrence: what the spectral radius and the bias on the belt do to the gradient."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from .figure import Figure
from .laboratory_page import LaboratoryPage
from .magnitude import gradients_of, norms, words
from .plot_view import PlotView
from .session import Session
from .strength_control import StrengthControl


class StrengthPage(LaboratoryPage):
    """Sliders for the recurrence beside the norm of the gradient of every state over time."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.control = StrengthControl(session, self)
        self.figures.addWidget(self.control, 2)
        self.norms = Figure(PlotView(self), self)
        self.add_figure(self.norms, 3)

    @override
    def show_run(self) -> None:
        run = self.session.run
        self.control.show_experiment()
        self._gradients, self._states = gradients_of(run), tuple(reversed(run.network.states))
        self.norms.show_data(norms(self._gradients, self._states))

    @override
    def words(self) -> str:
        return words(self.session.run, self._gradients, self._states)
