"""Equations worked out in numbers, against the notes and against the run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.equation import equations
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.ops import Array
from rnnviz.engine.run import Run, forward
from rnnviz.engine.schedule import Feedback, Schedule
from rnnviz.engine.text import Numbers, to_latex, to_plain
from rnnviz.engine.worked import work_out

from .problem import setting
from .scheduled import fed_setting, random_schedule


def lines(run: Run, name: str, step: int = 1) -> list[str]:
    equation = next(equation for equation in equations(run.network, run.loss) if equation.name == name)
    return [to_plain(line) for line in work_out(equation, run, step)]


def run_of(key: str, parameters: Mapping[str, object], inputs: object) -> Run:
    """A cell of hidden size 1 from states of 0."""
    rows = np.asarray(inputs, dtype=float)
    network = Network(rows.shape[1], (Layer(CELLS[key], 1),))
    arrays = {
        name: np.reshape(np.asarray(parameters[name], float), shape) for name, shape in network.parameters.items()
    }
    return forward(network, arrays, rows, {name: np.zeros(1) for name in network.states})


# Lecture notes 003, "LSTM – Example" and "GRU – Example".
LSTM = {
    "W_f": [0.2, 0.4], "U_f": 0.5, "b_f": 0.1, "W_i": [0.3, 0.7], "U_i": 0.6, "b_i": 0.2,
    "W_o": [0.6, 0.9], "U_o": 0.4, "b_o": 0.3, "W_c": [0.5, 0.8], "U_c": 0.3, "b_c": 0.0,
}  # fmt: skip
GRU = {
    "W_r": [0.2, 0.4], "U_r": 0.5, "b_r": 0.1, "W_z": [0.3, 0.7], "U_z": 0.6, "b_z": 0.2,
    "W_h": [0.6, 0.9], "U_h": 0.4, "b_h": 0.3,
}  # fmt: skip


def test_the_forget_gate_is_worked_out_as_in_the_notes() -> None:
    assert lines(run_of("lstm", LSTM, [[0.1, 0.2]]), "f") == [
        "f_1 = σ(W_f x_1 + U_f h_0 + b_f)",
        "= σ([0.2, 0.4] [0.1; 0.2] + 0.5 · 0 + 0.1)",
        "= σ(0.1 + 0 + 0.1)",
        "= σ(0.2)",
        "≈ 0.5498",
    ]


def test_the_hidden_state_of_the_lstm_is_worked_out_from_the_inside() -> None:
    assert lines(run_of("lstm", LSTM, [[0.1, 0.2]]), "h") == [
        "h_1 = o_1 ⊙ tanh(c_1)",
        "= 0.6318 ⊙ tanh(0.1224)",
        "= 0.6318 ⊙ 0.1218",
        "≈ 0.0770",
    ]


def test_the_hidden_state_of_the_gru_is_worked_out_as_in_the_notes() -> None:
    assert lines(run_of("gru", GRU, [[0.1, 0.2]]), "h") == [
        "h_1 = z_1 ⊙ h_0 + (1 − z_1) ⊙ h\u0302_1",
        "= 0.5915 ⊙ 0 + (1 − 0.5915) ⊙ 0.4930",
        "= 0 + 0.4085 ⊙ 0.4930",
        "= 0 + 0.2014",
        "≈ 0.2014",
    ]


def test_a_second_step_uses_the_state_of_the_first() -> None:
    run = run_of("rnn", {"W": [0.4, 0.3], "U": 0.5, "b": 0.1}, [[1.0, 2.0], [1.5, 2.5]])
    assert lines(run, "h", 2)[:2] == [
        "h_2 = tanh(W x_2 + U h_1 + b)",
        "= tanh([0.4, 0.3] [1.5; 2.5] + 0.5 · 0.8005 + 0.1)",
    ]
    assert lines(run, "h", 2)[-1] == "≈ 0.9518"


def random_run(key: str, loss: Loss | None = None, targets: Array | None = None) -> Run:
    generator = np.random.default_rng(3)
    network = Network(2, (Layer(CELLS[key], 3),), 2)
    parameters = {name: generator.normal(size=shape) for name, shape in network.parameters.items()}
    start = {name: generator.normal(size=size) for name, size in network.states.items()}
    return forward(network, parameters, generator.normal(size=(4, 2)), start, loss, targets)


@pytest.mark.parametrize("key", sorted(CELLS))
def test_the_last_line_of_every_equation_is_the_value_of_the_run(key: str) -> None:
    run = random_run(key, Loss("squared"), np.ones((4, 2)))
    for equation in equations(run.network, run.loss):
        result = work_out(equation, run, 3)[-1][-1]
        assert isinstance(result, Numbers)
        np.testing.assert_allclose(result.values.ravel(), np.ravel(run[equation.name][2]), rtol=1e-12)


@pytest.mark.parametrize("key", sorted(CELLS))
def test_the_printed_result_reads_back_as_the_value_of_the_run(key: str) -> None:
    run = random_run(key)
    for equation in equations(run.network):
        printed = to_plain(work_out(equation, run, 2)[-1])
        read = [float(number.replace("−", "-")) for number in re.findall(r"−?\d[\d.]*(?:e−?\d+)?", printed)]
        np.testing.assert_allclose(read, run[equation.name][1], atol=5.1e-4)


def test_the_softmax_loss_is_worked_out_for_the_target_class() -> None:
    run = random_run("rnn", Loss("softmax"), np.array([1, -1, 0, 1]))
    assert lines(run, "loss", 1)[1] == f"= −log {run['p'][0, 1]:.4f}"
    assert lines(run, "p", 1)[0] == "p_1 = softmax(y_1)"


def test_a_step_without_a_target_shows_the_symbols_only() -> None:
    run = random_run("rnn", Loss("softmax"), np.array([1, -1, 0, 1]))
    assert lines(run, "loss", 2) == ["L_2 = −log p_(2,k)"]
    squared = random_run("rnn", Loss("squared"), np.full((4, 2), np.nan))
    assert lines(squared, "loss", 2) == ["L_2 = ‖y_2 − y_2^*‖²"]


def test_the_squared_loss_leaves_out_units_without_a_target() -> None:
    targets = np.full((4, 2), np.nan)
    targets[0, 1] = 1.0
    run = random_run("rnn", Loss("squared"), targets)
    assert lines(run, "loss", 1)[1] == f"= ‖{run['y'][0, 1]:.4f} − 1‖²".replace("‖-", "‖−")


def test_overflow_is_printed_as_what_it_is() -> None:
    run = run_of("rnn-relu", {"W": [1e308, 1e308], "U": 0.0, "b": np.nan}, [[10.0, 10.0]])
    equation = equations(run.network)[0]
    latex = [to_latex(line) for line in work_out(equation, run, 1)]
    assert latex[2] == r"= \mathrm{ReLU}(\infty + 0 + \mathrm{NaN})"
    assert latex[-1] == r"= \mathrm{NaN}"


@pytest.mark.parametrize("feedback", [None, *get_args(Feedback)])
def test_the_last_line_is_what_the_run_has_where_units_are_held_and_outputs_come_back(
    feedback: Feedback | None,
) -> None:
    s = fed_setting(Layer(CELLS["lstm"], 3), Layer(CELLS["gru"], 2), n_steps=6)
    fed = s.run(schedule=random_schedule(s.network, 6, feedback))
    two_way = setting(Layer(CELLS["gru"], 2, bidirectional=True), Layer(CELLS["lstm"], 3, bidirectional=True))
    for run in (fed, two_way.run(schedule=random_schedule(two_way.network, 5))):
        for equation in equations(run.network, run.loss, run.schedule.feedback):
            for step in range(1, run.n_steps + 1):
                *_, last = work_out(equation, run, step)
                if isinstance(last[-1], Numbers):
                    expected = np.ravel(run[equation.name][step - 1])
                    np.testing.assert_allclose(last[-1].values.ravel(), expected, rtol=1e-12, atol=1e-14)
                else:
                    assert equation.name == "loss"
                    assert not run.told[step - 1]


def test_a_held_unit_becomes_what_it_is_set_to() -> None:
    s = setting(Layer(CELLS["rnn"], 2), n_steps=3)
    held = np.full((3, 2), np.nan)
    held[1, 0] = 0.25
    run = s.run(schedule=Schedule(clamps={"h": held}))
    assert re.fullmatch(r"→ \[0\.25\d*; .+\]", lines(run, "h", 2)[-1])
    assert lines(run, "h", 1)[-1].startswith("≈")


def test_an_input_that_is_not_fed_back_is_what_it_is() -> None:
    s = fed_setting(Layer(CELLS["rnn"], 2), n_steps=3)
    run = s.run(schedule=Schedule(np.array([True, False, False]), np.array([False, True, True]), "output"))
    first = equations(s.network, None, "output")[0]
    worked = [[to_plain(line) for line in work_out(first, run, step)] for step in (2, 3)]
    assert worked[0] == ["x_2", "= [0; 0; 0]"]
    assert worked[1][0] == "x_3 = y_2"


@pytest.mark.parametrize("on", ["2.h", "2r.h", "1r.h"])
def test_a_loss_is_worked_out_with_what_it_reads_in_any_layer_and_direction(on: str) -> None:
    lstm = CELLS["lstm"]
    s = setting(Layer(lstm, 2, bidirectional=True), Layer(lstm, 2, bidirectional=True))
    told = forward(s.network, s.parameters, s.inputs, s.start, Loss("squared", on), s.targets)
    equation = equations(told.network, told.loss)[-1]
    result = work_out(equation, told, 2)[-1][-1]
    assert isinstance(result, Numbers)
    np.testing.assert_allclose(result.values, told["loss"][1:2])
