"""The docks of a window: where they stand, and that they come back."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QApplication, QScrollBar, QTabBar
from pytestqt.qtbot import QtBot

from rnnviz.experiment.example import load_example
from rnnviz.gui.laboratory import LaboratoryPanel
from rnnviz.gui.main_window import MainWindow
from rnnviz.gui.panels import TALL, TITLES


def test_every_panel_is_there(window: MainWindow) -> None:
    assert list(window.panels.docks) == list(TITLES)
    assert all(dock.panel is not None for dock in window.panels.docks.values())


def test_editors_are_left_equations_right_and_plots_below(window: MainWindow) -> None:
    areas = {name: window.dockWidgetArea(dock) for name, dock in window.panels.docks.items()}
    left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
    assert {areas[name] for name in ("network", "parameters", "inputs", "start")} == {left}
    assert areas["equations"] == right
    assert areas["plots"] == Qt.DockWidgetArea.BottomDockWidgetArea


def test_the_pictures_have_at_least_half_of_the_width(window: MainWindow) -> None:
    centre = window.centralWidget()
    assert centre is not None
    assert centre.width() >= window.width() / 2


def test_only_the_tab_in_front_works(window: MainWindow) -> None:
    QApplication.processEvents()
    visible = {name for name, dock in window.panels.docks.items() if dock.panel is not None and dock.panel.isVisible()}
    assert visible == {"network", "parameters", "equations", "plots"}


def test_every_tab_is_shown_once(window: MainWindow) -> None:
    QApplication.processEvents()
    tabs = [bar.tabText(k) for bar in window.findChildren(QTabBar) if bar.isVisible() for k in range(bar.count())]
    named = [text for text in tabs if text in TITLES.values()]
    assert sorted(named) == sorted(set(named))
    assert {"Plots", "Gradient laboratory"} <= set(named)


def test_a_layout_comes_back(window: MainWindow) -> None:
    saved = window.panels.save()
    window.panels.docks["equations"].close()
    assert window.panels.restore(saved)
    assert window.panels.docks["equations"].is_open()


def test_a_damaged_layout_is_not_taken(window: MainWindow) -> None:
    assert not window.panels.restore(QByteArray(b"nonsense"))
    assert not window.panels.restore(None)


def test_the_first_layout_can_be_had_again(window: MainWindow) -> None:
    window.panels.docks["plots"].setFloating(True)
    window.panels.docks["network"].close()
    window.reset_layout()
    QApplication.processEvents()
    assert not window.panels.docks["plots"].isFloating()
    assert window.panels.docks["network"].isVisible()


def test_what_draws_the_plots_is_imported_after_the_window_stands() -> None:
    code = (
        "import sys\n"
        "from rnnviz.gui.app import make_application, open_window\n"
        "from rnnviz.gui.settings import Settings\n"
        "app = make_application()\n"
        "window = open_window(Settings())\n"
        "window.show()\n"
        "window.repaint()\n"
        "assert 'pyqtgraph' not in sys.modules\n"
        "window.panels.add_plots()\n"
        "assert 'pyqtgraph' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=60, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_laboratory_lies_behind_the_plots_and_gets_room_when_it_is_opened(window: MainWindow, qtbot: QtBot) -> None:
    docks = window.panels.docks
    assert window.tabifiedDockWidgets(docks["plots"]) == [docks[name] for name in TALL]
    panel = docks["laboratory"].panel
    assert panel is not None
    assert not panel.isVisible()
    low = docks["plots"].height()
    docks["laboratory"].raise_()
    qtbot.waitUntil(lambda: docks["laboratory"].height() > low + 20)
    assert panel.isVisible()
    assert docks["laboratory"].height() <= window.height() // 3


def test_words_of_two_lines_do_not_make_the_laboratory_scroll(window: MainWindow, qtbot: QtBot) -> None:
    window.session.open(load_example("vanishing"))
    dock = window.panels.docks["laboratory"]
    dock.raise_()
    panel = dock.panel
    assert isinstance(panel, LaboratoryPanel)
    panel.show_page("Jacobians")
    words = panel.page._words
    qtbot.waitUntil(lambda: words.height() > 1.8 * words.fontMetrics().height())
    qtbot.wait(50)
    assert not [bar for bar in dock.findChildren(QScrollBar) if bar.isVisible()]
