"""Figures are copied in the look of exports, and have a menu of their own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from rnnviz.export.figure import figure
from rnnviz.export.paint import to_image
from rnnviz.gui import exporter
from rnnviz.gui.figure_source import cell_subject
from rnnviz.gui.main_window import MainWindow
from rnnviz.scene.theme import DARK


def test_copying_takes_a_light_picture_of_the_cell(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window.exporter, "nearest", lambda: cell_subject(window.session))
    window.session.set_theme(DARK)
    window.session.go(3)
    window.commands["export.copy"].trigger()
    mime = QApplication.clipboard().mimeData()
    wished = to_image(figure(window.session.experiment, "cell", step=3, layer="1").scene(), 3.0)
    copied = QImage.fromData(bytes(mime.data("image/png").data()))
    assert copied == wished.convertToFormat(QImage.Format.Format_RGB32)
    assert bytes(mime.data("image/svg+xml").data()).startswith((b"<svg", b"<?xml"))
    assert mime.hasImage()
    assert "cell" in window.statusBar().currentMessage()


def test_the_nearest_figure_is_the_one_with_the_focus_or_else_the_cell(window: MainWindow) -> None:
    window.activateWindow()
    window.network_view.folded.setFocus()
    assert window.exporter.nearest().figure == "folded"
    window.toolbar.setFocus()
    assert window.exporter.nearest().figure in ("cell", "unfolded", "folded")


def test_a_figure_has_a_menu(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[list[str]] = []
    monkeypatch.setattr(
        exporter, "run_menu", lambda menu, _: shown.append([action.text() for action in menu.actions()])
    )
    diagram: QWidget = window.cell_view.diagram
    window.exporter.open_menu(diagram.mapTo(window, QPoint(50, 50)))
    assert shown == [["&Copy as picture: cell", "&Export cell…"]]
    window.exporter.open_menu(window.toolbar.geometry().center())
    assert len(shown) == 1
    for menu in window.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
        menu.deleteLater()
