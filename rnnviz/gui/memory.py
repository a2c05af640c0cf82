"""How the program takes memory from the system while its window is open."""

from __future__ import annotations

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""What ``mallopt`` of the C library calls its settings."""
_LARGE = 32 << 20
"""The largest size that the C library accepts, in bytes."""


def keep_what_is_freed() -> None:
    """Keep large arrays that are freed for the next ones, where the C library is that of Linux.

    It gives them back to the system otherwise, and new pages at every edit cost 5 % of it.
    """
    if sys.platform == "linux":
        set_option = getattr(ctypes.CDLL(None), "mallopt", None)
        if set_option is not None:
            set_option(_MMAP_THRESHOLD, _LARGE)
            set_option(_TRIM_THRESHOLD, 2 * _LARGE)
