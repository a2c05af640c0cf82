"""The page on the order of the steps: the same inputs in order and shuffled, and what the network makes of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QPushButton, QSpinBox, QWidget
from typing_extensions import override

from ..experiment import edits
from ..export.order_figure import Order, curves, shuffle, values_of, words
from ..scene.words import write_symbol
from .figure import Figure
from .initialise_dialog import LARGEST_SEED
from .laboratory_choice import Choice
from .laboratory_page import LaboratoryPage
from .plot_view import PlotView
from .session import Session
from .style import text_height


class OrderPage(LaboratoryPage):
    """A state or the read-out over the steps in order and in another order, which can be taken over."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._order: Order | None = None
        self._made_for: tuple[object, ...] = ()
        self.value, self.seed = Choice(self.changed, self), QSpinBox(self)
        self.along, self.use = QCheckBox("Targets along", self), QPushButton("Use this order", self)
        self.seed.setRange(0, LARGEST_SEED)
        self.seed.setPrefix("seed ")
        self.seed.setAccessibleName("Seed of the order")
        self.seed.setKeyboardTracking(False)
        self.seed.setMaximumWidth(5 * text_height())
        self.seed.valueChanged.connect(self.changed)
        self.along.setToolTip("Let each target move with its step; else targets stay where they are")
        self.along.toggled.connect(self.changed)
        self.use.setToolTip("Put the inputs of the experiment in the shuffled order")
        self.use.clicked.connect(self._use)
        self.add_control("Of", self.value)
        self.add_control("", self.seed)
        self.add_control("", self.along)
        self.add_control("", self.use)
        self.in_order, self.shuffled = Figure(PlotView(self), self), Figure(PlotView(self), self)
        self.add_figure(self.in_order)
        self.add_figure(self.shuffled)

    @override
    def show_run(self) -> None:
        experiment = self.session.experiment
        run = self.session.run
        self.offer_names(self.value, {name: write_symbol(name, run.writing) for name in values_of(run)}, "h")
        made_for = (experiment, self.seed.value(), self.along.isChecked())
        if self._order is None or made_for != self._made_for:
            self._made_for = made_for
            self._order = shuffle(experiment, self.seed.value(), self.along.isChecked())
            # An experiment keeps its run for as long as somebody holds it.
            self._run = self._order.shuffled.run()
        self.along.setEnabled(experiment.targets is not None)
        self.use.setEnabled(self._order.is_another)
        for figure, shown in zip((self.in_order, self.shuffled), curves(self._order, self.value.key), strict=True):
            figure.show_data(shown)

    @property
    def shown(self) -> str:
        """The value, the seed and whether targets go along, as the figure takes them."""
        return f"{self.value.key}:{self.seed.value()}{':along' if self.along.isChecked() else ''}"

    @override
    def words(self) -> str:
        return "" if self._order is None else words(self._order, self.value.key)

    def _use(self) -> None:
        edit = partial(edits.shuffle_steps, seed=self.seed.value(), with_targets=self.along.isChecked())
        self.session.apply("Shuffle the steps", edit)
