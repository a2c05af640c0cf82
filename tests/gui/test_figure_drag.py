"""Figures are pulled out of the window with Ctrl held, and their views keep the mouse otherwise."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from pytestqt.qtbot import QtBot

from rnnviz.gui import figure_mime
from rnnviz.gui.main_window import MainWindow


@pytest.mark.parametrize("name", ["cell", "unfolded", "folded"])
def test_a_figure_is_pulled_out_with_ctrl_alone(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    pulled: list[QMimeData] = []
    monkeypatch.setattr(figure_mime, "drag_away", lambda _, mime: pulled.append(mime))
    network = window.network_view
    view = {"cell": window.cell_view.diagram, "unfolded": network.unfolded, "folded": network.folded}[name]
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, modifier, QPoint(60, 60))
        qtbot.mouseMove(view, QPoint(64, 60))
        qtbot.mouseMove(view, QPoint(120, 90))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, modifier, QPoint(120, 90))
    assert [mime.property("name") for mime in pulled] == [name]
    assert pulled[0].hasImage()


def test_a_click_with_ctrl_changes_nothing(qtbot: QtBot, window: MainWindow) -> None:
    step = window.session.step
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(window.network_view.unfolded, Qt.MouseButton.LeftButton, ctrl, QPoint(300, 60))
    assert (window.session.step, window.session.selection) == (step, None)
