"""The arrays of an experiment: numbers from outside are checked, converted and made read-only here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..engine.error import InputError
from ..engine.loss import NO_CLASS
from ..engine.ops import Array

Classes: TypeAlias = NDArray[np.int64]

ENTRY = ("row", "column")
STEP_UNIT = ("step", "unit")


def tensor(field: str, value: object, shape: tuple[int, ...]) -> Array:
    """``value`` as a read-only array of exactly ``shape``; an array that already is one is shared, not copied."""
    array = _to_floats(field, value, gaps=False)
    if array.shape != shape:
        raise InputError(field, f"shape {_in_words(array.shape)}", f"shape {_in_words(shape)}")
    _check_finite(field, array, ENTRY, gaps=False)
    return read_only(array)


def sequence(field: str, value: object, size: int, *, gaps: bool = False) -> Array:
    """``value`` as a read-only array (T, size), T ≥ 1; plain numbers are rows of one where ``size`` is 1.

    With ``gaps``, None stands for a number, or for a whole row, that is not given.
    """
    if (
        gaps
        and isinstance(value, list | tuple)
        and (size > 1 or any(isinstance(row, list | tuple | np.ndarray) for row in value))
    ):
        value = [[None] * size if row is None else row for row in value]
    array = _to_floats(field, value, gaps)
    if array.ndim == 1 and size == 1:
        array = array.reshape(-1, 1)
    if len(array.shape) == 0 or len(array) == 0:
        raise InputError(field, "no steps", "at least one step")
    if array.shape[1:] != (size,):
        raise InputError(
            field, f"shape {_in_words(array.shape)}", f"{size} {'number' if size == 1 else 'numbers'} at every step"
        )
    _check_finite(field, array, STEP_UNIT, gaps)
    return read_only(array)


def classes(field: str, value: object, n_classes: int, alphabet: str | None = None) -> Classes:
    """Class targets as a read-only array (T,) of 0 … n_classes − 1; None, NaN and −1 mean no target.

    With an alphabet, its symbols stand for their places in it.
    """
    if isinstance(value, np.ndarray) and value.dtype == np.int64 and value.ndim == 1:
        found = value
    elif isinstance(value, Iterable):
        entries = [_class_of(f"{field}, step {t}", entry, alphabet) for t, entry in enumerate(value, 1)]
        found = np.array(entries, dtype=np.int64)
    else:
        raise InputError(field, value, "one class for each step")
    wrong = np.flatnonzero((found < NO_CLASS) | (found >= n_classes))
    if wrong.size:
        raise InputError(
            f"{field}, step {wrong[0] + 1}",
            int(found[wrong[0]]),
            f"a class from 0 to {n_classes - 1}, or -1 for no target",
        )
    return read_only(found)


def mask(field: str, value: object) -> NDArray[np.bool_]:
    """``value`` as a read-only array (T,) of truth values, T ≥ 1."""
    try:
        found = np.asarray(value)
    except ValueError:
        raise InputError(field, value, "true or false for each step") from None
    if found.size == 0:
        raise InputError(field, "no steps", "at least one step")
    if found.ndim != 1 or found.dtype != np.bool_:
        raise InputError(field, value, "true or false for each step")
    return read_only(found)


def one_hot(field: str, text: str, alphabet: str) -> Array:
    """The symbols of ``text`` as unit vectors (T, len(alphabet))."""
    if not text:
        raise InputError(field, "no steps", "at least one step")
    rows = np.zeros((len(text), len(alphabet)))
    for t, symbol in enumerate(text):
        rows[t, place(f"{field}, step {t + 1}", symbol, alphabet)] = 1.0
    return rows


def place(field: str, symbol: str, alphabet: str) -> int:
    """The place of a symbol in the alphabet, from 0."""
    found = alphabet.find(symbol) if len(symbol) == 1 else -1
    if found < 0:
        raise InputError(field, repr(symbol), f"one of {spell(alphabet)}")
    return found


def spell(symbols: str) -> str:
    """Symbols in one line: a space and a newline by what stands for them."""
    return " ".join({" ": "␣", "\n": "↵"}.get(symbol, symbol) for symbol in symbols)


def number(field: str, value: object) -> float:
    """``value`` as one finite number."""
    return float(tensor(field, value, ()))


def read_only(array: NDArray[Any]) -> NDArray[Any]:
    """The array itself where nobody can write to it, else a copy that nobody can."""
    if array.flags.writeable or not array.flags.owndata or not array.flags.c_contiguous:
        array = array.copy(order="C")
        array.setflags(write=False)
    return array


def _to_floats(field: str, value: object, gaps: bool) -> Array:
    """A float64 array of any shape; text, truth values, ragged rows and other objects are refused."""
    try:
        array = np.asarray(_nan_for_none(value) if gaps else value)
    except (ValueError, OverflowError, TypeError):
        raise InputError(field, value, "rows of numbers, all of the same length") from None
    if array.size and array.dtype.kind not in "fiu":
        raise InputError(field, value, "numbers")
    with np.errstate(over="ignore"):
        return array.astype(np.float64, copy=False)


def _nan_for_none(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_nan_for_none(item) for item in value]
    return math.nan if value is None else value


def _check_finite(field: str, array: Array, axes: Sequence[str], gaps: bool) -> None:
    good = np.isfinite(array)
    if gaps:
        good |= np.isnan(array)
    if not good.all():
        index = tuple(int(k) for k in np.argwhere(~good)[0])
        where = "".join(f", {axis} {k + 1}" for axis, k in zip(axes, index, strict=False))
        raise InputError(field + where, float(array[index]), "a finite number")


def _class_of(field: str, entry: object, alphabet: str | None) -> int:
    match entry:
        case None:
            return NO_CLASS
        case str() if alphabet is not None:
            return place(field, entry, alphabet)
        case float() | np.floating() if math.isnan(entry):
            return NO_CLASS
        case bool():
            raise InputError(field, entry, "a class number")
        case int() | np.integer() if abs(int(entry)) < 2**31:
            return int(entry)
        case _:
            raise InputError(field, entry, "a class number")


def _in_words(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape)) if shape else "of one number"
