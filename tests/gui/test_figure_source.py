"""Which figure is exported from which part of the window."""

from __future__ import annotations

import pytest

from rnnviz.export.look import Look
from rnnviz.gui.equation_panel import EquationPanel
from rnnviz.gui.export_choice import Subject
from rnnviz.gui.figure import Figure
from rnnviz.gui.figure_source import subject_of, usual_subject
from rnnviz.gui.laboratory import PAGES, LaboratoryPanel
from rnnviz.gui.main_window import MainWindow
from rnnviz.gui.parameter_section import ParameterSection
from rnnviz.gui.plot_panel import PlotPanel
from rnnviz.gui.training_panel import TrainingPanel


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


def test_a_plot_is_exported_as_what_it_shows(window: MainWindow) -> None:
    panel = window.findChild(PlotPanel)
    assert panel is not None
    found = {}
    for place, key in enumerate(panel.keys):
        subject = subject_of(panel.views[place], window)
        assert subject is not None
        found[key] = subject.figure, subject.of
    named = {"gates": ("gates", None), "loss": ("losses", None), "gradients": ("gradients", None)}
    assert found == {key: named.get(key, ("states", key)) for key in panel.keys}


def test_the_equations_and_the_weights_are_figures(window: MainWindow) -> None:
    equations = window.findChild(EquationPanel)
    assert usual_subject(window.session, "equations-numbers") == subject_of(equations, window)
    window.session.turn_round()
    subject = subject_of(equations, window)
    assert subject is not None
    assert subject.figure == "backward-equations-numbers"
    section = window.findChild(ParameterSection)
    assert section is not None
    weights = subject_of(section.group, window)
    assert weights is not None
    assert (weights.figure, weights.of) == ("heat-map", ",".join(section.parameters))


WITHOUT_FIGURE = {"Race"}


@pytest.mark.parametrize("title", PAGES)
def test_a_page_of_the_laboratory_is_drawn_as_a_figure(window: MainWindow, title: str) -> None:
    panel = window.findChild(LaboratoryPanel)
    assert panel is not None
    panel.show_page(title)
    panel.page.refresh()
    subject = subject_of(panel.page.findChild(Figure), window)
    if title in WITHOUT_FIGURE:
        assert subject is None
    else:
        assert subject is not None
        assert subject.pictures(window.session.experiment, Look()).scene().width > 100


def test_the_curves_of_a_training_are_figures(window: MainWindow) -> None:
    panel = window.findChild(TrainingPanel)
    assert panel is not None
    found = [subject_of(figure.view, window) for figure in panel.figures.all]
    assert [subject and (subject.figure, subject.of) for subject in found[:3]] == [
        ("training", "loss"),
        ("training", "norm"),
        None,
    ]
    whole = subject_of(panel.controls, window)
    assert whole is not None
    assert (whole.figure, whole.of) == ("training", None)


def test_outside_of_figures_there_is_none(window: MainWindow) -> None:
    assert subject_of(window.toolbar, window) is None
    assert subject_of(None, window) is None


def test_an_unknown_figure_is_the_cell(window: MainWindow) -> None:
    assert usual_subject(window.session, "gone").figure == "cell"
