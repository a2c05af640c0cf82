"""Singular values of long products are right down to the smallest."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.graded import log_singular_values, products_by_step, triangular
from rnnviz.engine.ops import Array
from rnnviz.engine.scaled import Scaled, stack


def singular_values(matrices: Array) -> Array:
    """log10 of those of the products of no matrix, of the first, of the first two, and so on."""
    products = [factors.product for factors in products_by_step(matrices[::-1], np.eye(matrices.shape[1]))]
    with np.errstate(divide="ignore"):
        return log_singular_values(stack(products))


def log_norm(matrices: Array) -> float:
    """log10 of the spectral norm of a product, with scaling."""
    product, exponent = np.eye(matrices.shape[1]), 0.0
    for matrix in matrices:
        product = product @ matrix
        largest = np.abs(product).max()
        product, exponent = product / largest, exponent + np.log10(largest)
    return float(np.log10(np.linalg.norm(product, 2)) + exponent)


def test_a_short_product_has_the_singular_values_of_the_matrix() -> None:
    matrices = np.random.default_rng(3).normal(size=(3, 5, 5))
    found = singular_values(matrices)
    assert not found[0].any()
    for k in (1, 2, 3):
        product = np.linalg.multi_dot([np.eye(5), np.eye(5), *matrices[:k]])
        np.testing.assert_allclose(found[k], np.log10(np.linalg.svd(product, compute_uv=False)), atol=1e-12)


@pytest.mark.parametrize(("size", "n_steps"), [(6, 40), (12, 120), (5, 1200)])
def test_largest_smallest_and_product_of_a_long_product_are_right(size: int, n_steps: int) -> None:
    random = np.random.default_rng(3)
    slopes = 10.0 ** (-3 * random.random((n_steps, size, 1)))
    matrices = slopes * random.normal(size=(n_steps, size, size))
    found = singular_values(matrices)[-1]
    assert found[0] - found[-1] > 18
    assert found[0] == pytest.approx(log_norm(matrices), abs=1e-9)
    assert found[-1] == pytest.approx(-log_norm(np.array(np.linalg.inv(matrices)[::-1], dtype=np.float64)), abs=1e-6)
    determinants = np.linalg.slogdet(matrices)[1] / np.log(10)
    assert found.sum() == pytest.approx(determinants.sum(), abs=1e-6)


def test_known_singular_values_are_found_over_a_thousand_steps() -> None:
    bases = np.linalg.qr(np.random.default_rng(3).normal(size=(1001, 4, 4)))[0]
    values = np.array([2.0, 1.0, 0.5, 0.01])
    matrices = (bases[:-1] * values) @ bases[1:].swapaxes(1, 2)
    expected = np.log10(values) * np.arange(1001)[:, None]
    np.testing.assert_allclose(singular_values(matrices), expected, atol=1e-9)


def test_units_that_are_dead_give_exact_zeros() -> None:
    matrices = np.random.default_rng(3).normal(size=(30, 5, 5))
    matrices[10, [1, 3]] = 0.0
    matrices[20, :, [0, 1, 2]] = 0.0
    found = singular_values(matrices)
    for first, stop, rank in ((0, 11, 5), (11, 21, 3), (21, 31, 2)):
        assert np.isfinite(found[first:stop, :rank]).all()
        assert (found[first:stop, rank:] == -np.inf).all()


def test_a_product_of_zero_stays_zero() -> None:
    matrices = np.random.default_rng(3).normal(size=(6, 3, 3))
    matrices[3] = 0.0
    found = singular_values(matrices)
    assert np.isfinite(found[:4]).all()
    assert (found[4:] == -np.inf).all()


def test_a_state_that_matters_little_beside_another_is_not_lost() -> None:
    random = np.random.default_rng(3)
    matrices, start = random.normal(size=(40, 6, 6)), np.eye(6)[:3]
    apart = np.repeat([1.0, 2.0**-100], 3)
    for units in (slice(0, 3), slice(3, 6)):
        found = []
        for scale in (np.ones(6), apart):
            *_, factors = products_by_step(matrices * scale / scale[:, None], start)
            _, product = triangular(factors.columns[units], factors.product)
            logarithms = log_singular_values(Scaled(product.rows[None], product.powers[None]))[0]
            found.append(logarithms + factors.powers[units][0] * np.log10(2))
        np.testing.assert_allclose(found[1], found[0] + np.log10(apart[units][0]), rtol=1e-10)
