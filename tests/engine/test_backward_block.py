"""A bound backward plan runs blocks of steps as one, for short vectors and for long ones."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine import backward_block as module
from rnnviz.engine.backward import plan_backward
from rnnviz.engine.backward_block import BackwardBlock, backward_block, backward_rows
from rnnviz.engine.ops import Array
from rnnviz.engine.tape import Sizes
from rnnviz.engine.unroll import unroll

from .problem import ALL_CELLS, problem

every_cell = pytest.mark.parametrize("key", ALL_CELLS)
STEPS = 6


def gradients(key: str, n_rows: int) -> tuple[Array, dict[str, Array]]:
    """All gradients of a cell, in blocks of ``n_rows``, and those of the initial states."""
    p = problem(ALL_CELLS[key], STEPS)
    output = p.cell.output.name
    block = BackwardBlock(plan_backward(p.cell, (output,)), Sizes(3, 4, 1), n_rows)
    block.load(p.parameters)
    found = np.empty((STEPS, block.kept.width))
    given = np.random.default_rng(0).normal(size=(STEPS, 4))
    start = block.run(unroll(p.cell, p.parameters, p.inputs, p.start).record, {output: given[:, :, None]}, found)
    return found, start


@every_cell
@pytest.mark.parametrize("n_rows", [1, 2, 4, 5, 7])
def test_the_length_of_a_block_does_not_matter(key: str, n_rows: int) -> None:
    found, start = gradients(key, n_rows)
    expected, expected_start = gradients(key, STEPS)
    assert np.allclose(found, expected, rtol=1e-12, atol=1e-15)
    assert all(np.allclose(start[name], expected_start[name], rtol=1e-12, atol=1e-15) for name in start)


@every_cell
def test_long_vectors_are_added_and_copied_in_another_way_with_the_same_result(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    short, short_start = gradients(key, 4)
    monkeypatch.setattr(module, "SMALL", 0)
    long, long_start = gradients(key, 4)
    assert np.allclose(long, short, rtol=1e-12, atol=1e-15)
    assert all(np.allclose(long_start[name], short_start[name], rtol=1e-12, atol=1e-15) for name in short_start)


@pytest.mark.parametrize(
    ("key", "most"),
    [
        ("rnn", 3),
        ("rnn-relu", 3),
        ("rnn-sigmoid", 3),
        ("rnn-identity", 3),
        ("lstm", 5),
        ("gru", 8),
        ("gru-z-updates", 8),
        ("gru-reset-after", 3),
    ],
)
def test_a_step_takes_so_many_calls(key: str, most: int) -> None:
    block = backward_block(ALL_CELLS[key], ("h",), Sizes(3, 4, 1), 5)
    assert len(block.calls) <= 5 * most


def test_binding_is_done_once_for_a_cell_and_its_sizes() -> None:
    cell, sizes = ALL_CELLS["lstm"], Sizes(3, 4, 1)
    assert backward_block(cell, ("h",), sizes, 5) is backward_block(cell, ("h",), Sizes(3, 4, 1), 5)
    assert backward_rows(cell, ("h",), sizes, 5) == 5
    assert backward_rows(cell, ("h",), sizes, 10_000) < 200
