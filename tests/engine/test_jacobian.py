"""Jacobians are the slopes of one value by another, and they multiply along the steps."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.ops import Array
from rnnviz.engine.run import Run, forward

from .problem import ALL_CELLS, Problem, furthest, problem, setting, slope

every_cell = pytest.mark.parametrize("key", ALL_CELLS)


def run_of(key: str, **start: Array) -> Run:
    p = problem(ALL_CELLS[key], n_steps=6)
    return forward(Network(3, (Layer(p.cell, 4),)), p.parameters, p.inputs, {**p.start, **start})


@every_cell
def test_a_jacobian_by_an_initial_state_is_a_slope(key: str) -> None:
    run = run_of(key)
    for of in run.start:
        for by, at in run.start.items():
            found = run.jacobian(of, to=4, at=0, wrt=by)
            for unit in range(4):

                def value(moved: Array, unit: int = unit, by: str = by, of: str = of) -> float:
                    return float(run_of(key, **{by: moved})[of][3, unit])

                assert furthest(found[unit], slope(value, at)) < 1e-7


@every_cell
def test_a_row_of_a_jacobian_is_the_gradient_of_one_unit(key: str) -> None:
    run = run_of(key)
    for name in ALL_CELLS[key].values.keys() - run.start.keys():
        found = run.jacobian(name, to=5, at=2)
        for unit in range(4):
            upstream = np.zeros((6, 4))
            upstream[4, unit] = 1.0
            assert furthest(found[unit], run.gradients(upstream={name: upstream})[name][1]) < 1e-13


@pytest.mark.parametrize("key", ["rnn", "rnn-relu", "gru", "gru-reset-after", "gru-z-updates"])
def test_jacobians_multiply_along_the_steps(key: str) -> None:
    run = run_of(key)
    product = run.jacobian("h", 6, 4) @ run.jacobian("h", 4, 3) @ run.jacobian("h", 3, 0)
    assert furthest(run.jacobian("h", 6, 0), product) < 1e-13


@every_cell
def test_over_all_states_jacobians_multiply_along_the_steps(key: str) -> None:
    run = run_of(key)
    for of in run.start:
        for wrt in run.start:
            ways = [run.jacobian(of, 6, 4, wrt=by) @ run.jacobian(by, 4, 2, wrt=wrt) for by in run.start]
            assert furthest(run.jacobian(of, 6, 2, wrt=wrt), sum(ways[1:], ways[0])) < 1e-13


@every_cell
def test_over_thirty_steps_products_of_one_step_slopes_and_jacobians_agree(key: str) -> None:
    p = problem(ALL_CELLS[key], n_steps=30, hidden_size=3, seed=7)
    network = Network(3, (Layer(p.cell, 3),))
    run = forward(network, p.parameters, p.inputs, p.start)
    states = list(run.start)
    by_slopes = by_one_step = np.eye(3 * len(states))
    one_step = np.block([[run.one_step(of, wrt) for wrt in states] for of in states])
    for t in range(30, 0, -1):
        old = np.concatenate([run.state_before(state, t) for state in states])
        by_slopes = by_slopes @ slopes_of_one_step(p, network, t, old)
        by_one_step = by_one_step @ one_step[t - 1]
        whole = np.block([[run.jacobian(of, 30, t - 1, wrt) for wrt in states] for of in states])
        scale = np.abs(whole).max()
        assert np.abs(by_one_step - whole).max() <= 1e-13 * scale
        assert np.abs(by_slopes - whole).max() <= 1e-8 * scale


def slopes_of_one_step(p: Problem, network: Network, t: int, old: Array) -> Array:
    """The derivative of all new states of one step by all old ones, by central differences."""
    states = [state.name for state in p.cell.states]

    def new(moved: Array) -> Array:
        start = dict(zip(states, np.split(moved, len(states)), strict=True))
        run = forward(network, p.parameters, p.inputs[t - 1 : t], start)
        return np.concatenate([run[state][0] for state in states])

    def unit(k: int) -> Array:
        # Small enough to stay on one side of every kink of a rectifier.
        return slope(lambda moved: float(new(moved)[k]), old, step=1e-6)

    return np.stack([unit(k) for k in range(len(old))])


def test_by_a_state_the_other_states_of_its_step_are_held_fixed() -> None:
    run = run_of("lstm")
    # The hidden state of step 3, which is computed from its cell state too, would lead back through the gates.
    assert np.allclose(run.jacobian("c", 4, 3), np.diag(run["f"][3]))
    assert run.jacobian("c", 4, 3, wrt="h").all()
    assert not run.jacobian("h", 3, 3, wrt="c").any()


def test_within_one_step_a_value_depends_on_what_it_is_computed_from() -> None:
    run = run_of("lstm")
    assert np.allclose(run.jacobian("h", 3, 3, wrt="o"), np.diag(np.tanh(run["c"][2])))
    assert np.allclose(run.jacobian("h.1", 3, 3, wrt="c"), np.diag(1 - np.tanh(run["c"][2]) ** 2))
    assert not run.jacobian("c", 3, 3, wrt="o").any()


def test_a_value_is_itself_at_its_own_step_and_owes_nothing_to_a_later_one() -> None:
    run = run_of("gru")
    assert np.array_equal(run.jacobian("h", 3, 3), np.eye(4))
    assert np.array_equal(run.jacobian("h", 0, 0), np.eye(4))
    assert not run.jacobian("h", 2, 5).any()


def test_against_time_a_state_depends_on_later_steps() -> None:
    cell = CELLS["rnn"]
    run = setting(Layer(cell, 3, bidirectional=True)).run()
    h, u = run["1r.h"], run.parameters["1r.U"]
    assert np.allclose(run.jacobian("1r.h", to=2, at=3), (1 - h[1] ** 2)[:, None] * u)
    assert np.allclose(run.jacobian("1r.h", to=5, at=6), (1 - h[4] ** 2)[:, None] * u)
    assert not run.jacobian("1r.h", to=3, at=2).any()


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (("q", 1, 1, None), "of"),
        (("y", 1, 1, None), "of"),
        (("h", 7, 1, None), "to"),
        (("h", 2, -1, None), "at"),
        (("h", 2.5, 0, None), "to"),
        (("f", 2, 0, None), "at"),
        (("h", 2, 1, "p"), "wrt"),
    ],
)
def test_a_value_or_a_step_that_is_not_there_is_refused(call: tuple[Any, ...], field: str) -> None:
    with pytest.raises(InputError) as caught:
        run_of("lstm").jacobian(*call)
    assert caught.value.field == field
