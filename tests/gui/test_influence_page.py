"""The page on who taught whom: what it shows, when it computes, and where a click goes."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from rnnviz.engine.influence import influence_norms
from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.heat_view import HeatView
from rnnviz.gui.influence_page import TOO_LONG, UPDATING, InfluencePage, LossChoice
from rnnviz.gui.saliency_view import SaliencyView
from rnnviz.gui.session import Session

from .conftest import OpenPage
from .editing import show


def long_experiment(n_steps: int = 80) -> Experiment:
    """A network over more steps than a map is made of at once."""
    fresh = Experiment.new("gru", input_size=2, hidden_size=2, output_size=1, loss="squared")
    draw = np.random.default_rng(0).normal
    return fresh.with_inputs(draw(size=(n_steps, 2))).with_targets(draw(size=(n_steps, 1)))


def map_of(page: InfluencePage) -> np.ndarray:
    """The values of the heat map."""
    assert isinstance(page.heat.view, HeatView)
    assert page.heat.view.map is not None
    return page.heat.view.map.values


def test_the_map_is_that_of_the_run(open_page: OpenPage) -> None:
    page = open_page(InfluencePage, load_example("hello"))
    np.testing.assert_array_equal(map_of(page), influence_norms(page.session.run, "h"))
    assert page.loss.loss == 4


def test_a_hidden_page_computes_nothing_and_catches_up(qtbot: QtBot) -> None:
    page = InfluencePage(Session(load_example("hello")))
    qtbot.addWidget(page)
    assert isinstance(page.heat.view, HeatView)
    page.session.apply("Scale", partial(edits.scale_parameter, name="U", factor=2.0))
    assert page.heat.view.map is None
    show(qtbot, page, 700, 220)
    np.testing.assert_array_equal(map_of(page), influence_norms(page.session.run, "h"))


def test_an_edit_is_followed(open_page: OpenPage) -> None:
    page = open_page(InfluencePage, load_example("hello"))
    before = map_of(page)
    page.session.apply("Scale", partial(edits.scale_parameter, name="U", factor=2.0))
    assert (map_of(page) != before).any()
    np.testing.assert_array_equal(map_of(page), influence_norms(page.session.run, "h"))


def test_a_long_map_follows_an_edit_once_it_rests_and_says_so(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page(InfluencePage, long_experiment())
    qtbot.waitUntil(lambda: not page.is_updating)
    before = map_of(page)
    name = next(iter(page.session.run.parameters))
    page.session.apply("Scale", partial(edits.scale_parameter, name=name, factor=2.0))
    assert page.is_updating
    assert page.heat.title.text == UPDATING
    assert page.words().startswith("Before the last change: ")
    np.testing.assert_array_equal(map_of(page), before)
    qtbot.waitUntil(lambda: not page.is_updating)
    assert page.heat.title.text != UPDATING
    assert page.words().startswith("‖dL₈₀/dh₁‖")
    np.testing.assert_array_equal(map_of(page), influence_norms(page.session.run, "h"))


def test_a_map_that_was_broken_off_is_finished_when_it_is_seen_again(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page(InfluencePage, long_experiment())
    page.hide()
    assert not page.is_updating
    page.show()
    qtbot.waitUntil(lambda: not page.is_updating)
    np.testing.assert_array_equal(map_of(page), influence_norms(page.session.run, "h"))


def test_a_click_goes_to_the_source_step_and_chooses_the_loss(open_page: OpenPage) -> None:
    page = open_page(InfluencePage, load_example("hello"))
    page.heat.picked.emit(2.0, 3.0)
    assert page.session.step == 2
    assert page.loss.loss == 3
    assert "‖dL₃/dh₁‖" in page.words()
    assert "h₂ is taught" in page.words()


def test_a_click_into_the_strip_goes_to_its_step(open_page: OpenPage) -> None:
    page = open_page(InfluencePage, load_example("hello"))
    page.strip.picked.emit(3.0, 1.0)
    assert page.session.step == 3
    assert page.loss.loss == 4


def test_the_strip_shows_the_chosen_loss(open_page: OpenPage) -> None:
    page = open_page(InfluencePage, load_example("hello"))
    page.loss.choose(2)
    page.signed.setChecked(True)
    assert isinstance(page.strip.view, SaliencyView)
    assert page.strip.view.map is not None
    expected = page.session.run.gradients(only=2)["x"].T
    np.testing.assert_array_equal(page.strip.view.map.values, expected)


@pytest.mark.parametrize("example", ["gru-hands-on", "vanishing", "long-memory", "hello"])
def test_every_example_can_be_shown_and_painted(open_page: OpenPage, example: str) -> None:
    page = open_page(InfluencePage, load_example(example))
    assert not page.grab().isNull()
    assert page.words()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("factor", [1e40, 1e300, 0.0])
def test_extreme_weights_are_shown_and_painted(open_page: OpenPage, factor: float) -> None:
    experiment = edits.scale_parameter(load_example("hello"), "U", factor)
    page = open_page(InfluencePage, edits.scale_parameter(experiment, "W", factor))
    assert not page.grab().isNull()
    assert page.words()


def test_without_a_loss_the_reason_has_the_whole_page(open_page: OpenPage) -> None:
    page = open_page(InfluencePage, load_example("gru-hands-on"))
    assert not page.strip.isVisible()
    page.session.open(load_example("hello"))
    assert page.strip.isVisible()


def test_a_sequence_that_is_too_long_is_not_mapped(open_page: OpenPage) -> None:
    page = open_page(InfluencePage, long_experiment(2001))
    assert not page.is_updating
    assert page.words() == TOO_LONG
    assert isinstance(page.heat.view, HeatView)
    assert page.heat.view.map is not None
    assert page.heat.view.map.message == TOO_LONG


def test_a_loss_is_kept_where_it_is_and_the_last_one_stays_the_last(qtbot: QtBot) -> None:
    choice = LossChoice()
    qtbot.addWidget(choice)
    choice.offer((10, 20, 30))
    assert choice.loss == 30
    choice.offer((10, 20, 40))
    assert choice.loss == 40
    choice.choose(19)
    assert choice.loss == 20
    choice.offer((5, 21))
    assert choice.loss == 21
    choice.offer(())
    assert choice.loss is None
    assert choice.text() == "none"
    assert not choice.isEnabled()


def test_a_loss_can_be_typed(qtbot: QtBot) -> None:
    choice = LossChoice()
    qtbot.addWidget(choice)
    choice.offer((10, 20, 30))
    choice.lineEdit().setText("11")
    choice.interpretText()
    assert choice.loss == 10
    assert choice.text() == "step 10"
