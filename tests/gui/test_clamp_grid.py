"""Clamps as a grid of every step and of one."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.clamp_grid import clamp_grid, clamps_of, set_clamps

NAN = float("nan")


@pytest.fixture
def experiment() -> Experiment:
    plain = Experiment.new("rnn", input_size=1, hidden_size=3).with_inputs([[0.0]] * 4)
    return edits.clamp(edits.clamp(plain, "h", 0, 0.5), "h", 2, -1.0, t=3)


def test_a_unit_that_is_clamped_at_every_step_shows_in_both_rows_and_one_that_is_not_in_its_step(
    experiment: Experiment,
) -> None:
    np.testing.assert_array_equal(clamp_grid(experiment, "h", 3).values, [[0.5, NAN, NAN], [0.5, NAN, -1.0]])
    np.testing.assert_array_equal(clamp_grid(experiment, "h", 1).values, [[0.5, NAN, NAN], [0.5, NAN, NAN]])
    assert clamp_grid(experiment, "h", 3).label(0, 1) == "clamp of h[2] at every step"
    assert clamp_grid(experiment, "h", 3).label(1, 2) == "clamp of h[3] at step 3"


def test_a_changed_cell_clamps_or_frees_at_every_step_or_at_one(experiment: Experiment) -> None:
    values = clamp_grid(experiment, "h", 2).values.copy()
    values[0] = NAN, 0.25, NAN
    values[1, 2] = 2.0
    changed = set_clamps(experiment, values, "h", 2)
    np.testing.assert_array_equal(
        clamps_of(changed, "h"), [[NAN, 0.25, NAN], [NAN, 0.25, 2.0], [NAN, 0.25, -1.0], [NAN, 0.25, NAN]]
    )


def test_an_unchanged_grid_changes_nothing(experiment: Experiment) -> None:
    assert set_clamps(experiment, clamp_grid(experiment, "h", 3).values, "h", 3) is experiment
