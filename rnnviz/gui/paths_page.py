"""The page on the ways a gradient takes: along the belt, through the gates, from the step's own loss."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ..engine.network import place_of
from ..engine.spectrum import log_belt_product
from ..scene.path_figure import Shares, belt_curves, share_areas, shares, split_curves, words
from .figure import Figure
from .jacobians_page import EndField
from .laboratory_choice import Choice
from .laboratory_page import LaboratoryPage
from .plot_view import PlotView
from .session import Session


class PathsPage(LaboratoryPage):
    """The shares of the three ways in dL/ds_t, the product of the belt factors, and the parts of every Jacobian."""

    tells_schedule = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.state, self.end = Choice(self.changed, self), EndField(self)
        self.end.valueChanged.connect(self.changed)
        self.add_control("State", self.state)
        self.add_control("Belt product to", self.end)
        self.areas, self.product, self.split = (Figure(PlotView(self), self) for _ in range(3))
        for figure in (self.areas, self.product, self.split):
            self.add_figure(figure)

    @override
    def show_run(self) -> None:
        run = self.session.run
        self.offer_states(self.state)
        self.end.set_steps(run.n_steps, place_of(self.state.key)[0][1])
        state, to = self.state.key, self.end.step
        self._shares: Shares | None = None
        self._product = log_belt_product(run, state, to)
        self.product.show_data(belt_curves(self._product, state, to, run.writing))

    @override
    def show_slow(self) -> None:
        run, state = self.session.run, self.state.key
        self._shares = shares(run.gradients(), state) if "loss" in run else None
        self.areas.show_data(share_areas(self._shares, state))
        self.split.show_data(split_curves(run, state))

    @override
    def words(self) -> str:
        return words(self._shares, self._product, self.state.key, self.end.step, self.session.run.writing)
