"""Gated recurrent unit; the reset gate acts before the recurrent product, z lets in the candidate."""

from ..engine.cell import Cell
from ..engine.expr import Named, affine, input_vector, sigmoid, state_vector, tanh

x, h = input_vector("x"), state_vector("h")

z = Named("z", sigmoid(affine("z", x, h)), "gate", "Update gate: how much of the candidate is let in.")
r = Named("r", sigmoid(affine("r", x, h)), "gate", "Reset gate: how much of the old state the candidate sees.")
h_hat = Named("h_hat", tanh(affine("h", x, r * h)), "candidate", "Candidate: what could replace the old state.")
h_new = Named("h", (1 - z) * h + z * h_hat, "state", "Hidden state: 1 − z keeps the old, z lets in the candidate.")

CELL = Cell(
    "gru-z-updates",
    "GRU (z updates)",
    "GRU, reset before the product, z updates",
    (z, r, h_hat, h_new),
    {h: h_new},
    h_new,
)
