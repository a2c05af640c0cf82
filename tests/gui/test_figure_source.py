"""Which figure is exported from which part of the window."""

from __future__ import annotations

from rnnviz.gui.export_choice import Subject
from rnnviz.gui.figure_source import subject_of, usual_subject
from rnnviz.gui.main_window import MainWindow


def test_the_cell_is_exported_as_it_is_seen(window: MainWindow) -> None:
    window.session.go(3, 2)
    diagram = window.cell_view.diagram
    assert subject_of(diagram, window) == Subject("cell", 3, None, 2, None, "1")
    window.session.turn_round()
    subject = subject_of(diagram, window)
    assert subject is not None
    assert subject.figure == "backward-cell"


def test_the_unfolded_network_is_exported_from_first_to_last_step_in_view(window: MainWindow) -> None:
    window.session.go(2)
    assert subject_of(window.network_view.unfolded, window) == Subject("unfolded", 2, steps=(1, 6))


def test_the_folded_network_is_a_figure_of_its_own(window: MainWindow) -> None:
    subject = subject_of(window.network_view.folded, window)
    assert subject is not None
    assert subject.figure == "folded"


def test_outside_of_figures_there_is_none(window: MainWindow) -> None:
    assert subject_of(window.toolbar, window) is None
    assert subject_of(None, window) is None


def test_an_unknown_figure_is_the_cell(window: MainWindow) -> None:
    assert usual_subject(window.session, "gone").figure == "cell"
