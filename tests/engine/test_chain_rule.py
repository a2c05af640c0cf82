"""The chain rule of every value in symbols."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.cell import Cell
from rnnviz.engine.chain_rule import chain_rule, chain_rules, formula
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.text import to_latex, to_plain

from .problem import ALL_CELLS

SQUARED = Loss("squared")


def network(key: str, *, n_layers: int = 1, bidirectional: bool = False) -> Network:
    layers = tuple(Layer(ALL_CELLS[key], 2, bidirectional) for _ in range(n_layers))
    return Network(2, layers, 1)


def written(key: str, name: str, loss: Loss | None = SQUARED) -> str:
    return to_plain(formula(chain_rule(network(key), loss, name)))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("loss", "∂L/∂L_t = 1"),
        ("y", "∂L/∂y_t = 2(y_t − y_t^*)"),
        ("o", "∂L/∂o_t = ∂L/∂h_t ⊙ tanh(c_t)"),
        ("c", "∂L/∂c_t = ∂L/∂h_t ⊙ o_t ⊙ (1 − tanh(c_t)²) + ∂L/∂c_(t+1) ⊙ f_(t+1)"),
        ("f", "∂L/∂f_t = ∂L/∂c_t ⊙ c_(t−1)"),
        ("f.1", "∂L/∂a_(f,t) = ∂L/∂f_t ⊙ f_t ⊙ (1 − f_t)"),
        ("c_hat.1", "∂L/∂a_(c,t) = ∂L/∂c\u0302_t ⊙ (1 − c\u0302_t^2)"),
        ("c.1", "∂L/∂(f_t ⊙ c_(t−1)) = ∂L/∂c_t"),
        ("h.1", "∂L/∂tanh(c_t) = ∂L/∂h_t ⊙ o_t"),
        ("W_f", "∂L/∂W_f|_t = ∂L/∂a_(f,t) x_t^⊤"),
        ("U_f", "∂L/∂U_f|_t = ∂L/∂a_(f,t) h_(t−1)^⊤"),
        ("b_f", "∂L/∂b_f|_t = ∂L/∂a_(f,t)"),
        ("W_hy", "∂L/∂W_hy|_t = ∂L/∂y_t h_t^⊤"),
        ("b_y", "∂L/∂b_y|_t = ∂L/∂y_t"),
    ],
)
def test_the_chain_rules_of_the_lstm_are_those_of_the_books(name: str, expected: str) -> None:
    assert written("lstm", name) == expected


def test_a_state_has_one_term_for_each_way_to_the_loss() -> None:
    ways = ["W_hy^⊤ ∂L/∂y_t", *(f"U_{gate}^⊤ ∂L/∂a_({gate},t+1)" for gate in "fico")]
    assert written("lstm", "h") == f"∂L/∂h_t = {' + '.join(ways)}"


def test_a_gate_that_acts_twice_has_both_terms() -> None:
    assert written("gru", "z") == "∂L/∂z_t = ∂L/∂h_t ⊙ h_(t−1) − ∂L/∂h_t ⊙ h\u0302_t"


def test_a_product_before_a_matrix_takes_its_gradient_through_the_matrix() -> None:
    assert written("gru", "r") == "∂L/∂r_t = (U_h^⊤ ∂L/∂a_(h,t)) ⊙ h_(t−1)"
    assert written("gru", "U_h") == "∂L/∂U_h|_t = ∂L/∂a_(h,t)(r_t ⊙ h_(t−1))^⊤"


def test_two_sums_of_one_equation_are_numbered() -> None:
    assert written("gru-reset-after", "h_hat.2") == "∂L/∂a_(h2,t) = ∂L/∂h\u0302_t ⊙ (1 − h\u0302_t^2) ⊙ r_t"


def test_the_rectifier_lets_through_where_it_is_open() -> None:
    assert written("rnn-relu", "h.1") == "∂L/∂a_t = ∂L/∂h_t ⊙ 1[h_t > 0]"


def test_the_softmax_loss_gives_the_probabilities_less_one_at_the_class() -> None:
    assert written("rnn", "y", Loss("softmax")) == "∂L/∂y_t = p_t − e_k"
    assert written("rnn", "p", Loss("softmax")) == "∂L/∂p_t = − e_k ⊘ p_t"


def test_without_a_loss_nothing_reaches_the_read_out() -> None:
    assert written("rnn", "y", None) == "∂L/∂y_t = 0"


def test_the_step_may_be_a_number() -> None:
    rule = chain_rule(network("lstm"), SQUARED, "f")
    assert to_plain(formula(rule, 3)) == "∂L/∂f_3 = ∂L/∂c_3 ⊙ c_2"


def test_the_latex_has_a_fraction_for_each_gradient() -> None:
    rule = chain_rule(network("lstm"), SQUARED, "f")
    expected = r"\frac{\partial L}{\partial f_t} = \frac{\partial L}{\partial c_t} \,\odot\, c_{t-1}"
    assert to_latex(formula(rule)) == expected


def test_time_runs_the_other_way_against_time() -> None:
    rule = chain_rule(network("lstm", bidirectional=True), SQUARED, "1r.c")
    assert to_plain(formula(rule)).endswith("+ ∂L/∂c_(t−1)^(1←) ⊙ f_(t−1)^(1←)")


def test_a_layer_gets_its_gradient_from_the_layer_above() -> None:
    rule = chain_rule(network("rnn", n_layers=2), SQUARED, "h")
    assert to_plain(formula(rule)) == "∂L/∂h_t = W^((2)⊤) ∂L/∂a_t^(2) + U^⊤ ∂L/∂a_(t+1)"


@pytest.mark.parametrize("cell", CELLS.values(), ids=lambda cell: cell.key)
def test_rules_come_after_those_that_they_need(cell: Cell) -> None:
    rules = chain_rules(Network(2, (Layer(cell, 2),), 1), SQUARED)
    names = [rule.name for rule in rules]
    assert names[:4] == ["loss", "y", "W_hy", "b_y"]
    assert names[-1] == "x"
    needed = [(rule.name, term.source) for rule in rules for term in rule.terms if term.source and not term.offset]
    late = [(name, source) for name, source in needed if names.index(source) > names.index(name)]
    assert not late


def test_a_rule_belongs_to_the_sub_step_of_its_equation() -> None:
    owners = {rule.name: rule.owner for rule in chain_rules(network("lstm"), SQUARED)}
    assert {owners[name] for name in ("f", "f.1", "W_f", "U_f", "b_f", "x")} == {"f"}
    assert {owners[name] for name in ("y", "W_hy", "b_y")} == {"y"}
