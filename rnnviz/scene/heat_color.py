"""The colours of heat maps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .chart import Colors
from .color import channels, ramp
from .theme import Theme, mix


def color_table(theme: Theme, colors: Colors) -> NDArray[np.uint8]:
    """The colours of a map, (258, 3): 256 from the least to the largest, then zero on a log axis, then NaN and ∞."""
    signed = {"diverging": theme.value_colors, "gradient": theme.gradient_colors}
    own = signed[colors] if colors in signed else _sequential(theme)
    return np.array([channels(color) for color in (*own, theme.surface, theme.error)], np.uint8)


def _sequential(theme: Theme) -> tuple[str, ...]:
    """From hardly more than the ground to the strongest colour."""
    strong, hot = ("#6d1a9c", "#2a0845") if not theme.is_dark else ("#c79bff", "#fff3d6")
    middle = mix(strong, "#e8663c" if not theme.is_dark else "#8b3fd0", 0.5)
    return ramp((mix(theme.background, middle, 0.10), mix(theme.background, middle, 0.6), strong, hot))
