"""The colours of curves, and labels at their ends that keep apart."""

from __future__ import annotations

from .theme import Theme


def curve_color(theme: Theme, k: int) -> str:
    """The colour of a curve."""
    return theme.unit_colors[k % len(theme.unit_colors)]


def spread_apart(places: list[float], pitch: float, low: float, high: float) -> list[float]:
    """Ascending places moved as little as needed to lie ``pitch`` apart and between ``low`` and ``high``."""
    groups: list[tuple[float, int]] = []
    for place in places:
        middle, count = place, 1
        while groups and middle - (count - 1) * pitch / 2 < groups[-1][0] + (groups[-1][1] + 1) * pitch / 2:
            other, n = groups.pop()
            middle, count = (middle * count + other * n) / (count + n), count + n
        groups.append((middle, count))
    apart = [middle + (j - (count - 1) / 2) * pitch for middle, count in groups for j in range(count)]
    last = len(apart) - 1
    return [max(low + k * pitch, min(place, high - (last - k) * pitch)) for k, place in enumerate(apart)]
