"""What is seen of a race: curves in the colours of the legend, and in words who has learnt it."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.train import Progress
from rnnviz.experiment.comparison import compare
from rnnviz.experiment.example import load_example
from rnnviz.experiment.race import Lane, line_up
from rnnviz.gui.race import Runner
from rnnviz.gui.race_figure import fading, loss_chart, norm_chart, time_chart, words

CURVE = np.array([[1, 1.4, 0.25, 0.3], [2, 1.0, 0.5, 0.2], [3, 0.01, 1.0, 0.1]])


@pytest.fixture
def runners() -> tuple[Runner, ...]:
    present = load_example("recall-rnn")
    lanes = line_up(present, compare(present, [load_example("hello"), "gru"]), 0)
    found = tuple(Runner(lane, "out" if lane.problem else "waiting", lane.problem) for lane in lanes)
    found[0].progress = Progress(3, {}, curve=CURVE + np.array([0, 1, 0, 0]), held_out=np.array([[2.0, 1.5, 0.25]]))
    found[2].progress = Progress(3, {}, curve=CURVE, held_out=np.array([[2.0, 0.02, 1.0]]))
    found[0].norms = {"h": np.array([1e-6, 1e-3, 1.0])}
    found[2].norms = {"h": np.array([0.5, 0.7, 1.0])}
    found[2].learnt_at = 2
    return found


def test_every_network_that_takes_part_has_a_curve_under_its_number(runners: tuple[Runner, ...]) -> None:
    chart = loss_chart(runners, 10, 0.05)
    assert [curve.says for curve in chart.curves] == ["1", "3", "goal"]
    assert [curve.color for curve in chart.curves[:2]] == [0, 1]
    assert np.array_equal(chart.curves[1].y, CURVE[:, 1])
    assert (chart.first, chart.last) == (0, 10)
    assert np.array_equal(norm_chart(runners, 10).curves[0].y, CURVE[:, 3])
    assert np.array_equal(time_chart(runners, 3).curves[0].x, [1.0, 2.0, 3.0])


def test_without_a_goal_there_is_no_line_for_it(runners: tuple[Runner, ...]) -> None:
    assert [curve.says for curve in loss_chart(runners, 10, None).curves] == ["1", "3"]


def test_words_say_who_has_learnt_it_and_what_is_left_of_the_gradient(runners: tuple[Runner, ...]) -> None:
    said = words(runners, 10, 0.05)
    assert "Step 3 of 10." in said
    assert "Learnt: 3 GRU" in said
    assert "Not yet: 1 RNN." in said
    assert fading(runners) == "Gradient left at t = 1: 1 10⁻⁶, 3 0.5."
    assert "Not: 1 RNN." in words(runners, 3, 0.05)


def test_a_network_that_has_stopped_is_told_with_the_reason(runners: tuple[Runner, ...]) -> None:
    runners[0].reason = "step 4: W is not a finite number"
    assert "1 RNN: step 4: W is not a finite number." in words(runners, 10, 0.05)


def test_before_the_start_everything_says_so() -> None:
    present = load_example("recall-rnn")
    waiting = [Runner(Lane("RNN", present))]
    for chart in (loss_chart(waiting, 10, 0.05), norm_chart(waiting, 10), time_chart(waiting, 5)):
        assert chart.message == "The race has not begun."
    assert "same seed" in words(waiting, 10, 0.05)
    assert fading(waiting) == ""
