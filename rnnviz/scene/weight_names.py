"""The names of the shared weights in the unfolded network, once, at the wires that lead to one step."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from .measure import measure
from .shapes import Anchor, Group, Key, Label, Point, Shape
from .strip import CellBox, Row
from .symbol import joint_symbol
from .unfolding import Unfolding, find_weights

WEIGHT = 12.0
BESIDE = 8.0
LOW_GAP, LEAST_GAP = 14.0, 20.0
"""The room below the lowest cell, and between others, without which no name stands there."""
BETWEEN, NAMES = 24.0, 20.0
"""The room between two wires without which no name stands there, and what two names, one over the other, need."""
WIRE_ROOM = 15.5
"""How far from a wire that carries a gradient a name stands, clear of the largest arrowhead."""


def draw_weights(u: Unfolding, step: int) -> Group:
    """The names at the wires that lead to ``step``."""
    parts: list[Shape] = []
    below, least = u.strip.rows[-1].top, LOW_GAP if len(u.strip.boxes) > 1 else 0.0
    for _, group in groupby(u.strip.boxes, key=lambda box: box.layer):
        boxes = list(group)
        foot = max(box.bottom for box in boxes)
        for box in boxes:
            weights = find_weights(u.run.network, box.layer, box.reverse)
            if below - foot >= (LEAST_GAP if box.layer or box.side else least):
                parts += _inward(u, weights.inward, box, (step, (foot + below) / 2))
            if not box.reverse:
                parts += _recurrent(u, weights.recurrent, box, step)
        below = min(box.top for box in boxes)
    output = next((row for row in u.strip.rows if row.kind == "output"), None)
    if output is not None and "W_hy" in u.run.parameters and u.run.schedule.is_read(step):
        top, box = u.strip.boxes[-1].top, u.strip.boxes[-1]
        room = top - output.bottom
        is_free = u.backward is None and room >= LEAST_GAP if box.side else room >= least
        if is_free:
            y = output.bottom + (top - output.bottom) * (0.35 if box.side else 0.5)
            parts.append(_label(u, ("W_hy",), (u.strip.center(step) + BESIDE, y), "start"))
    return Group("weights", tuple(parts), title="shared weights")


def _inward(u: Unfolding, names: tuple[str, ...], box: CellBox, at: tuple[int, float]) -> Iterator[Label]:
    """The weights on the input of a cell: on the outer side of its wire."""
    step, y = at
    if box.layer == 0 and not u.has_input(step):
        return
    side = -1 if box.side < 0 else 1
    yield _label(u, names, (u.strip.x_of(box, step) + side * BESIDE, y), "end" if side < 0 else "start")


def _recurrent(u: Unfolding, names: tuple[str, ...], box: CellBox, step: int) -> Iterator[Label]:
    """The weights on the states of a cell: below the wire of its lowest state, where there is room."""
    rows = [row for row in u.strip.rows if row.kind == "state" and box.top <= row.middle <= box.bottom]
    lowest = max(rows, key=lambda row: row.middle)
    middle, room = _beside(u, box, step)
    drop = 11.0 if u.backward is None else WIRE_ROOM
    if room > measure(joint_symbol(names, u.run.writing), WEIGHT, "math") and not _is_crowded(u, lowest, drop):
        yield _label(u, names, (middle, lowest.middle + drop), "middle")


def _is_crowded(u: Unfolding, row: Row, drop: float) -> bool:
    """Whether there is no room for a name below the wire of a row, and above the next wire for that of its state."""
    below = [other.middle for other in u.strip.rows if other.kind == "state" and other.middle > row.middle]
    needed = BETWEEN if u.strip.has_sides else 2 * drop + NAMES
    return min(below, default=row.middle + 99) - row.middle < needed


def _beside(u: Unfolding, box: CellBox, step: int) -> tuple[float, float]:
    """The middle of the wires that lead to a step, or from one that is not the first, and the room between the ends."""
    x, pitch, half = u.strip.x_of(box, step), u.strip.viewport.pitch, u.strip.box_width / 2
    if u.backward is None and not box.side:
        return x + pitch / (-2 if step == 1 else 2), pitch
    left, right = (x + half, x + pitch - half)
    if step == 1:
        left, right = u.strip.x_of(box, 0) + u.strip.half_width, x - half
    return (left + right) / 2, right - left - 4


def _label(u: Unfolding, names: tuple[str, ...], place: Point, anchor: Anchor) -> Label:
    return Label(*place, joint_symbol(names, u.run.writing), WEIGHT, u.theme.muted, anchor, "math", Key(None, names[0]))
