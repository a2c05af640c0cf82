"""The unfolded network with many steps: every row one heat image over time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..engine.ops import Array
from .raster import Raster, make_raster
from .shapes import Box, Group, Key, Label, Run, Shape, Wire
from .strip import Row
from .unfolding import Unfolding

SEPARATED_PITCH = 6.0
LETTER_PITCH = 9.0
LETTER = 12.0


def make_rasters(u: Unfolding) -> tuple[Raster, ...]:
    """The heat images of the visible steps, with those of the initial states."""
    found: list[Raster] = []
    for row in u.strip.rows:
        if row.kind == "loss" or (row.kind in ("input", "target") and shows_letters(u)):
            continue
        values = _hide_pending(u, row, u.values(row))
        found.append(make_raster(row.name, place_of(u, row), values, u.limits[row.name]))
        if row.kind == "state":
            found.append(_start_raster(u, row))
    return tuple(found)


def place_of(u: Unfolding, row: Row) -> tuple[float, float, float, float]:
    """x, y, width and height of the visible steps of a row."""
    half = u.strip.viewport.pitch / 2
    left = u.strip.center(u.strip.first) - half
    return left, row.top, u.strip.center(u.strip.last) + half - left, row.height


def shows_letters(u: Unfolding) -> bool:
    """Whether the inputs are symbols that have the room to be written."""
    return u.alphabet is not None and u.strip.viewport.pitch >= LETTER_PITCH


def draw_overview(u: Unfolding) -> Group:
    """What lies over the heat images: the gaps between steps, symbols, targets' frames and the loss over time."""
    parts: list[Shape] = []
    if u.strip.viewport.pitch >= SEPARATED_PITCH:
        parts += _draw_gaps(u)
    for row in u.strip.rows:
        if row.kind == "loss":
            parts += _draw_losses(u, row)
        elif row.kind in ("input", "target") and shows_letters(u):
            parts += _draw_letters(u, row)
        else:
            parts += _draw_frames(u, row)
    return Group("overview", tuple(parts), title="all steps")


def _hide_pending(u: Unfolding, row: Row, values: Array) -> Array:
    first, last = u.strip.first, u.strip.last
    seen = values[first - 1 : last]
    if row.kind == "input" or not u.is_pending(row.name, u.strip.n_steps + 1):
        return seen
    hidden = u.step - (1 if u.is_pending(row.name, u.step) else 0)
    shown = seen.copy()
    shown[max(0, hidden - first + 1) :] = 0.0
    return shown


def _start_raster(u: Unfolding, row: Row) -> Raster:
    width = min(max(u.strip.viewport.pitch - 1, 6.0), u.strip.lead - 4)
    step = u.strip.n_steps + 1 if row.reverse else 0
    place = (u.strip.center(step) - width / 2, row.top, width, row.height)
    return make_raster(row.name, place, u.run.start[row.name][None, :], u.limits[row.name])


def _gap(u: Unfolding) -> float:
    """The width of the gap between two columns."""
    pitch = u.strip.viewport.pitch
    return 1.0 if pitch < 14 else min(12.0, pitch * 0.3)


def _draw_gaps(u: Unfolding) -> Iterator[Shape]:
    """Lines of the ground's colour between the columns."""
    top, bottom = u.strip.rows[0].top, u.strip.rows[-1].bottom
    for step in range(u.strip.first - 1, u.strip.last + 1):
        x = u.strip.center(u.strip.first) + (step - u.strip.first + 0.5) * u.strip.viewport.pitch
        yield Wire(((x, top), (x, bottom)), u.theme.background, _gap(u))


def _draw_frames(u: Unfolding, row: Row) -> Iterator[Shape]:
    """A frame around each step's column where columns stand apart, else one around the row."""
    x, y, width, height = place_of(u, row)
    gap = _gap(u)
    if gap <= 1.0:
        yield Box(x, y, width, height, 0.0, None, u.theme.line, 1.0)
        return
    half = (u.strip.viewport.pitch - gap) / 2
    for step in range(u.strip.first, u.strip.last + 1):
        yield Box(u.strip.center(step) - half, y, 2 * half, height, 0.0, None, u.theme.cell_stroke, 1.0)


def _draw_letters(u: Unfolding, row: Row) -> Iterator[Shape]:
    is_input = row.kind == "input"
    color, weight = (u.theme.ink, "medium") if is_input else (u.theme.muted, "regular")
    for step in range(u.strip.first, u.strip.last + 1):
        text = u.letter(step) if is_input else _target_text(u, step)
        if text is not None:
            runs = (Run(text, weight=weight),)
            yield Label(u.strip.center(step), row.middle, runs, LETTER, color, key=Key(step, row.name))


def _target_text(u: Unfolding, step: int) -> str | None:
    place = u.target_class(step)
    return None if place is None else u.name_class(place)


def _draw_losses(u: Unfolding, row: Row) -> Iterator[Shape]:
    """The loss as bars from the foot of its row, the highest over the whole sequence filling it."""
    losses = u.run["loss"]
    finite = losses[np.isfinite(losses)]
    highest = float(finite.max(initial=0.0)) or 1.0
    first, last = u.strip.first, u.strip.last
    place = place_of(u, row)
    count = max(1, min(last - first + 1, int(place[2])))
    seen = losses[first - 1 : last]
    starts = np.arange(count) * len(seen) // count
    each = place[2] / count
    for k, value in enumerate(np.maximum.reduceat(seen, starts).tolist()):
        if value == 0.0:
            continue
        is_finite = np.isfinite(value)
        height = max(1.0, row.height * min(1.0, value / highest)) if is_finite else row.height
        color = u.theme.muted if is_finite else u.theme.error
        x = place[0] + (k + 0.5) * each
        yield Wire(((x, row.bottom), (x, row.bottom - height)), color, max(1.0, min(8.0, each * 0.6)))
