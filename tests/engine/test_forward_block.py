"""A bound plan runs blocks of steps as one, and needs as many calls as its plan says."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.forward import plan_forward
from rnnviz.engine.forward_block import ForwardBlock, forward_block, forward_rows
from rnnviz.engine.tape import Sizes

from .problem import ALL_CELLS, problem

every_cell = pytest.mark.parametrize("key", ALL_CELLS)


@every_cell
@pytest.mark.parametrize("n_rows", [1, 2, 5, 6, 7])
def test_the_length_of_a_block_does_not_matter(key: str, n_rows: int) -> None:
    p = problem(ALL_CELLS[key])
    block = ForwardBlock(plan_forward(p.cell), Sizes(3, 4, 1), n_rows)
    block.load(p.parameters)
    record = np.empty((7, block.kept.width))
    block.run(p.inputs[:, :, None], p.start, record)
    whole = ForwardBlock(plan_forward(p.cell), Sizes(3, 4, 1), 6)
    whole.load(p.parameters)
    expected = np.empty((7, block.kept.width))
    whole.run(p.inputs[:, :, None], p.start, expected)
    # The row after the last step holds states alone.
    assert np.allclose(record[:6], expected[:6], rtol=1e-13)
    for state in block.plan.graph.updates:
        assert np.allclose(record[6, block.kept.flat(state)], expected[6, block.kept.flat(state)], rtol=1e-13)


@every_cell
def test_a_block_has_the_calls_of_its_plan_for_each_step(key: str) -> None:
    block = forward_block(ALL_CELLS[key], Sizes(3, 4, 1), 5)
    assert len(block.calls) == 5 * block.plan.n_calls


def test_binding_is_done_once_for_a_cell_and_its_sizes() -> None:
    sizes = Sizes(3, 4, 1)
    assert forward_block(ALL_CELLS["lstm"], sizes, 5) is forward_block(ALL_CELLS["lstm"], Sizes(3, 4, 1), 5)
    assert forward_rows(ALL_CELLS["lstm"], sizes, 5) == 5
    assert forward_rows(ALL_CELLS["lstm"], sizes, 10_000) < 200
