"""Docks: titles, covered panels, and the way to a panel by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from rnnviz.gui.dock import Dock, DockTitle


class Panel(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit(self)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(2000, 2000)


def make(qtbot: QtBot) -> tuple[QMainWindow, Dock, Dock]:
    window = QMainWindow()
    qtbot.addWidget(window)
    docks = [Dock(name, name.title(), window) for name in ("first", "second")]
    for dock in docks:
        dock.hold(Panel())
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    window.resize(800, 600)
    window.show()
    QApplication.processEvents()
    return window, docks[0], docks[1]


def test_a_large_panel_scrolls_in_a_small_dock(qtbot: QtBot) -> None:
    _, first, _ = make(qtbot)
    assert first.minimumSizeHint().width() < 300


def test_a_covered_panel_is_hidden_and_comes_back(qtbot: QtBot) -> None:
    window, first, second = make(qtbot)
    assert first.panel is not None
    assert first.panel.isVisible()
    window.tabifyDockWidget(first, second)
    second.raise_()
    QApplication.processEvents()
    assert not first.panel.isVisible()
    assert first.is_open()
    first.go_to()
    QApplication.processEvents()
    assert first.panel.isVisible()


def test_the_way_to_a_panel_ends_in_its_first_field(qtbot: QtBot) -> None:
    _, _, second = make(qtbot)
    second.close()
    second.go_to()
    assert isinstance(second.panel, Panel)
    assert second.isVisible()
    assert second.focusWidget() is second.panel.field or second.panel.field.hasFocus()


def test_a_tab_replaces_the_title(qtbot: QtBot) -> None:
    window, first, second = make(qtbot)
    title = first.titleBarWidget()
    assert isinstance(title, DockTitle)
    first.update_title()
    assert title.sizeHint().height() > 0
    window.tabifyDockWidget(first, second)
    first.update_title()
    assert title.sizeHint().height() == 0


def test_a_dock_closes_and_opens_again(qtbot: QtBot) -> None:
    _, first, _ = make(qtbot)
    first.toggle()
    assert not first.is_open()
    first.toggle()
    assert first.is_open()
