"""The simple recurrent cell with the logistic function in place of tanh."""

from ..engine.cell import Cell
from ..engine.expr import Named, affine, input_vector, sigmoid, state_vector

x, h = input_vector("x"), state_vector("h")

h_new = Named("h", sigmoid(affine("", x, h)), "state", "Hidden state: input and memory mixed, between 0 and 1.")

CELL = Cell("rnn-sigmoid", "Sigmoid RNN", "simple RNN with the sigmoid", (h_new,), {h: h_new}, h_new)
