"""The simple recurrent cell of Elman, with tanh."""

from ..engine.cell import Cell
from ..engine.expr import Named, affine, input_vector, state_vector, tanh

x, h = input_vector("x"), state_vector("h")

h_new = Named("h", tanh(affine("", x, h)), "state", "Hidden state: input and memory mixed; it is the new memory.")

CELL = Cell("rnn", "RNN", "simple RNN with tanh", (h_new,), {h: h_new}, h_new)
