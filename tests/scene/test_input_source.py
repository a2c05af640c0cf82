"""Where the input of a step comes from."""

from __future__ import annotations

import pytest

from rnnviz.engine.schedule import Feedback
from rnnviz.scene.input_source import describe_source, has_remarks, source_symbol

from .case import make_run, schedule_run


@pytest.mark.parametrize(
    ("feedback", "loss", "said"),
    [
        ("output", "squared", "yt−1"),
        ("probability", "softmax", "pt−1"),
        ("probability", "squared", "softmax\N{THIN SPACE}yt−1"),
        ("choice", "softmax", "argmax\N{THIN SPACE}yt−1"),
    ],
)
def test_what_is_fed_back_is_a_formula(feedback: Feedback, loss: str, said: str) -> None:
    run = schedule_run(given=(1,), feedback=feedback, loss="softmax" if loss == "softmax" else "squared")
    assert "".join(part.text for part in source_symbol(run)) == said


def test_without_feedback_there_is_no_formula() -> None:
    assert source_symbol(make_run()) == ()


def test_remarks_are_there_where_a_step_has_no_input_from_outside() -> None:
    assert not has_remarks(make_run())
    assert not has_remarks(schedule_run(given=(1, 2, 3, 4)))
    assert has_remarks(schedule_run(given=(1, 2)))


def test_the_source_in_words() -> None:
    run = schedule_run(given=(1,), read=(2, 3), feedback="choice", loss="softmax")
    assert describe_source(run, 1) == ""
    assert describe_source(run, 2) == "No input is given at this step: it is 0."
    assert describe_source(run, 3) == "Fed back: the unit vector of the largest output of step 2."
