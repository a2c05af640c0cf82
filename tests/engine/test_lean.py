"""A cell bound for training finds what an unrolled one does, for every cell, and keeps less."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine import lean
from rnnviz.engine.lean import bind_lean
from rnnviz.engine.tape import Sizes
from rnnviz.engine.unroll import unroll

from .problem import ALL_CELLS, furthest, problem


@pytest.mark.parametrize("block", [40, 200_000])
@pytest.mark.parametrize("batch", [1, 3])
@pytest.mark.parametrize("key", ALL_CELLS)
def test_values_and_gradients_are_those_of_an_unrolled_cell(
    key: str, batch: int, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lean, "BLOCK", block)
    p = problem(ALL_CELLS[key])
    random = np.random.default_rng(0)
    n_steps, input_size = p.inputs.shape
    inputs = random.normal(size=(n_steps, batch, input_size))
    start = {name: random.normal(size=(batch, state.size)) for name, state in p.start.items()}
    upstream = random.normal(size=(n_steps, batch, 4))
    unrolled = unroll(p.cell, p.parameters, inputs, start)
    adjoint = unrolled.backward({p.cell.output.name: upstream})
    forward, backward = bind_lean(p.cell, Sizes(input_size, 4, batch), n_steps + 2)
    gradients = {name: np.ones(array.shape) for name, array in p.parameters.items()}
    below, norms = np.ones((n_steps, input_size, batch)), np.ones((n_steps, batch))
    for _ in range(2):  # what was there before is forgotten
        forward.load(p.parameters)
        backward.load(p.parameters)
        forward.fill(inputs.swapaxes(1, 2), {name: state.T for name, state in start.items()})
        backward.fill(upstream.swapaxes(1, 2), gradients, below, norms)
    output = forward.values(forward.plan.graph.values[p.cell.output.name], n_steps)
    np.testing.assert_allclose(output.swapaxes(1, 2), unrolled.values[p.cell.output.name], rtol=0, atol=1e-13)
    for name, gradient in gradients.items():
        assert furthest(gradient, adjoint.parameters[name]) < 1e-12
    assert furthest(below.swapaxes(1, 2), adjoint.inputs) < 1e-12
    assert furthest(norms, np.linalg.norm(adjoint.values[p.cell.output.name], axis=2)) < 1e-12


def test_less_is_kept_than_of_a_run() -> None:
    sizes = Sizes(3, 4, 1)
    forward, _ = bind_lean(ALL_CELLS["lstm"], sizes, 6)
    p = problem(ALL_CELLS["lstm"])
    unrolled = unroll(p.cell, p.parameters, p.inputs, p.start)
    assert forward.record.shape[1] < 0.7 * unrolled.record.shape[1]
