"""Numbers are short, carry their sign, and are never shown as something they are not."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.scene.number import format_number, format_range, format_size


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.614, "+0.61"),
        (-0.375001, "−0.38"),
        (0.0, "+0.00"),
        (-0.0, "+0.00"),
        (123.4, "+123.4"),
        (9999.0, "+9999"),
        (10_000.0, "+1.0e4"),
        (-123_456.0, "−1.2e5"),
        (-1e-9, "−1e−9"),
        (math.nan, "NaN"),
        (math.inf, "+∞"),
        (-math.inf, "−∞"),
    ],
)
def test_a_number_is_written_as_in_the_pictures(value: float, text: str) -> None:
    assert format_number(value) == text


def test_more_digits_are_given_on_demand() -> None:
    assert format_number(0.61803, digits=3) == "+0.618"


@given(st.floats(-1e300, 1e300))
def test_every_number_is_short_signed_and_zero_only_where_it_is_zero(value: float) -> None:
    text = format_number(value)
    assert len(text) <= 8
    assert text[0] == ("−" if value < 0 else "+")
    shown = float(text.replace("−", "-"))
    assert math.isclose(shown, value, rel_tol=0.5, abs_tol=0.005)
    assert (shown == 0) == (value == 0)


def test_a_range_names_both_ends() -> None:
    assert format_range(-0.51, 0.93) == "−0.51 … +0.93"


@given(st.floats(-1e300, 1e300))
def test_a_number_is_never_long_and_keeps_its_size(value: float) -> None:
    text = format_number(value)
    coarse = abs(value) < 0.1 or abs(value) > 1e99
    assert len(text) <= 7
    assert float(text.replace("−", "-")) == pytest.approx(value, rel=0.5 if coarse else 0.06, abs=0)


def test_a_number_that_cannot_be_negative_has_no_sign() -> None:
    assert [format_size(value, 4) for value in (0.0, 1.25, float("inf"))] == ["0.0000", "1.2500", "∞"]
    assert format_size(float("nan")) == "NaN"
