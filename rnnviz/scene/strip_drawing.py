"""The strips of the unfolded network: one cell for each unit of a state, those of its gradient beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..engine.ops import Array
from .color import ink_on
from .measure import measure
from .number import format_number
from .shapes import Box, Heat, Key, Label, Point, Run, Shape
from .strip import NUMBER_WIDTH, Row
from .theme import pick_colors
from .unfolding import Unfolding

NUMBER = 11.0
LONGEST = 6
NUMBER_ROOM = NUMBER_WIDTH - 2.0


def draw_strip(u: Unfolding, row: Row, step: int, colors: list[str], values: Array) -> Iterator[Shape]:
    """A vertical strip with one cell for each unit of a state, with its numbers where they fit."""
    yield from _draw_units(u, row, step, (u.strip.x_of(row, step) - u.strip.shift, colors, values))


def draw_gradient(u: Unfolding, row: Row, step: int) -> Iterator[Shape]:
    """The strip of the gradient of a state; nothing where gradients are not shown."""
    if u.backward is None:
        return
    if u.is_gradient_pending(row.name, step):
        yield _pending_gradient(u, row, step)
    else:
        yield from _gradient_strip(u, row, step, u.backward.gradients[row.name][step - 1])


def draw_start_gradient(u: Unfolding, row: Row, step: int) -> Iterator[Shape]:
    """The strip of the gradient of an initial state, in the column ``step``."""
    last = u.strip.n_steps if row.reverse else 1
    if u.backward is None:
        return
    if u.is_gradient_pending("x", last):
        yield _pending_gradient(u, row, step)
    else:
        yield from _gradient_strip(u, row, step, u.backward.gradients.start[row.name])


def outside(u: Unfolding) -> tuple[int, int]:
    """The columns of the initial states."""
    return 0, u.strip.n_steps + 1


def draw_number(u: Unfolding, place: Point, value: float, ground: str, key: Key) -> Label:
    """A number around a place in a cell of the colour ``ground``, set smaller where it would run over."""
    runs = (Run(short_number(value, u.digits)),)
    size = NUMBER * min(1.0, NUMBER_ROOM / measure(runs, NUMBER, "sans"))
    return Label(*place, runs, size, ink_on(ground), key=key)


def short_number(value: float, digits: int = 2) -> str:
    """A number that fits into a cell: a power of ten loses its decimals."""
    text = format_number(value, digits)
    return re.sub(r"\.\d+e", "e", text) if len(text) > LONGEST else text


def _pending_gradient(u: Unfolding, row: Row, step: int) -> Box:
    width, x = u.strip.state_width, u.strip.x_of(row, step) + u.strip.shift
    stroke, key = u.theme.pending, Key(0 if step in outside(u) else step, row.name)
    return Box(x - width / 2, row.top, width, row.height, 2.0, None, stroke, 1.0, dashed=True, key=key)


def _gradient_strip(u: Unfolding, row: Row, step: int, gradient: Array) -> Iterator[Shape]:
    assert u.backward is not None
    colors = pick_colors(u.theme.gradient_colors, u.theme, u.backward.shares(gradient))
    yield from _draw_units(u, row, step, (u.strip.x_of(row, step) + u.strip.shift, colors, gradient))


def _draw_units(u: Unfolding, row: Row, step: int, what: tuple[float, list[str], Array]) -> Iterator[Shape]:
    """The cells of a strip around x, from colours and numbers."""
    x, colors, values = what
    width = u.strip.state_width
    key = Key(0 if step in outside(u) else step, row.name)
    cells = tuple((color,) for color in colors)
    yield Heat(x - width / 2, row.top, width, row.height, cells, u.theme.cell_stroke, 1.0, key)
    if u.strip.shows_numbers(row):
        each = row.height / row.size
        for k, (value, color) in enumerate(zip(values.tolist(), colors, strict=True)):
            yield draw_number(u, (x, row.top + (k + 0.5) * each), value, color, key)
