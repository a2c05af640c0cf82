"""Jacobians between any two values of a network are slopes: across layers, directions, clamps and fed-back outputs."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.crossing import crossed
from rnnviz.engine.error import InputError
from rnnviz.engine.network import Layer
from rnnviz.engine.ops import Array
from rnnviz.engine.schedule import Feedback, Schedule

from .problem import Setting, furthest, setting
from .scheduled import fed_setting, loop, random_clamps, random_schedule

STEP = 1e-3


def slopes(s: Setting, schedule: Schedule, wrt: str, at: int) -> dict[str, Array]:
    """d of_to / d wrt_at at [to − 1], (T, n, m), for every value, by central differences of fourth order."""
    columns: list[dict[str, Array]] = []
    for unit in np.eye(s.run(schedule=schedule)[wrt].shape[1]):
        values = []
        for shift in (-2, -1, 1, 2):
            moved = shift * STEP * unit
            if wrt in s.start and not 1 <= at <= len(s.inputs):
                values.append(loop(s, schedule, start={**s.start, wrt: s.start[wrt] + moved})[0])
            else:
                values.append(loop(s, schedule, nudge=(wrt, at, moved))[0])
        a, b, c, d = values
        columns.append({of: (a[of] - 8 * b[of] + 8 * c[of] - d[of]) / (12 * STEP) for of in a})
    return {of: np.stack([column[of] for column in columns], axis=2) for of in columns[0]}


def check(s: Setting, schedule: Schedule, names: tuple[str, ...]) -> None:
    """Every pair of names: to all steps from an early and a late one."""
    run = s.run(schedule=schedule)
    for wrt in names:
        for at in (2, 4):
            expected = slopes(s, schedule, wrt, at)
            for of in names:
                for to in (2, 3, 4, 5):
                    if of == wrt and to == at:
                        assert np.array_equal(run.jacobian(of, to, at), np.eye(run[of].shape[1]))
                    elif not _same_cell(of, wrt) or to != at:
                        assert furthest(run.jacobian(of, to, at, wrt), expected[of][to - 1]) < 1e-7, (of, to, at, wrt)


def _same_cell(a: str, b: str) -> bool:
    return a.rpartition(".")[0] == b.rpartition(".")[0]


def test_across_two_layers() -> None:
    s = fed_setting(Layer(CELLS["lstm"], 3), Layer(CELLS["gru"], 2))
    check(s, Schedule(clamps=random_clamps(s.network, 6)), ("x", "f", "h", "c", "2.r", "2.h", "y"))


def test_across_directions() -> None:
    s = setting(Layer(CELLS["lstm"], 2, bidirectional=True), Layer(CELLS["gru"], 3, bidirectional=True))
    check(s, Schedule(clamps=random_clamps(s.network, 5)), ("x", "h", "1r.c", "1r.h", "2.h", "2r.h", "2r.z", "y"))


@pytest.mark.parametrize("feedback", get_args(Feedback))
def test_through_outputs_that_are_fed_back(feedback: Feedback) -> None:
    s = fed_setting(Layer(CELLS["lstm"], 3), Layer(CELLS["gru-reset-after"], 2))
    schedule = Schedule(np.array([True, False, False, False, True, False]), None, feedback)
    check(s, schedule, ("x", "f", "h", "c", "2.h", "y"))
    check(s, random_schedule(s.network, 6, feedback), ("x", "h", "c", "2.h", "y"))


@pytest.mark.parametrize("wrt", ["h", "2.h", "1r.h"])
def test_by_the_state_that_the_sequence_starts_from(wrt: str) -> None:
    two_way = wrt == "1r.h"
    s = setting(Layer(CELLS["rnn"], 2, two_way), Layer(CELLS["lstm"], 3))
    at = 6 if two_way else 0
    for of in ("h", "2.h", "y"):
        found = s.run().jacobian(of, 3, at, wrt)
        assert furthest(found, slopes(s, Schedule(), wrt, at)[of][2]) < 1e-7


def test_by_the_first_state_of_a_network_that_feeds_itself() -> None:
    s = fed_setting(Layer(CELLS["lstm"], 3), Layer(CELLS["rnn"], 2))
    schedule = Schedule(np.arange(6) < 1, None, "output")
    for wrt in s.start:
        found = s.run(schedule=schedule).jacobian("2.h", 5, 0, wrt)
        assert furthest(found, slopes(s, schedule, wrt, 0)["2.h"][4]) < 1e-7


def test_probabilities_depend_on_what_the_read_out_depends_on() -> None:
    run = fed_setting(Layer(CELLS["lstm"], 3), kind="softmax").run()
    p = run["p"][3]
    assert furthest(run.jacobian("p", 4, 2, "h"), (np.diag(p) - np.outer(p, p)) @ run.jacobian("y", 4, 2, "h")) < 1e-15
    assert furthest(run.jacobian("p", 4, 4, "y"), np.diag(p) - np.outer(p, p)) < 1e-15


def test_the_rows_and_columns_of_held_units_are_zero() -> None:
    s = setting(Layer(CELLS["gru"], 3))
    held = np.full((5, 3), np.nan)
    held[1, 0] = held[3, 2] = 0.5
    run = s.run(schedule=Schedule(clamps={"h": held}))
    found = run.jacobian("h", 4, 2)
    assert not found[2].any()
    assert not found[:, 0].any()
    assert found[:2, 1:].all()
    assert run.jacobian("h", 2, 0)[1:].all()


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (("q", 1, 1, "h"), "of"),
        (("y", 1, 1, "q"), "wrt"),
        (("y", 1, 1, "p"), "wrt"),
        (("loss", 1, 1, "h"), "of"),
        (("y", 0, 1, "h"), "to"),
        (("y", 1, 6, "h"), "at"),
        (("y", 1, 0, "x"), "at"),
    ],
)
def test_what_is_not_there_is_refused(call: tuple[str, int, int, str], field: str) -> None:
    with pytest.raises(InputError) as caught:
        setting(Layer(CELLS["rnn"], 3)).run().jacobian(*call)
    assert caught.value.field == field


@pytest.mark.parametrize("feedback", [None, "probability"])
@pytest.mark.parametrize(("of", "wrt"), [("2.h", "c"), ("2.h", "h"), ("c", "2.h")])
def test_all_steps_at_once_are_those_one_by_one(feedback: Feedback | None, of: str, wrt: str) -> None:
    s = fed_setting(Layer(CELLS["lstm"], 3), Layer(CELLS["gru"], 2))
    given = None if feedback is None else np.array([True, True, False, False, True, False])
    run = s.run(schedule=Schedule(given=given, feedback=feedback, clamps=random_clamps(s.network, 6)))
    expected = [run.jacobian(of, 5, t, wrt) for t in range(7)]
    np.testing.assert_allclose(crossed(run, of, 5, wrt), expected, atol=1e-14)


@pytest.mark.parametrize(("of", "wrt", "first"), [("2.h", "1r.c", 1), ("1r.h", "h", 0), ("h", "1r.h", 1)])
def test_all_steps_at_once_against_time_begin_at_the_first(of: str, wrt: str, first: int) -> None:
    s = setting(Layer(CELLS["lstm"], 3, bidirectional=True), Layer(CELLS["rnn"], 2))
    run = s.run()
    n_steps = run.n_steps
    expected = [run.jacobian(of, 3, t, wrt) for t in range(first, first + n_steps + 1)]
    np.testing.assert_allclose(crossed(run, of, 3, wrt), expected, atol=1e-14)
