"""Gated recurrent unit of the deep-learning frameworks: the reset gate acts after the recurrent product."""

from ..engine.cell import Cell
from ..engine.expr import Named, affine, input_vector, sigmoid, state_vector, tanh

x, h = input_vector("x"), state_vector("h")

z = Named("z", sigmoid(affine("z", x, h)), "gate", "Update gate: how much of the old state is kept.")
r = Named("r", sigmoid(affine("r", x, h)), "gate", "Reset gate: how much of the recurrent product is used.")
h_hat = Named(
    "h_hat",
    tanh(affine("h", x) + r * affine("h", h, bias="c")),
    "candidate",
    "Candidate: what could replace the old state.",
)
h_new = Named("h", z * h + (1 - z) * h_hat, "state", "Hidden state: z keeps the old, 1 − z lets in the candidate.")

CELL = Cell(
    "gru-reset-after",
    "GRU (reset after)",
    "GRU, reset after the product, z keeps",
    (z, r, h_hat, h_new),
    {h: h_new},
    h_new,
)
