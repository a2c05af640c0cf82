"""Gradients are the slopes of the loss, and each step's contributions sum to them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.engine.network import Layer
from rnnviz.engine.ops import Array

from .problem import ALL_CELLS, Setting, furthest, setting, slope

every_cell = pytest.mark.parametrize("key", ALL_CELLS)
KINDS = [("squared", "y"), ("softmax", "y"), ("squared", "out"), ("softmax", "out")]


def layered(key: str, kind: str = "squared", on: str = "y") -> Setting:
    """One layer of size 3; ``out`` stands for the output of the cell."""
    cell = ALL_CELLS[key]
    return setting(Layer(cell, 3), kind=kind, on=cell.output.name if on == "out" else on)


def total_loss(s: Setting, **changes: object) -> float:
    total = s.run(**changes).total_loss
    assert total is not None
    return total


def check_parameter_gradients(s: Setting) -> None:
    """Hold all parameter gradients against central differences."""
    gradients = s.run().gradients()
    for name, array in s.parameters.items():

        def loss(moved: Array, name: str = name) -> float:
            return total_loss(s, parameters={**s.parameters, name: moved})

        assert furthest(gradients.parameters[name], slope(loss, array)) < 1e-7, name


@every_cell
@pytest.mark.parametrize(("kind", "on"), KINDS)
def test_parameter_gradients_are_slopes_of_the_loss(key: str, kind: str, on: str) -> None:
    check_parameter_gradients(layered(key, kind, on))


@pytest.mark.parametrize("key", ["rnn", "lstm", "gru-reset-after"])
def test_parameter_gradients_of_stacked_and_two_way_layers_are_slopes(key: str) -> None:
    cell = ALL_CELLS[key]
    check_parameter_gradients(setting(Layer(cell, 2, bidirectional=True), Layer(cell, 3), n_steps=4))


@every_cell
def test_gradients_of_inputs_and_initial_states_are_slopes(key: str) -> None:
    s = layered(key)
    gradients = s.run().gradients()
    assert furthest(gradients["x"], slope(lambda moved: total_loss(s, inputs=moved), s.inputs)) < 1e-7
    for name, array in s.start.items():

        def loss(moved: Array, name: str = name) -> float:
            return total_loss(s, start={**s.start, name: moved})

        assert furthest(gradients.start[name], slope(loss, array)) < 1e-7


@every_cell
def test_contributions_sum_to_the_gradient_of_every_parameter(key: str) -> None:
    cell = ALL_CELLS[key]
    run = setting(Layer(cell, 3, bidirectional=True), Layer(cell, 2)).run()
    gradients = run.gradients()
    for name, total in gradients.parameters.items():
        contributions = gradients.contributions(name)
        assert contributions.shape == (run.n_steps, *total.shape)
        assert np.allclose(contributions.sum(axis=0), total, rtol=1e-12, atol=1e-13)


def test_a_contribution_is_the_adjoint_of_its_step_times_what_the_matrix_multiplies() -> None:
    run = layered("lstm").run()
    gradients = run.gradients()
    for t in range(1, run.n_steps + 1):
        before = run.state_before("h", t)
        assert np.allclose(gradients.contributions("U_f")[t - 1], np.outer(gradients["f.1"][t - 1], before))
        assert np.allclose(gradients.contributions("W_hy")[t - 1], np.outer(gradients["y"][t - 1], run["h"][t - 1]))
    assert np.array_equal(gradients.contributions("b_o"), gradients["o.1"])
    assert np.array_equal(gradients.contributions("b_y"), gradients["y"])


@every_cell
def test_a_partial_sum_is_the_sum_of_the_contributions_of_its_steps(key: str) -> None:
    cell = ALL_CELLS[key]
    run = setting(Layer(cell, 3, bidirectional=True), Layer(cell, 2)).run()
    gradients = run.gradients()
    for name, total in gradients.parameters.items():
        contributions = gradients.contributions(name)
        for first, last in ((1, run.n_steps), (2, 2), (2, run.n_steps)):
            expected = contributions[first - 1 : last].sum(axis=0)
            assert np.allclose(gradients.partial_sum(name, first, last), expected, rtol=1e-12, atol=1e-14), name
        assert np.allclose(gradients.partial_sum(name, 1, run.n_steps), total, rtol=1e-12, atol=1e-14), name


def test_against_time_contributions_belong_to_the_step_that_made_them() -> None:
    run = setting(Layer(ALL_CELLS["rnn"], 3, bidirectional=True)).run()
    gradients = run.gradients()
    expected = gradients["1r.h.1"][:, :, None] * run.inputs[:, None, :]
    assert np.allclose(gradients.contributions("1r.W"), expected)


def test_a_gradient_given_in_place_of_the_loss_is_all_that_counts() -> None:
    s = layered("gru")
    run = s.run()
    weights = np.random.default_rng(3).normal(size=run["z"].shape)

    def weighted(moved: Array) -> float:
        return float((weights * s.run(parameters={**s.parameters, "U_z": moved})["z"]).sum())

    found = run.gradients(upstream={"z": weights})
    assert furthest(found.parameters["U_z"], slope(weighted, s.parameters["U_z"])) < 1e-7
    assert not found.parameters["W_hy"].any()


def test_the_gradient_of_the_loss_given_by_hand_is_the_gradient_of_the_loss() -> None:
    s = layered("lstm")
    run = s.run()
    by_hand = run.gradients(upstream={"y": s.loss.gradient(run["y"], s.targets)})
    assert all(np.array_equal(by_hand.parameters[name], run.gradients().parameters[name]) for name in s.parameters)


def test_gradients_given_for_inputs_and_read_outs_pass_through() -> None:
    run = layered("rnn").run()
    ones = np.ones(run.inputs.shape)
    assert np.array_equal(run.gradients(upstream={"x": ones})["x"], ones)
    assert np.allclose(run.gradients(upstream={"y": np.ones((5, 2))})["h"][-1], run.parameters["W_hy"].sum(axis=0))


def test_the_gradient_by_the_probabilities_and_the_losses_is_there_too() -> None:
    s = layered("rnn", "softmax")
    run = s.run()
    gradients = run.gradients()
    t = 0
    assert gradients["p"][t, s.targets[t]] == pytest.approx(-1 / run["p"][t, s.targets[t]])
    assert not gradients["p"][1].any()
    assert np.array_equal(gradients["loss"], np.ones(5))


def test_gradients_of_the_loss_are_computed_once() -> None:
    run = layered("rnn").run()
    assert run.gradients() is run.gradients()


def test_no_gradient_can_be_written_into() -> None:
    gradients = layered("lstm").run().gradients()
    arrays = [gradients[name] for name in gradients.values]
    arrays += [*gradients.parameters.values(), *gradients.start.values(), gradients.contributions("W_f")]
    assert not any(array.flags.writeable for array in arrays)


@pytest.mark.parametrize(
    ("upstream", "field"),
    [
        ({"q": np.zeros((5, 3))}, "upstream"),
        ({"h": np.zeros((4, 3))}, "upstream of h"),
        ({"loss": np.ones(5)}, "upstream"),
        ({"h": "ones"}, "upstream of h"),
        ({"h": [[1, None, 2]] * 5}, "upstream of h"),
        ({"h": np.ones((5, 3), complex)}, "upstream of h"),
    ],
)
def test_a_gradient_that_fits_no_value_is_refused(upstream: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as caught:
        layered("rnn").run().gradients(upstream=upstream)
    assert caught.value.field == field


def test_contributions_to_what_is_no_parameter_are_refused() -> None:
    with pytest.raises(InputError, match="W_q"):
        layered("rnn").run().gradients().contributions("W_q")


@pytest.mark.parametrize("kind", ["squared", "softmax"])
def test_the_gradient_of_one_loss_is_that_of_a_loss_with_one_target(kind: str) -> None:
    s = layered("lstm", kind=kind)
    for only in range(1, 6):
        targets = np.full_like(s.targets, -1 if kind == "softmax" else np.nan)
        targets[only - 1] = s.targets[only - 1]
        alone, expected = s.run().gradients(only=only), s.run(targets=targets).gradients()
        for name in s.run().values:
            if name != "loss":
                assert np.array_equal(alone[name], expected[name]), name
        assert np.array_equal(alone["loss"], np.arange(1, 6) == only)
        for name, gradient in expected.parameters.items():
            assert furthest(alone.parameters[name], gradient) < 1e-14


def test_of_gradients_from_outside_those_of_one_step_can_be_taken() -> None:
    run = layered("gru").run()
    given = np.random.default_rng(1).normal(size=run["h"].shape)
    alone = given.copy()
    alone[[0, 1, 3, 4]] = 0.0
    found, expected = run.gradients({"h": given}, only=3), run.gradients({"h": alone})
    assert np.array_equal(found["h"], expected["h"])


@pytest.mark.parametrize("only", [0, 6])
def test_the_loss_of_a_step_that_is_not_there_is_refused(only: int) -> None:
    with pytest.raises(InputError, match="only"):
        layered("lstm").run().gradients(only=only)


def test_gradients_print_as_one_short_line() -> None:
    assert repr(layered("rnn").run().gradients()) == "<Gradients by loss, y, x, h.1, h, W, U, b, W_hy, b_y>"


def test_without_a_loss_there_are_no_gradients_but_those_given() -> None:
    run = layered("rnn").run(loss=None, targets=None)
    for only in (None, 2):
        with pytest.raises(InputError, match=r"^loss: got an experiment without a loss, expected one with a loss"):
            run.gradients(only=only)
    assert run.gradients(upstream={"h": np.ones((5, 3))})["h"].any()


def test_an_unknown_gradient_is_refused_with_the_names_there_are() -> None:
    gradients = layered("rnn").run().gradients()
    with pytest.raises(KeyError, match="value: got f, expected one of "):
        gradients["f"]


def test_of_several_losses_the_last_has_gradients_of_its_own() -> None:
    run = layered("lstm").run()
    last = int(np.flatnonzero(run.told)[-1]) + 1
    assert run.last_loss == last
    assert np.array_equal(run.of_last_loss["x"], run.gradients(only=last)["x"])
    assert not np.array_equal(run.of_last_loss["x"], run.gradients()["x"])


def test_a_single_loss_is_the_total() -> None:
    s = layered("lstm")
    targets = np.full_like(s.targets, np.nan)
    targets[3] = 1.0
    run = s.run(targets=targets)
    assert run.last_loss is None
    assert run.of_last_loss is run.gradients()
