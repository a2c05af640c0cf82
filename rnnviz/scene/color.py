"""Colour arithmetic: mixing, luminance and contrast of ``#rrggbb`` colours."""

from __future__ import annotations

from functools import cache

import numpy as np

DARK_INK, LIGHT_INK, BLACK = "#101c2b", "#ffffff", "#000000"
READABLE = 4.5


def channels(color: str) -> tuple[int, int, int]:
    """Red, green and blue of ``#rrggbb``, 0 to 255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def from_channels(red: float, green: float, blue: float) -> str:
    """The ``#rrggbb`` of three numbers from 0 to 255."""
    return f"#{round(red):02x}{round(green):02x}{round(blue):02x}"


def mix(first: str, second: str, share: float) -> str:
    """The colour that has ``share`` (0 to 1) of the second and the rest of the first."""
    pairs = zip(channels(first), channels(second), strict=True)
    red, green, blue = (a + (b - a) * share for a, b in pairs)
    return from_channels(red, green, blue)


@cache
def luminance(color: str) -> float:
    """The relative luminance, 0 for black and 1 for white (WCAG 2.2)."""
    parts = [part / 255 for part in channels(color)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@cache
def ink_on(color: str) -> str:
    """A text colour that reads on ``color`` with a contrast of at least 4.5."""
    best = max((DARK_INK, LIGHT_INK), key=lambda ink: contrast(ink, color))
    return best if contrast(best, color) >= READABLE else BLACK


@cache
def grey_of(color: str) -> str:
    """The grey of the same luminance."""
    light = luminance(color)
    part = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return from_channels(*(3 * (255 * part,)))


def ramp(stops: tuple[str, ...], count: int = 256) -> tuple[str, ...]:
    """``count`` colours through evenly spaced ``stops``."""
    places = np.linspace(0, len(stops) - 1, count)
    table = np.array([channels(stop) for stop in stops], dtype=float)
    mixed = [np.interp(places, np.arange(len(stops)), table[:, k]) for k in range(3)]
    return tuple(from_channels(*rgb) for rgb in np.stack(mixed, axis=1).tolist())


def legible(color: str, ground: str, least: float) -> str:
    """``color``, moved towards black or white until its contrast with ``ground`` is at least ``least``."""
    goal = BLACK if luminance(ground) > 0.18 else LIGHT_INK
    for step in range(101):
        moved = mix(color, goal, step / 100)
        if contrast(moved, ground) >= least:
            return moved
    return goal
