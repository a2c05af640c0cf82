"""The one error that bad input raises anywhere in the program."""

from __future__ import annotations

from collections.abc import Iterable


class InputError(ValueError):
    """Something given from outside does not fit.

    The message is one sentence for the user: which field, what it was, what was expected.
    """

    def __init__(self, field: str, value: object, expected: str) -> None:
        self.field = field
        self.value = value
        self.expected = expected
        super().__init__(f"{field}: got {_shorten(value)}, expected {expected}")


class UnknownNameError(InputError, KeyError):
    """A name that stands for nothing; also the KeyError of looking it up."""

    def __init__(self, field: str, name: object, known: Iterable[str]) -> None:
        super().__init__(field, name, f"one of {', '.join(known)}")

    def __str__(self) -> str:
        return str(self.args[0])


def _shorten(value: object, limit: int = 80) -> str:
    """A value in one short line, without characters that would command a terminal."""
    text = " ".join((value if isinstance(value, str) else repr(value)).split())
    text = text if len(text) <= limit else f"{text[: limit - 1]}…"
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
