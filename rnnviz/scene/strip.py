"""Where the parts of the unfolded network stand: a row for each value, a column for each step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor
from typing import Literal, NamedTuple, TypeAlias

from ..engine.network import Network, qualify
from ..engine.run import Run
from .measure import measure
from .symbol import symbol_runs

Detail: TypeAlias = Literal["full", "columns", "overview"]
Kind: TypeAlias = Literal["input", "state", "output", "target", "loss"]

FULL_PITCH = 64.0
COLUMNS_PITCH = 8.0
WIDEST_PITCH = 200.0
WIDEST_LEAD = 92.0
LEAST_GUTTER = 30.0
ROW_NAME = 15.0
RIGHT = 18.0
NUMBER_HEIGHT = 12.0
NUMBER_WIDTH = 42.0
MOST_NUMBERS = 4
TARGET_HEIGHT = 205.0

_MARGIN = 4.0
_AXIS = 17.0
_INPUT = 18.0
_OUTPUT = 18.0
_LINE = 15.0
_PAD = 4.0
_SEPARATION = 4.0


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
    """The place of one value at all steps; ``reverse`` runs against time."""

    name: str
    kind: Kind
    size: int
    top: float
    height: float
    reverse: bool = False

    @property
    def middle(self) -> float:
        """The y half-way down."""
        return self.top + self.height / 2

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.top + self.height


@dataclass(frozen=True)
class Strip:
    """The plan of the picture.

    ``rows`` run from the top of the page downwards; ``boxes`` are the (top, bottom) of each layer's cell, the first
    layer first; the axis with the step numbers is at the bottom.
    """

    viewport: Viewport
    n_steps: int
    margins: Margins
    rows: tuple[Row, ...]
    boxes: tuple[tuple[float, float], ...]

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
        return self.rows[-1].bottom + _AXIS / 2 + 1

    @cached_property
    def top(self) -> float:
        """The upper end of the marker of the current step."""
        return self.rows[0].top - 3

    @cached_property
    def box_width(self) -> float:
        """The width of a cell in full detail."""
        return self.state_width + 2 * _PAD

    @cached_property
    def state_width(self) -> float:
        """The width of a heat strip of states in full detail."""
        if any(self.shows_numbers(row) for row in self.rows if row.kind == "state"):
            return NUMBER_WIDTH
        return min(30.0, max(14.0, self.viewport.pitch * 0.26))

    def shows_numbers(self, row: Row) -> bool:
        """Whether each unit of a row has the room for its number."""
        if self.detail != "full" or row.size > MOST_NUMBERS:
            return False
        if row.kind == "state":
            return row.height >= row.size * NUMBER_HEIGHT and self.viewport.pitch >= NUMBER_WIDTH + 40
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


def find_margins(network: Network) -> Margins:
    """The margins of a network's picture; names of further layers are long."""
    names = [name for layer in range(len(network.layers)) for name, _, _ in _layer_states(network, layer)]
    widest = max(measure(symbol_runs(name), ROW_NAME, "math") for name in names)
    return Margins(max(LEAST_GUTTER, widest + 12), any(layer.bidirectional for layer in network.layers))


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


def plan_strip(run: Run, viewport: Viewport) -> Strip:
    """The places of everything the network has at a step, from the read-out's loss down to the input."""
    is_full = viewport.pitch >= FULL_PITCH
    above = _rows_above(run, has_target_row=not is_full or viewport.height >= TARGET_HEIGHT)
    layers = [_layer_states(run.network, layer) for layer in range(len(run.network.layers))]
    fixed = 2 * _MARGIN + _AXIS + _INPUT + sum(height for *_, height in above) + 3 * len(above)
    room = viewport.height - fixed
    gap, spare, heights = _share(room, layers, is_full)
    y = _MARGIN + spare / 2
    rows: list[Row] = []
    for name, kind, size, height in above:
        rows.append(Row(name, kind, size, y, height))
        y += height + 3
    y += gap - 3 if above else 0
    boxes: list[tuple[float, float]] = []
    for states, height in reversed(list(zip(layers, heights, strict=True))):
        boxes.insert(0, (y, y + height))
        rows += _place_states(states, y, height, is_full)
        y += height + gap
    rows.append(Row("x", "input", run.network.input_size, y, _INPUT))
    return Strip(viewport, run.n_steps, find_margins(run.network), tuple(rows), tuple(boxes))


def _rows_above(run: Run, has_target_row: bool) -> list[tuple[str, Kind, int, float]]:
    """Name, kind, size and height of the rows above the cells."""
    rows: list[tuple[str, Kind, int, float]] = []
    if "loss" in run:
        rows.append(("loss", "loss", 1, _LINE))
        if has_target_row:
            rows.append(("target", "target", 1, _LINE))
    name = output_name(run)
    if name is not None:
        rows.append((name, "output", run[name].shape[1], _OUTPUT))
    return rows


def output_name(run: Run) -> str | None:
    """The value that the network says at a step: probabilities, or the read-out, or None."""
    return next((name for name in ("p", "y") if name in run), None)


def _layer_states(network: Network, layer: int) -> list[tuple[str, int, bool]]:
    """Full name, size and direction of the states of a layer."""
    described = network.layers[layer]
    return [
        (qualify(layer, reverse, state.name), described.hidden_size, reverse)
        for reverse in (False, True)[: described.n_directions]
        for state in described.cell.states
    ]


def _share(room: float, layers: list[list[tuple[str, int, bool]]], is_full: bool) -> tuple[float, float, list[float]]:
    """The gap between parts, what stays free, and the height of each layer's cell."""
    pad = 2 * _PAD if is_full else 0.0
    wanted = [
        pad + sum(max(30.0, size * (17.0 if is_full else 22.0)) + _SEPARATION for _, size, _ in states) - _SEPARATION
        for states in layers
    ]
    least_gap, most_gap = (14.0, 30.0) if is_full else (5.0, 8.0)
    n_gaps = len(layers) + 1
    cells = min(sum(wanted), max(24.0 * len(layers), room - n_gaps * least_gap))
    gap = min(most_gap, max(least_gap, (room - cells) / n_gaps))
    spare = max(0.0, room - cells - n_gaps * gap)
    return gap, spare, [cells * want / sum(wanted) for want in wanted]


def _place_states(states: list[tuple[str, int, bool]], top: float, height: float, is_full: bool) -> list[Row]:
    pad, separation = (_PAD, _SEPARATION) if is_full else (0.0, 3.0)
    own = (height - 2 * pad - separation * (len(states) - 1)) / len(states)
    return [
        Row(name, "state", size, top + pad + k * (own + separation), own, reverse)
        for k, (name, size, reverse) in enumerate(states)
    ]
