"""Gradients in the unfolded network with many steps: below each state, and where the loss gives its part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

import numpy as np

from ..engine.ops import Array
from .backward import Backward
from .raster import Raster, make_raster, reduce_values
from .shapes import Box, Shape
from .strip import COLUMNS_PITCH, Row
from .unfolding import Unfolding

SPLIT = 2.0
"""The space between a state and its gradient."""
MOST_INJECTED = 5.0
"""The height of the line that shows what the loss gives."""
JOINT, THICKEST_JOINT = 1.5, 5.0

Place = tuple[float, float, float, float]


def place_of(u: Unfolding, row: Row) -> Place:
    """x, y, width and height of the visible steps of a row."""
    half = u.strip.viewport.pitch / 2
    left = u.strip.center(u.strip.first) - half
    return left, row.top, u.strip.center(u.strip.last) + half - left, row.height


def start_place(u: Unfolding, row: Row) -> Place:
    """x, y, width and height of an initial state."""
    pitch = u.strip.viewport.pitch
    width = pitch - gap_of(u) if pitch >= COLUMNS_PITCH else 6.0
    step = u.strip.n_steps + 1 if row.reverse else 0
    return u.strip.center(step) - width / 2, row.top, width, row.height


def gap_of(u: Unfolding) -> float:
    """The width of the gap between two columns."""
    pitch = u.strip.viewport.pitch
    return 1.0 if pitch < 14 else min(12.0, pitch * 0.3)


def value_place(u: Unfolding, place: Place) -> Place:
    """Where the values of a state stand: everywhere, or above their gradients."""
    x, y, width, height = place
    return place if u.backward is None else (x, y, width, (height - SPLIT) / 2)


def gradient_place(place: Place) -> Place:
    """Where the gradients of a state stand."""
    x, y, width, height = place
    half = (height - SPLIT) / 2
    return x, y + height - half, width, half


def make_gradient_rasters(u: Unfolding) -> Iterator[Raster]:
    """The heat images of the gradients of the visible steps, and of what the loss gives to them."""
    backward = u.backward
    if backward is None:
        return
    for row in _states(u):
        gradients = backward.gradients[row.name]
        yield _raster(u, row.name, gradient_place(place_of(u, row)), _hide_pending(u, gradients, row.name))
        if not u.is_gradient_pending("x", u.strip.n_steps if row.reverse else 1):
            start = backward.gradients.start[row.name][None, :]
            yield _raster(u, row.name, gradient_place(start_place(u, row)), start)
    above = [row for row in u.strip.rows if row.kind in ("loss", "target", "output")]
    if above:
        top, room = above[-1].bottom, u.strip.boxes[-1].top - above[-1].bottom
        height = min(MOST_INJECTED, room - 2.0)
        x, _, width, _ = place_of(u, above[-1])
        place = (x, top + (room - height) / 2, width, height)
        source = "y" if "y" in u.run else "loss"
        injected = np.abs(_hide_pending(u, backward.injected, source)).max(axis=1, keepdims=True)
        yield _raster(u, above[0].name, place, injected)


def draw_pending_gradients(u: Unfolding) -> Iterator[Shape]:
    """An empty frame over the gradients that are not computed yet."""
    for row in _states(u):
        last = min(u.strip.last, _last_pending(u, row.name))
        if last >= u.strip.first:
            x, y, _, height = gradient_place(place_of(u, row))
            width = u.strip.center(last) + u.strip.viewport.pitch / 2 - x
            yield Box(x, y, width, height, 0.0, u.theme.background, u.theme.pending, 1.0, dashed=True)


def draw_joint(u: Unfolding, row: Row, step: int, ends: tuple[float, float]) -> Box:
    """A short line for the wire that carries a state to the next step; backward, its gradient to this one."""
    left, right = ends
    thick, color = JOINT, u.theme.wire
    user = step if row.reverse else step + 1
    if u.backward is not None and 1 <= user <= u.strip.n_steps and not u.is_gradient_pending("x", user):
        thick, color = _look(u, u.backward, u.backward.handed[row.name][user - 1])
    return Box(left, row.middle - thick / 2, right - left, thick, 0.0, color)


def _look(u: Unfolding, backward: Backward, gradient: Array) -> tuple[float, str]:
    """The thickness and colour of a line that carries a gradient."""
    thick = JOINT + (THICKEST_JOINT - JOINT) * backward.strength(gradient)
    return thick, backward.wire_color(u.theme, gradient)


def _states(u: Unfolding) -> list[Row]:
    return [row for row in u.strip.rows if row.kind == "state"]


def _raster(u: Unfolding, name: str, place: Place, gradients: Array) -> Raster:
    """A heat image; gradients are reduced before they become shares of the scale, which takes longer."""
    assert u.backward is not None
    seen = reduce_values(gradients, max(1, ceil(place[2])), max(1, ceil(place[3])))
    return replace(make_raster(name, place, u.backward.shares(seen), 1.0), is_gradient=True)


def _hide_pending(u: Unfolding, gradients: Array, name: str) -> Array:
    """The gradients of the visible steps, 0 where they are pending."""
    seen = gradients[u.strip.first - 1 : u.strip.last]
    last = _last_pending(u, name)
    if last < u.strip.first:
        return seen
    shown = seen.copy()
    shown[: last - u.strip.first + 1] = 0.0
    return shown


def _last_pending(u: Unfolding, name: str) -> int:
    """The last step whose gradient is not computed; 0 where all are."""
    if not u.is_gradient_pending(name, 0):
        return 0
    return u.step if u.is_gradient_pending(name, u.step) else u.step - 1
