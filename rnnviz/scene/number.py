"""Numbers as they stand in pictures and tables: short, signed, of nearly constant width."""

from __future__ import annotations

from math import isinf, isnan

MINUS = "\N{MINUS SIGN}"
NO_VALUE = "\N{EN DASH}"
"""What stands where there is no number, as for the target of a unit that has none."""


def format_number(value: float, digits: int = 2) -> str:
    """The value with its sign: ``+0.61``, ``−0.38``, ``+123.4``, ``+1.2e5``, ``−1e−9``, ``NaN``, ``+∞``.

    ``digits`` decimals, fewer where the number is long; powers of ten from 10,000 upwards and for a number that
    would look like zero without being it. An exact zero is ``0`` with its decimals and no sign of its own: ``+0.00``.
    """
    if isnan(value):
        return "NaN"
    sign = MINUS if value < 0 else "+"
    size = abs(value)
    return sign + ("∞" if isinf(size) else _format_finite(size, digits)).replace("-", MINUS)


def format_size(value: float, digits: int = 2) -> str:
    """A number that is never negative, such as a loss, without a sign."""
    return format_number(value, digits).removeprefix("+")


def _format_finite(size: float, digits: int) -> str:
    """A finite number without its sign."""
    if size == 0 or 0.5 * 10**-digits <= size < 9999.5:
        whole = len(str(round(size)))
        return f"{size:.{max(0, min(digits, digits + 2 - whole))}f}"
    mantissa, exponent = f"{size:.{1 if 1 <= size < 9.95e99 else 0}e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def format_range(low: float, high: float) -> str:
    """A stretch of numbers: ``−0.51 … +0.93``."""
    return f"{format_number(low)} … {format_number(high)}"
