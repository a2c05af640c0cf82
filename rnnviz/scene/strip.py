"""Where the parts of the unfolded network stand: a row for each value, a column for each step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor
from typing import Literal, NamedTuple, TypeAlias

from ..engine.glyph import PLAIN, Writing

Detail: TypeAlias = Literal["full", "columns", "overview"]
Kind: TypeAlias = Literal["input", "state", "output", "target", "loss"]

FULL_PITCH = 64.0
COLUMNS_PITCH = 8.0
WIDEST_PITCH = 200.0
WIDEST_LEAD = 92.0
LEAST_GUTTER = 30.0
RIGHT = 18.0
STRIP_GAP = 4.0
"""The space between the strip of a state and that of its gradient."""
NUMBER_HEIGHT = 12.0
NUMBER_WIDTH = 42.0
MOST_NUMBERS = 4

PAD = 4.0
CHANNEL = 14.0
"""The room between the cells of two directions, for the wires that pass them."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """What is seen: a page in pixels, ``pitch`` pixels from step to step, ``offset`` pixels scrolled to the left.

    ``only`` are the first and last step to be drawn where the page would show more.
    """

    width: float
    height: float
    pitch: float
    offset: float = 0.0
    only: tuple[int, int] | None = None


class Margins(NamedTuple):
    """What a sequence has beside its steps: the column of row names, and perhaps initial states at the right."""

    gutter: float = LEAST_GUTTER
    has_reverse: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The place of one value at all steps; ``reverse`` runs against time.

    ``side`` is −1 where it stands left of the middle of its column in full detail, 1 where it stands right.
    """

    name: str
    kind: Kind
    size: int
    top: float
    height: float
    reverse: bool = False
    side: int = 0

    @property
    def middle(self) -> float:
        """The y half-way down."""
        return self.top + self.height / 2

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.top + self.height


class CellBox(NamedTuple):
    """The frame of the cell of one direction of a layer (from 0); ``side`` is that of its rows."""

    top: float
    bottom: float
    layer: int = 0
    reverse: bool = False
    side: int = 0


@dataclass(frozen=True)
class Strip:
    """The plan of the picture.

    ``rows`` run from the top of the page downwards; ``boxes`` are the cells from the first layer upwards, of a layer
    the direction along time first; the axis with the step numbers is at the bottom. With ``has_gradients`` each state
    has a second strip beside its own, or in the lower half of its row where columns are narrow.
    """

    viewport: Viewport
    n_steps: int
    margins: Margins
    rows: tuple[Row, ...]
    boxes: tuple[CellBox, ...]
    has_gradients: bool = False
    writing: Writing = PLAIN

    @cached_property
    def detail(self) -> Detail:
        """How much is drawn for each step."""
        pitch = self.viewport.pitch
        return "full" if pitch >= FULL_PITCH else "columns" if pitch >= COLUMNS_PITCH else "overview"

    @cached_property
    def lead(self) -> float:
        """The width of the column of the initial states."""
        return lead_width(self.viewport.pitch)

    @cached_property
    def content_width(self) -> float:
        """The width of the whole sequence."""
        return content_width(self.viewport.pitch, self.n_steps, self.margins)

    @cached_property
    def left(self) -> float:
        """Where the column of the initial states starts; a picture smaller than the page is centred."""
        spare = max(0.0, self.viewport.width - self.content_width) / 2
        return spare + self.margins.gutter - self.viewport.offset

    @cached_property
    def axis(self) -> float:
        """The middle of the row of step numbers."""
        return self.rows[-1].bottom + 9

    @cached_property
    def top(self) -> float:
        """The upper end of the marker of the current step."""
        return max(1.0, min(self.rows[0].top - 3, self.boxes[-1].top - 5))

    @cached_property
    def has_sides(self) -> bool:
        """Whether the two directions of a layer stand side by side at each step."""
        return self.detail == "full" and any(box.side for box in self.boxes)

    @cached_property
    def aside(self) -> float:
        """How far from the middle of its column a cell stands that shares it with one of the other direction."""
        return (self.box_width + CHANNEL) / 2 if self.has_sides else 0.0

    def x_of(self, row: Row | CellBox, step: int) -> float:
        """The middle of a row or cell at a step; initial states stand alone in theirs."""
        return self.center(step) + (row.side * self.aside if 1 <= step <= self.n_steps else 0.0)

    @cached_property
    def box_width(self) -> float:
        """The width of a cell in full detail."""
        return 2 * self.half_width + 2 * PAD

    @cached_property
    def half_width(self) -> float:
        """Half the width of the strips of a state in full detail."""
        return self.state_width / 2 + self.shift

    @cached_property
    def shift(self) -> float:
        """How far to the left of its column's middle the strip of a state stands, and that of its gradient right."""
        return (self.state_width + STRIP_GAP) / 2 if self.has_gradients else 0.0

    @cached_property
    def state_width(self) -> float:
        """The width of a heat strip of states in full detail."""
        if any(self.shows_numbers(row) for row in self.rows if row.kind == "state"):
            return NUMBER_WIDTH
        share = 0.6 if self.has_sides else 1.0
        if self.has_gradients:
            return min(24.0, max(10.0 * share, self.viewport.pitch * 0.17 * share))
        return min(30.0, max(14.0 * share, self.viewport.pitch * 0.26 * share))

    def shows_numbers(self, row: Row) -> bool:
        """Whether each unit of a row has the room for its number."""
        if self.detail != "full" or row.size > MOST_NUMBERS:
            return False
        if row.kind == "state":
            width = 2 * NUMBER_WIDTH + STRIP_GAP if self.has_gradients else NUMBER_WIDTH
            width = 2 * (width + 2 * PAD) + CHANNEL if self.has_sides else width
            return row.height >= row.size * NUMBER_HEIGHT and self.viewport.pitch >= width + 40
        return self.viewport.pitch >= row.size * NUMBER_WIDTH + 10

    def center(self, step: int) -> float:
        """The x of a step, 1…T; 0 is the initial state, T + 1 that of a direction against time."""
        pitch = self.viewport.pitch
        if step <= 0:
            return self.left + self.lead / 2
        if step > self.n_steps:
            return self.left + self.lead + self.n_steps * pitch + self.lead / 2
        return self.left + self.lead + (step - 0.5) * pitch

    def step_at(self, x: float) -> int:
        """The step of a column, 0 for that of the initial states; at most T."""
        column = floor((x - self.left - self.lead) / self.viewport.pitch) + 1
        return max(0, min(self.n_steps, column))

    def column_of(self, row: Row, step: int) -> int:
        """The column of a step of a row: that of an initial state, step 0, is the last of a row against time."""
        return self.n_steps + 1 if row.reverse and step == 0 else step

    def step_beside(self, row: Row, step: int, along: int) -> int | None:
        """The step whose column is ``along`` columns to the right, 0 for the initial state; None beyond both ends."""
        column, beyond = self.column_of(row, step) + along, self.n_steps + 1
        if row.reverse:
            return column % beyond if 1 <= column <= beyond else None
        return column if 0 <= column < beyond else None

    def step_of(self, row: Row, x: float) -> int | None:
        """The step of a row under an x, 0 for its initial state; None where the row has nothing."""
        is_behind = x > self.center(self.n_steps) + self.viewport.pitch / 2
        column = self.n_steps + 1 if is_behind else self.step_at(x)
        if is_behind or column == 0:
            return 0 if row.reverse == is_behind else None
        return column

    def row_at(self, y: float) -> Row | None:
        """The row under a height, if any."""
        return next((row for row in self.rows if row.top - 1 <= y <= row.bottom + 1), None)

    def row_of(self, name: str) -> Row | None:
        """The row that shows a value."""
        return next((row for row in self.rows if row.name == name), None)

    @cached_property
    def first(self) -> int:
        """The first step that is at least partly on the page."""
        return self.viewport.only[0] if self.viewport.only else max(1, self.step_at(0.0))

    @cached_property
    def last(self) -> int:
        """The last step that is at least partly on the page."""
        if self.viewport.only:
            return self.viewport.only[1]
        beyond = ceil((self.viewport.width - self.left - self.lead) / self.viewport.pitch)
        return max(self.first, min(self.n_steps, beyond))


def lead_width(pitch: float) -> float:
    """The width of the column of the initial states at a pitch."""
    return min(max(pitch, 14.0), WIDEST_LEAD)


def content_width(pitch: float, n_steps: int, margins: Margins) -> float:
    """The width of a whole sequence at a pitch."""
    lead = lead_width(pitch)
    return margins.gutter + lead + n_steps * pitch + (lead if margins.has_reverse else RIGHT)


def fitting_pitch(width: float, n_steps: int, margins: Margins) -> float:
    """The pitch at which the whole sequence fits into a page."""
    ends = 2 if margins.has_reverse else 1
    room = width - margins.gutter - (0.0 if margins.has_reverse else RIGHT)
    even = room / (n_steps + ends)
    if even > WIDEST_LEAD:
        even = (room - ends * WIDEST_LEAD) / n_steps
    elif even < lead_width(0.0):
        even = (room - ends * lead_width(0.0)) / n_steps
    return max(1e-3, min(WIDEST_PITCH, even))
