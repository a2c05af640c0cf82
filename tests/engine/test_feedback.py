"""Networks with clamps, masks and outputs that come back as inputs: forward as a loop says, gradients as slopes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import get_args

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Layer
from rnnviz.engine.ops import Array
from rnnviz.engine.schedule import Feedback, Schedule

from .problem import ALL_CELLS, Setting, furthest, setting, slope
from .scheduled import fed_setting, loop, random_clamps, random_schedule

STACKS = {
    "one": (Layer(CELLS["lstm"], 3),),
    "mixed": (Layer(CELLS["gru"], 2), Layer(CELLS["lstm"], 3)),
    "four": (
        Layer(CELLS["rnn"], 3),
        Layer(CELLS["gru-reset-after"], 2),
        Layer(CELLS["lstm"], 2),
        Layer(CELLS["rnn"], 2),
    ),
}
TWO_WAY = {
    "two-way": (Layer(CELLS["lstm"], 2, bidirectional=True),),
    "below": (Layer(CELLS["gru"], 2, bidirectional=True), Layer(CELLS["lstm"], 3)),
    "both": (Layer(CELLS["lstm"], 2, bidirectional=True), Layer(CELLS["gru-z-updates"], 3, bidirectional=True)),
}


def check_forward(s: Setting, schedule: Schedule) -> None:
    run = s.run(schedule=schedule)
    expected, total = loop(s, schedule)
    for name, array in expected.items():
        assert furthest(run[name], array) < 1e-12, name
    assert run.total_loss == pytest.approx(total, rel=1e-12)


def check_gradients(s: Setting, schedule: Schedule) -> None:
    """Hold all gradients against central differences of the independent loop."""
    gradients = s.run(schedule=schedule).gradients()
    for part, arrays, found in (
        ("parameters", s.parameters, gradients.parameters),
        ("start", s.start, gradients.start),
    ):
        for name, array in arrays.items():
            others = partial(_moved, s, schedule, part, name)
            assert furthest(found[name], slope(others, array)) < 1e-7, name
    for name, total in gradients.parameters.items():
        assert furthest(gradients.contributions(name).sum(axis=0), total) < 1e-12
    by_inputs = slope(lambda moved: loop(s, schedule, inputs=moved)[1], s.inputs)
    given = np.ones(len(s.inputs), bool) if schedule.given is None else schedule.given
    assert furthest(np.where(given[:, None], gradients["x"], 0.0), by_inputs) < 1e-7


def _moved(s: Setting, schedule: Schedule, part: str, name: str, moved: Array) -> float:
    """The loss with one array changed."""
    return loop(s, schedule, **{part: {**getattr(s, part), name: moved}})[1]


@pytest.mark.parametrize("kind", ["squared", "softmax"])
@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
@pytest.mark.parametrize("feedback", [None, *get_args(Feedback)])
def test_a_network_with_a_schedule_runs_and_learns_as_a_loop_says(
    stack: tuple[Layer, ...], feedback: Feedback | None, kind: str
) -> None:
    s = fed_setting(*stack, kind=kind)
    schedule = random_schedule(s.network, len(s.inputs), feedback, seed=len(stack))
    assert schedule.feeds == (feedback is not None)
    check_forward(s, schedule)
    check_gradients(s, schedule)


@pytest.mark.parametrize("feedback", get_args(Feedback))
def test_the_loss_may_read_a_hidden_state_of_a_network_that_feeds_itself(feedback: Feedback) -> None:
    s = fed_setting(Layer(CELLS["lstm"], 3), Layer(CELLS["rnn-sigmoid"], 2))
    lower = replace(s, loss=Loss("squared", on="h"), targets=np.random.default_rng(1).normal(size=(6, 3)))
    check_gradients(lower, random_schedule(s.network, 6, feedback))


@pytest.mark.parametrize("stack", TWO_WAY.values(), ids=TWO_WAY)
def test_a_network_of_layers_in_both_directions_with_a_schedule_does_too(stack: tuple[Layer, ...]) -> None:
    s = setting(*stack)
    schedule = random_schedule(s.network, len(s.inputs))
    check_forward(s, schedule)
    check_gradients(s, schedule)


@pytest.mark.parametrize("key", ALL_CELLS)
def test_every_cell_can_be_clamped(key: str) -> None:
    s = setting(Layer(ALL_CELLS[key], 3))
    schedule = Schedule(clamps=random_clamps(s.network, 5, seed=1))
    check_forward(s, schedule)
    check_gradients(s, schedule)
