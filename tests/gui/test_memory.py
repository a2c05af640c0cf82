"""Memory."""

from __future__ import annotations

import platform

import numpy as np
import pytest

from rnnviz.gui.memory import keep_what_is_freed


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only this C library has the setting")
def test_large_arrays_are_made_of_memory_that_was_freed() -> None:
    import resource

    def count_new_pages(rounds: int) -> int:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        for _ in range(rounds):
            _ = [np.full(7 << 18, 1.0) for _ in range(3)]
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

    keep_what_is_freed()
    count_new_pages(rounds=1)
    assert count_new_pages(rounds=5) < 2000
