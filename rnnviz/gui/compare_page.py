"""The page that compares networks: how the gradient fades in each, on one axis."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget
from typing_extensions import override

from ..engine.run import Run
from ..experiment.comparison import Contender, Match, compare
from ..export.comparison_figure import OUTPUT, WHOLE, curves, is_shown, words
from .figure import Figure
from .initialise_dialog import LARGEST_SEED
from .laboratory_choice import Choice
from .lineup import Lineup, are_same
from .lineup_page import LineupPage
from .network_form import inset
from .plot_view import PlotView
from .session import Session
from .style import text_height

_MATCHES: dict[Match, str] = {"hidden": "hidden size", "parameters": "parameter count"}


class ComparePage(LineupPage):
    """Up to six networks on the inputs and targets of the present experiment, which is the first."""

    def __init__(self, session: Session, parent: QWidget | None = None, lineup: Lineup | None = None) -> None:
        super().__init__(session, parent, lineup)
        self._contenders: tuple[Contender, ...] = ()
        self._built_for: tuple[object, ...] = ()
        self._runs: list[Run] = []
        self.what, self.match, self.seed = Choice(self.changed, self), Choice(self._on_match, self), QSpinBox(self)
        self.what.offer({WHOLE: "all states", OUTPUT: "hidden state h"})
        self.match.offer({str(key): title for key, title in _MATCHES.items()})
        self.seed.setRange(0, LARGEST_SEED)
        self.seed.setKeyboardTracking(False)
        inset(self.seed)
        self.seed.setPrefix("seed ")
        self.seed.setAccessibleName("Seed")
        self.seed.setMaximumWidth(5 * text_height())
        self.seed.valueChanged.connect(self.lineup.set_seed)
        self.add_control("", self.add)
        self.add_control("Of", self.what)
        self.add_control("Equal", self.match)
        self.add_control("", self.seed)
        self.norms = Figure(PlotView(self), self)
        self.add_figure(self.norms, 1)
        self.figures.addWidget(self.legend)

    @override
    def show_run(self) -> None:
        self._contenders = self._update()
        self.show_room()
        self.norms.show_data(curves(self._contenders, self.what.key))
        self.legend.show_contenders(self._contenders, self.session.theme)

    @override
    def words(self) -> str:
        return words(self._contenders, self.what.key)

    @override
    def _on_theme_changed(self, theme: object) -> None:
        super()._on_theme_changed(theme)
        self.legend.show_contenders(self._contenders, self.session.theme)

    def _on_match(self) -> None:
        self.lineup.set_match("parameters" if self.match.key == "parameters" else "hidden")

    def _update(self) -> tuple[Contender, ...]:
        """The networks; those but the present one stay while nothing that they are made of has changed."""
        experiment, lineup = self.session.experiment, self.lineup
        made_of = (
            *(experiment.network, experiment.inputs, experiment.targets, experiment.loss, experiment.alphabet),
            experiment.schedule,
            *(lineup.match, lineup.seed, *lineup.sources),
        )
        if not are_same(made_of, self._built_for):
            self._built_for = made_of
            found = lineup.contenders(experiment)
            # An experiment keeps its run, and a run its gradients, for as long as somebody holds the run.
            self._runs = [contender.experiment.run() for contender in found if is_shown(contender)]
            return found
        return (*compare(experiment, ()), *self._contenders[1:])
