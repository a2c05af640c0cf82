"""The commands that export open the dialog on what is looked at."""

from __future__ import annotations

from rnnviz.gui.export_choice import NUMBERS
from rnnviz.gui.export_dialog import ExportDialog
from rnnviz.gui.main_window import MainWindow


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
