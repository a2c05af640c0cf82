"""One-step Jacobians fall into belt and rest, and gradients into the ways they come."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.network import Layer
from rnnviz.engine.run import Run

from .problem import ALL_CELLS, furthest, setting

every_cell = pytest.mark.parametrize("key", ALL_CELLS)


def run_of(key: str, *, stacked: bool = False) -> Run:
    cell = ALL_CELLS[key]
    layers = (Layer(cell, 4, bidirectional=True), Layer(cell, 3, bidirectional=True)) if stacked else (Layer(cell, 4),)
    return setting(*layers, n_steps=6).run()


def before(name: str, t: int) -> int:
    """The step whose state step t receives."""
    return t + 1 if name.startswith(("1r.", "2r.")) else t - 1


@every_cell
@pytest.mark.parametrize("stacked", [False, True])
def test_one_step_is_the_jacobian_of_every_step(key: str, stacked: bool) -> None:
    run = run_of(key, stacked=stacked)
    for of in run.start:
        layer = of.rpartition(".")[0]
        for wrt in (name for name in run.start if name.rpartition(".")[0] == layer):
            found = run.one_step(of, wrt)
            for t in range(1, 7):
                assert furthest(found[t - 1], run.jacobian(of, t, before(of, t), wrt)) < 1e-14


@every_cell
@pytest.mark.parametrize("stacked", [False, True])
def test_belt_and_rest_make_up_the_jacobian_of_one_step(key: str, stacked: bool) -> None:
    run = run_of(key, stacked=stacked)
    for state in run.start:
        split = run.path_split(state)
        for t in range(1, 7):
            whole = run.jacobian(state, t, before(state, t))
            np.testing.assert_allclose(np.diag(split.belt[t - 1]) + split.rest[t - 1], whole, rtol=1e-13, atol=1e-15)


def test_the_belt_of_the_cell_state_is_the_forget_gate_and_nothing_is_left() -> None:
    run = run_of("lstm")
    split = run.path_split("c")
    assert np.array_equal(split.belt, run["f"])
    assert not split.rest.any()


@pytest.mark.parametrize(("key", "sign"), [("gru", 1), ("gru-reset-after", 1), ("gru-z-updates", -1)])
def test_the_belt_of_a_gru_is_what_its_gate_keeps_of_the_old_state(key: str, sign: int) -> None:
    run = run_of(key)
    assert np.array_equal(run.path_split("h").belt, run["z"] if sign > 0 else 1 - run["z"])


@pytest.mark.parametrize(("key", "state"), [("lstm", "h"), ("rnn", "h"), ("rnn-relu", "h"), ("linear", "s")])
def test_a_state_that_comes_through_matrices_alone_has_no_belt(key: str, state: str) -> None:
    run = run_of(key)
    split = run.path_split(state)
    assert not split.belt.any()
    assert np.array_equal(split.rest, run.one_step(state))


def test_a_gate_that_sees_the_old_state_by_element_is_held_fixed_on_the_belt() -> None:
    run = run_of("peephole")
    split = run.path_split("c")
    assert np.array_equal(split.belt, run["f"])
    through_gate = run["f"] * (1 - run["f"]) * (run.start["c"] - run["g"][0]) * run.parameters["p_f"]
    np.testing.assert_allclose(np.diagonal(split.rest[0]), through_gate[0])


def test_an_old_state_added_as_it_is_has_a_belt_of_ones() -> None:
    assert np.array_equal(run_of("deep").path_split("h").belt, np.ones((6, 4)))


@every_cell
@pytest.mark.parametrize("stacked", [False, True])
def test_the_ways_of_a_gradient_sum_to_it(key: str, stacked: bool) -> None:
    run = run_of(key, stacked=stacked)
    for state in run.start:
        paths = run.gradients().paths(state)
        assert furthest(paths.belt + paths.rest + paths.loss, run.gradients()[state]) < 1e-14


@every_cell
@pytest.mark.parametrize("stacked", [False, True])
def test_each_way_of_a_gradient_is_what_comes_that_way(key: str, stacked: bool) -> None:
    run = run_of(key, stacked=stacked)
    gradients = run.gradients()
    for state in run.start:
        paths, belt = gradients.paths(state), run.path_split(state).belt
        alone = [run.gradients(only=t).paths(state) for t in range(1, 7)]
        # What a step's loss gives to its own step comes from no other loss.
        own = np.array([part.loss[t] for t, part in enumerate(alone)])
        assert furthest(paths.loss, own) < 1e-13
        assert all(not np.delete(part.loss, t, axis=0).any() for t, part in enumerate(alone))
        for t in range(1, 7):
            old = before(state, t)
            if 1 <= old <= 6:
                assert furthest(paths.belt[old - 1], belt[t - 1] * gradients[state][t - 1]) < 1e-14


def test_at_the_last_step_the_gradient_is_the_loss_of_that_step() -> None:
    run = run_of("lstm")
    paths = run.gradients(upstream={"h": np.ones((6, 4))}).paths("h")
    assert np.array_equal(paths.loss, np.ones((6, 4)))
    assert not paths.rest[-1].any()
    assert not paths.belt.any()


def test_a_gradient_given_to_a_lower_layer_is_the_loss_of_its_step() -> None:
    run = run_of("lstm", stacked=True)
    gradients = run.gradients(upstream={"1r.h": np.ones((6, 4)), "2.h": np.ones((6, 3))})
    for state in run.start:
        paths = gradients.paths(state)
        assert furthest(paths.belt + paths.rest + paths.loss, gradients[state]) < 1e-14
    assert furthest(gradients.paths("2.h").loss, np.ones((6, 3))) < 1e-15


def test_the_cell_state_learns_through_the_hidden_state_and_back_along_the_belt() -> None:
    run = run_of("lstm")
    gradients = run.gradients()
    paths = gradients.paths("c")
    to_hidden = run["o"] * (1 - np.tanh(run["c"]) ** 2)
    assert furthest(paths.loss, gradients.paths("h").loss * to_hidden) < 1e-14
    assert furthest(paths.rest, gradients.paths("h").rest * to_hidden) < 1e-13
    assert furthest(paths.belt[:-1], run["f"][1:] * gradients["c"][1:]) < 1e-15


def test_a_small_rest_is_not_lost_beside_a_large_belt() -> None:
    given = setting(Layer(CELLS["gru"], 4), n_steps=6)
    small = {name: array * 1e-30 if name.startswith("U") else array for name, array in given.parameters.items()}
    run = given.run(parameters=small)
    rest = run.gradients().paths("h").rest
    assert (np.abs(rest[:-1]) > 0).all()
    assert np.abs(rest).max() < 1e-25


def test_dead_units_pass_nothing_on() -> None:
    given = setting(Layer(CELLS["rnn-relu"], 4), n_steps=6)
    run = given.run(parameters={**given.parameters, "b": np.array([-100.0, 1.0, 1.0, 1.0])})
    assert not run.one_step("h")[:, 0].any()


def test_nan_is_seen_where_it_is() -> None:
    given = setting(Layer(CELLS["lstm"], 4), n_steps=6)
    inputs = given.inputs.copy()
    inputs[3, 0] = np.nan
    run = given.run(inputs=inputs)
    one_step = run.one_step("c", "h")
    assert np.isnan(one_step[3:]).all()
    assert np.isfinite(one_step[:3]).all()


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda run: run.one_step("q"), "of"),
        (lambda run: run.one_step("c", "f"), "wrt"),
        (lambda run: run.one_step("f"), "wrt"),
        (lambda run: run.path_split("f"), "state"),
        (lambda run: run.gradients().paths("x"), "state"),
    ],
)
def test_what_is_not_a_state_is_refused(call: object, field: str) -> None:
    with pytest.raises(InputError) as caught:
        call(run_of("lstm"))  # type: ignore[operator]
    assert caught.value.field == field


def test_states_of_two_layers_have_no_one_step_jacobian() -> None:
    with pytest.raises(InputError, match="wrt"):
        run_of("lstm", stacked=True).one_step("c", "2.c")
