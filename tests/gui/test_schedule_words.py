"""What clamps and feedback do to gradients, in words."""

from __future__ import annotations

import pytest

from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.magnitudes_page import MagnitudesPage
from rnnviz.gui.schedule_words import FEEDBACK, schedule_words

from .conftest import OpenPage

FIRST = (0, False)


@pytest.fixture
def experiment() -> Experiment:
    plain = Experiment.new("rnn", input_size=1, output_size=1, hidden_size=3, layers=2, loss="squared")
    return plain.with_inputs([[1.0]] * 4)


def test_nothing_is_said_of_a_plain_network(experiment: Experiment) -> None:
    assert schedule_words(experiment.run(), FIRST) == ""


def test_clamped_units_of_the_layer_are_named(experiment: Experiment) -> None:
    one = edits.clamp(experiment, "h", 1, 0.5)
    assert schedule_words(one.run(), FIRST) == "Unit 2 of hₜ is clamped: no gradient passes through it."
    assert schedule_words(one.run(), (1, False)) == ""
    two = edits.clamp(one, "h", 2, 0.5)
    assert schedule_words(two.run(), FIRST).startswith("Units 2 and 3 of hₜ are clamped: ")
    assert schedule_words(edits.clamp(two, "h", 0, 1.0).run(), FIRST) == (
        "All units of hₜ are clamped: no gradient passes."
    )


def test_clamps_of_some_steps_say_which(experiment: Experiment) -> None:
    some = edits.clamp(edits.clamp(experiment, "2.h", 0, 0.5, t=2), "2.h", 0, 0.5, t=3)
    assert "clamped at t = 2…3:" in schedule_words(some.run(), (1, False))


@pytest.mark.parametrize("kind", FEEDBACK)
def test_feedback_is_told_where_something_is_fed_back(experiment: Experiment, kind: str) -> None:
    fed = edits.set_feedback(experiment, kind)  # type: ignore[arg-type]  # one of the kinds
    assert schedule_words(fed.run(), FIRST) == ""
    assert schedule_words(edits.set_form(fed, "one-to-many").run(), FIRST) == FEEDBACK[kind]


def test_a_page_says_it_behind_its_own_words(open_page: OpenPage, experiment: Experiment) -> None:
    told = experiment.with_targets([[1.0]] * 4)
    page = open_page(MagnitudesPage, edits.clamp(told, "h", 1, 0.5))
    assert page._words.text().endswith("Unit 2 of hₜ is clamped: no gradient passes through it.")
