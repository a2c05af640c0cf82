"""Edits of the schedule: single steps, feedback, clamped units, start states and the order of steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment


def model() -> Experiment:
    fresh = Experiment.new("lstm", input_size=2, hidden_size=3, output_size=2, loss="squared")
    return fresh.with_inputs([[1, 2], [3, 4], [5, 6], [7, 8]]).with_targets([[1, 1], [2, 2], [3, 3], [4, 4]])


def test_single_steps_are_given_or_not_and_read_or_not() -> None:
    found = edits.set_read(edits.set_given(model(), 2, False), 4, False)
    assert found.schedule.given.tolist() == [True, False, True, True]  # type: ignore[union-attr]
    assert found.schedule.read.tolist() == [True, True, True, False]  # type: ignore[union-attr]
    np.testing.assert_array_equal(found.inputs, model().inputs)
    assert found.run()["loss"][3] == 0.0
    back = edits.set_read(edits.set_given(found, 2, True), 4, True)
    assert (back.schedule.given, back.schedule.read) == (None, None)


def test_feedback_is_switched_on_and_off_and_reaches_steps_without_input() -> None:
    found = edits.set_feedback(edits.set_form(model(), "one-to-many"), "output")
    run = found.run()
    np.testing.assert_array_equal(run["x"][1:], run["y"][:-1])
    np.testing.assert_array_equal(run["x"][0], [1, 2])
    assert edits.set_feedback(found, None).schedule.feedback is None


def test_a_unit_is_clamped_at_one_step_or_at_all_and_let_go() -> None:
    once = edits.clamp(model(), "c", 1, 0.5, 3)
    assert np.argwhere(~np.isnan(once.schedule.clamps["c"])).tolist() == [[2, 1]]
    always = edits.clamp(once, "c", 2, -0.5)
    np.testing.assert_array_equal(always.run()["c"][:, 2], -0.5)
    assert always.run()["c"][2, 1] == 0.5
    free = edits.clamp(edits.clamp(always, "c", 2, None), "c", 1, None, 3)
    assert not free.schedule.clamps
    assert not edits.release(always).schedule.clamps


def test_one_unit_of_a_start_state_is_set() -> None:
    np.testing.assert_array_equal(edits.set_start_unit(model(), "c", 2, 0.7).start["c"], [0, 0, 0.7])


def test_an_edit_that_changes_nothing_gives_the_experiment_itself() -> None:
    experiment = edits.clamp(edits.set_given(model(), 2, False), "h", 0, 1.0, 1)
    same = [
        edits.set_given(experiment, 2, False),
        edits.set_given(experiment, 1, True),
        edits.set_read(experiment, 1, True),
        edits.set_feedback(experiment, None),
        edits.clamp(experiment, "h", 0, 1.0, 1),
        edits.clamp(experiment, "c", 0, None),
        edits.set_start_unit(experiment, "h", 0, 0.0),
        edits.release(model()),
    ]
    assert all(found is experiment for found in same[:-1])
    assert not same[-1].schedule.clamps


def test_steps_are_shuffled_by_a_seed_with_or_without_their_targets() -> None:
    old = model()
    alone = edits.shuffle_steps(old, 3)
    assert sorted(alone.inputs.tolist()) == sorted(old.inputs.tolist())
    assert not np.array_equal(alone.inputs, old.inputs)
    assert alone.targets is old.targets
    np.testing.assert_array_equal(edits.shuffle_steps(old, 3).inputs, alone.inputs)
    both = edits.shuffle_steps(old, 3, with_targets=True)
    np.testing.assert_array_equal(both.inputs[:, 0], 2 * both.targets[:, 0] - 1)  # type: ignore[index]


@pytest.mark.parametrize("seed", range(20))
def test_shuffling_always_gives_another_order(seed: int) -> None:
    two = model().with_inputs([[1, 2], [3, 4]])
    np.testing.assert_array_equal(edits.shuffle_steps(two, seed).inputs, [[3, 4], [1, 2]])


def test_only_steps_with_an_input_are_shuffled() -> None:
    old = edits.set_given(edits.set_given(model(), 1, False), 4, False)
    np.testing.assert_array_equal(edits.shuffle_steps(old, 0).inputs, [[1, 2], [5, 6], [3, 4], [7, 8]])
    one = edits.set_given(old, 2, False)
    assert edits.shuffle_steps(one, 0) is one


def test_steps_that_are_inserted_or_removed_take_the_schedule_along() -> None:
    old = edits.clamp(
        edits.clamp(edits.set_given(edits.set_read(model(), 3, False), 3, False), "h", 0, 9.0), "c", 1, 5.0, 3
    )
    longer = edits.insert_steps(old, 2, [[0, 0]]).schedule
    assert longer.given.tolist() == longer.read.tolist() == [True, True, True, False, True]  # type: ignore[union-attr]
    np.testing.assert_array_equal(longer.clamps["h"][:, 0], 9.0)
    assert np.argwhere(~np.isnan(longer.clamps["c"])).tolist() == [[3, 1]]
    shorter = edits.remove_steps(old, 1, 2).schedule
    assert shorter.given.tolist() == [False, True]  # type: ignore[union-attr]
    assert np.argwhere(~np.isnan(shorter.clamps["c"])).tolist() == [[0, 1]]
    assert edits.remove_steps(old, 3).schedule.given is None


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (lambda e: edits.set_given(e, 0, False), "step"),
        (lambda e: edits.set_given(e, 5, False), "step"),
        (lambda e: edits.set_given(e, 1, 0), "given"),  # type: ignore[arg-type]
        (lambda e: edits.set_read(e, 1.5, False), "step"),  # type: ignore[arg-type]
        (lambda e: edits.set_read(e, 1, None), "read"),  # type: ignore[arg-type]
        (lambda e: edits.set_feedback(e, "input"), "feedback"),  # type: ignore[arg-type]
        (lambda e: edits.clamp(e, "f", 0, 1.0), "clamped state"),
        (lambda e: edits.clamp(e, "h", 3, 1.0), "unit"),
        (lambda e: edits.clamp(e, "h", -1, 1.0), "unit"),
        (lambda e: edits.clamp(e, "h", 0, 1.0, 5), "step"),
        (lambda e: edits.clamp(e, "h", 0, float("nan")), "clamp of h, unit 1"),
        (lambda e: edits.clamp(e, "h", 0, float("inf"), 1), "clamp of h, unit 1"),
        (lambda e: edits.clamp(e, "h", 0, "1"), "clamp of h, unit 1"),  # type: ignore[arg-type]
        (lambda e: edits.set_start_unit(e, "f", 0, 1.0), "initial state"),
        (lambda e: edits.set_start_unit(e, "h", 3, 1.0), "unit"),
        (lambda e: edits.set_start_unit(e, "h", 0, float("nan")), "h, unit 1"),
        (lambda e: edits.shuffle_steps(e, -1), "seed"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused_by_name(edit: Callable[[Experiment], Any], field: str) -> None:
    with pytest.raises(InputError) as raised:
        edit(model())
    assert raised.value.field == field
