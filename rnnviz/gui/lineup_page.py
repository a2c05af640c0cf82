"""A page of the laboratory on several networks: the button that adds one, and the legend that takes one out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from ..cells import CELLS
from ..engine.error import InputError
from ..experiment import example, storage
from ..experiment.comparison import MOST
from .compare_legend import CompareLegend
from .files import FILTER
from .laboratory_page import LaboratoryPage
from .lineup import Lineup, Source
from .session import Session


class LineupPage(LaboratoryPage):
    """Shows up to six networks, the present experiment first; the others are those of a lineup that pages share."""

    def __init__(self, session: Session, parent: QWidget | None = None, lineup: Lineup | None = None) -> None:
        super().__init__(session, parent)
        self.lineup = lineup or Lineup(session.experiment, self)
        self.lineup.changed.connect(self.changed)
        self.legend = self.make_legend()
        self.legend.removed.connect(self.remove)
        self.add = QToolButton(self)
        self.add.setText("Add network")
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setMenu(self._make_menu())

    def make_legend(self) -> CompareLegend:
        """The table of the networks."""
        return CompareLegend(self)

    def add_source(self, source: Source) -> None:
        """Add the cell of a key, or a saved experiment."""
        self.lineup.add(source)

    def compare_with(self, *sources: Source) -> None:
        """Have these beside the present experiment and nothing else; at most ``MOST`` − 1 have room."""
        self.lineup.replace(sources)

    def remove(self, place: int) -> None:
        """Take the network at a place out; 0 is the present one, which stays."""
        self.lineup.remove(place)

    def open_path(self, path: Path) -> None:
        """Add the experiment in a file; what is wrong with it is told by the session."""
        try:
            self.add_source(storage.load(path))
        except (InputError, OSError) as error:
            self.session.message.emit(str(error))

    def show_room(self) -> None:
        """Offer to add networks where there is room for more."""
        is_full = self.lineup.is_full
        for action in self._adding:
            action.setEnabled(not is_full)
        self.add.setToolTip(f"There are {MOST}: take one out first" if is_full else "Compare one more network")

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
