"""The figures of a training as data."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.train import Progress
from rnnviz.experiment import headless
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.training import find_progress
from rnnviz.scene.training_figure import (
    MEAN_OVER,
    NO_ACCURACY,
    NOT_BEGUN,
    accuracy_chart,
    change_map,
    length_chart,
    loss_chart,
    norm_chart,
    output_map,
    smooth,
    time_trajectory,
)


@pytest.fixture(scope="module")
def progress() -> Progress:
    found = find_progress(headless.train(Experiment.new_task("hello"), 20))
    assert found is not None
    return found


def test_before_a_training_there_are_words() -> None:
    for chart in (loss_chart(None, 100, True), accuracy_chart(None, 100), norm_chart(None, 100, 1.0)):
        assert chart.message == NOT_BEGUN
    assert time_trajectory(None).message == NOT_BEGUN


def test_the_loss_of_batches_and_of_what_is_held_out_are_shown(progress: Progress) -> None:
    chart = loss_chart(progress, 40, True)
    assert [curve.says for curve in chart.curves] == ["training", "held out"]
    np.testing.assert_array_equal(chart.curves[0].y, progress.curve[:, 1])
    assert chart.curves[1].x.tolist() == [10, 20]
    assert (chart.first, chart.last, chart.scale.kind) == (0, 40, "log")


def test_accuracy_is_in_percent(progress: Progress) -> None:
    chart = accuracy_chart(progress, 40)
    assert (chart.scale.low, chart.scale.high) == (0, 100)
    np.testing.assert_allclose(chart.curves[0].y, 100 * progress.curve[:, 2])


def test_where_numbers_are_met_there_is_no_accuracy() -> None:
    found = find_progress(headless.train(Experiment.new_task("sine"), 2))
    assert accuracy_chart(found, 10).message == NO_ACCURACY


def test_the_norm_is_shown_with_the_limit_that_it_is_clipped_to(progress: Progress) -> None:
    chart = norm_chart(progress, 40, 0.5)
    assert chart.curves[1].y.tolist() == [0.5, 0.5]
    assert len(norm_chart(progress, 40, None).curves) == 1


def test_the_limit_ends_where_the_axis_ends(progress: Progress) -> None:
    far = norm_chart(progress, 2000, 0.5)
    assert far.last == 25
    assert far.curves[1].x.tolist() == [0, 25]


def test_many_points_lie_under_their_mean() -> None:
    steps = np.arange(1.0, 601.0)
    faint, mean = smooth(steps, np.tile([0.0, 2.0], 300), "loss", 0)
    assert faint.is_faint
    assert len(mean.y) == MEAN_OVER
    np.testing.assert_allclose(mean.y, 1.0)


def test_norms_over_time_have_a_curve_for_each_layer() -> None:
    found = time_trajectory({"h": np.array([1.0, 0.1]), "2.h": np.array([1.0, 1.0])})
    assert found.names == ("h", "2.h")
    assert (found.scale.low, found.scale.high) == (-1, 0)


def test_pictures_have_the_numbers_of_their_arrays() -> None:
    assert change_map("W", np.array([[1.0, -2.0]])).values.tolist() == [[1.0, -2.0]]
    assert change_map("b", np.array([1.0, -2.0])).values.tolist() == [[1.0], [-2.0]]
    assert output_map(np.array([[1.0, 2.0, 3.0]])).values.tolist() == [[1.0], [2.0], [3.0]]
    assert length_chart("Norms", {"W": 0.5, "b": 2.0}).values.tolist() == [[0.5], [2.0]]
