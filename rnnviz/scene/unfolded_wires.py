"""The wires of the unfolded network: states from step to step, values upwards; backward, gradients against them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ..engine.ops import Array
from .shapes import Key, Point, Wire
from .strip import Row
from .strip_drawing import outside
from .unfolding import Unfolding

WIRE = 1.6
FREE_END = 24.0
"""The length of the wire behind the last step."""
THINNEST, WIDEST = 1.4, 5.4
"""The widths of wires whose gradient is zero, and of those with the largest."""
HEAD = 9.0
"""The length of the arrowhead of a line without width; it grows by ``HEAD_GROWTH`` times the width."""
HEAD_GROWTH = 1.6
SPLIT = 3.0
"""The free space on each side of a wire that another gives way to."""
CORNER = 5.0


class Flow(NamedTuple):
    """What a wire carries forward: the value, and backward: the gradient, and with which name it is computed."""

    key: Key
    is_pending: bool
    gradient: Array | None = None


class Ends(NamedTuple):
    """Which of its ends, along the flow of values, a wire has at a value itself; backward, the first has the arrow."""

    first: bool = True
    last: bool = True


def connect(u: Unfolding, row: Row, start: int, end: int) -> Iterator[Wire]:
    """The wire that carries a state from one step to its neighbour; after the last step it ends free."""
    half, sign = u.strip.box_width / 2, 1 if end > start else -1
    from_x = u.strip.x_of(row, start) + sign * (u.strip.half_width if start in outside(u) else half)
    is_used = 1 <= end <= u.strip.n_steps
    to_x = u.strip.x_of(row, end) - sign * half if is_used else from_x + sign * FREE_END
    points = ((from_x, row.middle), (to_x, row.middle))
    at = 0 if start in outside(u) else start
    if u.backward is None:
        wire = make_wire(u, points, Flow(Key(at, row.name), u.is_pending(row.name, at)))
    elif is_used:
        handed = u.backward.handed[row.name][end - 1]
        wire = make_wire(u, points, Flow(Key(at, row.name), u.is_gradient_pending("x", end), handed))
    else:
        return
    yield _split(u, wire, row, (start, end))


def _split(u: Unfolding, wire: Wire, row: Row, steps: tuple[int, int]) -> Wire:
    """The wire with gaps where others cross it: those that pass the cell, and the output on its way back."""
    shown = range(u.strip.first, u.strip.last + 1)
    crossing = [u.strip.center(step) - row.side * u.strip.aside for step in steps if step in shown]
    crossing = crossing if u.strip.has_sides and row.side else []
    if u.run.schedule.feedback is not None and u.is_fed(max(steps)):
        crossing.append(feedback_lane(u, max(steps)))
    start, end = wire.points[0][0], wire.points[-1][0]
    margin = SPLIT + WIRE
    inside = sorted(abs(x - start) for x in crossing if min(start, end) + margin < x < max(start, end) - margin)
    gaps = tuple((along - margin, along + margin) for along in inside)
    return Wire(wire.points, wire.color, wire.width, wire.radius, wire.arrow, wire.dashed, gaps, wire.key)


def feedback_lane(u: Unfolding, step: int) -> float:
    """The x at which what is fed back comes down to a step: between it and the step before."""
    return u.strip.center(step) - u.strip.viewport.pitch / 2


def make_wire(u: Unfolding, points: tuple[Point, ...], flow: Flow, ends: Ends | None = None) -> Wire:
    """A wire, or one against it whose width and colour tell the gradient."""
    first, last = ends or Ends()
    color = u.theme.pending if flow.is_pending else u.theme.wire
    radius = CORNER if len(points) > 2 else 0.0
    if flow.gradient is None or u.backward is None:
        return Wire(points, color, WIRE, radius, arrow=last, dashed=flow.is_pending, key=flow.key)
    width, back = THINNEST, tuple(reversed(points))
    if not flow.is_pending:
        color = u.backward.wire_color(u.theme, flow.gradient)
        (x0, y0), (x1, y1) = points[:2]
        length = abs(x1 - x0) + abs(y1 - y0)
        most = (length - HEAD - 1.0) / HEAD_GROWTH
        wanted = THINNEST + (WIDEST - THINNEST) * u.backward.strength(flow.gradient)
        width = max(THINNEST, min(wanted, most))
    return Wire(back, color, width, radius, arrow=first, dashed=flow.is_pending, key=flow.key)


def join_flows(flows: list[Flow]) -> Flow:
    """What a wire carries that several values share."""
    gradients = [flow.gradient for flow in flows if flow.gradient is not None]
    both = np.concatenate(gradients) if gradients else None
    return Flow(flows[0].key, any(flow.is_pending for flow in flows), both)
