"""The simple recurrent cell without an activation function: a linear dynamical system."""

from ..engine.cell import Cell
from ..engine.expr import Named, affine, identity, input_vector, state_vector

x, h = input_vector("x"), state_vector("h")

h_new = Named("h", identity(affine("", x, h)), "state", "Hidden state: input and memory mixed, and nothing more.")

CELL = Cell("rnn-identity", "Linear RNN", "simple RNN without activation", (h_new,), {h: h_new}, h_new)
