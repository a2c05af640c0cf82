"""Where the symbols and values of a cell picture stand: beside their wires, clear of everything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .anatomy import old
from .block import Block, BlockForm
from .bounds import Bounds, around, bounds_of
from .frame import DOT, Frame
from .measure import measure
from .path import arrowhead
from .shapes import Anchor, Label, Point, Run
from .standpoint import FIRST, Standpoint

SYMBOL_SIZE = 20.0
CLEAR = 4.5
"""The least distance of a symbol or value from a wire, in pixels."""
CLEAR_OF_ARROW = 4.0
"""The least distance from the tip and the barbs of an arrowhead."""
BESIDE = 8.9
"""The distance at which it stands, clear also of an arrowhead."""
CROWDED = 5.0
"""The price of a place with little more than the least distances around it."""
BELOW_BORDER = 11.5
"""How far below a wire at the border its value stands, clear of the arrowhead of a belt."""
ABOVE_BOX = 16.0
"""How far above its box the value of a gate stands."""
SUM = 5.0
"""The radius of the sign where gradients are added."""
BETWEEN_INPUTS = 14.0
APART = 4.0
"""The least distance of two symbols or values, and of these from a part."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """The symbol of a value and where it stands."""

    runs: tuple[Run, ...]
    x: float
    y: float
    anchor: Anchor

    @property
    def area(self) -> Bounds:
        """The rectangle that its ink fills."""
        return bounds_of(Label(self.x, self.y, self.runs, SYMBOL_SIZE, "", self.anchor, "math"))


class Caption(NamedTuple):
    """Where the norm of a vector stands, as text."""

    x: float
    y: float
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside the wire of a value: its symbol, if it has one of its own, and the place of the value.

    A vector that comes in or goes out as colours has its norm as a ``caption``.
    """

    name: str
    symbol: Symbol | None
    block: Block | None
    caption: Caption | None = None

    @property
    def areas(self) -> tuple[Bounds, ...]:
        """The rectangles that it fills."""
        block = () if self.block is None else (block_area(self.block),)
        return block if self.symbol is None else (self.symbol.area, *block)


def block_area(block: Block) -> Bounds:
    """The rectangle of a block."""
    return Bounds(block.left, block.top, block.left + block.form.width, block.top + block.form.height)


def annotate(frame: Frame, forms: dict[str, BlockForm], seen: Standpoint = FIRST) -> tuple[Note, ...] | None:
    """The notes of all wires; None if there is no room for one of them. ``forms`` has the form of every value."""
    notes = list(_border_notes(frame, forms, seen))
    taken = [area.grown(APART) for note in notes for area in note.areas]
    fixed = obstacles(frame)
    shown = {note.name for note in notes if note.block is not None}
    for name in dict.fromkeys(line.net for line in frame.lines):
        if name in shown or name not in forms:
            continue
        runs = () if "." in name else seen.symbol(name)
        note = _best_note((name, runs, forms[name]), frame, [*fixed, *taken])
        if note is None:
            return None
        notes.append(note)
        taken += [area.grown(APART) for area in note.areas]
    return tuple(notes)


def _border_notes(frame: Frame, forms: dict[str, BlockForm], seen: Standpoint) -> Iterator[Note]:
    """What comes in and goes out: symbol above the wire and value below it, at the left, the right and the bottom."""
    left, top, right, _ = frame.body
    for name, (x, y) in frame.places.items():
        place, colon, state = name.partition(":")
        if place in ("old", "new"):
            middle = (left + x) / 2 if place == "old" else (right + frame.width - 8.0) / 2
            form = forms[name] if place == "old" else forms[frame.updates[state]]
            symbol = Symbol(seen.symbol(state, seen.before if place == "old" else "t"), middle, y - 17.0, "middle")
            value = old(state) if place == "old" else frame.updates[state]
            block = Block(form, middle, y + BELOW_BORDER + form.height / 2)
            caption = Caption(middle, block.top + form.height + 11.0, "middle")
            yield Note(value, symbol, block, None if form.has_numbers else caption)
        elif name == "output" and not colon:
            state = frame.output
            yield Note(state, Symbol(seen.symbol(state), x + 10.0, min(y + 8.0, top - 16.0), "start"), None)
    for name in frame.inputs:
        yield from _input_notes(frame.places[name], forms, seen)


def _input_notes(place: Point, forms: dict[str, BlockForm], seen: Standpoint) -> Iterator[Note]:
    """The input at both sides of its wire; with a longer symbol, as what comes from another layer, at the right."""
    x, y = place
    form = forms[seen.entries[0]]
    middle = y - form.height / 2 - 1.0
    left = x + 10.5
    if seen.layer == 0:
        symbol = Symbol(seen.symbol("x"), x - 10.5, middle, "end")
        if seen.has_long_input:
            symbol = Symbol(seen.symbol("x"), left, middle, "start")
            left += symbol_width(symbol.runs) + 5.0
        caption = Caption(left + 7.5 + form.width, middle, "start")
        yield Note("x", symbol, Block(form, left + form.width / 2, middle), None if form.has_numbers else caption)
        return
    for name in seen.entries:
        symbol = Symbol(seen.symbol(name), left, middle, "start")
        left += symbol_width(symbol.runs) + 5.0
        yield Note(name, symbol, Block(form, left + form.width / 2, middle))
        left += form.width + BETWEEN_INPUTS


def symbol_width(runs: tuple[Run, ...]) -> float:
    """The width of a symbol."""
    return measure(runs, SYMBOL_SIZE, "math")


def entry_width(forms: dict[str, BlockForm], seen: Standpoint) -> float:
    """The width of all inputs beside their wire, but for the space before them."""
    form = forms[seen.entries[0]]
    if seen.layer == 0 and not seen.has_long_input:
        return form.width
    widths = [symbol_width(seen.symbol(name)) + 5.0 + form.width for name in seen.entries]
    return sum(widths) + BETWEEN_INPUTS * (len(widths) - 1)


def obstacles(frame: Frame) -> list[Bounds]:
    """What no value may lie on: parts, wires and the border of the body."""
    return [*_part_areas(frame), *_wire_areas(frame), *_rim(frame)]


def _part_areas(frame: Frame) -> Iterator[Bounds]:
    for name, (x, y) in frame.places.items():
        half_x, half_y = frame.halves[name]
        if half_x:
            yield Bounds(x - half_x, y - half_y, x + half_x, y + half_y).grown(APART)


def _wire_areas(frame: Frame) -> Iterator[Bounds]:
    """The wires with their arrowheads at both ends and the sums where they meet: values stand still in either way."""
    for line in (*frame.lines, *frame.back):
        for start, end in pairwise(line.points):
            yield stretch_area(start, end, line.width).grown(CLEAR)
        if line.has_arrow:
            yield around(arrowhead(line.points, line.width)).grown(CLEAR_OF_ARROW)
    for line in frame.back:
        if line.sink is None:
            yield around(line.points[-1:]).grown(SUM + CLEAR_OF_ARROW)


def stretch_area(start: Point, end: Point, width: float) -> Bounds:
    """The rectangle of a straight stretch of wire."""
    return around((start, end)).grown(width / 2)


def _rim(frame: Frame) -> Iterator[Bounds]:
    """The border of the body, which no note may cross, and what lies outside of it."""
    left, top, right, bottom = frame.body
    far = 1e4
    yield Bounds(-far, -far, left + APART, far)
    yield Bounds(right - APART, -far, far, far)
    yield Bounds(-far, -far, far, top + APART)
    yield Bounds(-far, bottom - APART, far, far)


def _best_note(what: tuple[str, tuple[Run, ...], BlockForm], frame: Frame, obstacles: list[Bounds]) -> Note | None:
    """The free place with the least cost beside the wires of a value, of which ``what`` has name, symbol and form."""
    name, _, form = what
    own = [line for line in frame.lines if line.net == name]
    best: Note | None = None
    best_cost = float("inf")
    for k, line in enumerate(own):
        past = 80.0 * k
        near = form.height / 2 + ABOVE_BOX if k == 0 and name in frame.boxes else None
        for start, end in pairwise(line.points):
            far = abs(end[0] - start[0]) + abs(end[1] - start[1])
            for cost, note in _notes_along(what, (start, end, line.width), near):
                if cost + past < best_cost and not is_blocked(note, obstacles):
                    whole = cost + past + (CROWDED if is_blocked(note, obstacles, 4.0) else 0.0)
                    best, best_cost = (note, whole) if whole < best_cost else (best, best_cost)
            past += far
            near = None
    return best


def is_blocked(note: Note, obstacles: list[Bounds], margin: float = 0.0) -> bool:
    """Whether a note lies on something."""
    return any(area.grown(margin).overlaps(obstacle) for area in note.areas for obstacle in obstacles)


def _notes_along(
    what: tuple[str, tuple[Run, ...], BlockForm], stretch: tuple[Point, Point, float], near: float | None
) -> Iterator[tuple[float, Note]]:
    """Notes beside a straight stretch of wire, of which ``stretch`` has the ends and the width, with their costs.

    The middle is best, or ``near`` pixels from the start where that is given; then right and above.
    """
    (x0, y0), (x1, y1), width = stretch
    far = abs(x1 - x0) + abs(y1 - y0)
    name, runs, form = what
    beyond = max(0.0, (form.height - far) / 2 + 14.0) if x0 == x1 else 0.0
    steps = max(2, int((far + 2 * beyond) // 3))
    for k in range(steps + 1):
        along = -beyond + (far + 2 * beyond) * k / steps
        share = along / far
        x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
        off_middle = abs(along - (far / 2 if near is None else near)) * 0.4
        makers = _beside if x0 == x1 else _along
        for cost, note in makers(name, (x, y), width, (runs, form)):
            yield cost + off_middle, note


def _beside(
    name: str, at: Point, width: float, what: tuple[tuple[Run, ...], BlockForm]
) -> Iterator[tuple[float, Note]]:
    """Left and right of a vertical wire; farther away, a value has room beside a dot."""
    (x, y), (runs, form) = at, what
    off = width / 2 + BESIDE
    right, left = x + off, x - off
    half = form.width / 2
    if not runs:
        yield 0.0, Note(name, None, Block(form, right + half, y))
        yield 6.0, Note(name, None, Block(form, left - half, y))
        yield 9.0, Note(name, None, Block(form, x + DOT + APART + 1.0 + half, y))
        yield 14.0, Note(name, None, Block(form, x - DOT - APART - 1.0 - half, y))
        return
    wide = measure(runs, SYMBOL_SIZE, "math") + 5.0
    yield 0.0, Note(name, Symbol(runs, left, y, "end"), Block(form, right + half, y))
    yield 8.0, Note(name, Symbol(runs, right, y, "start"), Block(form, left - half, y))
    yield 12.0, Note(name, Symbol(runs, right, y, "start"), Block(form, right + wide + half, y))
    yield 18.0, Note(name, Symbol(runs, left - form.width - 5.0, y, "end"), Block(form, left - half, y))


def _along(name: str, at: Point, width: float, what: tuple[tuple[Run, ...], BlockForm]) -> Iterator[tuple[float, Note]]:
    """Above and below a horizontal wire."""
    (x, y), (runs, form) = at, what
    off = width / 2 + BESIDE + form.height / 2
    wide = measure(runs, SYMBOL_SIZE, "math") + 5.0 if runs else 0.0
    for cost, level in ((2.0, y - off), (8.0, y + off)):
        symbol = Symbol(runs, x - form.width / 2 + wide / 2 - 5.0, level, "end") if runs else None
        yield cost, Note(name, symbol, Block(form, x + wide / 2, level))
