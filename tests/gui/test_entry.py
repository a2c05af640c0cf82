"""Entries read what people and spreadsheets write, and refuse what could be misread."""

from __future__ import annotations

import math

import pytest

from rnnviz.engine.error import InputError
from rnnviz.gui.entry import NumberEntry, SymbolEntry

NUMBER, LETTER = NumberEntry(), SymbolEntry(("h", "e", " "), optional=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        ("−0.5", -0.5),
        (" +2 ", 2.0),
        (".25", 0.25),
        ("3.", 3.0),
        ("1e-3", 1e-3),
        ("2E4", 2e4),
        ("0,5", 0.5),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, value: float) -> None:
    assert NUMBER.parse("w", text) == value


@pytest.mark.parametrize("text", ["", "abc", "nan", "inf", "-∞", "1e999", "1.2.3", "0x10", "1_000", "--1", "1 2", "½"])
def test_what_is_no_finite_number_is_refused_with_the_name_of_the_cell(text: str) -> None:
    with pytest.raises(InputError, match=r"^W_f\[1, 2\]: got .*, expected a finite number"):
        NUMBER.parse("W_f[1, 2]", text)


def test_a_comma_that_could_mark_thousands_is_refused() -> None:
    with pytest.raises(InputError, match="thousands"):
        NUMBER.parse("w", "1,500")


def test_an_empty_cell_is_missing_only_where_it_may_be() -> None:
    assert math.isnan(NumberEntry(optional=True).parse("target", " "))
    assert NumberEntry(optional=True).show(math.nan) == NumberEntry(optional=True).spell(math.nan) == ""


@pytest.mark.parametrize("value", [0.1, -1 / 3, 1e-17, 12345.678901234567, 3.0, -0.0])
def test_what_is_spelt_reads_back_the_same(value: float) -> None:
    assert NUMBER.parse("w", NUMBER.spell(value)) == value


@pytest.mark.parametrize(
    ("value", "distance", "moved"),
    [(0.5, 1, 0.51), (0.5, -0.1, 0.499), (-2.0, 10, -1.9), (250.0, 1, 251.0), (0.0, 3, 0.03)],
)
def test_a_move_is_in_hundredths_of_the_order_of_magnitude(value: float, distance: float, moved: float) -> None:
    assert NUMBER.move(value, distance) == pytest.approx(moved, abs=1e-12)


def test_a_move_never_leaves_the_finite_numbers() -> None:
    assert NUMBER.move(1.7e308, 1e9) == 1.7e308
    assert math.isinf(NUMBER.move(math.inf, 1))


def test_a_symbol_is_its_place_in_the_alphabet() -> None:
    assert [LETTER.parse("x", symbol) for symbol in "he "] == [0.0, 1.0, 2.0]
    assert [LETTER.spell(k) for k in (0.0, 1.0, math.nan)] == ["h", "e", ""]
    assert LETTER.show(2.0) == "␣"


def test_a_symbol_outside_the_alphabet_is_refused() -> None:
    with pytest.raises(InputError, match="x at step 2: got q, expected one of h e"):
        LETTER.parse("x at step 2", "q")


def test_moving_a_symbol_goes_round_the_alphabet() -> None:
    assert [LETTER.move(2.0, 1.0), LETTER.move(0.0, -1.0), LETTER.move(math.nan, 1.0)] == [0.0, 2.0, 0.0]


def test_only_single_letters_are_typed_at_once() -> None:
    assert LETTER.is_typed_at_once
    assert not SymbolEntry(tuple(map(str, range(1, 12)))).is_typed_at_once


def test_new_cells_are_zero_or_missing() -> None:
    assert NUMBER.blank == 0.0
    assert math.isnan(LETTER.blank)
