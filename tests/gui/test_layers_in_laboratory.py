"""Every page of the laboratory shows the layer and direction that is looked into."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.contributions_page import ContributionsPage
from rnnviz.gui.influence_page import InfluencePage
from rnnviz.gui.jacobians_page import JacobiansPage
from rnnviz.gui.laboratory import PAGES
from rnnviz.gui.magnitudes_page import MagnitudesPage
from rnnviz.gui.paths_page import PathsPage
from rnnviz.gui.portrait_page import PortraitPage

from .conftest import OpenPage


def deep() -> Experiment:
    """Two layers, the lower one in both directions, with a target at every step."""
    experiment = Experiment.new(
        ["lstm", "gru"], hidden_size=[2, 3], bidirectional=[True, False], input_size=1, output_size=1, loss="squared"
    )
    rows = np.linspace(-1.0, 1.0, 6)[:, None]
    return experiment.with_inputs(rows).with_targets(rows)


@pytest.mark.parametrize("title", PAGES)
@pytest.mark.parametrize("sweep", [(0, False), (0, True), (1, False)])
def test_every_page_can_look_into_every_layer_in_every_direction(
    open_page: OpenPage, title: str, sweep: tuple[int, bool]
) -> None:
    page = open_page(PAGES[title], deep())
    page.session.set_sweep(sweep)
    page.session.go(3)
    assert page.words()


def test_what_was_chosen_is_chosen_in_the_other_layer_where_it_has_that(open_page: OpenPage) -> None:
    page = open_page(PathsPage, deep())
    page.state.choose("h")
    page.session.set_sweep((0, True))
    assert page.state.key == "1r.h"
    page.state.choose("1r.c")
    page.session.set_sweep((1, False))
    assert page.state.key == "2.h"
    page.session.set_sweep((0, False))
    assert page.state.key == "h"


def test_a_parameter_is_that_of_the_layer(open_page: OpenPage) -> None:
    page = open_page(ContributionsPage, deep())
    assert page.parameter.key == "U_f"
    page.session.set_sweep((0, True))
    assert page.parameter.key == "1r.U_f"
    page.session.set_sweep((1, False))
    assert page.parameter.key == "2.U_z"


def test_a_page_that_is_opened_later_begins_with_the_layer(open_page: OpenPage) -> None:
    page = open_page(JacobiansPage, deep())
    page.hide()
    page.session.set_sweep((0, True))
    page.show()
    assert (page.of.key, page.wrt.key) == ("1r.c", "1r.c")


def test_a_state_depends_on_those_of_other_layers_and_directions(open_page: OpenPage) -> None:
    page = open_page(JacobiansPage, deep())
    page.session.set_sweep((1, False))
    page.wrt.choose("c")
    run = page.session.run
    shown = page.norms.view.trajectory  # type: ignore[union-attr]  # it is a plot
    assert shown is not None
    assert (shown.first, shown.last) == (0, 6)
    np.testing.assert_allclose(10.0 ** shown.values[2, 0], np.linalg.norm(run.jacobian("2.h", 6, 2, "c"), 2))
    np.testing.assert_allclose(10.0 ** shown.values[2, 1], np.linalg.norm(run.jacobian("2.h", 6, 2, "c")))
    assert page.words().startswith("‖dh₆⁽²⁾/dc₀‖ is ")
    page.wrt.choose("1r.c")
    assert page.words().startswith("‖dh₆⁽²⁾/dc₇⁽¹\N{LEFTWARDS ARROW}⁾‖ is ")
    page.end.setValue(3)
    assert "nothing gets back further" not in page.words()


def test_against_time_one_goes_back_from_the_first_step(open_page: OpenPage) -> None:
    page = open_page(JacobiansPage, deep())
    page.session.set_sweep((0, True))
    assert page.end.step == 1
    assert page.end.text() == "first step"
    shown = page.norms.view.trajectory  # type: ignore[union-attr]  # it is a plot
    assert shown is not None
    assert (shown.first, shown.last, shown.values[0, 0]) == (1, 7, 0.0)
    assert page.words().startswith("‖dc₁⁽¹\N{LEFTWARDS ARROW}⁾/dc₇⁽¹\N{LEFTWARDS ARROW}⁾‖ is ")


def test_belts_against_time_are_followed_to_the_last_step(open_page: OpenPage) -> None:
    page = open_page(PathsPage, deep())
    page.session.set_sweep((0, True))
    shown = page.product.view.trajectory  # type: ignore[union-attr]  # it is a plot
    assert shown is not None
    assert (shown.first, shown.values[0].tolist()) == (1, [0.0, 0.0])
    assert "from t = 7 to 1" in page.words()


def test_magnitudes_speak_of_the_layer_and_against_time_of_the_first_loss(open_page: OpenPage) -> None:
    page = open_page(MagnitudesPage, deep())
    assert page.words().startswith("Of the last loss, L₆: ‖dL₆/dc₁")
    page.session.set_sweep((0, True))
    assert page.words().startswith("Of the first loss, L₁: ‖dL₁/dc₆")
    page.session.set_sweep((1, False))
    assert "h₁⁽²⁾" in page.words()


def test_influence_against_time_comes_from_later_steps(open_page: OpenPage) -> None:
    page = open_page(InfluencePage, deep())
    page.session.set_sweep((0, True))
    page.loss.choose(2)
    assert page.words().startswith("‖dL₂/dc₆")


def test_the_way_of_a_state_against_time_ends_at_the_first_step(open_page: OpenPage) -> None:
    page = open_page(PortraitPage, deep())
    page.session.set_sweep((0, True))
    found = page._portrait
    assert found is not None
    run = page.session.run
    assert found.at(1).tolist() == run["1r.h"][0].tolist() == found.way[-1].tolist()
    assert found.at(7).tolist() == run.start["1r.h"].tolist()
