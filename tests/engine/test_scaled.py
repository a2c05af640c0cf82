"""Rows with powers are the numbers they stand for, also far outside the range of numbers."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.scaled import Scaled, stack


def rows(*numbers: float, power: int = 0) -> Scaled:
    return Scaled(np.array([numbers]), np.array([power]))


def test_normalised_rows_are_the_same_with_numbers_between_a_half_and_1() -> None:
    found = rows(12.0, -3.0, power=5).normalised()
    assert np.array_equal(found.rows, [[0.75, -0.1875]])
    assert np.array_equal(found.powers, [9])
    assert np.array_equal(found.plain(), [[384.0, -96.0]])


@pytest.mark.parametrize("odd", [0.0, np.inf, np.nan])
def test_what_has_no_size_keeps_its_power(odd: float) -> None:
    found = rows(odd, odd, power=7).normalised()
    assert np.array_equal(found.rows, [[odd, odd]], equal_nan=True)
    assert np.array_equal(found.powers, [7])


def test_a_sum_is_exact_where_powers_are_far_from_1() -> None:
    total = rows(1.0, 2.0, power=5000) + rows(1.0, 0.0, power=5001)
    assert np.array_equal(total.rows * 2.0 ** (total.powers - 5000), [[3.0, 2.0]])


def test_a_row_of_zeros_adds_nothing_whatever_its_power() -> None:
    total = rows(0.0, 0.0, power=9000) + rows(1.0, 0.5, power=-9000)
    assert np.array_equal(total.rows, [[1.0, 0.5]])
    assert np.array_equal(total.powers, [-9000])
    assert np.array_equal((rows(0.0) + rows(0.0)).powers, [0])


def test_plain_numbers_overflow_and_underflow() -> None:
    with np.errstate(over="ignore", under="ignore"):
        assert np.array_equal(rows(1.0, -1.0, power=4000).plain(), [[np.inf, -np.inf]])
        assert not rows(1.0, -1.0, power=-(1 << 40)).plain().any()


def test_the_norm_goes_on_where_numbers_end() -> None:
    found = stack([rows(3.0, 4.0, power=p) for p in (0, 10_000, -10_000)]).log_norms()[:, 0]
    np.testing.assert_allclose(found, np.log10(5) + np.array([0, 1, -1]) * 10_000 * np.log10(2))
    with np.errstate(divide="ignore"):
        assert rows(0.0, 0.0).log_norms()[0] == -np.inf
