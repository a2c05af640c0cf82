"""The wires of the unfolded network: states from step to step, values upwards; backward, gradients against them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..engine.network import qualify
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


class Flow(NamedTuple):
    """What a wire carries forward: the value, and backward: the gradient, and with which name it is computed."""

    key: Key
    is_pending: bool
    gradient: Array | None = None


def connect(u: Unfolding, row: Row, start: int, end: int) -> Iterator[Wire]:
    """The wire that carries a state from one step to its neighbour; after the last step it ends free."""
    half, sign = u.strip.box_width / 2, 1 if end > start else -1
    from_x = u.strip.center(start) + sign * (u.strip.half_width if start in outside(u) else half)
    is_used = 1 <= end <= u.strip.n_steps
    to_x = u.strip.center(end) - sign * half if is_used else from_x + sign * FREE_END
    points = ((from_x, row.middle), (to_x, row.middle))
    at = 0 if start in outside(u) else start
    if u.backward is None:
        yield _wire(u, points, Flow(Key(at, row.name), u.is_pending(row.name, at)))
    elif is_used:
        handed = u.backward.handed[row.name][end - 1]
        yield _wire(u, points, Flow(Key(at, row.name), u.is_gradient_pending("x", end), handed))


def connect_upward(u: Unfolding, step: int) -> Iterator[Wire]:
    """The wires from the input through the layers to the read-out or, without one, to the loss."""
    x = u.strip.center(step)
    rows = [row for row in u.strip.rows if row.kind != "state"]
    from_below: list[tuple[float, str]] = [(rows[-1].top - 1, "x")]
    for layer, (top, _) in enumerate(u.strip.boxes):
        output = u.run.network.layers[layer].cell.output.name
        from_below.append((top, qualify(layer, False, output)))
    ends = [bottom for _, bottom in u.strip.boxes]
    if len(rows) > 1:
        ends.append(rows[-2].bottom + 1)
    for k, ((start, name), end) in enumerate(zip(from_below, ends, strict=False)):
        yield _wire(u, ((x, start), (x, end)), _flow_upward(u, step, name, k == len(u.strip.boxes)))


def _flow_upward(u: Unfolding, step: int, name: str, is_top: bool) -> Flow:
    """What flows out of a value; from the top, backward, it is what the loss gives through the read-out."""
    if u.backward is None:
        return Flow(Key(step, name), u.is_pending(name, step))
    if is_top:
        source = "y" if "y" in u.run else "loss"
        return Flow(Key(step, name), u.is_gradient_pending(source, step), u.backward.injected[step - 1])
    return Flow(Key(step, name), u.is_gradient_pending(name, step), u.backward.gradients[name][step - 1])


def _wire(u: Unfolding, points: tuple[Point, Point], flow: Flow) -> Wire:
    """A wire, or one against it whose width and colour tell the gradient."""
    color = u.theme.pending if flow.is_pending else u.theme.wire
    if flow.gradient is None or u.backward is None:
        return Wire(points, color, WIRE, arrow=True, dashed=flow.is_pending, key=flow.key)
    width, back = THINNEST, (points[1], points[0])
    if not flow.is_pending:
        color = u.backward.wire_color(u.theme, flow.gradient)
        (x0, y0), (x1, y1) = points
        most = (abs(x1 - x0) + abs(y1 - y0) - HEAD - 1.0) / HEAD_GROWTH
        wanted = THINNEST + (WIDEST - THINNEST) * u.backward.strength(flow.gradient)
        width = max(THINNEST, min(wanted, most))
    return Wire(back, color, width, arrow=True, dashed=flow.is_pending, key=flow.key)
