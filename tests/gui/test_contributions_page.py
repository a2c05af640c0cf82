"""The page on contributions: which parameter it shows, and what follows the current step."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from rnnviz.engine.ops import Array
from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.gui.contributions_page import ContributionsPage
from rnnviz.gui.figure import Figure
from rnnviz.gui.heat_view import HeatView
from rnnviz.gui.plot_view import PlotView
from rnnviz.gui.session import Session
from rnnviz.scene.shapes import Key

from .conftest import OpenPage
from .editing import show


def shown(figure: Figure) -> Array:
    """The numbers of a heat map."""
    assert isinstance(figure.view, HeatView)
    assert figure.view.map is not None
    return figure.view.map.values


def test_at_first_the_matrix_by_which_the_state_depends_on_itself_is_shown(open_page: OpenPage) -> None:
    assert open_page(ContributionsPage, load_example("hello")).parameter.key == "U"


def test_a_selected_parameter_is_chosen_and_a_selected_value_is_not(open_page: OpenPage) -> None:
    page = open_page(ContributionsPage, load_example("long-memory"))
    page.session.select(Key(None, "W_i"))
    assert page.parameter.key == "W_i"
    np.testing.assert_array_equal(shown(page.total), page.session.run.gradients().parameters["W_i"])
    page.session.select(Key(3, "h"))
    assert page.parameter.key == "W_i"


def test_a_parameter_that_was_selected_before_is_shown(qtbot: QtBot) -> None:
    session = Session(load_example("long-memory"))
    session.select(Key(None, "b_o"))
    page = ContributionsPage(session)
    show(qtbot, page, 700, 220)
    assert page.parameter.key == "b_o"
    page.hide()


def test_the_matrix_is_that_of_the_current_step(open_page: OpenPage) -> None:
    page = open_page(ContributionsPage, load_example("hello"))
    for step in (2, 4):
        page.session.go(step)
        expected = page.session.run.gradients().contributions("U")[step - 1]
        np.testing.assert_allclose(shown(page.matrix), expected, rtol=1e-12)


def test_an_edit_is_followed(open_page: OpenPage) -> None:
    page = open_page(ContributionsPage, load_example("hello"))
    before = shown(page.total)
    page.session.apply("Scale", partial(edits.scale_parameter, name="W", factor=2.0))
    assert (shown(page.total) != before).any()


def test_a_hidden_page_computes_nothing(qtbot: QtBot) -> None:
    page = ContributionsPage(Session(load_example("hello")))
    qtbot.addWidget(page)
    page.session.select(Key(None, "b"))
    page.session.go(3)
    assert isinstance(page.bars.view, PlotView)
    assert page.bars.view.trajectory is None


def test_another_cell_offers_its_own_parameters(open_page: OpenPage) -> None:
    page = open_page(ContributionsPage, load_example("long-memory"))
    page.session.select(Key(None, "b_o"))
    page.session.open(load_example("hello"))
    assert page.parameter.key == "U"


def test_a_click_on_a_bar_goes_to_its_step_and_selects_the_parameter(open_page: OpenPage) -> None:
    page = open_page(ContributionsPage, load_example("hello"))
    assert isinstance(page.bars.view, PlotView)
    page.bars.view.step_picked.emit(3)
    page.bars.view.name_picked.emit("U")
    assert page.session.step == 3
    assert page.session.selection == Key(None, "U")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("factor", [1e40, 1e300, 0.0])
def test_extreme_weights_are_shown_and_painted(open_page: OpenPage, factor: float) -> None:
    experiment = edits.scale_parameter(load_example("hello"), "U", factor)
    page = open_page(ContributionsPage, edits.scale_parameter(experiment, "W_hy", factor))
    page.log.setChecked(False)
    assert not page.grab().isNull()
    assert page.words()


def test_without_a_loss_the_page_says_so(open_page: OpenPage) -> None:
    page = open_page(ContributionsPage, load_example("gru-hands-on"))
    assert not page.grab().isNull()
    assert "no loss" in page.words()
