"""One step of the unfolded network in full detail: input, cell with its states, read-out, target and loss."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .measure import measure
from .number import NO_VALUE, format_number, format_size
from .shapes import Box, Group, Heat, Key, Label, Run, Shape
from .strip import NUMBER_WIDTH, Row
from .strip_drawing import draw_gradient, draw_number, draw_start_gradient, draw_strip, outside
from .symbol import symbol_runs
from .unfolded_rise import connect_feedback, connect_upward
from .unfolded_wires import connect
from .unfolding import Unfolding
from .unit_bar import LETTER, bar_place
from .unit_marks import draw_unit_marks

NUMBER = 11.0
SYMBOL = 15.0
WIRE = 1.6
LONGEST = 6
LABELLED_PITCH = 100.0
LEAD_ROOM = 8.0
"""How much nearer a symbol may stand to an initial state than to a cell."""
LANE_ROOM = 5.0
"""The clear space beside the wire of what is fed back."""
WIRE_ROOM = 15.5
"""How far from a wire that carries a gradient a symbol stands, clear of the largest arrowhead."""


def draw_column(u: Unfolding, step: int) -> Group:
    """Everything of one step, the wires to the next step included."""
    parts = [
        *_draw_cells(u, step),
        *connect_upward(u, step),
        *connect_feedback(u, step),
        *_draw_onward(u, step),
        *(shape for row in u.strip.rows for shape in _DRAW[row.kind](u, row, step)),
        *draw_unit_marks(u, step),
    ]
    return Group(f"step {step}", tuple(parts), title=f"step {step}")


def draw_start(u: Unfolding) -> Group:
    """The initial states with the wires to the first step (to the last for a direction against time)."""
    parts: list[Shape] = []
    for row in u.strip.rows:
        begins = u.strip.last == u.strip.n_steps if row.reverse else u.strip.first == 1
        if row.kind == "state" and begins:
            step = u.strip.n_steps + 1 if row.reverse else 0
            parts += draw_strip(u, row, step, u.start_colors(row), u.run.start[row.name])
            parts += draw_start_gradient(u, row, step)
            parts += connect(u, row, step, step - 1 if row.reverse else 1)
            parts += _name_wire(u, row, step)
    return Group("start", tuple(parts), title="initial states")


def draw_incoming(u: Unfolding) -> Group:
    """The wires that come into the visible steps from the one before them (after them for a direction against time)."""
    first, last = u.strip.first, u.strip.last
    rows = [row for row in u.strip.rows if row.kind == "state"]
    ends = [(last + 1, last) if row.reverse else (first - 1, first) for row in rows]
    wires = (
        wire
        for row, (step, user) in zip(rows, ends, strict=True)
        if step not in outside(u)
        for wire in connect(u, row, step, user)
    )
    return Group("before", tuple(wires), title="from the step before")


def _draw_cells(u: Unfolding, step: int) -> Iterator[Shape]:
    for box in u.strip.boxes:
        left = u.strip.x_of(box, step) - u.strip.box_width / 2
        fill, stroke = u.theme.cell_fill, u.theme.cell_stroke
        yield Box(left, box.top, u.strip.box_width, box.bottom - box.top, 7.0, fill, stroke, 1.2)


def _draw_onward(u: Unfolding, step: int) -> Iterator[Shape]:
    for row in u.strip.rows:
        if row.kind == "state":
            yield from connect(u, row, step, step - 1 if row.reverse else step + 1)
            yield from _name_wire(u, row, step)


def _name_wire(u: Unfolding, row: Row, step: int) -> Iterator[Shape]:
    """The symbol of a state over the wire that carries it."""
    runs = symbol_runs(row.name, "0" if step in outside(u) else str(step), u.run.writing)
    sign = -1 if row.reverse else 1
    user, width = step + sign, measure(runs, SYMBOL, "math")
    room = u.strip.x_of(row, user) - u.strip.x_of(row, step) if 0 <= user <= u.strip.n_steps + 1 else 0.0
    gap = u.strip.viewport.pitch - u.strip.box_width
    if step in outside(u):
        gap = abs(room) - u.strip.half_width - u.strip.box_width / 2 + LEAD_ROOM
    x = u.strip.x_of(row, step) + room / 2 - 3 * sign
    if u.is_fed(user):
        x, gap = u.strip.x_of(row, step) + u.strip.box_width / 2 + gap / 4, gap / 2 - LANE_ROOM
    is_narrow = u.strip.viewport.pitch < LABELLED_PITCH or gap < width + (2 if u.is_fed(user) else 14)
    if is_narrow or _is_crowded(u, row) or step == (1 if row.reverse else u.strip.n_steps):
        return
    key = Key(0 if step in outside(u) else step, row.name)
    y = row.middle - (11 if u.backward is None else WIRE_ROOM)
    yield Label(x, y, runs, SYMBOL, u.theme.ink, "middle", "math", key)


def _is_crowded(u: Unfolding, row: Row) -> bool:
    """Whether a symbol over the wire of a row would lie on another wire."""
    others = [other.middle for other in u.strip.rows if other.kind == "state" and other.name != row.name]
    return u.strip.has_sides or any(abs(other - row.middle) < 24 for other in others)


def _draw_state(u: Unfolding, row: Row, step: int) -> Iterator[Shape]:
    if u.is_pending(row.name, step):
        yield _pending_box(u, row, step, u.strip.state_width)
    else:
        colors = u.colors[row.name][step - u.strip.first]
        yield from draw_strip(u, row, step, colors, u.run[row.name][step - 1])
    yield from draw_gradient(u, row, step)


def _pending_box(u: Unfolding, row: Row, step: int, width: float) -> Box:
    left = u.strip.x_of(row, step) - width / 2
    return Box(left, row.top, width, row.height, 2.0, None, u.theme.pending, 1.0, dashed=True, key=Key(step, row.name))


def _draw_input(u: Unfolding, row: Row, step: int) -> Iterator[Shape]:
    if u.has_input(step):
        yield from _draw_bar(u, row, step, u.letter(step))


def _draw_output(u: Unfolding, row: Row, step: int) -> Iterator[Shape]:
    if not u.run.schedule.is_read(step):
        return
    if u.is_pending(row.name, step):
        yield _pending_box(
            u, row, step, bar_place(u, row, step, None)[1] if u.target_class(step) is None else row.size * 12.0
        )
        return
    said = u.said(step)
    yield from _draw_bar(u, row, step, said)
    wanted = u.target_class(step)
    if wanted is not None:
        yield _outline_unit(u, row, step, wanted, said)


def _draw_bar(u: Unfolding, row: Row, step: int, letter: str | None) -> Iterator[Shape]:
    """A horizontal strip with one cell for each unit, its symbol before it, its numbers in it where they fit."""
    key = Key(step, row.name)
    left, width = bar_place(u, row, step, letter)
    colors = u.colors[row.name][step - u.strip.first]
    if letter is not None:
        yield Label(left - 6, row.middle, (Run(letter, weight="semibold"),), LETTER, u.theme.ink, "end", key=key)
    yield Heat(left, row.top, width, row.height, (tuple(colors),), u.theme.cell_stroke, 1.0, key)
    if letter is None and u.strip.shows_numbers(row):
        each = width / row.size
        for k, (value, color) in enumerate(zip(u.run[row.name][step - 1], colors, strict=True)):
            yield draw_number(u, (left + (k + 0.5) * each, row.middle), float(value), color, key)


def _outline_unit(u: Unfolding, row: Row, step: int, unit: int, letter: str | None) -> Box:
    """A frame around the unit that the target names."""
    left, width = bar_place(u, row, step, letter)
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
    return "  ".join(NO_VALUE if np.isnan(number) else format_number(float(number), u.digits) for number in numbers)


def _draw_loss(u: Unfolding, row: Row, step: int) -> Iterator[Shape]:
    """The loss; where targets have no row of their own, the target stands before it."""
    if not u.has_target(step):
        return
    is_pending = u.is_pending("loss", step)
    text = "?" if is_pending else format_size(float(u.run["loss"][step - 1]), u.digits)
    color = u.theme.pending if is_pending else u.theme.ink
    x, key = u.strip.center(step), Key(step, "loss")
    target = None if u.strip.row_of("target") else _target_text(u, step)
    both = (Run("y", italic=True), Run("*", level=1), Run(f" {target}L {text}"))
    if target is None or measure(both, 12.0, "sans") + 20 > u.strip.viewport.pitch:
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
