"""The docks around the pictures: which panel is in which, and where they stand at first."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QMainWindow, QScrollArea, QTabWidget

from .dock import Dock
from .equation_panel import EquationPanel
from .input_panel import InputPanel
from .network_panel import NetworkPanel
from .parameter_panel import ParameterPanel
from .session import Session
from .settings import LAYOUT_VERSION
from .start_panel import StartPanel

TITLES = {
    "network": "Network",
    "parameters": "Parameters",
    "inputs": "Inputs",
    "start": "Start",
    "equations": "Equations",
    "plots": "Plots",
}

_LEFT, _RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
_BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea


class Panels:
    """The docks of a window by name; plots come later, because they import slowly."""

    def __init__(self, session: Session, window: QMainWindow) -> None:
        self._session = session
        self._window = window
        self.docks = {name: Dock(name, title, window) for name, title in TITLES.items()}
        docks = self.docks
        area = QScrollArea(docks["network"])
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(NetworkPanel(session, area))
        docks["network"].setWidget(area)
        docks["parameters"].setWidget(ParameterPanel(session, docks["parameters"]))
        docks["inputs"].setWidget(InputPanel(session, docks["inputs"]))
        docks["start"].setWidget(StartPanel(session, docks["start"]))
        docks["equations"].setWidget(EquationPanel(session, docks["equations"]))
        self._prepare_window()

    def add_plots(self) -> None:
        """Fill the dock of the plots."""
        dock = self.docks["plots"]
        if dock.widget() is None:
            from .plot_panel import PlotPanel

            dock.setWidget(PlotPanel(self._session, dock))

    def place(self) -> None:
        """Put every dock where it stands at first: editors left, equations right, plots below the pictures."""
        window, docks = self._window, self.docks
        for dock in docks.values():
            dock.setFloating(False)
            dock.show()
        window.addDockWidget(_LEFT, docks["network"])
        window.addDockWidget(_RIGHT, docks["equations"])
        window.addDockWidget(_BOTTOM, docks["plots"])
        window.splitDockWidget(docks["network"], docks["parameters"], Qt.Orientation.Vertical)
        window.tabifyDockWidget(docks["parameters"], docks["inputs"])
        window.tabifyDockWidget(docks["inputs"], docks["start"])
        docks["parameters"].raise_()
        self._size()

    def save(self) -> QByteArray:
        return self._window.saveState(LAYOUT_VERSION)

    def restore(self, layout: QByteArray | None) -> bool:
        """Bring back a saved layout; whether that was possible."""
        return layout is not None and self._window.restoreState(layout, LAYOUT_VERSION)

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

    def _size(self) -> None:
        """Give the docks sizes in proportion to the text, but leave the pictures at least half of the window."""
        window, docks = self._window, self.docks
        em = window.fontMetrics().height()
        left, right = min(18 * em, window.width() // 4), min(20 * em, window.width() // 4)
        bottom = min(max(10 * em, window.height() // 4), window.height() // 3)
        window.resizeDocks([docks["network"], docks["equations"]], [left, right], Qt.Orientation.Horizontal)
        window.resizeDocks([docks["plots"]], [bottom], Qt.Orientation.Vertical)
        top = docks["network"].widget().sizeHint().height() + 2 * em
        rest = max(window.height() - top, top)
        window.resizeDocks([docks["network"], docks["parameters"]], [top, rest], Qt.Orientation.Vertical)
