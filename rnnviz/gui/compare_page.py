"""The page that compares networks: how the gradient fades in each, on one axis."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QSpinBox, QToolButton, QWidget
from typing_extensions import override

from ..cells import CELLS
from ..engine.error import InputError
from ..engine.run import Run
from ..experiment import example, storage
from ..experiment.comparison import MOST, Contender, Match, compare
from ..experiment.experiment import Experiment
from .compare_legend import CompareLegend
from .comparison_figure import OUTPUT, WHOLE, curves, is_shown, words
from .figure import Figure
from .files import FILTER
from .initialise_dialog import LARGEST_SEED
from .laboratory_choice import Choice
from .laboratory_page import LaboratoryPage
from .plot_view import PlotView
from .session import Session
from .style import text_height

_MATCHES: dict[Match, str] = {"hidden": "hidden size", "parameters": "parameter count"}
Source = str | Experiment


class ComparePage(LaboratoryPage):
    """Up to six networks on the inputs and targets of the present experiment, which is the first."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        present = session.experiment.network.cell.key
        self._sources: list[Source] = [*[key for key in CELLS if key != present][: MOST - 2]]
        self._contenders: tuple[Contender, ...] = ()
        self._built_for: tuple[object, ...] = ()
        self._runs: list[Run] = []
        self.what, self.match, self.seed = Choice(self.changed, self), Choice(self.changed, self), QSpinBox(self)
        self.what.offer({WHOLE: "all states", OUTPUT: "hidden state h"})
        self.match.offer({str(key): title for key, title in _MATCHES.items()})
        self.seed.setRange(0, LARGEST_SEED)
        self.seed.setKeyboardTracking(False)
        self.seed.setPrefix("seed ")
        self.seed.setAccessibleName("Seed")
        self.seed.setMaximumWidth(5 * text_height())
        self.seed.valueChanged.connect(self.changed)
        self.add = QToolButton(self)
        self.add.setText("Add network")
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setMenu(self._make_menu())
        self.add_control("", self.add)
        self.add_control("Of", self.what)
        self.add_control("Equal", self.match)
        self.add_control("", self.seed)
        self.legend, self.norms = CompareLegend(self), Figure(PlotView(self), self)
        self.legend.removed.connect(self.remove)
        self.add_figure(self.norms, 1)
        self.figures.addWidget(self.legend)

    def add_source(self, source: Source) -> None:
        """Add the cell of a key, or a saved experiment."""
        if len(self._sources) < MOST - 1:
            self._sources.append(source)
            self.changed()

    def compare_with(self, *sources: Source) -> None:
        """Compare the present experiment with these and nothing else; at most ``MOST`` − 1 have room."""
        self._sources = list(sources[: MOST - 1])
        self.changed()

    def remove(self, place: int) -> None:
        """Take the network at a place out; 0 is the present one, which stays."""
        if 0 < place <= len(self._sources):
            del self._sources[place - 1]
            self.changed()

    def open_path(self, path: Path) -> None:
        """Add the experiment in a file; what is wrong with it is told by the session."""
        try:
            self.add_source(storage.load(path))
        except (InputError, OSError) as error:
            self.session.message.emit(str(error))

    @override
    def show_run(self) -> None:
        match: Match = "parameters" if self.match.key == "parameters" else "hidden"
        self._contenders = self._update(match)
        is_full = len(self._sources) == MOST - 1
        for action in self._adding:
            action.setEnabled(not is_full)
        self.add.setToolTip(f"There are {MOST}: take one out first" if is_full else "Compare one more network")
        self.norms.show_data(curves(self._contenders, self.what.key))
        self.legend.show_contenders(self._contenders, self.session.theme)

    @override
    def words(self) -> str:
        return words(self._contenders, self.what.key)

    @override
    def _on_theme_changed(self, theme: object) -> None:
        super()._on_theme_changed(theme)
        self.legend.show_contenders(self._contenders, self.session.theme)

    def _update(self, match: Match) -> tuple[Contender, ...]:
        """The networks; those but the present one stay while nothing that they are made of has changed."""
        experiment = self.session.experiment
        made_of = (
            *(experiment.network, experiment.inputs, experiment.targets, experiment.loss, experiment.alphabet),
            experiment.schedule,
            *(match, self.seed.value(), *self._sources),
        )
        if not _are_same(made_of, self._built_for):
            self._built_for = made_of
            found = compare(experiment, self._sources, match, self.seed.value())
            # An experiment keeps its run, and a run its gradients, for as long as somebody holds the run.
            self._runs = [contender.experiment.run() for contender in found if is_shown(contender)]
            return found
        return (*compare(experiment, ()), *self._contenders[1:])

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        self._adding: list[QAction] = []
        for key, cell in CELLS.items():
            self._add_action(menu, cell.title, f"cell {key}")
        menu.addSeparator()
        examples = menu.addMenu("Example")
        for group, titles in example.GROUPS.items():
            part = examples.addMenu(group)
            for name, title in titles.items():
                self._add_action(part, title, f"example {name}")
        self._add_action(menu, "File …", "file")
        menu.addSeparator()
        clear = menu.addAction("Take all out")
        clear.triggered.connect(self._on_clear)
        return menu

    def _add_action(self, menu: QMenu, title: str, data: str) -> None:
        action = QAction(title, menu)
        action.setData(data)
        action.triggered.connect(self._on_action)
        menu.addAction(action)
        self._adding.append(action)

    def _on_clear(self) -> None:
        self.compare_with()

    def _on_action(self) -> None:
        sender = self.sender()
        kind, _, name = str(sender.data()).partition(" ") if isinstance(sender, QAction) else ("", "", "")
        if kind == "cell":
            self.add_source(name)
        elif kind == "example":
            self.add_source(example.load_example(name))
        elif kind == "file":
            chosen, _ = QFileDialog.getOpenFileName(self, "Compare with an experiment", "", FILTER)
            if chosen:
                self.open_path(Path(chosen))


def _are_same(a: tuple[object, ...], b: tuple[object, ...]) -> bool:
    return len(a) == len(b) and all(x is y or (isinstance(x, int | str) and x == y) for x, y in zip(a, b, strict=True))
