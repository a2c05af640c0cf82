"""Blocks are one large matrix for each step: the derivative of all states by all that a step receives."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.block import Blocks, blocks_of, by_new_states
from rnnviz.engine.pullback import Diagonal, Pullback
from rnnviz.engine.unroll import unroll

from .problem import ALL_CELLS, furthest, problem

RANDOM = np.random.default_rng(2)
FULL = RANDOM.normal(size=(5, 3, 3))
WIDE = RANDOM.normal(size=(5, 3, 2))
DIAGONAL = Diagonal(RANDOM.normal(size=(5, 3)))


@pytest.mark.parametrize(
    "blocks",
    [
        Blocks(((FULL,),), (3,)),
        Blocks(((DIAGONAL, None), (FULL, WIDE)), (3, 2)),
        Blocks(((None, None), (None, WIDE)), (3, 2)),
    ],
    ids=["one", "mixed", "empty"],
)
def test_rows_times_blocks_are_rows_times_the_matrix(blocks: Blocks) -> None:
    matrices = blocks.dense(3, 5)
    rows = np.random.default_rng(4).normal(size=(7, matrices.shape[1]))
    for t in range(5):
        np.testing.assert_allclose(blocks.times(rows, t), rows @ matrices[t], rtol=1e-13, atol=1e-15)


def test_each_block_has_its_place() -> None:
    matrices = Blocks(((DIAGONAL, None), (FULL, WIDE)), (3, 2)).dense(3, 5)
    assert np.array_equal(matrices[:, :3, :3], DIAGONAL.dense())
    assert not matrices[:, :3, 3:].any()
    assert np.array_equal(matrices[:, 3:, :3], FULL)
    assert np.array_equal(matrices[:, 3:, 3:], WIDE)


@pytest.mark.parametrize("key", ALL_CELLS)
def test_the_states_of_a_step_depend_on_all_that_it_receives(key: str) -> None:
    p = problem(ALL_CELLS[key], n_steps=1)
    unrolled = unroll(p.cell, p.parameters, p.inputs, p.start)
    pullback = Pullback(unrolled)
    matrix = blocks_of(pullback, by_new_states(pullback), list(pullback.graph.updates)).dense(4, 1)[0]
    given = np.random.default_rng(5).normal(size=4 * len(p.start))
    upstream = {
        state.name: part[None] for state, part in zip(p.cell.states, np.split(given, len(p.start)), strict=True)
    }
    start = unrolled.backward(upstream).start
    assert furthest(given @ matrix, np.concatenate([start[state.name] for state in p.cell.states])) < 1e-13
