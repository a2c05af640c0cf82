"""Equations in each arrangement, and their numbers in the same form."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.equation import equations, formula
from rnnviz.engine.notation import NOTATIONS, find_notation
from rnnviz.engine.run import Run
from rnnviz.engine.stacked import arrange
from rnnviz.engine.text import Numbers, to_latex, to_plain
from rnnviz.engine.worked import work_out
from rnnviz.experiment.experiment import Experiment


def make(cell: str, notation: str) -> Run:
    experiment = Experiment.new([cell, cell], hidden_size=2, input_size=3, output_size=2, bidirectional=[True, False])
    return experiment.run().write_in(find_notation(notation))


def written(cell: str, notation: str) -> dict[str, str]:
    run = make(cell, notation)
    found = arrange(equations(run.network), run.writing)
    return {equation.name: to_plain(formula(equation, None, run.writing)) for equation in found}


@pytest.mark.parametrize(
    ("cell", "notation", "name", "text"),
    [
        ("lstm", "split", "f", "f_t = σ(W_f x_t + U_f h_(t−1) + b_f)"),
        ("lstm", "concatenated", "f", "f_t = σ(W_f · [h_(t−1), x_t] + b_f)"),
        ("lstm", "concatenated", "c", "c_t = f_t ∗ c_(t−1) + i_t ∗ c\u0303_t"),
        ("lstm", "subscripted", "f", "f_t = σ(W_xf x_t + W_hf h_(t−1) + b_f)"),
        ("lstm", "stacked", "f", "(f_t; i_t; o_t; g_t) = (σ; σ; σ; tanh)(W (h_(t−1); x_t) + b)"),
        ("lstm", "split,argument", "f", "f(t) = σ(W_f x(t) + U_f h(t−1) + b_f)"),
        ("gru", "concatenated", "h_hat", "h\u0303_t = tanh(W_h · [r_t ∗ h_(t−1), x_t] + b_h)"),
        ("gru", "stacked", "z", "(z_t; r_t) = (σ; σ)(W (h_(t−1); x_t) + b)"),
        ("gru", "stacked", "h_hat", "g_t = tanh(W_g (r_t ⊙ h_(t−1); x_t) + b_g)"),
        ("rnn", "subscripted", "h", "h_t = tanh(W_xh x_t + W_hh h_(t−1) + b_h)"),
        ("rnn", "concatenated", "h", "h_t = tanh(W · [h_(t−1), x_t] + b)"),
        ("lstm", "concatenated", "2.f", "f_t^(2) = σ(W_f^(2) · [h_(t−1)^(2), h_t, h_t^(1←)] + b_f^(2))"),
    ],
)
def test_equations_are_written_as_in_the_lecture(cell: str, notation: str, name: str, text: str) -> None:
    assert written(cell, notation)[name] == text


def test_stacked_gates_are_a_column_in_latex() -> None:
    run = make("gru", "stacked")
    first = arrange(equations(run.network), run.writing)[0]
    assert to_latex(formula(first, None, run.writing)).startswith(r"\begin{pmatrix} z_t \\ r_t \end{pmatrix} =")


@pytest.mark.parametrize("notation", [*NOTATIONS, "concatenated,g,from-0", "stacked,argument"])
@pytest.mark.parametrize("cell", CELLS)
def test_every_calculation_ends_with_what_the_run_has(cell: str, notation: str) -> None:
    run = make(cell, notation)
    for equation in arrange(equations(run.network), run.writing):
        *_, result = work_out(equation, run, 2)
        last = result[-1]
        assert isinstance(last, Numbers)
        expected = np.concatenate([run[name][1] for name in equation.names])
        np.testing.assert_allclose(last.values, expected, rtol=1e-12)


def test_the_joined_matrix_and_vector_are_put_in_as_one() -> None:
    run = make("lstm", "concatenated")
    lines = work_out(equations(run.network)[0], run, 2)
    matrix, vector = [piece.values for piece in lines[1] if isinstance(piece, Numbers)][:2]
    np.testing.assert_array_equal(matrix, np.hstack([run.parameters["U_f"], run.parameters["W_f"]]))
    np.testing.assert_array_equal(vector, np.concatenate([run["h"][0], run["x"][1]]))


def test_all_gates_are_put_in_as_one_matrix_gates_before_the_candidate() -> None:
    run = make("lstm", "stacked")
    lines = work_out(arrange(equations(run.network), run.writing)[0], run, 2)
    matrix = next(piece.values for piece in lines[1] if isinstance(piece, Numbers))
    rows = [np.hstack([run.parameters[f"U_{gate}"], run.parameters[f"W_{gate}"]]) for gate in "fioc"]
    np.testing.assert_array_equal(matrix, np.vstack(rows))


def test_other_arrangements_leave_the_equations_as_they_are() -> None:
    run = make("lstm", "concatenated")
    found = equations(run.network)
    assert arrange(found, run.writing) == found
