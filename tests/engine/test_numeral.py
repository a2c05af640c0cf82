"""How numbers are written in formulas."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.numeral import entries, is_exact, to_latex, to_plain, write_number


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.55, 2, "0.55"),
        (-0.55, 1, "−0.6"),
        (-0.0, 2, "0.00"),
        (1234.5, 1, "1234.5"),
        (120000.0, 2, "1.2e5"),
        (-3e-9, 3, "−3e−9"),
        (2.5e300, 3, "2.5e300"),
        (5e-324, 3, "4.9e−324"),
        (np.nan, 2, "NaN"),
        (np.inf, 2, "∞"),
        (-np.inf, 2, "−∞"),
    ],
)
def test_a_number_is_written_short_and_never_as_a_zero_that_it_is_not(value: float, decimals: int, text: str) -> None:
    assert write_number(value, decimals) == text


def test_an_array_has_as_many_decimals_as_its_entries_need() -> None:
    assert entries(np.array([0.5, 0.25])) == (("0.50",), ("0.25",))
    assert entries(np.array([[1.0, -2.0]])) == (("1", "−2"),)
    assert entries(np.array([1 / 3, 0.1])) == (("0.3333",), ("0.1000",))
    assert entries(np.array([1 / 3, 0.1, 0.0])) == (("0.333",), ("0.100",), ("0.000",))


def test_four_rows_are_written_out_and_more_are_shortened_to_their_corners() -> None:
    assert [row[0] for row in entries(np.arange(4.0))] == ["0", "1", "2", "3"]
    assert entries(np.arange(64.0)) == (("0",), ("1",), ("⋮",), ("63",))
    large = entries(np.arange(48.0).reshape(6, 8))
    assert large == (("0", "1", "⋯", "7"), ("8", "9", "⋯", "15"), ("⋮", "⋮", "⋱", "⋮"), ("40", "41", "⋯", "47"))


def test_arrays_become_latex_and_plain_text() -> None:
    assert to_latex(np.array([[0.4, -0.3]])) == r"\begin{bmatrix} 0.4 & -0.3 \end{bmatrix}"
    assert to_latex(np.array([np.nan, -np.inf])) == r"\begin{bmatrix} \mathrm{NaN} \\ -\infty \end{bmatrix}"
    assert to_latex(np.array([2e-7])) == r"2 \cdot 10^{-7}"
    assert to_plain(np.array([0.1, 0.2])) == "[0.1; 0.2]"
    assert to_plain(np.array([[1.5]])) == "1.5"


def test_a_rounded_number_is_told_from_an_exact_one() -> None:
    assert is_exact(np.array([0.25, 1.0]))
    assert not is_exact(np.array([1 / 3]))
    assert is_exact(np.array([np.inf, np.nan]))
