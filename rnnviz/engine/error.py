"""The one error that bad input raises anywhere in the program."""

from __future__ import annotations


class InputError(ValueError):
    """Something given from outside does not fit.

    The message is one sentence for the user: which field, what it was, what was expected.
    """

    def __init__(self, field: str, value: object, expected: str) -> None:
        self.field = field
        self.value = value
        self.expected = expected
        super().__init__(f"{field}: got {_shorten(value)}, expected {expected}")


def _shorten(value: object, limit: int = 80) -> str:
    """A value in one short line."""
    text = " ".join((value if isinstance(value, str) else repr(value)).split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
