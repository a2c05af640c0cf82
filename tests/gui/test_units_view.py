"""The window with the units as a graph."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.export_dialog import ExportDialog
from rnnviz.gui.main_window import MainWindow
from rnnviz.gui.units_view import UnitsView, show_units
from rnnviz.scene.shapes import Key, Label, flatten
from rnnviz.scene.theme import DARK


def texts(view: UnitsView) -> list[str]:
    shapes = flatten(view.diagram.scene.root)
    return ["".join(run.text for run in shape.runs) for shape in shapes if isinstance(shape, Label)]


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot) -> UnitsView:
    found = show_units(window)
    qtbot.waitExposed(found)
    return found


def test_the_command_opens_one_window_alone(window: MainWindow) -> None:
    window.commands["view.units"].trigger()
    window.commands["view.units"].trigger()
    assert len(window.findChildren(UnitsView)) == 1


def test_it_follows_the_step_and_the_theme(view: UnitsView, window: MainWindow) -> None:
    window.session.go(3)
    assert "LSTM, step 3 of 6" in texts(view)
    window.session.set_theme(DARK)
    assert view.diagram.scene.background == DARK.background


def test_a_cell_of_several_matrices_offers_them_all(view: UnitsView) -> None:
    offered = [view.matrices.itemText(k) for k in range(view.matrices.count())]
    assert offered == ["U_f", "U_i", "U_c", "U_o"]
    view.matrices.setCurrentText("U_c")
    keys = {shape.key for shape in view.diagram.targets}
    assert Key(None, "U_c") in keys
    assert Key(None, "U_f") not in keys


def test_many_units_are_told_in_words(view: UnitsView, window: MainWindow) -> None:
    window.session.open(Experiment.new("rnn", input_size=1, hidden_size=30))
    assert not view.diagram.isVisible()
    assert view.words.isVisible()
    window.commands.refresh()
    assert not window.commands["view.units"].isEnabled()
    window.session.open(Experiment.new("rnn", input_size=1, hidden_size=3))
    assert view.diagram.isVisible()
    assert not view.matrices.isVisible()


def test_a_click_on_a_unit_selects_its_state(view: UnitsView, window: MainWindow) -> None:
    view.diagram.key_clicked.emit(Key(1, "h"))
    assert window.session.selection == Key(1, "h")


def test_the_export_dialog_opens_on_the_graph_as_it_stands(view: UnitsView, window: MainWindow) -> None:
    window.session.go(3)
    view.matrices.setCurrentText("U_c")
    view.export_button.click()
    dialog = window.findChild(ExportDialog)
    assert dialog is not None
    assert (dialog.subject.figure, dialog.subject.step, dialog.subject.of) == ("units", 3, "U_c")
    window.session.open(Experiment.new("rnn", input_size=1, hidden_size=30))
    assert not view.export_button.isEnabled()
