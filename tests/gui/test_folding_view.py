"""The window that folds and unfolds a network."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rnnviz.gui.export_dialog import ExportDialog
from rnnviz.gui.figure_source import subject_of
from rnnviz.gui.folding_view import UNITS, FoldingView, show_folding
from rnnviz.gui.main_window import MainWindow
from rnnviz.scene.folding import CAPTIONS
from rnnviz.scene.theme import DARK


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot) -> FoldingView:
    found = show_folding(window)
    qtbot.waitExposed(found)
    return found


def test_the_command_opens_one_window_alone(window: MainWindow) -> None:
    window.commands["view.folding"].trigger()
    window.commands["view.folding"].trigger()
    assert len(window.findChildren(FoldingView)) == 1


def test_the_slider_and_its_keys_move_the_picture(view: FoldingView, qtbot: QtBot) -> None:
    view.slider.setValue(UNITS)
    assert view.progress == 1.0
    assert view.diagram.scene.root.title == CAPTIONS[1]
    qtbot.keyClick(view.slider, Qt.Key.Key_End)
    assert view.progress == 2.0
    assert view.stages.choice == "2"


def test_it_plays_to_the_end_and_back(view: FoldingView) -> None:
    view.toggle()
    assert view.is_playing
    while view.is_playing:
        view.advance()
    assert view.progress == 2.0
    view.toggle()
    while view.is_playing:
        view.advance()
    assert view.progress == 0.0


def test_it_rests_at_the_recurrent_network(view: FoldingView) -> None:
    view.set_progress(0.999)
    view.toggle()
    view.advance()
    view.advance()
    assert view.progress == 1.0
    assert view.is_playing


def test_a_stage_is_moved_to_and_a_pause_stands_still(view: FoldingView, qtbot: QtBot) -> None:
    view.set_progress(2.0)
    view.stages.buttons["1"].click()
    while view.is_playing:
        view.advance()
    assert view.progress == 1.0
    view.toggle()
    view.toggle()
    assert not view.is_playing


def test_it_has_the_colors_of_the_window(view: FoldingView, window: MainWindow) -> None:
    window.session.set_theme(DARK)
    assert view.diagram.scene.background == DARK.background


def test_the_export_dialog_opens_on_the_picture_as_it_stands(view: FoldingView, window: MainWindow) -> None:
    view.set_progress(1.0)
    view.toggle()
    view.export_button.click()
    assert not view.is_playing
    dialog = window.findChild(ExportDialog)
    assert dialog is not None
    assert (dialog.subject.figure, dialog.subject.of) == ("folding", "recurrent")
    view.set_progress(0.52)
    subject = subject_of(view.diagram, window)
    assert subject is not None
    assert subject.of == "0.52"


def test_it_stands_still_when_it_is_closed(view: FoldingView) -> None:
    view.toggle()
    view.close()
    assert not view.is_playing
