"""Formulas as text: the printed equations of every cell."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.expr import Expr, Named, Symbol, affine, input_vector, state_vector, tanh
from rnnviz.engine.glyph import Glyph, symbol
from rnnviz.engine.text import Formula, Mark, Numbers, compose, mark_of, spread, to_latex, to_plain

GATES = {
    "f": r"\sigma(W_f x_t + U_f h_{t-1} + b_f)",
    "i": r"\sigma(W_i x_t + U_i h_{t-1} + b_i)",
    "o": r"\sigma(W_o x_t + U_o h_{t-1} + b_o)",
    "z": r"\sigma(W_z x_t + U_z h_{t-1} + b_z)",
    "r": r"\sigma(W_r x_t + U_r h_{t-1} + b_r)",
}
PRINTED = {
    "rnn": {"h": r"\tanh(W x_t + U h_{t-1} + b)"},
    "rnn-relu": {"h": r"\mathrm{ReLU}(W x_t + U h_{t-1} + b)"},
    "rnn-sigmoid": {"h": r"\sigma(W x_t + U h_{t-1} + b)"},
    "rnn-identity": {"h": r"W x_t + U h_{t-1} + b"},
    "lstm": {
        "c_hat": r"\tanh(W_c x_t + U_c h_{t-1} + b_c)",
        "c": r"f_t \,\odot\, c_{t-1} + i_t \,\odot\, \hat{c}_t",
        "h": r"o_t \,\odot\, \tanh(c_t)",
    },
    "gru": {
        "h_hat": r"\tanh(W_h x_t + U_h(r_t \,\odot\, h_{t-1}) + b_h)",
        "h": r"z_t \,\odot\, h_{t-1} + (1 - z_t) \,\odot\, \hat{h}_t",
    },
    "gru-z-updates": {
        "h_hat": r"\tanh(W_h x_t + U_h(r_t \,\odot\, h_{t-1}) + b_h)",
        "h": r"(1 - z_t) \,\odot\, h_{t-1} + z_t \,\odot\, \hat{h}_t",
    },
    "gru-reset-after": {
        "h_hat": r"\tanh(W_h x_t + b_h + r_t \,\odot\, (U_h h_{t-1} + c_h))",
        "h": r"z_t \,\odot\, h_{t-1} + (1 - z_t) \,\odot\, \hat{h}_t",
    },
}
x, h = input_vector("x"), state_vector("h")


def write(node: Expr) -> Formula | None:
    """Every leaf as its symbol."""
    match node:
        case Symbol(name=name, kind=kind):
            return (mark_of(symbol(name, {"state": "t−1", "input": "t"}.get(kind))),)
        case Named(name=name):
            return (mark_of(symbol(name)),)
    return None


@pytest.mark.parametrize("key", sorted(PRINTED))
def test_every_cell_is_printed_as_in_the_notes(key: str) -> None:
    expected = {**GATES, **PRINTED[key]}
    for equation in CELLS[key].equations:
        assert to_latex(compose(spread(equation.body), write)) == expected[equation.name]


def test_no_cell_is_left_out_of_the_printed_ones() -> None:
    assert set(PRINTED) == set(CELLS)


@pytest.mark.parametrize(
    ("name", "time", "glyph"),
    [
        ("f", "t", Glyph("f", "", "t")),
        ("c_hat", "t−1", Glyph("c", "hat", "t−1")),
        ("W_hy", None, Glyph("W", "", "hy")),
        ("U", None, Glyph("U")),
        ("loss", "3", Glyph("L", "", "3")),
        ("f.1", "t", Glyph("f", "", "t")),
        ("2.h", "t", Glyph("h", "", "t", "(2)")),
        ("1r.W_f", None, Glyph("W", "", "f", "(1←)")),
        ("p_k", "t", Glyph("p", "", "t,k")),
        ("y*", "t", Glyph("y", "", "t", "*")),
    ],
)
def test_a_name_is_taken_apart_into_letter_accent_and_scripts(name: str, time: str | None, glyph: Glyph) -> None:
    assert symbol(name, time) == glyph


@pytest.mark.parametrize(
    ("glyph", "latex", "plain"),
    [
        (Glyph("f", "", "t"), "f_t", "f_t"),
        (Glyph("c", "hat", "t−1"), r"\hat{c}_{t-1}", "c\u0302_(t−1)"),
        (Glyph("W", "", "hy"), "W_{hy}", "W_hy"),
        (Glyph("h", "", "12", "(2)"), "h_{12}^{(2)}", "h_12^(2)"),
    ],
)
def test_a_symbol_is_written_as_latex_and_as_plain_text(glyph: Glyph, latex: str, plain: str) -> None:
    assert mark_of(glyph) == Mark(latex, plain)


def test_plain_text_reads_like_the_equation() -> None:
    gate = CELLS["lstm"].equations[0]
    assert to_plain(compose(spread(gate.body), write)) == "σ(W_f x_t + U_f h_(t−1) + b_f)"


def test_a_sum_that_is_taken_away_keeps_its_brackets() -> None:
    a, b, c = (state_vector(name) for name in "abc")
    assert to_latex(compose(spread(a - (b + c)), write)) == "a_{t-1} - (b_{t-1} + c_{t-1})"
    assert to_latex(compose(spread((a - b) - c), write)) == "a_{t-1} - b_{t-1} - c_{t-1}"
    assert to_latex(compose(spread((a + b) * c), write)) == r"(a_{t-1} + b_{t-1}) \,\odot\, c_{t-1}"
    assert to_latex(compose(spread(1 - (1 - a)), write)) == "1 - (1 - a_{t-1})"


def numbers(values: dict[str, object]) -> object:
    """A leaf that writes arrays for the symbols that have one."""

    def leaf(node: Expr) -> Formula | None:
        if isinstance(node, Symbol):
            return (Numbers(np.asarray(values[node.name], dtype=float)),)
        return None

    return leaf


def test_numbers_are_put_in_with_dots_and_brackets_where_they_are_needed() -> None:
    body = spread(tanh(affine("", x, h)))
    values = {"W": [[0.4, 0.3]], "x": [1.0, 2.0], "U": [[-0.5]], "h": [-0.8], "b": [-0.1]}
    formula = compose(body, numbers(values))  # type: ignore[arg-type]
    assert to_plain(formula) == "tanh([0.4, 0.3] [1; 2] + (−0.5) · (−0.8) + (−0.1))"
    assert to_latex(formula) == (
        r"\tanh\left(\begin{bmatrix} 0.4 & 0.3 \end{bmatrix} \begin{bmatrix} 1 \\ 2 \end{bmatrix}"
        r" + (-0.5) \cdot (-0.8) + (-0.1)\right)"
    )
