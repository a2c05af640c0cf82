"""Which unit is which in the unfolded network: those that are clamped, and those that have a target."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from .padlock import draw_badge
from .shapes import Box, Dot, Group, Key, Shape
from .strip import Row
from .unfolding import Unfolding

RING = 2.4
LEAST_FRAME = 5.0
"""The height of clamped units below which they have a line at their left and no frame."""
LEAST_RING = 5.0
"""The height of a unit below which its target is a line."""


def draw_unit_marks(u: Unfolding, step: int) -> Iterator[Group]:
    """The marks of all states at a step; nothing where there are none."""
    shapes: list[Shape] = []
    for row in u.strip.rows:
        if row.kind == "state":
            shapes += (*_clamp_frames(u, row, step), *_targets(u, row, step))
    for box in u.strip.boxes:
        rows = [row for row in u.strip.rows if row.kind == "state" and box.top <= row.middle <= box.bottom]
        held = [row for row in rows if u.run.schedule.is_clamped(row.name, step) is not None]
        if held:
            corner = u.strip.x_of(box, step) - u.strip.box_width / 2
            shapes += draw_badge(corner, box.top, u.theme.ink, u.theme.background, Key(step, held[0].name))
    if shapes:
        yield Group("marks", tuple(shapes), title="clamped units and units with a target")


def target_units(u: Unfolding, row: Row, step: int) -> NDArray[np.bool_] | None:
    """Which units of a state have a target at a step; None where the loss does not read the state, or none has."""
    if u.run.loss is None or u.run.loss.on != row.name or not u.has_target(step):
        return None
    numbers, place = u.target_numbers(step), u.target_class(step)
    return np.arange(row.size) == place if numbers is None else ~np.isnan(numbers)


def spans(units: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The first unit and the number of units of each stretch of neighbours."""
    for is_marked, group in groupby(range(len(units)), key=lambda k: bool(units[k])):
        members = list(group)
        if is_marked:
            yield members[0], len(members)


def _clamp_frames(u: Unfolding, row: Row, step: int) -> Iterator[Shape]:
    """A frame around neighbouring clamped units."""
    held = u.run.schedule.is_clamped(row.name, step)
    if held is None:
        return
    left, each = u.strip.x_of(row, step) - u.strip.shift - u.strip.state_width / 2, row.height / row.size
    for first, count in spans(held):
        top, key = row.top + first * each, Key(step, row.name)
        if count * each < LEAST_FRAME:
            yield Box(left - 3.0, top, 2.4, max(1.5, count * each), 0.0, u.theme.ink, key=key)
            continue
        yield Box(left, top, u.strip.state_width, count * each, 1.5, None, u.theme.ink, 1.8, key=key)


def _targets(u: Unfolding, row: Row, step: int) -> Iterator[Shape]:
    """A ring at the right border of the cell for each unit with a target."""
    wanted = target_units(u, row, step)
    if wanted is None:
        return
    x, each, key = u.strip.x_of(row, step) + u.strip.box_width / 2, row.height / row.size, Key(step, "target")
    for unit in np.flatnonzero(wanted).tolist():
        y = row.top + (unit + 0.5) * each
        if each >= LEAST_RING:
            yield Dot(x, y, RING, RING, u.theme.background, u.theme.ink, 1.3, key=key)
        else:
            yield Box(x - 1.5, y - each / 2, 3.0, each, 0.0, u.theme.ink, key=key)
