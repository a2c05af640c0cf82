"""Numbers as words say them: 3·10⁻¹¹, 98 %, and what is not a number by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import floor, isfinite, isnan, log10

import numpy as np
from numpy.typing import NDArray

from ..engine.glyph import PLAIN, Writing, symbol
from ..engine.ops import Array
from ..engine.text import mark_of
from .number import MINUS

NEAR, DECADES = 1.0, 3.0
"""By how many powers of ten on the whole way what survives changes at most, and what vanishes or explodes at least."""
LIMITS = (
    "Over the whole way, not a step: what changes by a factor of at most 10 survives; it fades or grows up to a factor "
    "of 1000, and vanishes or explodes from there on."
)
VERDICTS = ("vanishes", "fades", "survives", "grows", "explodes")
_STRAIGHT, _MOST = 0.25, 2 / 3
"""How far from a straight line, as a share of the change, a decay is still geometric; what share is most of it."""
_ROUNDING = 1e-9
_RAISED = str.maketrans("0123456789-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁽⁾")
_SUNK = str.maketrans("0123456789−", "₀₁₂₃₄₅₆₇₈₉₋")


def write_size(value: float) -> str:
    """A magnitude: ``0``, ``0.42``, ``3·10⁻¹¹``, ``∞``, ``NaN``; two digits."""
    if isnan(value):
        return "NaN"
    if not isfinite(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if value == 0.0:
        return "0"
    sign = MINUS if value < 0 else ""
    return sign + write_power(log10(abs(value)))


def write_power(exponent: float) -> str:
    """Ten to the power of ``exponent``, which may be far beyond what a float holds; −∞ is zero."""
    if isnan(exponent):
        return "NaN"
    if not isfinite(exponent):
        return "∞" if exponent > 0 else "0"
    if -2.0 <= exponent < 3.0:
        return f"{10.0**exponent:.2g}" if exponent < 2.0 else f"{10.0**exponent:.0f}"
    whole = floor(exponent)
    mantissa = f"{10.0 ** (exponent - whole):.2g}"
    if mantissa == "10":
        mantissa, whole = "1", whole + 1
    power = f"10{raise_digits(whole)}"
    return power if mantissa == "1" else f"{mantissa}·{power}"


def raise_digits(number: int) -> str:
    """A whole number as an exponent: ``⁻¹¹``."""
    return str(number).translate(_RAISED)


def write_share(share: float) -> str:
    """A share of a whole: ``98 %``, ``less than 1 %``, ``more than 99 %``, ``0 %``, ``100 %``."""
    if isnan(share):
        return "NaN"
    if 0.0 < share < 0.01:
        return "less than 1\N{NO-BREAK SPACE}%"
    if 0.99 < share < 1.0:
        return "more than 99\N{NO-BREAK SPACE}%"
    return f"{round(100 * share)}\N{NO-BREAK SPACE}%"


def write_value(name: str, step: int, writing: Writing = PLAIN) -> str:
    """The symbol of a value at a step in plain text: ``h₅₀``, ``ĉ₃``, ``h₂⁽²⁾``."""
    plain = mark_of(symbol(name, str(step), writing)).plain
    low = re.sub(r"_\(?(−?\d+)\)?", lambda found: found[1].translate(_SUNK), plain)
    return _raise_scripts(low)


def write_symbol(name: str, writing: Writing = PLAIN) -> str:
    """The symbol of a value at any step in plain text: ``hₜ``, ``ĉₜ``, ``hₜ⁽²⁾``."""
    return _raise_scripts(mark_of(symbol(name, writing=writing)).plain.replace("_t", "ₜ"))


def _raise_scripts(plain: str) -> str:
    return re.sub(r"\^(\([^)]*\)|[^\s(]+)", lambda found: found[1].translate(_RAISED), plain)


def write_norm(name: str, step: int, loss: int | None = None, writing: Writing = PLAIN) -> str:
    """The norm of a gradient in plain text: ``‖dL/dh₅₀‖``, ``‖dL₃/dh₅₀‖`` for the loss of one step."""
    return f"‖d{write_loss(loss, writing)}/d{write_value(name, step, writing)}‖"


def write_loss(step: int | None, writing: Writing = PLAIN) -> str:
    """The loss of a step in plain text: ``L₃``; the total loss is ``L``."""
    return "L" if step is None else write_value("loss", step, writing)


def write_steps(steps: Sequence[int], number: Callable[[int], str] = str) -> str:
    """Ascending steps, of which only the ends are named: ``t = 3``, ``t = 1…5``, ``5 steps from t = 1 to 9``."""
    first, last = number(steps[0]), number(steps[-1])
    if first == last:
        return f"t = {first}"
    if steps[-1] - steps[0] + 1 == len(steps):
        return f"t = {first}…{last}"
    return f"{len(steps)} steps from t = {first} to {last}"


def trend(  # noqa: PLR0913, PLR0917 -- a way back has so many properties
    exponents: Array,
    write: Callable[[int], str],
    first: int = 1,
    is_product: bool = False,
    against_time: bool = False,
    number: Callable[[int], str] = str,
) -> str:
    """How sizes, given as exponents of ten (T,), change on the way back from the last step to the ``first``.

    ``write`` gives the symbol of the size at a step, ``number`` how the step is counted. A product is 1 at the last
    step, so that its size says all. The words hold for zeros, ∞ and NaN too. A layer ``against_time`` is gone back
    from its last step, the first in time.
    """
    steps = np.arange(first, first + len(exponents))
    if against_time:
        exponents, steps = exponents[::-1], steps[::-1]
    for sign, is_sign in (("NaN", np.isnan(exponents)), ("infinite", np.isposinf(exponents))):
        if is_sign.any():
            found = steps[is_sign].tolist()
            where = "every step" if len(found) == len(steps) else write_steps(sorted(found), number)
            return f"{write(found[-1])} is {sign}" + (f", as at {where}." if len(found) > 1 else ".")
    present = np.flatnonzero(np.isfinite(exponents)).tolist()
    if not present:
        return f"{write(int(steps[-1]))} is exactly 0, and so it is at every step."
    start, last = present[0], present[-1]
    size, written = write_power(float(exponents[last])), write(int(steps[last]))
    if last == 0:
        return f"{written} is {size}; there is no step {'after' if against_time else 'before'} it to go back to."
    if start > 0:
        return f"{written} is {size}, but {write(int(steps[start - 1]))} is exactly 0: nothing gets back further."
    way = exponents[: last + 1]
    change = float(way[0] - way[-1])
    does = VERDICTS[judge(change)]
    how = "" if does == "survives" else _pace(way, steps, number)
    return f"{_compare(change, write(int(steps[0])), '' if is_product else written)}: it {does}{how}."


def judge(change: float) -> int:
    """The place in ``VERDICTS`` of a change in powers of ten over the whole way."""
    size = abs(change)
    far = 0 if size <= NEAR + _ROUNDING else 1 if size < DECADES - _ROUNDING else 2
    return 2 + (far if change > 0 else -far)


def _pace(way: Array, steps: NDArray[np.intp], number: Callable[[int], str]) -> str:
    """The factor of a step where it is about the same at every step, or else where most of the change happens."""
    n_steps, change = len(way) - 1, float(way[0] - way[-1])
    if n_steps == 1 or not np.isfinite(way).all():
        return ""
    line = np.linspace(way[0], way[-1], len(way))
    if np.abs(way - line).max() <= _STRAIGHT * abs(change):
        return f" (× {write_power(change / n_steps)} a step)"
    if np.ptp(way) > (1 + _STRAIGHT) * abs(change):
        return ""
    for width in range(1, n_steps // 2 + 1):
        parts = (way[:-width] - way[width:]) / change
        at = int(parts.argmax())
        if parts[at] >= _MOST:
            ends = number(int(steps[at + width])), number(int(steps[at]))
            return f" (most of it between t = {ends[0]} and t = {ends[1]})"
    return ""


def _compare(change: float, first: str, last: str) -> str:
    """The two ends of a change in powers of ten that is a number."""
    size = write_power(change)
    much = f"{first} is {size}"
    if last:
        much += f" of {last}" if change < 0 else f" times {last}"
    if last and size == "1":
        much = f"{first} is as large as {last}"
    return much
