"""Comparing pictures pixel by pixel."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

ROUNDING = 4
"""By how much a colour may differ that was put together of several layers."""


def largest_difference(first: QImage, second: QImage) -> int:
    """By how much two pictures of one size differ at most, of 255, in any channel of any pixel."""
    levels = [np.frombuffer(image.constBits(), np.uint8).astype(int) for image in (first, second)]
    return int(np.abs(levels[0] - levels[1]).max())
