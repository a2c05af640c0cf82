"""Arrays from outside: shared where nobody can write to them, copied and checked where somebody could."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment import array


def test_a_read_only_array_is_shared() -> None:
    mine = np.ones((2, 3))
    mine.setflags(write=False)
    assert array.tensor("W", mine, (2, 3)) is mine
    assert array.sequence("inputs", mine, 3) is mine


def test_whole_numbers_become_floats() -> None:
    found = array.tensor("W", np.array([[1, 2]], dtype=np.int8), (1, 2))
    assert found.dtype == np.float64


def test_columns_are_laid_out_as_rows() -> None:
    assert array.tensor("W", np.asfortranarray(np.ones((3, 2))), (3, 2)).flags.c_contiguous


def test_a_number_too_large_for_double_precision_is_refused() -> None:
    if np.finfo(np.longdouble).max <= np.finfo(np.float64).max:
        pytest.skip("this machine has no longer floating-point numbers")
    with pytest.raises(InputError, match="W, row 1: got inf"):
        array.tensor("W", np.array([np.longdouble("1e4000")]), (1,))


def test_the_place_of_a_bad_number_counts_from_1() -> None:
    rows = np.zeros((3, 2))
    rows[2, 1] = np.nan
    with pytest.raises(InputError, match="W, row 3, column 2: got nan, expected a finite number"):
        array.tensor("W", rows, (3, 2))
    with pytest.raises(InputError, match="inputs, step 3, unit 2: got nan"):
        array.sequence("inputs", rows, 2)


def test_gaps_are_allowed_only_where_asked_for() -> None:
    assert np.isnan(array.sequence("targets", [None, 1], 1, gaps=True)[0, 0])
    with pytest.raises(InputError, match="expected numbers"):
        array.tensor("W", [None, 1], (2,))


@pytest.mark.parametrize("value", ["7", None, True, [1], {}, object(), 1j, float("nan"), float("inf"), 10**400])
def test_what_is_no_single_finite_number_is_refused(value: object) -> None:
    with pytest.raises(InputError, match=r"^x: got "):
        array.number("x", value)


def test_a_symbol_has_its_place_in_the_alphabet() -> None:
    assert [array.place("inputs", symbol, "helo") for symbol in "ole"] == [3, 2, 1]


def test_symbols_that_cannot_be_seen_are_spelled_by_what_stands_for_them() -> None:
    assert array.spell("\n a") == "↵ ␣ a"
