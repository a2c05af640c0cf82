"""Chain rules worked out in numbers, against back-propagation through time."""

from __future__ import annotations

import re
from typing import get_args

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.ops import Array
from rnnviz.engine.run import Run, forward
from rnnviz.engine.schedule import Feedback
from rnnviz.engine.text import Numbers, to_plain
from rnnviz.engine.worked_gradient import work_out_gradient

from .odd_cells import ODD_CELLS
from .problem import ALL_CELLS, setting
from .scheduled import fed_setting, random_schedule

N_STEPS = 4
SIZES = (1, 2, 3, 4)


def result(run: Run, name: str, step: int) -> Array:
    """The last number of the calculation."""
    last = work_out_gradient(run, run.gradients(), name, step)[-1][-1]
    assert isinstance(last, Numbers)
    return last.values


def check(run: Run) -> None:
    """Every value, parameter and start state at every step against the engine."""
    gradients = run.gradients()
    for step in range(1, run.n_steps + 1):
        for name in run.values:
            expected = np.ravel(gradients[name][step - 1])
            np.testing.assert_allclose(result(run, name, step).ravel(), expected, rtol=1e-12, atol=1e-14, err_msg=name)
        for name in run.parameters:
            expected = gradients.contributions(name)[step - 1]
            found = result(run, name, step).reshape(expected.shape)
            np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-14, err_msg=name)
    for name in run.start:
        before = run.n_steps + 1 if name.startswith(("1r.", "2r.")) else 0
        np.testing.assert_allclose(result(run, name, before), gradients.start[name], rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("kind", ["squared", "softmax"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", sorted(ALL_CELLS))
def test_the_result_is_the_gradient_of_every_value_of_every_cell(key: str, size: int, kind: str) -> None:
    check(setting(Layer(ALL_CELLS[key], size), kind=kind, n_steps=N_STEPS).run())


@pytest.mark.parametrize("feedback", [None, *get_args(Feedback)])
@pytest.mark.parametrize("kind", ["squared", "softmax"])
def test_the_result_is_the_gradient_where_units_are_held_and_outputs_come_back(
    kind: str, feedback: Feedback | None
) -> None:
    s = fed_setting(Layer(CELLS["lstm"], 3), Layer(CELLS["gru"], 2), kind=kind, n_steps=N_STEPS)
    check(s.run(schedule=random_schedule(s.network, N_STEPS, feedback)))
    two_way = setting(
        Layer(CELLS["gru"], 2, bidirectional=True), Layer(CELLS["lstm"], 3, bidirectional=True), kind=kind
    )
    check(two_way.run(schedule=random_schedule(two_way.network, 5)))


@pytest.mark.parametrize("kind", ["squared", "softmax"])
@pytest.mark.parametrize("key", sorted(ALL_CELLS))
def test_the_loss_may_read_the_hidden_state_and_there_may_be_no_read_out(key: str, kind: str) -> None:
    cell = ALL_CELLS[key]
    check(setting(Layer(cell, 3), kind=kind, on=cell.output.name, n_steps=N_STEPS).run())
    s = setting(Layer(cell, 3), kind=kind, on=cell.output.name, n_steps=N_STEPS)
    parameters = {name: array for name, array in s.parameters.items() if name not in ("W_hy", "b_y")}
    check(s.run(network=Network(3, (Layer(cell, 3),)), parameters=parameters))


@pytest.mark.parametrize("key", ["lstm", "gru-reset-after", "rnn"])
def test_layers_and_directions_hand_their_gradients_on(key: str) -> None:
    cell = CELLS[key]
    check(setting(Layer(cell, 3), Layer(cell, 2), n_steps=N_STEPS).run())
    check(setting(Layer(cell, 2, bidirectional=True), Layer(cell, 3, bidirectional=True), n_steps=N_STEPS).run())


@pytest.mark.parametrize("key", sorted(ODD_CELLS | CELLS))
def test_one_step_alone_has_nothing_from_later(key: str) -> None:
    s = setting(Layer(ALL_CELLS[key], 2), n_steps=N_STEPS)
    check(s.run(inputs=s.inputs[:1], targets=s.targets[:1]))


# Lecture notes 003, "RNN – Example": one unit, so that every number can be followed by hand.
def by_hand(targets: object) -> Run:
    network = Network(2, (Layer(CELLS["rnn"], 1),))
    parameters = {"W": np.array([[0.4, 0.3]]), "U": np.array([[0.5]]), "b": np.array([0.1])}
    inputs = np.array([[1.0, 2.0], [1.5, 2.5]])
    return forward(network, parameters, inputs, {"h": np.zeros(1)}, Loss("squared", "h"), np.array(targets))


def lines(run: Run, name: str, step: int) -> list[str]:
    return [to_plain(line) for line in work_out_gradient(run, run.gradients(), name, step)]


def test_a_state_collects_from_the_loss_and_from_the_next_step() -> None:
    h, last = np.tanh(1.1), np.tanh(0.4 * 1.5 + 0.3 * 2.5 + 0.5 * np.tanh(1.1) + 0.1)
    later = 2 * (last - 1) * (1 - last**2)
    assert lines(by_hand([[0.5], [1.0]]), "h", 1) == [
        "∂L/∂h_1 = 2(h_1 − h_1^*) + U^⊤ ∂L/∂a_2",
        f"= 2 · ({h:.4f} − 0.5) + 0.5 · ({later:.4f})".replace("-", "−"),
        f"= 2 · {h - 0.5:.4f} + (−{-0.5 * later:.4f})",
        f"= {2 * (h - 0.5):.4f} + (−{-0.5 * later:.4f})",
        f"≈ {2 * (h - 0.5) + 0.5 * later:.4f}",
    ]


def test_the_slope_of_tanh_is_worked_out_from_its_result() -> None:
    h = np.tanh(0.4 * 1.5 + 0.3 * 2.5 + 0.5 * np.tanh(1.1) + 0.1)
    assert lines(by_hand([[np.nan], [0.5]]), "h.1", 2)[:2] == [
        "∂L/∂a_2 = ∂L/∂h_2 ⊙ (1 − h_2^2)",
        f"= {2 * (h - 0.5):.4f} ⊙ (1 − {h:.4f}²)",
    ]


def test_a_negative_number_is_squared_in_brackets() -> None:
    network = Network(1, (Layer(CELLS["rnn"], 1),))
    parameters = {"W": np.array([[1.0]]), "U": np.array([[0.5]]), "b": np.zeros(1)}
    loss = Loss("squared", "h")
    run = forward(network, parameters, np.array([[-0.5]]), {"h": np.zeros(1)}, loss, np.zeros((1, 1)))
    assert lines(run, "h.1", 1)[1] == "= −0.9242 ⊙ (1 − (−0.4621)²)"


def test_a_step_that_nothing_reaches_has_the_gradient_zero() -> None:
    run = by_hand([[1.0], [np.nan]])
    assert lines(run, "h", 2) == ["∂L/∂h_2 = 0", "= 0"]


def test_units_without_a_target_are_masked() -> None:
    targets = np.array([[np.nan, 1.0], *([[np.nan, np.nan]] * (N_STEPS - 1))])
    run = setting(Layer(CELLS["rnn"], 2), n_steps=N_STEPS).run(targets=targets)
    text = lines(run, "y", 1)
    assert text[0] == "∂L/∂y_1 = m_1 ⊙ 2(y_1 − y_1^*)"
    assert text[1].startswith("= [0; 1] ⊙ 2 · (")


def test_a_parameter_gets_the_outer_product_of_its_step() -> None:
    run = by_hand([[0.5], [1.0]])
    text = lines(run, "W", 2)
    assert text[0] == "∂L/∂W|_2 = ∂L/∂a_2 x_2^⊤"
    assert text[1].endswith("[1.5, 2.5]")


@pytest.mark.parametrize("key", sorted(CELLS))
def test_the_printed_sum_reads_back_as_the_sum_of_the_printed_terms(key: str) -> None:
    run = setting(Layer(CELLS[key], 1), n_steps=N_STEPS).run()
    *_, terms, total = lines(run, "h", 1)
    numbers = [
        float(term.replace("−", "-")) for term in re.findall(r"−?\d[\d.]*(?:e−?\d+)?", terms.replace(" − ", " + −"))
    ]
    assert sum(numbers) == pytest.approx(float(total[2:].replace("−", "-")), abs=1e-3)


def test_overflow_is_worked_out_to_what_the_engine_finds() -> None:
    s = setting(Layer(CELLS["rnn-relu"], 2), n_steps=N_STEPS)
    huge = {name: array * 1e120 for name, array in s.parameters.items()}
    run = s.run(parameters=huge)
    gradients = run.gradients()
    assert not all(np.isfinite(gradients[name]).all() for name in ("h", "y", "x"))
    for step in range(1, N_STEPS + 1):
        expected = gradients["y"][step - 1]
        np.testing.assert_array_equal(result(run, "y", step), expected)
        assert lines(run, "h", step)[-1][0] in "=≈"
