"""Figures are exported, copied and pulled out of the window by commands, menus and the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.export.figure import figure
from rnnviz.export.paint import to_image
from rnnviz.gui import export_command, figure_mime
from rnnviz.gui.export_choice import NUMBERS
from rnnviz.gui.export_dialog import ExportDialog
from rnnviz.gui.figure_source import cell_subject
from rnnviz.gui.main_window import MainWindow
from rnnviz.scene.theme import DARK


def dialog_of(window: MainWindow) -> ExportDialog:
    dialog = window.findChild(ExportDialog)
    assert dialog is not None
    return dialog


def test_the_dialog_opens_on_the_present_step_and_once(window: MainWindow) -> None:
    window.session.go(4)
    window.commands["export.figure"].trigger()
    assert (dialog_of(window).subject.figure, dialog_of(window).subject.step) == ("cell", 4)
    window.commands["export.numbers"].trigger()
    assert dialog_of(window).subject.figure == NUMBERS
    assert len(window.findChildren(ExportDialog)) == 1


def test_the_figure_with_the_focus_is_exported(window: MainWindow) -> None:
    window.activateWindow()
    window.network_view.folded.setFocus()
    window.commands["export.figure"].trigger()
    assert dialog_of(window).subject.figure == "folded"


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
        export_command, "run_menu", lambda menu, _: shown.append([action.text() for action in menu.actions()])
    )
    diagram: QWidget = window.cell_view.diagram
    window.exporter.open_menu(diagram.mapTo(window, QPoint(50, 50)))
    assert shown == [["&Copy as picture: cell", "&Export cell…"]]
    window.exporter.open_menu(window.toolbar.geometry().center())
    assert len(shown) == 1
    for menu in window.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
        menu.deleteLater()


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
