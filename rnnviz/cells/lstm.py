"""Long short-term memory with a forget gate."""

from ..engine.cell import Cell
from ..engine.expr import Named, affine, input_vector, sigmoid, state_vector, tanh

x, h, c = input_vector("x"), state_vector("h"), state_vector("c")

f = Named("f", sigmoid(affine("f", x, h)), "gate", "Forget gate: how much of the old cell state is kept.")
i = Named("i", sigmoid(affine("i", x, h)), "gate", "Input gate: how much of the candidate is written.")
c_hat = Named("c_hat", tanh(affine("c", x, h)), "candidate", "Candidate: what could be written to the cell state.")
o = Named("o", sigmoid(affine("o", x, h)), "gate", "Output gate: how much of the cell state is shown.")
c_new = Named("c", f * c + i * c_hat, "state", "Cell state: what is kept of the old plus what is written.")
h_new = Named("h", o * tanh(c_new), "state", "Hidden state: the part of the cell state that is shown.")

CELL = Cell("lstm", "LSTM", "LSTM with a forget gate", (f, i, c_hat, o, c_new, h_new), {c: c_new, h: h_new}, h_new)
