"""Numbers and changes as words say them."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.scene.words import (
    VERDICTS,
    judge,
    raise_digits,
    trend,
    write_norm,
    write_power,
    write_share,
    write_size,
    write_steps,
    write_symbol,
    write_value,
)

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("exponent", "text"),
    [
        (-10.523, "3·10⁻¹¹"),
        (-11.0, "10⁻¹¹"),
        (-2.0, "0.01"),
        (0.0, "1"),
        (1.5, "32"),
        (2.5, "316"),
        (3.0, "10³"),
        (-4000.5, "3.2·10⁻⁴⁰⁰¹"),
        (-11.0001, "10⁻¹¹"),
        (-INF, "0"),
        (INF, "∞"),
        (NAN, "NaN"),
    ],
)
def test_a_power_is_written_with_two_digits_however_far_it_is_from_one(exponent: float, text: str) -> None:
    assert write_power(exponent) == text


def test_a_size_is_written_with_its_sign_and_what_is_no_number_by_its_name() -> None:
    assert [write_size(value) for value in (0.0, 0.25, -3e-11, NAN, INF, -INF)] == [
        "0", "0.25", "−3·10⁻¹¹", "NaN", "∞", "−∞",
    ]  # fmt: skip
    assert write_size(5e-324) == "4.9·10⁻³²⁴"


def test_a_share_says_all_and_nothing_only_where_that_is_exact() -> None:
    texts = [write_share(share).replace("\N{NO-BREAK SPACE}", " ") for share in (0.0, 1e-9, 0.5, 0.98, 1 - 1e-9, 1.0)]
    assert texts == ["0 %", "less than 1 %", "50 %", "98 %", "more than 99 %", "100 %"]
    assert write_share(NAN) == "NaN"


def test_symbols_carry_their_steps_low_and_their_layers_high() -> None:
    assert write_value("h", 50) == "h₅₀"
    assert write_value("2.h", 3) == "h₃⁽²⁾"
    assert write_symbol("c") == "cₜ"
    assert write_norm("h", 1) == "‖dL/dh₁‖"
    assert write_norm("h", 1, loss=12) == "‖dL₁₂/dh₁‖"
    assert raise_digits(-11) == "⁻¹¹"


def test_steps_are_named_by_their_ends() -> None:
    assert write_steps([3]) == "t = 3"
    assert write_steps([1, 2, 3]) == "t = 1…3"
    assert write_steps([1, 5, 9]) == "3 steps from t = 1 to 9"


def size(step: int) -> str:
    return f"g{step}"


def said(*exponents: float) -> str:
    return trend(np.array(exponents), size)


def test_a_gradient_that_gets_small_vanishes_by_a_factor_each_step() -> None:
    assert said(-8.0, -6.0, -4.0, -2.0, 0.0) == "g1 is 10⁻⁸ of g5: it vanishes (× 0.01 a step)."


def test_a_gradient_that_gets_large_explodes() -> None:
    assert said(4.0, 2.0, 0.0) == "g1 is 10⁴ times g3: it explodes (× 100 a step)."


def test_a_gradient_that_stays_about_as_large_survives() -> None:
    assert said(0.0, 0.0) == "g1 is as large as g2: it survives."
    assert said(-1.0, 0.0) == "g1 is 0.1 of g2: it survives."
    assert said(1.0, 0.0) == "g1 is 10 times g2: it survives."


def test_the_way_back_starts_at_the_last_step_with_a_gradient() -> None:
    assert said(-4.0, -2.0, -INF) == "g1 is 0.01 of g2: it fades."


def test_what_changes_by_more_than_ten_and_less_than_a_thousand_fades_or_grows() -> None:
    assert said(-2.5, 0.0) == "g1 is 3.2·10⁻³ of g2: it fades."
    assert said(2.5, 0.0) == "g1 is 316 times g2: it grows."
    assert said(-3.0, 0.0) == "g1 is 10⁻³ of g2: it vanishes."
    assert [VERDICTS[judge(change)] for change in (-INF, -1.0, 1.0, 2.9, INF)] == [
        "vanishes", "survives", "survives", "grows", "explodes",
    ]  # fmt: skip


def test_a_factor_for_each_step_is_only_given_where_it_is_about_the_same() -> None:
    assert said(-4.0, -4.0, -4.0, -4.0, -2.0, 0.0) == (
        "g1 is 10⁻⁴ of g6: it vanishes (most of it between t = 6 and t = 4)."
    )
    assert said(-4.0, -2.9, -2.1, -1.0, 0.0).endswith("(× 0.1 a step).")
    assert said(-4.0, 5.0, -3.0, 4.0, 0.0) == "g1 is 10⁻⁴ of g5: it vanishes."


def test_a_gradient_that_becomes_exactly_zero_says_where() -> None:
    assert said(-INF, -INF, -3.0, 0.0) == "g4 is 1, but g2 is exactly 0: nothing gets back further."


def test_no_gradient_at_all_is_said_to_be_none() -> None:
    assert said(-INF, -INF) == "g2 is exactly 0, and so it is at every step."


def test_a_single_step_has_no_way_back() -> None:
    assert said(-0.5) == "g1 is 0.32; there is no step before it to go back to."


def test_what_is_not_finite_is_said_before_all_else() -> None:
    assert said(NAN, NAN, 0.0) == "g2 is NaN, as at t = 1…2."
    assert said(NAN, NAN) == "g2 is NaN, as at every step."
    assert said(0.0, INF) == "g2 is infinite."
    assert said(NAN, INF) == "g1 is NaN."


def test_a_product_is_not_compared_with_the_one_it_starts_from() -> None:
    text = trend(np.array([-6.0, -3.0, 0.0]), size, first=0, is_product=True)
    assert text == "g0 is 10⁻⁶: it vanishes (× 10⁻³ a step)."
