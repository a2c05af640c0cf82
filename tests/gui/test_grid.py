"""A grid gives whole new values and names the cell that does not fit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.gui.entry import NumberEntry
from rnnviz.gui.grid import Grid, Lock


def make_grid(*, grows: bool = False) -> Grid:
    entries = (NumberEntry(), NumberEntry(optional=True))
    values = np.array([[1.0, 2.0], [3.0, np.nan]])
    return Grid("W", values, entries, ("1", "2"), ("a", "b"), lambda row, column: f"W[{row + 1}, {column + 1}]", grows)


def test_one_value_is_replaced_in_a_copy() -> None:
    grid = make_grid()
    assert grid.with_value(1, 0, 7.5).tolist()[1][0] == 7.5
    assert grid.values[1, 0] == 3.0


def test_a_block_replaces_what_it_covers() -> None:
    assert make_grid().with_block(0, 1, [["5"], ["6"]]).tolist() == [[1.0, 5.0], [3.0, 6.0]]


def test_a_block_that_does_not_fit_is_refused_with_both_shapes() -> None:
    with pytest.raises(InputError, match=r"W: got 2 × 2 cells, expected at most 2 × 1 cells from W\[1, 2\] on"):
        make_grid().with_block(0, 1, [["1", "2"], ["3", "4"]])
    with pytest.raises(InputError, match="3 × 1 cells"):
        make_grid().with_block(0, 0, [["1"], ["2"], ["3"]])


def test_a_bad_cell_of_a_block_is_named() -> None:
    with pytest.raises(InputError, match=r"W\[2, 1\]: got nan"):
        make_grid().with_block(0, 0, [["1"], ["nan"]])


def test_a_grid_that_grows_gets_rows_of_blanks() -> None:
    grown = make_grid(grows=True).with_block(1, 0, [["8"], ["9"], ["10"]])
    assert grown[:, 0].tolist() == [1.0, 8.0, 9.0, 10.0]
    assert np.isnan(grown[1:, 1]).all()


def test_texts_are_short_and_spelling_is_full() -> None:
    grid = make_grid()
    assert (grid.text(0, 0), grid.spelt(0, 0), grid.text(1, 1), grid.shape) == ("+1.00", "1", "", (2, 2))


def test_locked_cells_show_their_text_and_keep_their_values() -> None:
    lock = Lock(np.array([[True, False], [False, False]]), "–", "because")
    grid = replace(make_grid(grows=True), locks=(lock,))
    assert (grid.text(0, 0), grid.text(0, 1)) == ("–", "+2.00")
    assert grid.lock(0, 0) is lock
    assert grid.lock(0, 1) is None
    assert grid.lock(5, 0) is None
    longer = np.array([[7.0, 7.0], [7.0, 7.0], [7.0, 7.0]])
    assert grid.keep_locked(longer).tolist() == [[1.0, 7.0], [7.0, 7.0], [7.0, 7.0]]
