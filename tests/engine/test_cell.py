"""A cell checks that its equations are complete, in order and named apart, and derives the rest from them."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.cell import Cell
from rnnviz.engine.expr import Named, affine, input_vector, sigmoid, state_vector, tanh

x, h = input_vector("x"), state_vector("h")
g = Named("g", sigmoid(affine("g", x, h)), "gate", "A gate.")
h_new = Named("h", g * tanh(affine("h", x, h)), "state", "The new state.")


def cell(*equations: Named, output: Named = h_new) -> Cell:
    """A cell of two equations."""
    return Cell("test", "Test", "a cell of the tests", equations, {h: output}, output)


def test_values_are_named_after_their_equations_in_the_order_of_computing() -> None:
    assert list(cell(g, h_new).values) == ["g.1", "g", "h.1", "h.2", "h"]


def test_an_equation_that_nothing_uses_is_refused() -> None:
    idle = Named("i", sigmoid(affine("i", x)), "gate", "Unused.")
    with pytest.raises(ValueError, match=r"\['i'\]"):
        cell(g, idle, h_new)


def test_an_equation_that_is_used_but_not_written_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\['g'\]"):
        cell(h_new)


def test_an_equation_before_what_it_needs_is_refused() -> None:
    with pytest.raises(ValueError, match=r"h is written before \['g'\]"):
        cell(h_new, g)


def test_a_parameter_name_used_twice_is_refused() -> None:
    twin = Named("k", sigmoid(affine("g", x, h)), "gate", "Has the parameters of g again.")
    state = Named("h", g * twin, "state", "The new state.")
    with pytest.raises(ValueError, match="parameter name is used twice"):
        cell(g, twin, state, output=state)


def test_an_equation_that_replaces_a_state_has_its_name() -> None:
    other = Named("s", g * h, "state", "The new state.")
    with pytest.raises(ValueError, match="share one name"):
        cell(g, other, output=other)


def test_the_equation_of_a_parameter_is_the_one_that_multiplies_by_it() -> None:
    assert cell(g, h_new).equation_of("U_h") is h_new
    assert cell(g, h_new).equation_of("b_g") is g
    with pytest.raises(KeyError):
        cell(g, h_new).equation_of("W_q")


@pytest.mark.parametrize(
    ("key", "equations", "states", "parameters"),
    [
        ("rnn", "h", "h", "W U b"),
        ("rnn-relu", "h", "h", "W U b"),
        ("rnn-sigmoid", "h", "h", "W U b"),
        ("rnn-identity", "h", "h", "W U b"),
        ("lstm", "f i c_hat o c h", "c h", "W_f U_f b_f W_i U_i b_i W_c U_c b_c W_o U_o b_o"),
        ("gru", "z r h_hat h", "h", "W_z U_z b_z W_r U_r b_r W_h U_h b_h"),
        ("gru-z-updates", "z r h_hat h", "h", "W_z U_z b_z W_r U_r b_r W_h U_h b_h"),
        ("gru-reset-after", "z r h_hat h", "h", "W_z U_z b_z W_r U_r b_r W_h b_h U_h c_h"),
    ],
)
def test_the_shipped_cells_have_the_names_of_the_literature(
    key: str, equations: str, states: str, parameters: str
) -> None:
    shipped = CELLS[key]
    assert [equation.name for equation in shipped.equations] == equations.split()
    assert [state.name for state in shipped.states] == states.split()
    assert [parameter.name for parameter in shipped.parameters] == parameters.split()


@pytest.mark.parametrize("shipped", CELLS.values(), ids=CELLS.keys())
def test_every_equation_says_in_one_sentence_what_it_does(shipped: Cell) -> None:
    assert shipped.key in CELLS
    assert shipped.output.name == "h"
    assert all(equation.says.endswith(".") and len(equation.says) < 100 for equation in shipped.equations)
