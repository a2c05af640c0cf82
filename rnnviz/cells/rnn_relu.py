"""The simple recurrent cell with a rectifier in place of tanh."""

from ..engine.cell import Cell
from ..engine.expr import Named, affine, input_vector, relu, state_vector

x, h = input_vector("x"), state_vector("h")

h_new = Named("h", relu(affine("", x, h)), "state", "Hidden state: input and memory mixed, only what is positive.")

CELL = Cell("rnn-relu", "ReLU RNN", "simple RNN with ReLU", (h_new,), {h: h_new}, h_new)
