"""One step of the unfolded network in full detail: input, cell with its states, read-out, target and loss."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .measure import measure
from .number import NO_VALUE, format_number, format_size
from .shapes import Anchor, Box, Group, Heat, Key, Label, Point, Run, Shape
from .strip import NUMBER_WIDTH, Row
from .strip_drawing import draw_gradient, draw_number, draw_start_gradient, draw_strip, outside
from .symbol import joint_symbol, symbol_runs
from .unfolded_wires import connect, connect_upward
from .unfolding import Unfolding, find_weights

NUMBER = 11.0
LETTER = 14.0
SYMBOL = 15.0
WEIGHT = 12.0
WIRE = 1.6
LONGEST = 6
LABELLED_PITCH = 100.0
BOTH_PITCH = 124.0
WIRE_ROOM = 15.5
"""How far from a wire that carries a gradient a symbol stands, clear of the largest arrowhead."""


def draw_column(u: Unfolding, step: int) -> Group:
    """Everything of one step, the wires to the next step included."""
    parts = [
        *_draw_cells(u, step),
        *connect_upward(u, step),
        *_draw_onward(u, step),
        *(shape for row in u.strip.rows for shape in _DRAW[row.kind](u, row, step)),
    ]
    return Group(f"step {step}", tuple(parts), title=f"step {step}")


def draw_start(u: Unfolding) -> Group:
    """The initial states with the wires to the first step (to the last for a direction against time)."""
    parts: list[Shape] = []
    for row in u.strip.rows:
        if row.kind == "state":
            step = u.strip.n_steps + 1 if row.reverse else 0
            parts += draw_strip(u, row, step, u.start_colors(row), u.run.start[row.name])
            parts += draw_start_gradient(u, row, step)
            parts += connect(u, row, step, step - 1 if row.reverse else 1)
            parts += _name_wire(u, row, step)
    return Group("start", tuple(parts), title="initial states")


def draw_incoming(u: Unfolding) -> Group:
    """The wires that come into the first visible step from the step before it."""
    step = u.strip.first - 1
    rows = [row for row in u.strip.rows if row.kind == "state" and not row.reverse]
    wires = (wire for row in rows for wire in connect(u, row, step, step + 1))
    return Group("before", tuple(wires), title="from the step before")


def draw_weights(u: Unfolding, step: int) -> Group:
    """The names of the shared weights, once, at the wires that lead to one step."""
    parts: list[Shape] = []
    x = u.strip.center(step)
    recurrent, room = _beside(u, step)
    drop = 11 if u.backward is None else WIRE_ROOM
    sources = [u.strip.rows[-1].top, *(top for top, _ in u.strip.boxes)]
    for layer, (top, bottom) in enumerate(u.strip.boxes):
        weights = find_weights(u.run.network, layer)
        parts.append(_weight_label(u, weights.inward, (x + 8, (bottom + sources[layer]) / 2), "start"))
        lowest = max(row.middle for row in u.strip.rows if row.kind == "state" and top <= row.middle <= bottom)
        if measure(joint_symbol(weights.recurrent), WEIGHT, "math") < room:
            parts.append(_weight_label(u, weights.recurrent, (recurrent, lowest + drop), "middle"))
    output = next((row for row in u.strip.rows if row.kind == "output"), None)
    if output is not None and "W_hy" in u.run.parameters:
        parts.append(_weight_label(u, ("W_hy",), (x + 8, (output.bottom + u.strip.boxes[-1][0]) / 2), "start"))
    return Group("weights", tuple(parts), title="shared weights")


def _beside(u: Unfolding, step: int) -> tuple[float, float]:
    """The middle of the wires before the first step, or behind another one, and the room between their ends."""
    x, pitch = u.strip.center(step), u.strip.viewport.pitch
    if u.backward is None:
        return x + pitch / (-2 if step == 1 else 2), pitch
    half = u.strip.box_width / 2
    left, right = (x + half, x + pitch - half) if step > 1 else (u.strip.center(0) + u.strip.half_width, x - half)
    return (left + right) / 2, right - left - 4


def _weight_label(u: Unfolding, names: tuple[str, ...], place: Point, anchor: Anchor) -> Label:
    return Label(*place, joint_symbol(names), WEIGHT, u.theme.muted, anchor, "math", Key(None, names[0]))


def _draw_cells(u: Unfolding, step: int) -> Iterator[Shape]:
    left = u.strip.center(step) - u.strip.box_width / 2
    for top, bottom in u.strip.boxes:
        fill, stroke = u.theme.cell_fill, u.theme.cell_stroke
        yield Box(left, top, u.strip.box_width, bottom - top, 7.0, fill, stroke, 1.2)


def _draw_onward(u: Unfolding, step: int) -> Iterator[Shape]:
    for row in u.strip.rows:
        if row.kind == "state":
            yield from connect(u, row, step, step - 1 if row.reverse else step + 1)
            yield from _name_wire(u, row, step)


def _name_wire(u: Unfolding, row: Row, step: int) -> Iterator[Shape]:
    """The symbol of a state over the wire that carries it."""
    runs = symbol_runs(row.name, "0" if step in outside(u) else str(step))
    width = measure(runs, SYMBOL, "math")
    gap = u.strip.viewport.pitch - u.strip.box_width
    crowded = any(0 < abs(other.middle - row.middle) < 24 for other in u.strip.rows if other.kind == "state")
    if (
        crowded
        or u.strip.viewport.pitch < LABELLED_PITCH
        or gap < width + 14
        or step == (1 if row.reverse else u.strip.n_steps)
    ):
        return
    sign = -1 if row.reverse else 1
    reach = (u.strip.center(step + sign) - u.strip.center(step)) / 2 if 0 <= step + sign <= u.strip.n_steps + 1 else 0.0
    x = u.strip.center(step) + reach - 3 * sign
    key = Key(0 if step in outside(u) else step, row.name)
    yield Label(
        x, row.middle - (11 if u.backward is None else WIRE_ROOM), runs, SYMBOL, u.theme.ink, "middle", "math", key
    )


def _draw_state(u: Unfolding, row: Row, step: int) -> Iterator[Shape]:
    if u.is_pending(row.name, step):
        yield _pending_box(u, row, step, u.strip.state_width)
    else:
        colors = u.colors[row.name][step - u.strip.first]
        yield from draw_strip(u, row, step, colors, u.run[row.name][step - 1])
    yield from draw_gradient(u, row, step)


def _pending_box(u: Unfolding, row: Row, step: int, width: float) -> Box:
    left = u.strip.center(step) - width / 2
    return Box(left, row.top, width, row.height, 2.0, None, u.theme.pending, 1.0, dashed=True, key=Key(step, row.name))


def _draw_input(u: Unfolding, row: Row, step: int) -> Iterator[Shape]:
    yield from _draw_bar(u, row, step, u.letter(step))


def _draw_output(u: Unfolding, row: Row, step: int) -> Iterator[Shape]:
    if u.is_pending(row.name, step):
        yield _pending_box(
            u, row, step, _bar_place(u, row, step, None)[1] if u.target_class(step) is None else row.size * 12.0
        )
        return
    is_class = u.run.loss is not None and u.run.loss.kind == "softmax"
    values = u.run[row.name][step - 1]
    said = u.name_class(int(values.argmax())) if is_class and not np.isnan(values).any() else None
    yield from _draw_bar(u, row, step, said)
    wanted = u.target_class(step)
    if wanted is not None:
        yield _outline_unit(u, row, step, wanted, said)


def _draw_bar(u: Unfolding, row: Row, step: int, letter: str | None) -> Iterator[Shape]:
    """A horizontal strip with one cell for each unit, its symbol before it, its numbers in it where they fit."""
    key = Key(step, row.name)
    left, width = _bar_place(u, row, step, letter)
    colors = u.colors[row.name][step - u.strip.first]
    if letter is not None:
        yield Label(left - 6, row.middle, (Run(letter, weight="semibold"),), LETTER, u.theme.ink, "end", key=key)
    yield Heat(left, row.top, width, row.height, (tuple(colors),), u.theme.cell_stroke, 1.0, key)
    if letter is None and u.strip.shows_numbers(row):
        each = width / row.size
        for k, (value, color) in enumerate(zip(u.run[row.name][step - 1], colors, strict=True)):
            yield draw_number(left + (k + 0.5) * each, row.middle, float(value), color, key)


def _bar_width(u: Unfolding, row: Row) -> float:
    if u.strip.shows_numbers(row):
        return row.size * NUMBER_WIDTH
    return min(u.strip.viewport.pitch - 34, max(24.0, row.size * 12.0))


def _bar_place(u: Unfolding, row: Row, step: int, letter: str | None) -> tuple[float, float]:
    """Left end and width of a bar that is centred together with its symbol."""
    width = _bar_width(u, row)
    if letter is None:
        return u.strip.center(step) - width / 2, width
    width = min(width, row.size * 12.0)
    before = measure((Run(letter, weight="semibold"),), LETTER, "sans") + 6
    return u.strip.center(step) - (width + before) / 2 + before, width


def _outline_unit(u: Unfolding, row: Row, step: int, unit: int, letter: str | None) -> Box:
    """A frame around the unit that the target names."""
    left, width = _bar_place(u, row, step, letter)
    each = width / row.size
    key = Key(step, row.name)
    return Box(left + unit * each - 1, row.top - 1, each + 2, row.height + 2, 2.0, None, u.theme.ink, 1.8, key=key)


def _draw_target(u: Unfolding, row: Row, step: int) -> Iterator[Shape]:
    text = _target_text(u, step)
    if text is not None:
        yield Label(u.strip.center(step), row.middle, (Run(text),), 12.0, u.theme.muted, key=Key(step, "target"))


def _target_text(u: Unfolding, step: int) -> str | None:
    """The target in words, where there is one that has the room."""
    wanted, numbers = u.target_class(step), u.target_numbers(step)
    if wanted is not None:
        return u.name_class(wanted)
    if numbers is None or numbers.size * NUMBER_WIDTH + 10 > u.strip.viewport.pitch:
        return None
    return "  ".join(NO_VALUE if np.isnan(number) else format_number(float(number)) for number in numbers)


def _draw_loss(u: Unfolding, row: Row, step: int) -> Iterator[Shape]:
    """The loss; where targets have no row of their own, the target stands before it."""
    if not u.has_target(step):
        return
    is_pending = u.is_pending("loss", step)
    text = "?" if is_pending else format_size(float(u.run["loss"][step - 1]))
    color = u.theme.pending if is_pending else u.theme.ink
    x, key = u.strip.center(step), Key(step, "loss")
    target = None if u.strip.row_of("target") else _target_text(u, step)
    if target is None or u.strip.viewport.pitch < BOTH_PITCH:
        yield Label(x, row.middle, (Run(text),), 12.0, color, key=key)
        return
    yield Label(x + 6, row.middle, (Run("L", italic=True), Run(f" {text}")), 12.0, color, "start", key=key)
    runs = (Run("y", italic=True), Run("*", level=1), Run(f" {target}"))
    yield Label(x - 6, row.middle, runs, 12.0, u.theme.muted, "end", key=Key(step, "target"))


_DRAW = {
    "input": _draw_input,
    "state": _draw_state,
    "output": _draw_output,
    "target": _draw_target,
    "loss": _draw_loss,
}
