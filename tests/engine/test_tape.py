"""Rows of memory are measured right, and calls are bound as operations say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine import ops
from rnnviz.engine.expr import Symbol, state_vector
from rnnviz.engine.tape import CACHE, MOST_ROWS, Columns, Sizes, Views, batch_first, bind, block_rows

a, b, c = (state_vector(name) for name in "abc")
x, one = Symbol("x", "input", ("input",)), Symbol("1", "input", ())
COLUMNS = Columns((x, one, a, b, c), Sizes(input_size=3, hidden_size=4, batch=2))


def test_values_lie_one_after_the_other() -> None:
    assert COLUMNS.width == 3 + 1 + 3 * 4
    assert COLUMNS.of(x) == slice(0, 3)
    assert COLUMNS.of(one) == slice(3, 4)
    assert COLUMNS.flat(a) == slice(8, 16)
    assert COLUMNS.span([a, b]) == slice(4, 12)


def test_neighbours_share_a_slice_of_flat_columns() -> None:
    assert COLUMNS.runs([c, x, one]) == [slice(0, 8), slice(24, 32)]


@given(n_steps=st.integers(1, 20_000), width=st.integers(1, 10_000_000))
def test_blocks_cover_all_steps_in_about_equal_lengths(n_steps: int, width: int) -> None:
    rows = block_rows(n_steps, width)
    n_blocks = -(-n_steps // rows)
    assert 1 <= rows <= min(n_steps, MOST_ROWS)
    assert rows == 1 or rows * width <= CACHE
    assert n_blocks * rows - n_steps < n_blocks


def test_a_piece_that_is_asked_for_twice_is_one_object() -> None:
    memory = np.arange(12.0).reshape(3, 4)
    views = Views(memory)
    assert views.piece(2, 5) is views.piece(2, 5)
    assert np.array_equal(views.piece(2, 5), [2.0, 3.0, 4.0, 5.0, 6.0])
    assert np.shares_memory(views.piece(0, 4), memory)


def test_the_batch_comes_first_and_last_in_turn() -> None:
    array = np.zeros((5, 3, 2))
    assert batch_first(array).shape == (5, 2, 3)
    assert batch_first(np.zeros((5, 3))).shape == (5, 3)


@pytest.mark.parametrize("careful", [False, True])
def test_numbers_stand_where_the_operation_says(careful: bool) -> None:
    out = np.empty(2)
    function, arguments = bind(ops.ONE_MINUS, [np.array([0.25, 2.0])], out, careful)
    function(*arguments)
    assert np.array_equal(out, [0.75, -1.0])


def test_only_a_careful_call_lets_nan_through_the_rectifier() -> None:
    out, nan = np.empty(1), np.array([np.nan])
    for careful in (False, True):
        function, arguments = bind(ops.RELU, [nan], out, careful)
        function(*arguments)
        assert np.isnan(out[0]) == careful
