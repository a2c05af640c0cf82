"""Singular values of long products, the smallest as exactly as the largest.

A product over many steps is kept as 2^p ⊙ rows, each row with a power of its own, and grows by a QR factor at each step
(Bojanczyk, Ewerbring, Luk & Van Dooren, 1991). In one matrix of plain numbers, all singular values below 10⁻¹⁶ of the
largest would be noise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .ops import Array
from .scaled import FURTHEST, NOTHING, Powers, Scaled

WIDEST = 800
"""A range of powers that one matrix of plain numbers can hold."""
MARGIN = 100
"""Singular values so many powers apart do not change each other."""


@dataclass(frozen=True, slots=True)
class Factors:
    """A product of Jacobians, transposed, as 2^powers ⊙ Q P.

    Q (``columns``) has orthonormal columns and a row for each unit of each state, P (``product``) is graded. The rows
    of one state have one of ``powers`` together: beside a state that matters 10²⁰ times more, a second would be noise.
    """

    columns: Array
    powers: Powers
    product: Scaled


def products_by_step(jacobians: Array, last: Array, group: int | None = None) -> Iterator[Factors]:
    """The products ``last``, ``last`` J_T, ``last`` J_T J_{T−1}, …, for ``jacobians`` J of shape (T, N, N).

    ``last`` has shape (n, N), and rows that are orthonormal; N is ``group``, which is n unless given, times the number
    of states. In what is given, ``columns`` has shape (N, n), ``powers`` (N,) and ``product`` n rows; what lies beyond
    the rank is 0.
    """
    size, width = last.shape
    factors = Factors(last.T, np.zeros(width, dtype=np.int64), Scaled(np.eye(size), np.zeros(size, dtype=np.int64)))
    yield factors
    for jacobian in jacobians[::-1]:
        factors = _one_more(jacobian.T, factors, size if group is None else group)
        yield _padded(factors, size)


def _one_more(matrix: Array, factors: Factors, size: int) -> Factors:
    """The factors of ``matrix`` Q P. What is exactly 0, a dead unit say, is left out: QR would make noise of it."""
    columns, powers, product = factors.columns, factors.powers, factors.product
    read = matrix.any(axis=0)
    if not read.any() or not columns.shape[1]:
        nothing = Scaled(np.zeros((0, product.rows.shape[1])), np.zeros(0, dtype=np.int64))
        return Factors(np.zeros((len(matrix), 0)), np.zeros(len(matrix), dtype=np.int64), nothing)
    if read.sum() < columns.shape[1]:
        columns, product = triangular(columns[read], product)
        matrix, powers = matrix[:, read], powers[read]
    grown, powers = grow(matrix, columns, powers, size)
    written = grown.any(axis=1)
    basis, product = triangular(grown[written], product)
    columns = np.zeros((len(grown), basis.shape[1]))
    columns[written] = basis
    return Factors(columns, powers, product)


def grow(matrix: Array, columns: Array, powers: Powers, size: int) -> tuple[Array, Powers]:
    """``matrix`` times columns whose rows have powers, and the power that the rows of each state have then.

    Each state has ``size`` rows.
    """
    if len(matrix) == size and not powers.any():
        return matrix @ columns, np.zeros(size, dtype=np.int64)
    groups = [powers == power for power in np.unique(powers)]
    terms = [(matrix[:, group] @ columns[group], powers[group][0]) for group in groups]
    sizes = np.array([np.abs(term).reshape(-1, size, term.shape[1]).max(axis=(1, 2)) for term, _ in terms])
    each = np.frexp(sizes)[1] + np.array([power for _, power in terms])[:, None]
    found = np.where(sizes > 0.0, each, NOTHING).max(axis=0)
    found = np.where(found > NOTHING, found, 0).repeat(size)
    shifts = [np.clip(power - found, -FURTHEST, FURTHEST)[:, None] for _, power in terms]
    total: Array = sum(np.ldexp(term, shift) for (term, _), shift in zip(terms, shifts, strict=True))
    return total, found


def _padded(factors: Factors, size: int) -> Factors:
    """The factors with as many columns and rows of zeros as it takes to have ``size`` of them."""
    product, missing = factors.product, size - factors.columns.shape[1]
    rows = np.pad(product.rows, ((0, missing), (0, 0)))
    powers = np.pad(product.powers, (0, missing), constant_values=NOTHING)
    return Factors(np.pad(factors.columns, ((0, 0), (0, missing))), factors.powers, Scaled(rows, powers))


def triangular(matrix: Array, product: Scaled) -> tuple[Array, Scaled]:
    """``matrix`` P, for matrices of shape (…, m, n), as orthonormal columns (…, m, k) and rows that are graded."""
    if not matrix.size:
        return np.zeros((len(matrix), 0)), Scaled(np.zeros((0, product.rows.shape[-1])), np.zeros(0, dtype=np.int64))
    order = np.argsort(-product.powers, axis=-1)
    basis, factor = np.linalg.qr(np.take_along_axis(matrix, order[..., None, :], axis=-1))
    rows = np.take_along_axis(product.rows, order[..., None], axis=-2)
    return basis, _times(factor, Scaled(rows, np.take_along_axis(product.powers, order, axis=-1)))


def _times(matrix: Array, product: Scaled) -> Scaled:
    """Matrices of shape (…, m, n) times rows that each have their power, (…, n, k)."""
    theirs = product.powers[..., None, :]
    nothing = (matrix == 0.0) | (theirs <= NOTHING)
    powers = np.where(nothing, NOTHING, np.frexp(matrix)[1] + theirs)
    largest = powers.max(axis=-1)
    shifts = np.clip(theirs - largest[..., None], -FURTHEST, FURTHEST)
    weights = np.where(nothing, 0.0, np.ldexp(matrix, shifts))
    rows = Scaled(weights @ product.rows, largest).normalised()
    return Scaled(rows.rows, np.where(rows.rows.any(axis=-1), rows.powers, NOTHING))


def log_singular_values(product: Scaled) -> Array:
    """log10 of the singular values of matrices whose rows each have their power, (T, n, n): (T, n), largest first.

    They must not hold ∞ or NaN.
    """
    order = np.argsort(-product.powers, axis=-1)
    powers = np.take_along_axis(product.powers, order, axis=-1)
    rows = np.take_along_axis(product.rows, order[..., None], axis=-2)
    triangles = np.linalg.qr(rows.swapaxes(-1, -2), mode="r")
    ranges = powers[:, 0] - np.where(powers > NOTHING, powers, powers[:, :1]).min(axis=-1)
    found = np.empty(powers.shape)
    narrow = ranges <= WIDEST
    found[narrow] = _of_window(triangles[narrow], powers[narrow])
    for k in np.flatnonzero(~narrow):
        found[k] = _by_windows(triangles[k], powers[k])
    return found


def _of_window(triangles: Array, powers: Powers) -> Array:
    """The singular values of triangles of shape (m, n, n) whose columns have powers in descending order."""
    shifts = np.clip(powers - powers[:, :1], -FURTHEST, 0)
    values = np.linalg.svd(np.ldexp(triangles, shifts[:, None, :]), compute_uv=False)
    logarithms: Array = np.log10(values) + powers[:, :1] * np.log10(2.0)
    return logarithms


def _by_windows(triangle: Array, powers: Powers) -> Array:
    """The same for one triangle of a range that numbers do not have: piece by piece, with a margin on both sides."""
    found = np.full(len(powers), -np.inf)
    done, n_values = 0, int((powers > NOTHING).sum())
    while done < n_values:
        first = int(np.searchsorted(-powers, -(powers[done] + MARGIN)))
        stop = int(np.searchsorted(-powers[:n_values], -(powers[first] - WIDEST), side="right"))
        inside = slice(first, stop)
        values = _of_window(triangle[None, inside, inside], powers[None, inside])[0]
        kept = stop if stop == n_values else int(np.searchsorted(-powers, -(powers[stop - 1] + MARGIN), side="right"))
        kept = max(kept, done + 1)
        found[done:kept] = values[done - first : kept - first]
        done = kept
    return found
