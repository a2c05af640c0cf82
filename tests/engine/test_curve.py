"""What is kept of a long training."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.curve import (
    MOST_CHECKPOINTS,
    MOST_OLD,
    RECENT,
    is_checkpoint,
    is_row_kept,
    stride,
    thin_checkpoints,
    thin_rows,
)


def grow(n: int, thin_every: int) -> list[tuple[float, ...]]:
    """A curve of n rows, thinned now and then and at the end."""
    rows: list[tuple[float, ...]] = []
    for step in range(1, n + 1):
        rows.append((step, 0.1 * step))
        if step % thin_every == 0:
            rows = thin_rows(rows, step)
    return thin_rows(rows, n)


def test_a_curve_keeps_the_first_row_the_last_ones_and_a_bounded_number() -> None:
    rows = grow(20_000, 100)
    steps = [row[0] for row in rows]
    assert steps[0] == 1
    assert steps[-RECENT:] == list(range(20_000 - RECENT + 1, 20_001))
    assert len(rows) <= RECENT + MOST_OLD + 1
    assert max(np.diff(steps)) <= 2 * 20_000 / MOST_OLD + 1


def test_when_a_curve_is_thinned_does_not_show() -> None:
    assert grow(7_000, 97) == grow(7_000, 613) == grow(7_000, 7_000)


def test_what_is_dropped_once_is_never_wanted_again() -> None:
    for row in range(1, 3_000, 71):
        kept = [is_row_kept(row, now) for now in range(row, 6_000, 13)]
        assert kept == sorted(kept, reverse=True)


def test_a_stride_divides_into_at_most_so_many_parts() -> None:
    for now in range(1, 500):
        assert now / stride(now, 32) <= 32
        assert stride(now, 32) == 1 or now / (stride(now, 32) / 2) > 32


def test_checkpoints_are_bounded_and_keep_the_first() -> None:
    kept = {0: np.zeros(3)}
    for step in range(1, 1001):
        if is_checkpoint(step, step, 3):
            kept = thin_checkpoints(kept | {step: np.full(3, step)}, step)
        assert len(kept) <= MOST_CHECKPOINTS + 1
        assert min(kept) == 0
    assert list(kept) == list(range(0, 1001, 32))
    assert kept[64][0] == 64.0


def test_fewer_checkpoints_of_many_numbers_are_kept() -> None:
    flat = np.zeros(1_000_000)
    kept = {step: flat for step in range(100) if is_checkpoint(step, 99, flat.size)}
    assert len(kept) <= 5
