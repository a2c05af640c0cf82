"""What is read from a run at a step, and what is pending there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rnnviz.scene.reading import Reading
from rnnviz.scene.shapes import Key
from rnnviz.scene.theme import DARK, LIGHT, wire_color

from .case import make_run


def with_values(values: list[float]) -> Reading:
    run = make_run("lstm", hidden_size=len(values))
    return Reading(replace(run, values={**run.values, "f": np.array([values] * 3)}), 1, None)


def test_an_old_state_is_the_state_of_the_step_before() -> None:
    run = make_run("lstm")
    assert np.array_equal(Reading(run, 1, None).vector("old:c"), run.start["c"])
    assert np.array_equal(Reading(run, 3, None).vector("old:c"), run["c"][1])
    assert Reading(run, 3, None).key("old:c") == Key(2, "c")
    assert Reading(run, 3, None).key("c.1") == Key(3, "c.1")


def test_the_loss_is_a_vector_of_one() -> None:
    run = make_run("rnn")
    assert Reading(run, 1, None).vector("loss").shape == (1,)


def test_inner_values_wait_for_their_equation() -> None:
    reading = Reading(make_run("lstm"), 1, 4)
    assert reading.is_pending("c.1")
    assert reading.is_current("o")
    assert not reading.is_pending("f")
    assert not reading.is_pending("old:c")
    assert not reading.is_pending("x")


def test_nothing_is_current_before_the_first_and_after_the_last_value() -> None:
    run = make_run("lstm")
    for substep in (0, len(run.order), None):
        assert not [name for name in run.values if Reading(run, 1, substep).is_current(name)]


def test_a_probability_is_computed_with_the_loss() -> None:
    run = make_run("rnn", output_size=3, loss="softmax")
    assert Reading(run, 1, 2).is_pending("p")
    assert not Reading(run, 1, 3).is_pending("p")


def test_one_number_colors_its_wire_by_its_value() -> None:
    assert with_values([0.5]).wire_color("f", LIGHT) == wire_color(LIGHT, 0.5, 1.0)
    assert with_values([-0.5]).wire_color("f", LIGHT) == wire_color(LIGHT, -0.5, 1.0)


def test_plus_and_minus_together_are_not_taken_for_zero() -> None:
    mixed, zero = with_values([1.0, -1.0]), with_values([0.0, 0.0])
    assert mixed.wire_color("f", LIGHT) != zero.wire_color("f", LIGHT)
    assert zero.wire_color("f", LIGHT) == wire_color(LIGHT, 0.0, 1.0)


def test_a_wire_with_nan_has_the_error_color() -> None:
    assert with_values([0.1, np.nan]).wire_color("f", DARK) == DARK.error


def test_the_limit_is_the_largest_value_of_all_steps_but_at_least_one() -> None:
    assert with_values([0.3]).limit("f") == 1.0
    assert with_values([-7.5]).limit("f") == 7.5


def test_the_norm_of_huge_values_is_infinite_without_a_warning() -> None:
    assert with_values([3.0, 4.0]).norm("f") == 5.0
    assert with_values([1e200, 1e200]).norm("f") == np.inf
