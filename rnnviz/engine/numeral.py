"""How the numbers of a formula are written: only as many decimals as they need, large arrays by their corners."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TypeAlias

import numpy as np

from .ops import Array

Entries: TypeAlias = tuple[tuple[str, ...], ...]

MINUS = "−"
SHOWN = 4
"""Rows or columns written out before an array is shortened to its first ones and its last."""


def _decimals_for(values: Iterable[float], most: int) -> int:
    """The decimals that write every number exactly, at most ``most``."""
    known = [value for value in values if abs(value) < 1e5]
    for decimals in range(most):
        if all(abs(value - round(value, decimals)) < 1e-9 for value in known):
            return decimals
    return most


def write_number(value: float, decimals: int) -> str:
    """A number with a U+2212 minus; too large or too small for the decimals is written as 1.2e−7."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("∞" if value > 0 else f"{MINUS}∞")
    size = abs(value)
    if size >= 1e5 or 0 < size < 0.5 * 10.0**-decimals:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa.removesuffix('.0')}e{int(exponent)}".replace("-", MINUS)
    return f"{value + 0.0:.{decimals}f}".replace("-", MINUS)


def entries(values: Array) -> Entries:
    """The entries of a number, vector (n,) or matrix (m, n) as rows of text; a vector stands upright."""
    table = np.atleast_2d(values.T).T if values.ndim < 2 else values
    rows, columns = _kept(table.shape[0]), _kept(table.shape[1])
    shown = [table.item(r, c) for r in rows if r is not None for c in columns if c is not None]
    decimals = _decimals_for(shown, _decimals_limit(values))
    return tuple(tuple(_entry(table, row, column, decimals) for column in columns) for row in rows)


def _decimals_limit(values: Array) -> int:
    """The most decimals that the entries of an array are written with: 4 up to size 2, else 3."""
    return 4 if max(values.shape, default=1) <= 2 else 3


def _kept(count: int) -> tuple[int | None, ...]:
    """The indices that are written; None stands for those left out."""
    return tuple(range(count)) if count <= SHOWN else (0, 1, None, count - 1)


def _entry(table: Array, row: int | None, column: int | None, decimals: int) -> str:
    if row is None:
        return "⋮" if column is not None else "⋱"
    return "⋯" if column is None else write_number(table.item(row, column), decimals)


def is_exact(values: Array) -> bool:
    """Whether the entries as written are the entries themselves."""
    known = values[np.isfinite(values) & (np.abs(values) < 1e5)]
    rounded = np.round(known, _decimals_limit(values))
    return bool(np.all(np.abs(known - rounded) < 1e-9) and np.all(np.abs(values[np.isfinite(values)]) < 1e5))


_LATEX = {
    "NaN": r"\mathrm{NaN}",
    "∞": r"\infty",
    f"{MINUS}∞": r"-\infty",
    "⋯": r"\cdots",
    "⋮": r"\vdots",
    "⋱": r"\ddots",
}


def to_latex(values: Array) -> str:
    """The array as LaTeX: a number, or a ``bmatrix``."""
    rows = [[_latex(entry) for entry in row] for row in entries(values)]
    if values.size == 1:
        return rows[0][0]
    return r"\begin{bmatrix} " + r" \\ ".join(" & ".join(row) for row in rows) + r" \end{bmatrix}"


def _latex(entry: str) -> str:
    if entry in _LATEX:
        return _LATEX[entry]
    mantissa, _, exponent = entry.replace(MINUS, "-").partition("e")
    return rf"{mantissa} \cdot 10^{{{exponent}}}" if exponent else mantissa


def to_plain(values: Array) -> str:
    """The array in one line: ``0.5``, ``[0.1; 0.2]`` for an upright vector, ``[0.4, 0.2; 0.3, 0.7]`` for a matrix."""
    rows = entries(values)
    if values.size == 1:
        return rows[0][0]
    return "[" + "; ".join(", ".join(row) for row in rows) + "]"
