"""The equations of a network in symbols."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.equation import describe, equations, formula
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.schedule import Feedback
from rnnviz.engine.text import to_latex, to_plain

LSTM = Network(2, (Layer(CELLS["lstm"], 3),), 1)


def printed(network: Network, loss: Loss | None = None) -> dict[str, str]:
    return {equation.name: to_latex(formula(equation)) for equation in equations(network, loss)}


def test_the_read_out_and_the_loss_come_after_the_cell() -> None:
    assert list(printed(LSTM, Loss("squared"))) == ["f", "i", "c_hat", "o", "c", "h", "y", "loss"]
    assert printed(LSTM)["y"] == "y_t = W_{hy} h_t + b_y"


@pytest.mark.parametrize(
    ("loss", "name", "latex"),
    [
        (Loss("squared"), "loss", r"L_t = \lVert y_t - y_t^*\rVert^2"),
        (Loss("squared", on="h"), "loss", r"L_t = \lVert h_t - h_t^*\rVert^2"),
        (Loss("softmax"), "p", r"p_t = \mathrm{softmax}(y_t)"),
        (Loss("softmax"), "loss", r"L_t = {-}\log p_{t,k}"),
        (Loss("softmax", on="h"), "p", r"p_t = \mathrm{softmax}(h_t)"),
    ],
)
def test_every_loss_has_its_formula(loss: Loss, name: str, latex: str) -> None:
    assert printed(LSTM, loss)[name] == latex


def test_higher_layers_and_reverse_directions_are_told_apart() -> None:
    network = Network(2, (Layer(CELLS["rnn"], 3, bidirectional=True), Layer(CELLS["rnn"], 2)))
    lines = [to_plain(formula(equation)) for equation in equations(network)]
    assert lines == [
        "h_t = tanh(W x_t + U h_(t−1) + b)",
        "h_t^(1←) = tanh(W^(1←) x_t + U^(1←) h_(t+1)^(1←) + b^(1←))",
        "h_t^(2) = tanh(W^(2)[h_t, h_t^(1←)] + U^(2) h_(t−1)^(2) + b^(2))",
    ]


def test_what_a_layer_or_the_read_out_sees_is_written_as_the_outputs_below() -> None:
    network = Network(2, (Layer(CELLS["lstm"], 3), Layer(CELLS["rnn"], 2, bidirectional=True)), 1)
    found = printed(network)
    assert found["2r.h"] == (
        r"h_t^{(2\leftarrow )} = \tanh(W^{(2\leftarrow )} h_t + U^{(2\leftarrow )} h_{t+1}^{(2\leftarrow )} + "
        r"b^{(2\leftarrow )})"
    )
    assert found["y"] == r"y_t = W_{hy}[h_t^{(2)}, h_t^{(2\leftarrow )}] + b_y"


@pytest.mark.parametrize(
    ("feedback", "latex"),
    [
        ("output", "x_t = y_{t-1}"),
        ("probability", r"x_t = \mathrm{softmax}(y_{t-1})"),
        ("choice", r"x_t = \mathrm{onehot}(\arg \max y_{t-1})"),
    ],
)
def test_what_is_fed_back_is_an_equation(feedback: Feedback, latex: str) -> None:
    first = equations(LSTM, None, feedback)[0]
    assert (first.name, to_latex(formula(first))) == ("x", latex)
    assert to_latex(formula(first, 3)) == latex.replace("{t-1}", "2").replace("x_t", "x_3")


def test_at_a_step_the_letters_of_time_become_numbers() -> None:
    first = equations(LSTM)[0]
    assert to_plain(formula(first, 3)) == "f_3 = σ(W_f x_3 + U_f h_2 + b_f)"


def test_a_parameter_is_used_by_one_equation() -> None:
    assert [e.name for e in equations(LSTM) if e.uses("W_c")] == ["c_hat"]
    assert [e.name for e in equations(LSTM) if e.uses("b_y")] == ["y"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("f", "f_t = σ(W_f x_t + U_f h_(t−1) + b_f)"),
        ("f.1", "W_f x_t + U_f h_(t−1) + b_f"),
        ("c.2", "i_t ⊙ c\u0302_t"),
        ("x", "x_t"),
        ("W_f", "W_f"),
        ("y", "y_t = W_hy h_t + b_y"),
    ],
)
def test_every_name_can_be_described_in_one_line(name: str, text: str) -> None:
    assert describe(LSTM, None, name) == text
