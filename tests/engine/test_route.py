"""The routes of a value to what is computed from it."""

from __future__ import annotations

from rnnviz.cells import CELLS
from rnnviz.engine.cell import Cell
from rnnviz.engine.expr import Expr, Named, Symbol, affine, input_vector, state_vector, tanh
from rnnviz.engine.route import Routes, routes_of

LSTM = CELLS["lstm"]


def node(name: str) -> Expr:
    return LSTM.values[name]


def test_a_route_ends_at_the_next_equation() -> None:
    (route,) = routes_of(LSTM).of(node("o"))
    assert route.to is node("h")
    assert route.factors == (node("h.1"),)


def test_derivatives_of_operations_on_the_way_multiply_from_the_end_backwards() -> None:
    (route,) = routes_of(LSTM).of(node("c"))
    assert route.factors[0] is node("o")
    assert len(route.factors) == 2


def test_a_state_goes_through_every_matrix_that_multiplies_it() -> None:
    h = next(state for state in LSTM.states if state.name == "h")
    matrices = [route.matrix.name for route in routes_of(LSTM).of(h) if route.matrix is not None]
    assert matrices == ["U_f", "U_i", "U_c", "U_o"]


def test_a_matrix_knows_what_it_multiplies() -> None:
    weights = next(parameter for parameter in LSTM.parameters if parameter.name == "U_f")
    (route,) = routes_of(LSTM).of(weights)
    assert isinstance(route.operand, Symbol)
    assert (route.operand.name, route.operand.kind) == ("h", "state")


def test_a_sign_is_no_factor() -> None:
    x, h = input_vector("x"), state_vector("h")
    new = Named("h", -tanh(affine("", x, h)) - h, "state", "State.")
    cell = Cell("minus", "", "", (new,), {h: new}, new)
    signs = {(route.sign, len(route.factors)) for route in Routes(cell).of(h)}
    assert signs == {(1, 0), (-1, 0)}


def test_where_a_derivative_is_zero_there_is_no_route() -> None:
    x, h = input_vector("x"), state_vector("h")
    new = Named("h", h * (affine("", x, h) > 0), "state", "State.")
    cell = Cell("step", "", "", (new,), {h: new}, new)
    assert [route.to for route in Routes(cell).of(cell.values["h.1"])] == []
