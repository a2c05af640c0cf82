"""Schedules of experiments: brought to one shape, and everything that does not fit refused by name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.engine.schedule import PLAIN, Schedule
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.schedule import fit_network, insert_rows, is_plain, remove_rows

FRESH = Experiment.new("lstm", input_size=2, hidden_size=3, output_size=2)
NONE = np.full((4, 3), np.nan)


def test_masks_that_hold_everywhere_and_clamps_of_no_unit_make_the_plain_schedule() -> None:
    found = FRESH.with_schedule(Schedule(np.ones(4, bool), np.ones(4, bool), None, {"h": NONE})).schedule
    assert found is PLAIN
    assert is_plain(found)


def test_masks_and_clamps_are_copied_and_read_only() -> None:
    mask, clamp = np.array([True, False, True, True]), np.zeros((4, 3))
    schedule = FRESH.with_schedule(Schedule(given=mask, clamps={"c": clamp})).schedule
    mask[:], clamp[:] = True, 7.0
    assert schedule.given is not None
    assert schedule.given.tolist() == [True, False, True, True]
    assert not schedule.clamps["c"].any()
    for array in (schedule.given, schedule.clamps["c"]):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    with pytest.raises(TypeError):
        schedule.clamps["h"] = clamp  # type: ignore[index]


def test_a_schedule_that_fits_is_shared_by_what_edits_make() -> None:
    old = FRESH.with_schedule(Schedule(read=np.array([False] * 3 + [True]), clamps={"c": np.zeros((4, 3))}))
    assert old.with_parameters({"b_f": [1, 2, 3]}).schedule is old.schedule


def test_lists_are_taken_and_clamps_stand_in_the_order_of_the_states() -> None:
    given: Any = [True, False, False, False]
    clamps: Any = {"h": [[0, None, 1]] * 4, "c": [None, None, None, [1, 2, 3]]}
    found = FRESH.with_schedule(Schedule(given=given, clamps=clamps)).schedule
    assert list(found.clamps) == ["c", "h"]
    np.testing.assert_array_equal(found.clamps["h"], [[0, np.nan, 1]] * 4)
    run = FRESH.with_schedule(found).run()
    np.testing.assert_array_equal(run["h"][:, 2], 1.0)
    np.testing.assert_array_equal(run["c"][3], [1, 2, 3])


@pytest.mark.parametrize(
    ("schedule", "message"),
    [
        ({"given": np.array([True])}, "given: got 1 steps, expected 4"),
        ({"given": np.array([1, 0, 0, 1])}, "given: got array"),
        ({"given": "1001"}, "given: got"),
        ({"given": [[True] * 4]}, "given: got"),
        ({"given": [True, [False]]}, "given: got"),
        ({"given": []}, "given: got no steps"),
        ({"read": [True] * 5}, "read: got 5 steps, expected 4"),
        ({"feedback": "input"}, "feedback: got input, expected one of output, probability, choice"),
        ({"clamps": [1]}, "clamps: got"),
        ({"clamps": {"f": NONE}}, "clamped state: got f, expected one of c, h"),
        ({"clamps": {"2.h": NONE}}, "clamped state: got 2.h"),
        ({"clamps": {"h": NONE[:3]}}, "clamp of h: got 3 steps, expected 4"),
        ({"clamps": {"h": NONE[:, :2]}}, "clamp of h: got shape 4 × 2, expected 3 numbers at every step"),
        ({"clamps": {"h": np.full((4, 3), np.inf)}}, "clamp of h, step 1, unit 1: got inf"),
        ({"clamps": {"h": "abc"}}, "clamp of h"),
        ({"clamps": {"h": [[True] * 3] * 4}}, "clamp of h"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(schedule: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as raised:
        FRESH.with_schedule(Schedule(**schedule))
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    with pytest.raises(InputError, match="schedule: got 7"):
        FRESH.with_schedule(7)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"output_size": None}, "a network without a read-out, expected a read-out of 2 outputs"),
        ({"output_size": 3}, "3 outputs, expected 2 outputs, as many as inputs"),
        ({"output_size": 2, "layers": 2, "bidirectional": [False, True]}, "layers that run forward in time only"),
    ],
)
def test_feedback_needs_as_many_outputs_as_inputs_and_no_layer_against_time(
    choices: dict[str, Any], message: str
) -> None:
    fresh = Experiment.new("rnn", input_size=2, hidden_size=1, **choices)
    with pytest.raises(InputError) as raised:
        fresh.with_schedule(Schedule(feedback="output"))
    assert message in str(raised.value)


def test_a_unit_that_is_clamped_at_every_step_is_so_at_new_steps() -> None:
    clamp = np.array([[1.0, np.nan, 5.0], [2.0, np.nan, np.nan], [3.0, 4.0, 6.0]])
    longer = insert_rows(Schedule(clamps={"h": clamp}), 2, 2).clamps["h"]
    np.testing.assert_array_equal(longer[:, 0], [1, 2, 2, 2, 3])
    np.testing.assert_array_equal(longer[:, 1], [np.nan, np.nan, np.nan, np.nan, 4])
    np.testing.assert_array_equal(longer[:, 2], [5, np.nan, np.nan, np.nan, 6])
    first = insert_rows(Schedule(clamps={"h": clamp}), 0, 1).clamps["h"]
    np.testing.assert_array_equal(first[:, 0], [1, 1, 2, 3])
    np.testing.assert_array_equal(remove_rows(Schedule(clamps={"h": clamp}), 0, 2).clamps["h"], [[3, 4, 6]])


def test_another_network_keeps_the_clamps_of_the_states_and_units_that_it_has() -> None:
    schedule = Schedule(clamps={"c": np.ones((4, 3)), "h": np.full((4, 3), 2.0)})
    wide = Experiment.new("gru", input_size=2, hidden_size=4).network
    fitted = fit_network(schedule, wide).clamps
    assert list(fitted) == ["h"]
    np.testing.assert_array_equal(fitted["h"], [[2, 2, 2, np.nan]] * 4)
    narrow = Experiment.new("lstm", input_size=2, hidden_size=1).network
    np.testing.assert_array_equal(fit_network(schedule, narrow).clamps["c"], [[1]] * 4)
