"""The page on contributions: what each step adds to the gradient of a parameter."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from ..engine.glyph import symbol
from ..engine.text import mark_of
from ..scene.contribution_figure import contributions, norm_bars, step_matrix, total_matrix, words
from ..scene.shapes import Key
from .figure import Figure
from .heat_view import HeatView
from .laboratory_choice import MathChoice
from .laboratory_page import LaboratoryPage
from .plot_view import PlotView
from .session import Session


class ContributionsPage(LaboratoryPage):
    """The norm of each step's contribution as bars, and the matrices of the current step and of the sum.

    A parameter that is selected anywhere is chosen here.
    """

    tells_schedule = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.parameter, self.log = MathChoice(self.changed, self), QCheckBox("By decades", self)
        self.log.setToolTip("Show the bars on a logarithmic axis; the matrices keep their linear colours")
        self.log.setChecked(True)
        self.log.toggled.connect(self.changed)
        self.add_control("Parameter", self.parameter)
        self.add_control("", self.log)
        self.bars = Figure(PlotView(self), self)
        self.matrix, self.total = Figure(HeatView(self), self), Figure(HeatView(self), self)
        for figure, stretch in ((self.bars, 5), (self.matrix, 3), (self.total, 3)):
            self.add_figure(figure, stretch)
        session.selection_changed.connect(self._on_selection)
        self._offer()
        self._on_selection(session.selection)

    @override
    def show_run(self) -> None:
        self._offer()
        run, name = self.session.run, self.parameter.key
        self._gradients = run.gradients() if "loss" in run else None
        self._found = None if self._gradients is None else contributions(self._gradients, name)
        self.bars.show_data(norm_bars(self._found, name, self.log.isChecked()))
        self.total.show_data(total_matrix(self._found, name))
        for figure in (self.matrix, self.total):
            figure.setVisible(self._found is not None)

    @override
    def show_step(self) -> None:
        self.matrix.show_data(step_matrix(self._gradients, self.parameter.key, self.session.step))

    @override
    def words(self) -> str:
        return words(self._found, self.session.step)

    def _offer(self) -> None:
        """Offer the parameters of the network; at first the one by which the state depends on itself."""
        run = self.session.run
        self.parameter.writing = run.writing
        titles = {name: mark_of(symbol(name, None, run.writing)).plain for name in run.network.parameters}
        self.offer_names(self.parameter, titles, self._recurrent())

    def _recurrent(self) -> str | None:
        """The parameter by which the states of the layer that is looked into depend on themselves."""
        layer = self.session.run.network.layers[self.session.sweep[0]]
        return next((p.name for p in layer.cell.parameters if p.shape == ("hidden", "hidden")), None)

    def _on_selection(self, key: Key | None) -> None:
        if key is not None and key.step is None and key.name in self.session.run.network.parameters:
            self._offer()
            self.parameter.choose(key.name)

    @override
    def _select(self, name: str) -> None:
        self.session.select(Key(None, name))
