"""The gradients of a cell hold together: products of what was recorded, and memory in proportion to it."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from rnnviz.engine.adjoint import uses
from rnnviz.engine.tape import Sizes
from rnnviz.engine.unroll import unroll

from .problem import ALL_CELLS, problem

every_cell = pytest.mark.parametrize("key", ALL_CELLS)


@every_cell
def test_every_parameter_of_a_matrix_is_used_in_one_place(key: str) -> None:
    cell = ALL_CELLS[key]
    names = [name for use in uses(cell, Sizes(3, 4, 1)) for name, _ in use.parameters]
    assert len(names) == len(set(names))
    vectors = set(names) ^ {parameter.name for parameter in cell.parameters}
    assert all(name.startswith("p_") for name in vectors)


@every_cell
def test_gradients_have_the_shapes_of_what_they_belong_to(key: str) -> None:
    p = problem(ALL_CELLS[key])
    unrolled = unroll(p.cell, p.parameters, p.inputs, p.start)
    adjoint = unrolled.backward({p.cell.output.name: np.ones((6, 4))})
    assert {name: array.shape for name, array in adjoint.parameters.items()} == {
        name: array.shape for name, array in p.parameters.items()
    }
    assert all(adjoint.values[name].shape == values.shape for name, values in unrolled.values.items())
    assert adjoint.inputs.shape == p.inputs.shape


def test_values_that_share_a_gradient_share_its_memory() -> None:
    p = problem(ALL_CELLS["lstm"])
    adjoint = unroll(p.cell, p.parameters, p.inputs, p.start).backward({"h": np.ones((6, 4))})
    assert np.shares_memory(adjoint.values["c"], adjoint.values["c.1"])
    assert np.array_equal(adjoint.values["c"], adjoint.values["c.2"])


@pytest.mark.parametrize("key", ["rnn", "lstm", "gru", "gru-reset-after"])
def test_memory_stays_close_to_the_values_and_gradients_kept(key: str) -> None:
    p = problem(ALL_CELLS[key], n_steps=3000, input_size=8, hidden_size=32)
    given = np.ones((3000, 32))
    unroll(p.cell, p.parameters, p.inputs, p.start).backward({"h": given})
    tracemalloc.start()
    unrolled = unroll(p.cell, p.parameters, p.inputs, p.start)
    adjoint = unrolled.backward({"h": given})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1.3 * (unrolled.record.nbytes + adjoint.record.nbytes)
    named = [*unrolled.values.values(), *adjoint.values.values(), p.inputs, adjoint.inputs]
    assert peak < 1.3 * sum(array.nbytes for array in named)
