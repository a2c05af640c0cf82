"""Sums of outer products over steps and sequences."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.outer_sum import OuterSum


@pytest.mark.parametrize("batch", [1, 3])
def test_blocks_add_up_to_the_sum_over_all_steps(batch: int) -> None:
    random = np.random.default_rng(0)
    left, right = random.normal(size=(11, 4, batch)), random.normal(size=(11, 5, batch))
    pairs = [(slice(0, 4), slice(0, 5)), (slice(1, 3), slice(2, 5))]
    total = OuterSum(pairs, (4, 5), batch, 6)
    for _ in range(2):  # what was added before is forgotten
        total.begin()
        for first, last in ((8, 11), (5, 8), (2, 5), (0, 2)):
            pieces = [(left[first:last, :1], slice(0, 1)), (left[first:last, 1:], slice(1, 4))]
            total.add(pieces, [(right[first:last], slice(0, 5))], last - first)
            if total.free < 3:
                total.multiply()
        total.multiply()
        total.multiply()
    expected = np.einsum("tib,tjb->ij", left, right)
    np.testing.assert_allclose(total.totals[0], expected, rtol=1e-13)
    np.testing.assert_allclose(total.totals[1], expected[1:3, 2:5], rtol=1e-13)


def test_the_left_side_is_in_the_order_of_time() -> None:
    left = np.arange(12.0).reshape(6, 1, 2)
    total = OuterSum([(slice(0, 1), slice(0, 1))], (1, 1), 2, 6)
    for first in (4, 2):
        total.add([(left[first : first + 2], slice(0, 1))], [(left[first : first + 2], slice(0, 1))], 2)
    np.testing.assert_array_equal(total.left, [np.arange(4.0, 12.0)])
