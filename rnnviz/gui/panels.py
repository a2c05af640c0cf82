"""The docks around the pictures: which panel is in which, and where they stand at first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QTabBar, QTabWidget

from ..experiment.experiment import Experiment
from .dock import Dock
from .equation_panel import EquationPanel
from .input_panel import InputPanel
from .network_panel import NetworkPanel
from .parameter_panel import ParameterPanel
from .session import Session
from .settings import LAYOUT_VERSION
from .start_panel import StartPanel
from .style import text_height
from .training import TrainingSession

TITLES = {
    "network": "Network",
    "parameters": "Parameters",
    "inputs": "Inputs",
    "start": "States",
    "equations": "Equations",
    "plots": "Plots",
    "laboratory": "Gradient laboratory",
    "training": "Training",
    "text": "Text and probabilities",
}

TALL = ("laboratory", "training", "text")
"""The docks that need more room than the plots."""

_LEFT, _RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
_BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea


class Panels(QObject):
    """The docks of a window by name; those below the pictures come later, because they import slowly."""

    def __init__(self, session: Session, training: TrainingSession, window: QMainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._training = training
        self._window = window
        self._has_room = False
        self._naming = QTimer(self)
        self._naming.setSingleShot(True)
        self._naming.timeout.connect(self._name_docks)
        self.docks = {name: Dock(name, title, window) for name, title in TITLES.items()}
        docks = self.docks
        self._network = NetworkPanel(session, docks["network"])
        docks["network"].hold(self._network)
        docks["parameters"].hold(ParameterPanel(session, docks["parameters"]))
        docks["inputs"].hold(InputPanel(session, docks["inputs"]))
        docks["start"].hold(StartPanel(session, docks["start"]))
        docks["equations"].hold(EquationPanel(session, docks["equations"]))
        for dock in docks.values():
            for signal in (dock.visibilityChanged, dock.dockLocationChanged, dock.topLevelChanged):
                signal.connect(self._on_moved)
        for name in TALL:
            docks[name].visibilityChanged.connect(self._on_tall)
        self._prepare_window()

    def add_plots(self) -> None:
        """Fill the docks below the pictures."""
        plots, laboratory, training, text = (self.docks[name] for name in ("plots", *TALL))
        if plots.panel is None:
            from .laboratory import LaboratoryPanel
            from .plot_panel import PlotPanel
            from .text_panel import TextPanel
            from .training_panel import TrainingPanel

            plots.hold(PlotPanel(self._session, plots))
            laboratory.hold(LaboratoryPanel(self._session, laboratory))
            training.hold(TrainingPanel(self._session, self._training, training))
            text.hold(TextPanel(self._session, text))

    def show_page(self, title: str, against: Sequence[Experiment] = ()) -> None:
        """Show a page of the laboratory before the plots; with ``against`` the one that compares with these."""
        from .laboratory import LaboratoryPanel

        laboratory = self.docks["laboratory"]
        laboratory.raise_()
        if isinstance(laboratory.panel, LaboratoryPanel):
            laboratory.panel.show_page(title)
            if against:
                laboratory.panel.compare_with(*against)

    def start_race(self, against: Sequence[str]) -> None:
        """Show the race of the experiment on screen against networks of other cells, and start it."""
        from .laboratory import RACE, LaboratoryPanel
        from .race_page import RacePage

        self.add_plots()
        self.show_page(RACE)
        panel = self.docks["laboratory"].panel
        page = panel.page if isinstance(panel, LaboratoryPanel) else None
        if isinstance(page, RacePage):
            page.compare_with(*against)
            page.begin_again()
            page.start()

    def place(self) -> None:
        """Put every dock where it stands at first: editors left, equations right, plots below the pictures."""
        window, docks = self._window, self.docks
        sizes = self._first_sizes()
        for name, dock in docks.items():
            dock.set_first_size(sizes[name])
            dock.setFloating(False)
            dock.show()
        window.addDockWidget(_LEFT, docks["network"])
        window.addDockWidget(_RIGHT, docks["equations"])
        window.addDockWidget(_BOTTOM, docks["plots"])
        window.splitDockWidget(docks["network"], docks["parameters"], Qt.Orientation.Vertical)
        window.tabifyDockWidget(docks["parameters"], docks["inputs"])
        window.tabifyDockWidget(docks["inputs"], docks["start"])
        window.tabifyDockWidget(docks["plots"], docks["laboratory"])
        window.tabifyDockWidget(docks["laboratory"], docks["training"])
        window.tabifyDockWidget(docks["training"], docks["text"])
        docks["parameters"].raise_()
        docks["plots"].raise_()
        for tabs in window.findChildren(QTabBar):
            # WORKAROUND(Qt 6.11): of the tab bars made before the first show one is left over and would be painted.
            tabs.hide()

    def save(self) -> QByteArray:
        """The places of all docks and bars."""
        return self._window.saveState(LAYOUT_VERSION)

    def restore(self, layout: QByteArray | None) -> bool:
        """Bring back a saved layout; whether that was possible."""
        # Who has arranged the docks has also chosen the height of the laboratory.
        self._has_room = layout is not None and self._window.restoreState(layout, LAYOUT_VERSION)
        return self._has_room

    def _on_tall(self, is_visible: bool) -> None:
        """Give a dock that needs it room when it first comes into view, once Qt has finished moving docks."""
        if is_visible and not self._has_room and self.docks["laboratory"].panel is not None:
            self._has_room = True
            QTimer.singleShot(0, self, self._give_room)

    def _give_room(self) -> None:
        """Raise the docks below the pictures to the height that laboratory and training need."""
        whole = self._window.height()
        height = min(max(13 * text_height(), whole * 3 // 10), whole // 3)
        dock = next((d for name in TALL if _is_placed(d := self.docks[name])), None)
        if dock is not None and dock.height() < height:
            self._window.resizeDocks([dock], [height], Qt.Orientation.Vertical)

    def _on_moved(self, _where: object) -> None:
        """Name the docks anew, once Qt has finished moving them."""
        self._naming.start()

    def _name_docks(self) -> None:
        for dock in self.docks.values():
            dock.update_title()
        for tabs in self._window.findChildren(QTabBar):
            tabs.setElideMode(Qt.TextElideMode.ElideNone)
            tabs.setUsesScrollButtons(True)
            tabs.setAccessibleName("Panels")

    def _prepare_window(self) -> None:
        window = self._window
        window.setDockNestingEnabled(True)
        options = QMainWindow.DockOption
        window.setDockOptions(options.AllowTabbedDocks | options.AllowNestedDocks | options.GroupedDragging)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        for corner, area in (
            (Qt.Corner.TopLeftCorner, _LEFT),
            (Qt.Corner.BottomLeftCorner, _LEFT),
            (Qt.Corner.TopRightCorner, _RIGHT),
            (Qt.Corner.BottomRightCorner, _RIGHT),
        ):
            window.setCorner(corner, area)

    def size(self) -> None:
        """Give the docks of a visible window their first sizes again."""
        docks, sizes = self.docks, self._first_sizes()
        for names, direction in (
            (("network", "equations"), Qt.Orientation.Horizontal),
            (("plots",), Qt.Orientation.Vertical),
            (("network", "parameters"), Qt.Orientation.Vertical),
        ):
            is_wide = direction == Qt.Orientation.Horizontal
            lengths = [sizes[name].width() if is_wide else sizes[name].height() for name in names]
            self._window.resizeDocks([docks[name] for name in names], lengths, direction)

    def follow_text(self, growth: float) -> None:
        """Widen or narrow the docks at the sides, now that the text is ``growth`` times as large."""
        first, window = self._first_sizes(), self._window
        for area in (_LEFT, _RIGHT):
            dock = next((d for d in self.docks.values() if window.dockWidgetArea(d) == area and _is_placed(d)), None)
            if dock is None:
                continue
            width, wished = dock.width(), round(dock.width() * growth)
            least, most = first[dock.objectName()].width(), window.width() // 4
            fit = max(width, min(wished, most)) if growth > 1 else min(width, max(wished, least))
            window.resizeDocks([dock], [fit], Qt.Orientation.Horizontal)

    def _first_sizes(self) -> dict[str, QSize]:
        """Sizes in proportion to the text that leave the pictures at least half of the window."""
        em, width, height = text_height(), self._window.width(), self._window.height()
        left, right = min(18 * em, width // 4), min(20 * em, width // 4)
        bottom = min(max(9 * em, height // 5), height // 3)
        top = min(self._network.sizeHint().height() + 3 * em, height * 2 // 5)
        return {
            "network": QSize(left, top),
            "parameters": QSize(left, height - top),
            "inputs": QSize(left, height - top),
            "start": QSize(left, height - top),
            "equations": QSize(right, height),
            "plots": QSize(width - left - right, bottom),
            "laboratory": QSize(width - left - right, bottom),
            "training": QSize(width - left - right, bottom),
            "text": QSize(width - left - right, bottom),
        }


def _is_placed(dock: Dock) -> bool:
    """Whether a dock is seen, at an edge of the window."""
    return dock.isVisible() and not dock.isFloating()
