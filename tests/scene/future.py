"""Cells that the program does not have: whatever a cell file may declare must give a picture."""

from __future__ import annotations

from rnnviz.engine.cell import Cell
from rnnviz.engine.expr import Expr, Named, Symbol, affine, input_vector, sigmoid, state_vector, tanh


def peephole() -> Cell:
    """An LSTM whose gates also look at the cell state (Gers and Schmidhuber, 2000)."""
    x, h, c = input_vector("x"), state_vector("h"), state_vector("c")

    def gate(name: str, state: Expr) -> Named:
        weight = Symbol(f"p_{name}", "parameter", ("hidden",))
        return Named(name, sigmoid(affine(name, x, h) + weight * state), "gate", f"{name.upper()} gate: a part.")

    f, i = gate("f", c), gate("i", c)
    c_hat = Named("c_hat", tanh(affine("c", x, h)), "candidate", "Candidate: what could be written.")
    c_new = Named("c", f * c + i * c_hat, "state", "Cell state: what is kept and written.")
    o = gate("o", c_new)
    h_new = Named("h", o * tanh(c_new), "state", "Hidden state: what is shown.")
    return Cell("peephole", "Peephole LSTM", "", (f, i, c_hat, c_new, o, h_new), {c: c_new, h: h_new}, h_new)


def minimal_gated() -> Cell:
    """The minimal gated unit (Zhou and others, 2016)."""
    x, h = input_vector("x"), state_vector("h")
    f = Named("f", sigmoid(affine("f", x, h)), "gate", "Forget gate: a part.")
    h_hat = Named("h_hat", tanh(affine("h", x, f * h)), "candidate", "Candidate: what could replace the state.")
    h_new = Named("h", (1 - f) * h + f * h_hat, "state", "Hidden state: old and new.")
    return Cell("mgu", "MGU", "", (f, h_hat, h_new), {h: h_new}, h_new)


def coupled() -> Cell:
    """An LSTM that writes as much as it forgets."""
    x, h, c = input_vector("x"), state_vector("h"), state_vector("c")
    f = Named("f", sigmoid(affine("f", x, h)), "gate", "Forget gate: a part.")
    c_hat = Named("c_hat", tanh(affine("c", x, h)), "candidate", "Candidate: what could be written.")
    o = Named("o", sigmoid(affine("o", x, h)), "gate", "Output gate: a part.")
    c_new = Named("c", f * c + (1 - f) * c_hat, "state", "Cell state: what is kept and written.")
    h_new = Named("h", o * tanh(c_new), "state", "Hidden state: what is shown.")
    return Cell("coupled", "Coupled LSTM", "", (f, c_hat, o, c_new, h_new), {c: c_new, h: h_new}, h_new)


def linear() -> Cell:
    """A recurrent cell without activation."""
    x, h = input_vector("x"), state_vector("h")
    h_new = Named("h", affine("", x, h), "state", "Hidden state: a linear map of input and state.")
    return Cell("linear", "Linear RNN", "", (h_new,), {h: h_new}, h_new)


FUTURE = {cell.key: cell for cell in (peephole(), minimal_gated(), coupled(), linear())}
