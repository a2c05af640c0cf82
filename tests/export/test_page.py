"""Pages, and how far the making of something is."""

from __future__ import annotations

import pytest

from rnnviz.export.page import Cancelled, tell


def test_a_progress_that_says_no_gives_up() -> None:
    with pytest.raises(Cancelled):
        tell(lambda done, total: done < 3, 3, 20)


def test_a_progress_is_told_how_far_it_is_and_none_is_needed() -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    tell(progress, 3, 20)
    tell(None, 4, 20)
    assert told == [(3, 20)]
