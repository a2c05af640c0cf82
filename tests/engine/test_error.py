"""The one error for bad input is one short line that names the field, the value and what was expected."""

from __future__ import annotations

import pytest

from rnnviz.engine.error import InputError, UnknownNameError


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), ("a b", "a b"), ([1.5], "[1.5]"), ("two\nlines", "two lines"), (None, "None")]
)
def test_the_message_is_one_line(value: object, shown: str) -> None:
    assert str(InputError("hidden_size", value, "at least 1")) == f"hidden_size: got {shown}, expected at least 1"


def test_control_characters_are_spelt_out() -> None:
    assert str(InputError("file", "\x00\x1b[31m\ud800é", "text")) == "file: got \\x00\\x1b[31m\\ud800é, expected text"


def test_a_long_value_is_cut() -> None:
    message = str(InputError("inputs", list(range(1000)), "text"))
    assert len(message) < 120
    assert "…" in message


def test_the_parts_can_be_asked_for() -> None:
    error = InputError("cell", "lsm", "one of rnn, lstm")
    assert (error.field, error.value, error.expected) == ("cell", "lsm", "one of rnn, lstm")


def test_an_unknown_name_is_a_key_error_that_reads_like_the_others() -> None:
    error = UnknownNameError("value", "q", ("x", "h"))
    assert isinstance(error, KeyError)
    assert isinstance(error, InputError)
    assert str(error) == "value: got q, expected one of x, h"
