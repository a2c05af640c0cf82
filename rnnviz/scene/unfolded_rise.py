"""The wires of one step of the unfolded network upwards: from the input through the layers to the read-out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from ..engine.network import qualify
from .shapes import Dot, Key, Point, Shape, Wire
from .strip import CellBox, Row
from .unfolded_wires import Ends, Flow, feedback_lane, join_flows, make_wire
from .unfolding import Unfolding
from .unit_bar import bar_ends

JOINT = 2.2
LEAST_STUB = 4.0
MEETING = 4.0
"""The least distance of the level on which wires meet from the cell that they leave."""


class Source(NamedTuple):
    """Where a wire upwards begins, and what it carries."""

    x: float
    y: float
    flow: Flow


def connect_upward(u: Unfolding, step: int) -> Iterator[Shape]:
    """The wires from the input through the layers to the read-out or, without one, to the loss."""
    x = u.strip.center(step)
    sources = [Source(x, u.strip.rows[-1].top - 1, _flow(u, step, "x"))] if u.has_input(step) else []
    for _, group in groupby(u.strip.boxes, key=lambda box: box.layer):
        boxes = list(group)
        yield from _rise(u, sources, [(u.strip.x_of(box, step), box.bottom) for box in boxes])
        sources = [_source(u, box, step) for box in boxes]
    above = [row for row in u.strip.rows if row.kind in ("loss", "target", "output")]
    if above and u.run.schedule.is_read(step):
        yield from _rise(u, _to_the_top(u, sources, step), [(x, above[-1].bottom + 1)])


def _source(u: Unfolding, box: CellBox, step: int) -> Source:
    output = u.run.network.layers[box.layer].cell.output.name
    return Source(u.strip.x_of(box, step), box.top, _flow(u, step, qualify(box.layer, box.reverse, output)))


def _flow(u: Unfolding, step: int, name: str) -> Flow:
    """What flows out of a value."""
    if u.backward is None:
        return Flow(Key(step, name), u.is_pending(name, step))
    return Flow(Key(step, name), u.is_gradient_pending(name, step), u.backward.gradients[name][step - 1])


def _to_the_top(u: Unfolding, sources: list[Source], step: int) -> list[Source]:
    """The last sources; backward they get what the loss gives through the read-out."""
    if "y" not in u.run:
        return _to_the_loss(u, sources, step)
    if u.backward is None:
        return sources
    name = "y" if "y" in u.run else "loss"
    injected, size = u.backward.injected[step - 1], len(u.backward.injected[step - 1]) // len(sources)
    is_pending = u.is_gradient_pending(name, step)
    parts = [injected[k * size : (k + 1) * size] for k in range(len(sources))]
    return [s._replace(flow=Flow(s.flow.key, is_pending, part)) for s, part in zip(sources, parts, strict=True)]


def _to_the_loss(u: Unfolding, sources: list[Source], step: int) -> list[Source]:
    """Without a read-out, the direction that a loss reads; backward it gets what the loss gives."""
    on = None if u.run.loss is None or not u.has_target(step) else u.run.loss.on
    read = [source for source in sources if source.flow.key.name == on]
    if u.backward is None:
        return read
    gradient, is_pending = u.backward.injected[step - 1], u.is_gradient_pending("loss", step)
    return [source._replace(flow=Flow(source.flow.key, is_pending, gradient)) for source in read]


def _rise(u: Unfolding, sources: list[Source], ends: list[Point]) -> Iterator[Shape]:
    """The wires from the sources to the ends above them: where there are two of either, all meet on one level."""
    if not sources:
        return
    level = _level(u, min(s.y for s in sources), max(y for _, y in ends))
    if [s.x for s in sources] == [x for x, _ in ends]:
        for source, (x, y) in zip(sources, ends, strict=True):
            yield make_wire(u, ((x, source.y), (x, y)), source.flow)
        if len(sources) > 1:
            low, high = min(s.y for s in sources), max(y for _, y in ends)
            yield from _bridge(u, sources, (low + high) / 2)
        return
    joined = join_flows([source.flow for source in sources])
    if len(sources) == 1:
        ((x, y, flow),) = sources
        yield make_wire(u, ((x, y), (x, level)), flow, Ends(last=False))
        for end_x, end_y in ends:
            points = ((x, level), (end_x, level), (end_x, end_y))
            yield make_wire(u, points, flow, Ends(first=False))
        return
    ((x, y),) = ends
    for source in sources:
        points = ((source.x, source.y), (source.x, level), (x, level))
        yield make_wire(u, points, source.flow, Ends(last=False))
    yield make_wire(u, ((x, level), (x, y)), joined, Ends(first=False))


def _level(u: Unfolding, low: float, high: float) -> float:
    """Where wires meet: so near to where they begin that their arrowheads have room, backward to where they end."""
    near = max(MEETING, (low - high) * 0.3)
    return low - near if u.backward is None else high + near


def _bridge(u: Unfolding, sources: list[Source], level: float) -> Iterator[Shape]:
    """What joins two wires that both directions above receive: each half has the colour of its own side."""
    middle = sum(source.x for source in sources) / len(sources)
    for source in sources:
        wire = make_wire(u, ((source.x, level), (middle, level)), source.flow, Ends(False, False))
        yield wire
        yield Dot(source.x, level, JOINT, JOINT, wire.color, key=wire.key)


def connect_feedback(u: Unfolding, step: int) -> Iterator[Wire]:
    """The wire that brings the output of the step before back as the input of a step."""
    output = next((row for row in u.strip.rows if row.kind == "output"), None)
    if not u.is_fed(step) or output is None or step <= u.strip.first - 1:
        return
    inputs, lane = u.strip.rows[-1], feedback_lane(u, step)
    start = bar_ends(u, output, step - 1, u.said(step - 1))[1] + 2
    end = bar_ends(u, inputs, step, u.letter(step))[0] - 3
    first = (min(start, lane - LEAST_STUB), output.middle)
    last = (max(end, lane + LEAST_STUB), inputs.middle)
    points = (first, (lane, output.middle), (lane, inputs.middle), last)
    yield make_wire(u, points, feedback_flow(u, step, output))


def feedback_flow(u: Unfolding, step: int, output: Row) -> Flow:
    """What is fed back into a step; backward, what the step gives back through its input."""
    key = Key(step - 1, output.name)
    if u.backward is None:
        return Flow(key, u.is_pending(output.name, step - 1))
    gradient = u.backward.gradients["x"][step - 1]
    if u.run.schedule.feedback == "choice":
        gradient = gradient * 0.0
    return Flow(key, u.is_gradient_pending("x", step), gradient)
