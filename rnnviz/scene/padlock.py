"""The padlock that marks a unit whose value is held by a clamp, whatever its equation gives."""

from __future__ import annotations

from .shapes import Box, Key, Shape, Wire

BADGE = 8.0
"""Half the size of a padlock on its ground."""


def draw_padlock(x: float, y: float, size: float, color: str, key: Key | None = None) -> tuple[Shape, ...]:
    """A closed padlock ``size`` pixels high around (x, y): never told by its colour alone."""
    half, body = 0.38 * size, 0.52 * size
    foot, top = y + size / 2, y - size / 2
    shackle, line = half * 0.68, max(1.0, size * 0.14)
    points = ((x - shackle, foot - body), (x - shackle, top), (x + shackle, top), (x + shackle, foot - body))
    return (
        Wire(points, color, line, radius=shackle, key=key),
        Box(x - half, foot - body, 2 * half, body, min(1.5, size * 0.14), color, key=key),
    )


def draw_badge(x: float, y: float, ink: str, ground: str, key: Key | None = None) -> tuple[Shape, ...]:
    """A padlock on a ground of its own, to stand on a wire."""
    ground_box = Box(x - BADGE, y - BADGE, 2 * BADGE, 2 * BADGE, 5.0, ground, ink, 1.2, key=key)
    return (ground_box, *draw_padlock(x, y, 10.0, ink, key))
