"""What a cell picture says beyond its values: clamped units, where the input comes from, the other direction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .annotation import SYMBOL_SIZE, Note, symbol_width
from .block import Block, storeys
from .caption import WORD_SIZE
from .frame import NORM, TIP, WIRE
from .input_source import source_symbol
from .padlock import draw_badge
from .plan import CellPlan
from .reading import Reading
from .shapes import Box, Group, Key, Label, Point, Run, Shape, Wire
from .symbol import symbol_runs
from .theme import Theme

REMARK_SIZE = 17.0
STUB = 36.0
"""The length of the wire that brings the other direction to the read-out."""
RIM = 2.0
BELOW_TOP = 14.0
"""How far below the upper border a padlock stands, clear of the arrowhead above it."""


@dataclass(frozen=True, slots=True)
class CellMarks:
    """The marks of one picture; ``is_backward`` turns the wire of the other direction round."""

    plan: CellPlan
    reading: Reading
    theme: Theme
    is_backward: bool = False
    has_both: bool = False

    def draw(self) -> Iterator[Group]:
        """A group of all marks; nothing where there are none."""
        groups = tuple(self._groups())
        if groups:
            yield Group("marks", groups, "Clamps, sources and the other direction")

    def _groups(self) -> Iterator[Group]:
        for name in self.plan.frame.updates:
            shapes = (*self._outlines(name), *self._badges(name))
            if shapes:
                yield Group(f"clamp {name}", shapes, f"{self.reading.standpoint.full(name)} has clamped units")
        remark = tuple(self._remark())
        if remark:
            yield Group("source", remark, "Where the input comes from")
        if self.reading.is_read and self.companion:
            yield Group("companion", tuple(self._companion()), "The other direction")

    @property
    def companion(self) -> str | None:
        """The output of the other direction, which the read-out sees as well."""
        seen, own = self.reading.standpoint, self.reading.standpoint.full(self.plan.frame.output)
        others = [name for name in seen.seen if name != own]
        return others[0] if others and self.plan.readout.steps else None

    @property
    def right(self) -> float:
        """How far to the right the marks reach."""
        if self.companion is None:
            return 0.0
        left, _, width, _ = self.plan.readout.box
        return left + width + STUB + 14.0 + symbol_width(symbol_runs(self.companion, writing=self.reading.run.writing))

    def _badges(self, state: str) -> Iterator[Shape]:
        """A padlock where a clamped state comes in, and where it goes out."""
        places, (left, top, right, _) = self.plan.frame.places, self.plan.frame.body
        ends: list[tuple[str, Point]] = [(f"old:{state}", (left, places[f"old:{state}"][1]))]
        new = self.plan.frame.updates[state]
        ends.append((state, (right, places[f"new:{state}"][1])))
        if new == self.plan.frame.output:
            ends.append((state, (places["output"][0], top + BELOW_TOP)))
        for name, (x, y) in ends:
            if self.reading.clamped(name).any() and not self.reading.is_pending(name):
                yield from draw_badge(x, y, self.theme.ink, self.theme.background, self.reading.key(name))

    def _outlines(self, state: str) -> Iterator[Shape]:
        """A frame around each clamped unit in the values of a state."""
        for name, shown in ((f"old:{state}", f"old:{state}"), (state, self.plan.frame.updates[state])):
            held = self.reading.clamped(name)
            if not held.any() or self.reading.is_pending(name):
                continue
            for note in self.plan.notes:
                if note.name == shown and note.block is not None:
                    yield from self._frames(note, held.tolist(), self.reading.key(name))

    def _frames(self, note: Note, held: list[bool], key: Key) -> Iterator[Shape]:
        assert note.block is not None
        blocks = storeys(note.block) if self.has_both else (note.block,)
        for block in blocks:
            for unit, is_held in enumerate(held):
                if is_held:
                    yield _unit_frame(block, unit, self.theme.ink, key)

    def _remark(self) -> Iterator[Shape]:
        run, step, seen = self.reading.run, self.reading.step, self.reading.standpoint
        if seen.layer or run.schedule.is_given(step):
            return
        (name,) = self.plan.frame.inputs
        note = next(note for note in self.plan.notes if note.name == name)
        assert note.block is not None
        form = note.block.form
        x = note.block.left + form.width + 9.0 + (0.0 if form.has_numbers else NORM)
        if run.schedule.is_fed(step):
            runs = (Run("= "), *source_symbol(run))
            yield Label(x, note.block.y, runs, REMARK_SIZE, self.theme.ink, "start", "math")
        else:
            yield Label(x, note.block.y, (Run("no input given"),), WORD_SIZE, self.theme.muted, "start")

    def _companion(self) -> Iterator[Shape]:
        """The wire from the other direction into the box of the read-out, at its right."""
        assert self.companion is not None
        left, top, width, height = self.plan.readout.box
        start, y, key = left + width, top + height / 2, Key(self.reading.step, self.companion)
        ends = ((start + STUB, y), (start + TIP, y))
        points = (ends[1], ends[0]) if self.is_backward else ends
        yield Wire(points, self.theme.wire, WIRE, arrow=True, key=key)
        runs = symbol_runs(self.companion, writing=self.reading.run.writing)
        yield Label(start + STUB + 6.0, y, runs, SYMBOL_SIZE, self.theme.ink, "start", "math", key)


def _unit_frame(block: Block, unit: int, color: str, key: Key) -> Box:
    """A frame around one unit of a vector."""
    form = block.form
    width, height = form.width / form.n_columns, form.height / form.n_rows
    row, column = divmod(unit, form.n_columns)
    radius = form.height / 2 if form.size == 1 else 2.0
    x, y = block.left + column * width, block.top + row * height
    stroke = RIM if form.has_numbers else 1.2
    return Box(x, y, width, height, radius, None, color, stroke, key=key)
