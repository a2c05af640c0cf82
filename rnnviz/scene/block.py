"""A vector in small: a number in a pill, a few numbers in coloured cells, or a grid of colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import ceil

from ..engine.ops import Array
from .color import ink_on, mix
from .measure import measure
from .number import format_number
from .shapes import Box, Chip, Heat, Key, Label, Run, Shape
from .theme import Theme

NUMBER_SIZE = 14.0
CELL_NUMBER_SIZE = 13.5
CHIP = (54.0, 21.0)
NUMBER_CELL = (45.0, 18.0)
DIGIT_WIDTH = 8.9
"""How much wider a chip or cell is for each decimal beyond two."""
RULE = 0.8
STOREY_GAP = 3.0
MOST_NUMBERS = 4
"""Up to so many elements are shown as numbers."""


@dataclass(frozen=True, slots=True)
class BlockForm:
    """How a vector of ``size`` elements is shown, and the room that it takes in pixels; ``digits`` are decimals.

    Numbers and the room for them are larger by ``scale``.
    """

    size: int
    n_rows: int
    n_columns: int
    width: float
    height: float
    digits: int = 2
    scale: float = 1.0

    @property
    def has_numbers(self) -> bool:
        """Whether the elements are shown as numbers."""
        return self.size <= MOST_NUMBERS


def block_form(size: int, is_row: bool = False, digits: int = 2, scale: float = 1.0) -> BlockForm:
    """The form for a vector: up to four numbers of so many digits in two rows, or with ``is_row`` side by side.

    More than four are a grid of colours, row by row.
    """
    wider = DIGIT_WIDTH * max(0, digits - 2)
    if size == 1:
        return BlockForm(1, 1, 1, scale * (CHIP[0] + wider), scale * CHIP[1], digits, scale)
    if size <= MOST_NUMBERS:
        n_rows, n_columns = (1, size) if is_row or size == 2 else (2, 2)
        width, height = scale * (NUMBER_CELL[0] + wider) * n_columns, scale * NUMBER_CELL[1] * n_rows
        return BlockForm(size, n_rows, n_columns, width, height, digits, scale)
    n_rows = next(rows for rows, most in ((1, 8), (2, 20), (4, 96), (8, 400), (16, 10**9)) if size <= most)
    n_columns = ceil(size / n_rows)
    return BlockForm(size, n_rows, n_columns, 64.0, {1: 14.0, 2: 16.0, 4: 20.0, 8: 32.0, 16: 48.0}[n_rows])


def two_storeys(form: BlockForm) -> BlockForm:
    """The form for two vectors of a kind, one above the other."""
    return replace(form, height=2 * form.height + STOREY_GAP)


@dataclass(frozen=True, slots=True)
class Look:
    """How a block is drawn: in which theme, what it stands for, and whether that is pending or selected.

    ``text`` stands in place of a single number.
    """

    theme: Theme
    key: Key
    is_pending: bool = False
    is_selected: bool = False
    text: str | None = None

    @property
    def stroke(self) -> str:
        """The colour of the outline."""
        return self.theme.accent if self.is_selected else _rim(self.theme.wire, self.theme.cell_fill)

    @property
    def stroke_width(self) -> float:
        """The width of the outline in pixels."""
        return 2.2 if self.is_selected else 1.0


@dataclass(frozen=True, slots=True)
class Block:
    """A place for a vector: its form and its middle in pixels of the scene."""

    form: BlockForm
    x: float
    y: float

    @property
    def left(self) -> float:
        """The left edge."""
        return self.x - self.form.width / 2

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y - self.form.height / 2


def storeys(block: Block) -> tuple[Block, Block]:
    """The upper and the lower place of a block of two storeys."""
    height = (block.form.height - STOREY_GAP) / 2
    form, shift = replace(block.form, height=height), (height + STOREY_GAP) / 2
    return Block(form, block.x, block.y - shift), Block(form, block.x, block.y + shift)


def draw_block(block: Block, values: Array, colors: list[str], look: Look) -> Iterator[Shape]:
    """The shapes of a vector in its place; ``colors`` has one for each element."""
    form = block.form
    if look.is_pending:
        radius = form.height / 2 if form.size == 1 else 3.0
        stroke = look.theme.accent if look.is_selected else look.theme.pending
        yield Box(block.left, block.top, form.width, form.height, radius, None, stroke, 1.2, dashed=True, key=look.key)
        return
    if form.size == 1:
        yield from _draw_chip(block, float(values[0]), colors[0], look)
        return
    grid = _grid(colors, form, look.theme.cell_fill)
    yield Heat(block.left, block.top, form.width, form.height, grid, look.stroke, look.stroke_width, look.key)
    if form.has_numbers:
        yield from _draw_rules(block, look)
        yield from _draw_numbers(block, values.tolist(), colors, look.key)


def _draw_chip(block: Block, value: float, color: str, look: Look) -> Iterator[Shape]:
    x, y, width, height = block.x, block.y, block.form.width, block.form.height
    if look.is_selected:
        rim = Box(x - width / 2 - 1.5, y - height / 2 - 1.5, width + 3, height + 3, height / 2 + 1.5, look.theme.accent)
        yield replace(rim, key=look.key)
    text = look.text or format_number(value, block.form.digits)
    size = _fitting(text, NUMBER_SIZE * block.form.scale, width - 10.0)
    yield Chip(x, y, width, height, text, size, color, ink_on(color), look.stroke, look.key)


def _draw_rules(block: Block, look: Look) -> Iterator[Shape]:
    """Thin lines between the cells of numbers."""
    form, fill = block.form, look.stroke
    for k in range(1, form.n_columns):
        x = block.left + form.width * k / form.n_columns
        yield Box(x - RULE / 2, block.top, RULE, form.height, 0.0, fill, key=look.key)
    for k in range(1, form.n_rows):
        y = block.top + form.height * k / form.n_rows
        yield Box(block.left, y - RULE / 2, form.width, RULE, 0.0, fill, key=look.key)


def _draw_numbers(block: Block, values: Sequence[float], colors: Sequence[str], key: Key) -> Iterator[Shape]:
    form = block.form
    width, height = form.width / form.n_columns, form.height / form.n_rows
    for k, (value, color) in enumerate(zip(values, colors, strict=True)):
        row, column = divmod(k, form.n_columns)
        x, y = block.left + (column + 0.5) * width, block.top + (row + 0.5) * height
        text = format_number(value, form.digits)
        size = _fitting(text, CELL_NUMBER_SIZE * form.scale, width - 4.0)
        yield Label(x, y, (Run(text),), size, ink_on(color), key=key)


@cache
def _rim(wire: str, ground: str) -> str:
    """The colour of the outline of a value."""
    return mix(wire, ground, 0.35)


def _fitting(text: str, size: float, room: float) -> float:
    """The size at which a text is no wider than ``room``; at most ``size``."""
    return size * min(1.0, room / measure((Run(text),), size, "sans"))


def _grid(colors: list[str], form: BlockForm, empty: str) -> tuple[tuple[str, ...], ...]:
    """The colours row by row; what is left over of the last row is ``empty``."""
    padded = colors + [empty] * (form.n_rows * form.n_columns - form.size)
    return tuple(tuple(padded[k : k + form.n_columns]) for k in range(0, len(padded), form.n_columns))
