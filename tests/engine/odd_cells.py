"""Cells that no lesson has, each with something that the shipped cells lack."""

from __future__ import annotations

from rnnviz.engine.cell import Cell
from rnnviz.engine.expr import Named, Symbol, affine, input_vector, relu, sigmoid, state_vector, tanh


def peephole_lstm() -> Cell:
    """Parameters that elementwise operations read; a gate that sees the new state."""
    x, h, c = input_vector("x"), state_vector("h"), state_vector("c")
    p_f, p_o = (Symbol(name, "parameter", ("hidden",)) for name in ("p_f", "p_o"))
    f = Named("f", sigmoid(affine("f", x, h) + p_f * c), "gate", "Keeps.")
    g = Named("g", tanh(affine("g", x, h)), "candidate", "Candidate.")
    c_new = Named("c", f * c + (1 - f) * g, "state", "State.")
    o = Named("o", sigmoid(affine("o", x, h) + p_o * c_new), "gate", "Shows.")
    h_new = Named("h", o * tanh(c_new), "state", "Output.")
    return Cell("peephole", "", "", (f, g, c_new, o, h_new), {c: c_new, h: h_new}, h_new)


def minimal_gated_unit() -> Cell:
    """One gate that is used twice, once before a matrix."""
    x, h = input_vector("x"), state_vector("h")
    f = Named("f", sigmoid(affine("f", x, h)), "gate", "Gate.")
    n = Named("n", tanh(affine("n", x, f * h)), "candidate", "Candidate.")
    h_new = Named("h", (1 - f) * h + f * n, "state", "State.")
    return Cell("mgu", "", "", (f, n, h_new), {h: h_new}, h_new)


def linear_cell() -> Cell:
    """A state that is an affine form itself, read by an output that is no state."""
    x, s = input_vector("x"), state_vector("s")
    s_new = Named("s", affine("s", x, s), "state", "State.")
    y = Named("out", relu(affine("o", s_new)) - s_new, "state", "Output.")
    return Cell("linear", "", "", (s_new, y), {s: s_new}, y)


def twin_states() -> Cell:
    """Two states that take one value, one of them never read by a matrix; a matrix that reads a new state."""
    x, a, b = input_vector("x"), state_vector("a"), state_vector("b")
    m = Named("m", tanh(affine("m", x, a)), "candidate", "Mixes.")
    a_new = Named("a", m - b, "state", "State.")
    b_new = Named("b", m - b, "state", "State.")
    out = Named("out", -sigmoid(affine("o", a_new)) * (a_new > 0), "gate", "Output.")
    return Cell("twins", "", "", (m, a_new, b_new, out), {a: a_new, b: b_new}, out)


def deep_transition() -> Cell:
    """A matrix after a matrix, σ of a sum, and an old state added as it is."""
    x, h = input_vector("x"), state_vector("h")
    u = Named("u", affine("u", x, h), "candidate", "First matrix.")
    v = Named("v", sigmoid(affine("v", u) + h), "gate", "Second matrix.")
    h_new = Named("h", h + v * tanh(u), "state", "State.")
    return Cell("deep", "", "", (u, v, h_new), {h: h_new}, h_new)


def idle_state() -> Cell:
    """A state that no equation reads, a repeated expression, and a value that nothing can be derived by."""
    x, h, s = input_vector("x"), state_vector("h"), state_vector("s")
    g = Named("g", tanh(affine("g", x, s)), "gate", "Gate.")
    s_new = Named("s", (1 - g) * s + (1 - g) * g, "state", "State.")
    h_new = Named("h", s_new * ((s_new > 0) > 0), "state", "Output.")
    return Cell("idle", "", "", (g, s_new, h_new), {s: s_new, h: h_new}, h_new)


def rectified_state() -> Cell:
    """A rectifier of a new state, and one of a product."""
    x, h, c = input_vector("x"), state_vector("h"), state_vector("c")
    c_new = Named("c", c + relu(affine("c", x, h) * c), "state", "State.")
    h_new = Named("h", tanh(relu(c_new)), "state", "Output.")
    return Cell("rectified", "", "", (c_new, h_new), {c: c_new, h: h_new}, h_new)


ODD_CELLS = {
    cell.key: cell
    for cell in (
        peephole_lstm(),
        minimal_gated_unit(),
        linear_cell(),
        twin_states(),
        deep_transition(),
        idle_state(),
        rectified_state(),
    )
}
