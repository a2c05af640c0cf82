"""The unfolded network with many steps: every row one heat image over time."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

import numpy as np

from ..engine.ops import Array
from .overview_gradients import (
    draw_joint,
    draw_pending_gradients,
    gap_of,
    make_gradient_rasters,
    place_of,
    start_place,
    value_place,
)
from .overview_schedule import draw_clamps, draw_hidden, hidden_steps, shown_stretches
from .raster import Raster, make_raster
from .shapes import Box, Group, Key, Label, Run, Shape
from .strip import Row
from .unfolding import Unfolding

SEPARATED_PITCH = 6.0
BAR_PITCH = 4.0
JOINED_PITCH = 24.0
LETTER_PITCH = 9.0
LETTER = 12.0


def make_rasters(u: Unfolding) -> tuple[Raster, ...]:
    """The heat images of the visible steps, with those of the initial states."""
    found: list[Raster] = []
    for row in u.strip.rows:
        if row.kind == "loss" or (row.kind in ("input", "target") and shows_letters(u)):
            continue
        found += _row_rasters(u, row)
        if row.kind == "state":
            found.append(_start_raster(u, row))
    if u.backward is not None:
        found += make_gradient_rasters(u)
    return tuple(found)


def _row_rasters(u: Unfolding, row: Row) -> Iterator[Raster]:
    """The heat images of a row: one for each stretch of steps that shows something."""
    values, (x, y, _, height) = _hide_pending(u, row, u.values(row)), place_of(u, row)
    pitch, first = u.strip.viewport.pitch, u.strip.first
    for start, end in shown_stretches(u, row):
        place = (x + (start - first) * pitch, y, (end - start + 1) * pitch, height)
        place = value_place(u, place) if row.kind == "state" else place
        yield make_raster(row.name, place, values[start - first : end - first + 1], u.limits[row.name])


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
            parts += (*_draw_frames(u, row), *draw_clamps(u, row))
        parts += draw_hidden(u, row)
    if u.backward is not None:
        parts += draw_pending_gradients(u)
    return Group("overview", tuple(parts), title="all steps")


def _hide_pending(u: Unfolding, row: Row, values: Array) -> Array:
    first, last = u.strip.first, u.strip.last
    seen = values[first - 1 : last]
    hidden = _first_pending(u, row)
    if hidden > last:
        return seen
    shown = seen.copy()
    shown[max(0, hidden - first) :] = 0.0
    return shown


def _first_pending(u: Unfolding, row: Row) -> int:
    """The first step whose value is not computed; beyond the last where all are, as inputs and targets always are."""
    beyond = u.strip.n_steps + 1
    if row.kind in ("input", "target") or not u.is_pending(row.name, beyond):
        return beyond
    return u.step if u.is_pending(row.name, u.step) else u.step + 1


def _start_raster(u: Unfolding, row: Row) -> Raster:
    return make_raster(
        row.name, value_place(u, start_place(u, row)), u.run.start[row.name][None, :], u.limits[row.name]
    )


def _draw_gaps(u: Unfolding) -> Iterator[Shape]:
    """Lines of the ground's colour between the columns."""
    top, bottom = u.strip.rows[0].top, u.strip.rows[-1].bottom
    for step in range(u.strip.first - 1, u.strip.last + 1):
        x = u.strip.center(u.strip.first) + (step - u.strip.first + 0.5) * u.strip.viewport.pitch
        yield Box(x - gap_of(u) / 2, top, gap_of(u), bottom - top, 0.0, u.theme.background)


def _draw_frames(u: Unfolding, row: Row) -> Iterator[Shape]:
    """A frame around each step's column where columns stand apart, else one around the row."""
    x, y, width, height = place_of(u, row)
    gap = gap_of(u)
    if gap <= 1.0:
        for first, last in shown_stretches(u, row):
            left, right = (u.strip.center(step) for step in (first, last))
            half = u.strip.viewport.pitch / 2
            yield Box(left - half, y, right - left + 2 * half, height, 0.0, None, u.theme.line, 1.0)
        hidden = max(u.strip.first, _first_pending(u, row))
        if hidden <= u.strip.last:
            start = u.strip.center(hidden) - u.strip.viewport.pitch / 2
            yield Box(start, y, x + width - start, height, 0.0, u.theme.background, u.theme.pending, 1.0, dashed=True)
        return
    half = (u.strip.viewport.pitch - gap) / 2
    empty = hidden_steps(u, row)
    for step in _framed_steps(u, row):
        if empty is not None and empty[step - 1]:
            continue
        x = u.strip.center(step)
        is_pending = _first_pending(u, row) <= step <= u.strip.n_steps
        stroke = u.theme.pending if is_pending else u.theme.cell_stroke
        yield Box(x - half, y, 2 * half, height, 0.0, None, stroke, 1.0, is_pending)
        if _is_joined(u, row, step):
            yield draw_joint(u, row, step, (x + half, u.strip.center(step + 1) - half))


def _framed_steps(u: Unfolding, row: Row) -> range:
    """The visible steps, with the initial state's column where the row has one in view."""
    first, last = u.strip.first, u.strip.last
    has_start = row.kind == "state" and not row.reverse and first == 1
    has_end = row.kind == "state" and row.reverse and last == u.strip.n_steps
    return range(0 if has_start else first, last + (2 if has_end else 1))


def _is_joined(u: Unfolding, row: Row, step: int) -> bool:
    """Whether a line leads from a step's column to the next."""
    if row.kind != "state" or u.strip.viewport.pitch < JOINED_PITCH:
        return False
    return step < u.strip.n_steps or (row.reverse and step == u.strip.n_steps)


def _draw_letters(u: Unfolding, row: Row) -> Iterator[Shape]:
    is_input, hidden = row.kind == "input", hidden_steps(u, row)
    color = u.theme.ink if is_input else u.theme.muted
    for step in range(u.strip.first, u.strip.last + 1):
        text = u.letter(step) if is_input else _target_text(u, step)
        is_shown = hidden is None or not hidden[step - 1]
        if text is not None and is_shown:
            runs = (Run(text, weight="medium" if is_input else "regular"),)
            yield Label(u.strip.center(step), row.middle, runs, LETTER, color, key=Key(step, row.name))


def _target_text(u: Unfolding, step: int) -> str | None:
    place = u.target_class(step)
    return None if place is None else u.name_class(place)


def _draw_losses(u: Unfolding, row: Row) -> Iterator[Shape]:
    """The loss as bars from the foot of its row, the highest over the whole sequence filling it."""
    losses = u.run["loss"]
    highest = float(losses[np.isfinite(losses)].max(initial=0.0)) or 1.0
    seen = losses[u.strip.first - 1 : u.strip.last]
    left, _, width, _ = place_of(u, row)
    count = max(1, min(len(seen), int(width / BAR_PITCH)))
    starts = np.arange(count) * len(seen) // count
    each = width / count
    thick, pending = max(1.0, min(10.0, each * 0.6)), _first_pending(u, row)
    for k, value in enumerate(np.maximum.reduceat(seen, starts).tolist()):
        is_finite = isfinite(value)
        height = row.height * min(1.0, value / highest) if is_finite else row.height
        if value != 0.0 and u.strip.first + starts[k] < pending:
            color = u.theme.muted if is_finite else u.theme.error
            top = row.bottom - max(1.0, height)
            yield Box(left + (k + 0.5) * each - thick / 2, top, thick, row.bottom - top, 0.0, color)
