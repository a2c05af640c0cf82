"""A schedule says which steps have an input, are read, are fed, and which units are held."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.schedule import PLAIN, Schedule

from .problem import setting

NETWORK = Network(3, (Layer(CELLS["rnn"], 2), Layer(CELLS["lstm"], 4)), 3)
GIVEN = np.array([True, False, False, True])
READ = np.array([False, True, True, True])


def test_the_plain_schedule_gives_and_reads_every_step() -> None:
    assert all(PLAIN.is_given(t) and PLAIN.is_read(t) and not PLAIN.is_fed(t) for t in range(1, 5))
    assert not PLAIN.feeds
    assert PLAIN.is_clamped("h", 1) is None


def test_a_step_is_fed_if_it_has_no_input_and_the_step_before_is_read() -> None:
    schedule = Schedule(GIVEN, READ, "output")
    assert [schedule.is_fed(t) for t in range(6)] == [False, False, False, True, False, False]
    assert schedule.feeds
    assert not Schedule(GIVEN, READ).feeds
    assert not Schedule(np.array([False, True, True, True]), None, "output").feeds


def test_a_step_without_input_receives_zeros_and_a_target_that_is_not_read_does_not_count() -> None:
    s = setting(Layer(CELLS["lstm"], 3), n_steps=4, kind="softmax")
    run = s.run(schedule=Schedule(GIVEN, READ))
    assert np.array_equal(run["x"], np.where(GIVEN[:, None], s.inputs, 0.0))
    plain = s.run(inputs=np.where(GIVEN[:, None], s.inputs, 0.0))
    assert np.array_equal(run["y"], plain["y"])
    assert np.array_equal(run["loss"], np.where(READ, plain["loss"], 0.0))
    assert not run.gradients()["y"][0].any()
    assert not run.told[0]


def test_numbers_are_targets_only_at_steps_that_are_read() -> None:
    s = setting(Layer(CELLS["gru"], 3), n_steps=4)
    assert s.run(schedule=Schedule(read=READ))["loss"][0] == 0.0 < s.run()["loss"][0]


def test_a_clamp_tells_its_units_where_it_has_a_number() -> None:
    values = np.full((4, 2), np.nan)
    values[1, 0] = 0.5
    schedule = Schedule(clamps={"h": values})
    assert [schedule.is_clamped("h", t) is None for t in (0, 1, 2)] == [True, True, False]
    held = schedule.is_clamped("h", 2)
    assert held is not None
    assert held.tolist() == [True, False]


@pytest.mark.parametrize(
    ("schedule", "field"),
    [
        (Schedule(given=np.array([True])), "given"),
        (Schedule(read=np.ones(4)), "read"),  # type: ignore[arg-type]
        (Schedule(feedback="echo"), "feedback"),  # type: ignore[arg-type]
        (Schedule(clamps={"c": np.zeros((4, 2))}), "clamped state"),
        (Schedule(clamps={"h": np.zeros((4, 3))}), "clamps of h"),
        (Schedule(clamps={"2.c": np.full((4, 4), np.inf)}), "clamps of 2.c"),
    ],
)
def test_a_schedule_that_does_not_fit_is_refused(schedule: Schedule, field: str) -> None:
    with pytest.raises(InputError) as caught:
        schedule.check(NETWORK, 4)
    assert caught.value.field == field


@pytest.mark.parametrize(
    "changes", [{"output_size": 2}, {"output_size": None}, {"layers": (Layer(CELLS["rnn"], 2, bidirectional=True),)}]
)
def test_feedback_needs_outputs_like_inputs_and_no_layer_against_time(changes: dict[str, Any]) -> None:
    network = Network(**{"input_size": 3, "layers": NETWORK.layers, "output_size": 3, **changes})
    with pytest.raises(InputError, match="feedback"):
        Schedule(feedback="output").check(network, 4)
