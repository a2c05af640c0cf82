"""The value axis of plots, with what no axis can hold."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.scene.plot_scale import (
    BANDS,
    IN_AXIS,
    Scale,
    color_limit,
    exponent_scale,
    linear_scale,
    log_scale,
    step_ticks,
    write_limit,
)


def test_a_linear_axis_holds_zero_and_every_value_between_round_ends() -> None:
    scale = linear_scale(np.array([0.13, 0.78]))
    assert (scale.kind, scale.low, scale.high, scale.bands) == ("linear", 0.0, 0.8, ())
    np.testing.assert_allclose(scale.share(np.array([0.0, 0.4, 0.8])), [0.0, 0.5, 1.0])
    assert linear_scale(np.array([-0.3, 0.2])).low == pytest.approx(-0.4)


def test_wished_ends_widen_a_linear_axis_but_never_narrow_it() -> None:
    assert (linear_scale(np.array([0.5]), 0.0, 1.0).low, linear_scale(np.array([0.5]), 0.0, 1.0).high) == (0.0, 1.0)
    assert linear_scale(np.array([3.0]), 0.0, 1.0).high == 3.0


@pytest.mark.parametrize("values", [[0.0], [], [np.nan], [1e308, -1e308], [5e-324], [np.inf, -np.inf]])
def test_a_linear_axis_has_a_length_whatever_the_values(values: list[float]) -> None:
    scale = linear_scale(np.array(values))
    assert scale.low < scale.high
    assert np.isfinite(scale.high - scale.low)
    assert len(scale.ticks(5)) >= 1


def test_a_logarithmic_axis_spans_whole_decades() -> None:
    scale = log_scale(np.array([0.03, 20.0]))
    assert (scale.kind, scale.low, scale.high) == ("log", -2, 2)
    np.testing.assert_allclose(scale.share(np.array([0.01, 1.0, 100.0])), [0.0, 0.5, 1.0])


def test_zero_infinity_and_nan_have_bands_of_their_own() -> None:
    values = np.array([1.0, 0.0, np.inf, np.nan])
    scale = log_scale(values)
    assert scale.bands == ("NaN", "∞", "0")
    np.testing.assert_array_equal(scale.band(values), [IN_AXIS, BANDS.index("0"), BANDS.index("∞"), BANDS.index("NaN")])
    assert np.isfinite(scale.share(values)[0])
    assert np.isnan(scale.share(values)[1:]).all()


def test_on_a_linear_axis_zero_is_a_value_and_minus_infinity_has_a_band() -> None:
    values = np.array([0.0, -np.inf, 1.0])
    assert linear_scale(values).bands == ("−∞",)
    np.testing.assert_array_equal(linear_scale(values).band(values), [IN_AXIS, BANDS.index("−∞"), IN_AXIS])


def test_a_subnormal_number_is_drawn_where_it_is_and_not_as_zero() -> None:
    values = np.array([5e-324, 1.0])
    scale = log_scale(values)
    assert scale.low == -324
    assert scale.bands == ()
    np.testing.assert_allclose(scale.share(values), [0.694 / 324, 1.0], atol=1e-5)


def test_a_logarithmic_axis_of_zeros_alone_still_has_a_decade() -> None:
    scale = log_scale(np.zeros(3))
    assert (scale.high - scale.low, scale.bands) == (1, ("0",))


def test_ticks_are_round_numbers_inside_the_axis_and_not_too_many() -> None:
    ticks = Scale("linear", -0.4, 0.8).ticks(5)
    assert [tick.text for tick in ticks] == ["0.0", "0.5"]
    assert [tick.text for tick in Scale("linear", -1.0, 1.0).ticks(5)] == ["−1.0", "−0.5", "0.0", "0.5", "1.0"]
    powers = [tick.power for tick in Scale("log", -8, 0).ticks(5)]
    assert powers == ["−8", "−6", "−4", "−2", "0"]
    assert len(Scale("log", -324, 308).ticks(4)) <= 4
    assert [tick.is_zero for tick in Scale("linear", -1.0, 1.0).ticks(3)] == [False, True, False]


def test_few_decades_have_unnumbered_marks_between_them() -> None:
    ticks = Scale("log", -1, 0).ticks(3)
    assert [tick.power for tick in ticks if tick.text] == ["−1", "0"]
    np.testing.assert_allclose([tick.share for tick in ticks if not tick.text], np.log10(np.arange(2, 10)))


@pytest.mark.parametrize(
    ("n_steps", "steps"),
    [
        (1, (1,)),
        (3, (1, 2, 3)),
        (7, (1, 2, 4, 6)),
        (50, (1, 10, 20, 30, 40, 50)),
        (1000, (1, 200, 400, 600, 800, 1000)),
    ],
)
def test_the_time_axis_has_whole_numbers(n_steps: int, steps: tuple[int, ...]) -> None:
    assert step_ticks(n_steps, 6) == steps


@pytest.mark.parametrize(("n_steps", "steps"), [(4, (0, 4)), (40, (0, 40)), (437, (0, 400)), (600, (0, 500))])
def test_a_short_time_axis_has_two_steps_at_least(n_steps: int, steps: tuple[int, ...]) -> None:
    assert step_ticks(n_steps, 2, first=0) == steps


def test_a_time_axis_may_begin_at_0() -> None:
    assert step_ticks(50, 6, first=0) == (0, 10, 20, 30, 40, 50)
    assert step_ticks(1, 6, first=0) == (0, 1)
    assert step_ticks(50, 6, offset=-1) == (1, 11, 21, 31, 41)
    assert step_ticks(3, 6, first=0, offset=-1) == (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("largest", "limit", "text"),
    [
        (0.0, 1.0, "1"),
        (1.0, 1.0, "1"),
        (0.99, 1.0, "1"),
        (0.31, 0.4, "0.4"),
        (17.0, 20.0, "20"),
        (np.inf, 1.0, "1"),
        (4.2e298, 5e298, "5e298"),
        (5e-324, 1e-300, "1e−300"),
    ],
)
def test_the_colour_limit_is_the_largest_value_rounded_up(largest: float, limit: float, text: str) -> None:
    found = color_limit(np.array([[largest, np.nan]]))
    assert found == pytest.approx(limit)
    assert write_limit(found) == text


def test_an_axis_of_exponents_holds_what_no_float_does() -> None:
    exponents = np.array([-4000.5, -2.0, 12.0, -np.inf, np.nan])
    scale = exponent_scale(exponents)
    assert (scale.low, scale.high, scale.bands) == (-4001, 12, ("NaN", "0"))
    assert scale.share(np.array([-4001.0, 12.0])).tolist() == [0.0, 1.0]
    assert [tick.power for tick in scale.ticks(5)] == ["−4000", "−3000", "−2000", "−1000", "0"]


def test_an_axis_of_exponents_without_any_is_one_decade() -> None:
    assert exponent_scale(np.full(3, -np.inf)) == Scale("exponent", -1, 0, ("0",))


def test_what_is_one_but_for_rounding_needs_one_decade() -> None:
    scale = exponent_scale(np.array([-1e-16, 1e-16]))
    assert (scale.low, scale.high) == (0, 1)
