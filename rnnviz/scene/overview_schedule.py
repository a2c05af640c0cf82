"""What a schedule says in the unfolded network with many steps: steps without input or read-out, clamped units."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .overview_gradients import place_of, value_place
from .shapes import Box, Shape
from .strip import Row
from .unfolding import Unfolding
from .unit_marks import spans

LEAST_UNIT = 3.0
"""The height of a unit below which clamped units have a line and no frame."""
LINE = 1.4
MOST_SHOWN = 24
"""So many stretches of steps that show something are drawn one by one."""
MOST_STRETCHES = 80
"""Of more stretches of steps with the same clamps, only the whole is framed."""


def hidden_steps(u: Unfolding, row: Row) -> NDArray[np.bool_] | None:
    """Which of all steps show nothing in a row; (T,), or None where all show something."""
    schedule = u.run.schedule
    if row.kind in ("output", "target") and schedule.read is not None:
        return ~schedule.read
    if row.kind == "input" and schedule.given is not None:
        hidden: NDArray[np.bool_] = ~schedule.given
        if schedule.feedback is not None:
            read = np.ones(u.run.n_steps, bool) if schedule.read is None else schedule.read
            hidden[1:] &= ~read[:-1]
        return hidden
    return None


def shown_stretches(u: Unfolding, row: Row) -> list[tuple[int, int]]:
    """The first and last step of each visible stretch that shows something; too many of them count as one."""
    first, last = u.strip.first, u.strip.last
    hidden = hidden_steps(u, row)
    if hidden is None:
        return [(first, last)]
    found = [(first + start, first + start + count - 1) for start, count in spans(~hidden[first - 1 : last])]
    return found if len(found) <= MOST_SHOWN else [(first, last)]


def draw_hidden(u: Unfolding, row: Row) -> Iterator[Box]:
    """The ground over the steps that show nothing, where there are too many stretches to draw each by itself."""
    hidden = hidden_steps(u, row)
    if hidden is None or len(list(spans(~hidden[u.strip.first - 1 : u.strip.last]))) <= MOST_SHOWN:
        return
    half, first = u.strip.viewport.pitch / 2, u.strip.first
    for start, count in spans(hidden[first - 1 : u.strip.last]):
        left = u.strip.center(first + start) - half
        yield Box(left, row.top - 1, count * 2 * half, row.height + 2, 0.0, u.theme.background)


def draw_clamps(u: Unfolding, row: Row) -> Iterator[Shape]:
    """A frame around neighbouring clamped units over the steps at which they are clamped."""
    clamps = u.run.schedule.clamps.get(row.name)
    if clamps is None:
        return
    held = ~np.isnan(clamps[u.strip.first - 1 : u.strip.last])
    changes = [0, *(np.flatnonzero((held[1:] != held[:-1]).any(axis=1)) + 1).tolist(), len(held)]
    if len(changes) > MOST_STRETCHES:
        held, changes = np.tile(held.any(axis=0), (len(held), 1)), [0, len(held)]
    _, y, _, height = value_place(u, place_of(u, row))
    each, pitch = height / row.size, u.strip.viewport.pitch
    left = u.strip.center(u.strip.first) - pitch / 2
    for start, end in pairwise(changes):
        for first, count in spans(held[start]):
            x, width = left + start * pitch, (end - start) * pitch
            if count * each >= LEAST_UNIT:
                yield Box(x, y + first * each, width, count * each, 0.0, None, u.theme.ink, 1.2)
            else:
                yield Box(x, y + first * each, width, LINE, 0.0, u.theme.ink)
