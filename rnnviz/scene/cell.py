"""The picture of a cell at one step: gates, operations and belts, with the live value on every wire."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..engine.network import Sweep
from ..engine.run import Run as NetworkRun
from .anatomy import Part
from .annotation import SUM, SYMBOL_SIZE, Note, Symbol
from .backward import Backward
from .backward_reading import BackwardReading
from .block import Block, Look, draw_block, storeys
from .caption import FORM_SIZE, WORD_SIZE, form_runs, gate_word
from .cell_marks import CellMarks
from .color import ink_on, mix
from .frame import CORNER, Line
from .input_source import has_remarks
from .legend import draw_legend, legend_width
from .legend_place import legend_place
from .measure import measure
from .number import format_size
from .plan import CellPlan, Extent, plan
from .reading import Reading
from .readout import Step
from .shapes import Box, Dot, Group, Key, Label, Point, Run, Scene, Shape, Wire
from .standpoint import Standpoint, standpoint
from .theme import Theme

GLYPH_SIZE, PILL_SIZE, TITLE_SIZE = 24.0, 15.5, 14.0
OUTLINE, STRONG = 1.5, 2.8
PLUS, CROSS = 6.5, 4.8
"""Half the width of the signs in the dots."""


def draw_cell(  # noqa: PLR0913 -- a picture has this many choices
    run: NetworkRun,
    step: int,
    substep: int | None = None,
    *,
    theme: Theme,
    selection: Key | None = None,
    backward: Backward | None = None,
    sweep: Sweep = (0, False),
    digits: int = 2,
    scale: float = 1.0,
) -> Scene:
    """The cell of a layer and direction, as ``sweep`` says, at ``step`` (from 1).

    ``substep`` says how many values of ``run.order`` are computed: the rest is drawn as pending, the last one is
    emphasised. None means that all are. Shapes that stand for ``selection`` have the accent colour.

    Numbers have ``digits`` decimals and are larger by ``scale``. With ``backward`` the wires carry gradients against
    their direction, and ``substep`` counts the reversed order.
    """
    seen = standpoint(run.network, sweep, run.writing)
    substep = None if substep is None or substep >= len(run.order) else substep
    title = f"{seen.title(run.network)}, step {step} of {run.n_steps}"
    if backward is None:
        return _Drawing(
            _plan(run, seen, (digits, scale)), Reading(run, step, substep, sweep=sweep), theme, selection
        ).scene(title)
    reading, has_both = BackwardReading(run, step, substep, backward, sweep=sweep), backward.shows == "both"
    values = Reading(run, step, None, sweep=sweep) if has_both else None
    return _Drawing(_plan(run, seen, (digits, scale), has_both), reading, theme, selection, values, backward).scene(
        f"{title}, backward"
    )


def _plan(run: NetworkRun, seen: Standpoint, numbers: tuple[int, float], has_both: bool = False) -> CellPlan:
    """The picture without values."""
    network, layer = run.network, run.network.layers[seen.layer]
    input_size = network.input_size if seen.layer == 0 else network.layers[seen.layer - 1].hidden_size
    output_size = network.output_size if seen.is_top else None
    is_told = run.loss is not None and "loss" in run and seen.is_top and run.loss.on in ("y", *seen.seen)
    extent = Extent(
        input_size,
        layer.hidden_size,
        output_size,
        is_told,
        is_told and "p" in run,
        has_both,
        has_remarks(run) and seen.layer == 0,
        seen,
        *numbers,
    )
    return plan(layer.cell, extent)


@dataclass(frozen=True, slots=True)
class _Drawing:
    plan: CellPlan
    reading: Reading
    theme: Theme
    selection: Key | None
    values: Reading | None = None
    backward: Backward | None = None

    def scene(self, title: str) -> Scene:
        frame = self.plan.frame
        height = frame.height
        children = [
            *self._body(title),
            Group("wires", tuple(self._wires()), "Wires"),
            Group("parts", tuple(self._parts()), "Gates and operations"),
            Group("values", tuple(self._notes()), "Values"),
            Group("readout", tuple(self._strip()) if self.reading.is_read else (), "Read-out"),
            *self._marks.draw(),
        ]
        if self.backward is not None:
            x, y = legend_place(self.plan, legend_width(self.backward))
            height = max(height, y + 10.0)
            sums = Group("sums", tuple(self._sums()), "Sums of gradients")
            children[2:2] = [sums]
            children.append(
                Group("legend", tuple(draw_legend(self.backward, self.theme, x, y)), "Scale of the gradients")
            )
        width = max(frame.width, self._marks.right)
        return Scene(width, height, Group("cell", tuple(children), title), self.theme.background)

    @property
    def _digits(self) -> int:
        return self.plan.extent.digits

    @property
    def _marks(self) -> CellMarks:
        has_both = self.values is not None
        return CellMarks(self.plan, self.reading, self.theme, self.backward is not None, has_both)

    @property
    def _lines(self) -> tuple[Line, ...]:
        """The wires in the direction in which they carry something."""
        return self.plan.frame.lines if self.backward is None else self.plan.frame.back

    def _body(self, title: str) -> Iterator[Shape]:
        left, top, right, bottom = self.plan.frame.body
        yield Box(left, top, right - left, bottom - top, 22.0, self.theme.cell_fill, self.theme.cell_stroke, 1.5)
        runs = (Run(title, weight="medium"),)
        has_room = not self.reading.is_read or not self.plan.readout.steps
        if has_room or left + measure(runs, TITLE_SIZE, "sans") + 24.0 < self.plan.readout.left:
            yield Label(left + 4.0, top - 13.0, runs, TITLE_SIZE, self.theme.muted, "start")

    def _is_selected(self, name: str) -> bool:
        return self.selection is not None and self.reading.key(name) == self.selection

    def _says(self, name: str) -> str:
        """What an equation does, for the part, wire and value that have its name."""
        part = self.plan.wiring.anatomy.parts.get(name)
        return part.says if part is not None and "." not in name else ""

    def _wires(self) -> Iterator[Shape]:
        """The wires net by net, what is emphasised last so that it lies on top."""
        nets: dict[str, list[Line]] = {}
        for line in self._lines:
            nets.setdefault(line.net, []).append(line)
        for net, lines in sorted(nets.items(), key=lambda item: self._is_selected(item[0])):
            yield Group(f"wire {net}", tuple(self._net(net, lines)), self._says(net))

    def _wire_color(self, name: str) -> str:
        """The colour of a wire by what it carries."""
        if name.startswith("join:"):
            return self.theme.wire
        return self.theme.pending if self.reading.is_pending(name) else self.reading.wire_color(name, self.theme)

    def _wire_key(self, name: str) -> Key | None:
        return None if name.startswith("join:") else self.reading.key(name)

    def _sums(self) -> Iterator[Shape]:
        """A plus where gradients that come from several uses of a value meet."""
        for line in self._lines:
            if line.sink is None:
                (x, y), color = line.points[-1], self._wire_color(line.net)
                signs = (((x - 2.6, y), (x + 2.6, y)), ((x, y - 2.6), (x, y + 2.6)))
                yield Dot(x, y, SUM, SUM, self.theme.cell_fill, color, 1.3, signs, self._wire_key(line.net))

    def _net(self, net: str, lines: list[Line]) -> Iterator[Wire]:
        """The wires that carry one value."""
        key, is_selected = self._wire_key(net), self._is_selected(net)
        is_pending = key is not None and self.reading.is_pending(net)
        color = self.theme.accent if is_selected else self._wire_color(net)
        for line in lines:
            width = line.width + (1.0 if self._leads_to_current(line) else 0.0) + (1.0 if is_selected else 0.0)
            yield Wire(line.points, color, width, CORNER, line.has_arrow, is_pending, line.gaps, key)

    def _leads_to_current(self, line: Line) -> bool:
        """Whether a wire ends at a part of the equation that was computed last."""
        sink = line.sink
        return sink is not None and sink in self.plan.wiring.anatomy.parts and self.reading.is_current(sink)

    def _parts(self) -> Iterator[Shape]:
        for name, part in self.plan.wiring.anatomy.parts.items():
            if part.kind in ("input", "old"):
                continue
            shapes = self._box(part) if part.is_box else self._dot(part)
            yield Group(f"part {name}", tuple(shapes), self._says(name), self.reading.key(name))

    def _has_selected_parameter(self, name: str) -> bool:
        """Whether the selection is a parameter that a part uses."""
        if self.selection is None or self.selection.step is not None:
            return False
        part, seen = self.plan.wiring.anatomy.parts.get(name), self.reading.standpoint
        names = ("W_hy", "b_y") if part is None else tuple(map(seen.full, part.parameters))
        return self.selection.name in names

    def _outline(self, name: str) -> tuple[str, float]:
        """The colour and width of the outline of a part."""
        if self._is_selected(name) or self._has_selected_parameter(name):
            return self.theme.accent, STRONG
        if self.reading.is_pending(name):
            return self.theme.pending, OUTLINE
        return self.theme.ink, STRONG if self.reading.is_current(name) else OUTLINE

    def _fill(self, part: Part) -> str:
        """The colour of a part by its role; what is pending is pale."""
        is_whole = part.kind == "box" or "." not in part.name
        fills = {
            "gate": self.theme.gate_fill,
            "candidate": self.theme.candidate_fill,
            "state": self.theme.state_fill if part.kind == "box" else self.theme.operation_fill,
        }
        fill = fills[part.role or "state"] if is_whole else self.theme.operation_fill
        return mix(fill, self.theme.cell_fill, 0.65) if self.reading.is_pending(part.name) else fill

    def _ink(self, part: Part, fill: str) -> str:
        return self.theme.muted if self.reading.is_pending(part.name) else ink_on(fill)

    def _box(self, part: Part) -> Iterator[Shape]:
        x, y = self.plan.frame.places[part.name]
        half_x, half_y = self.plan.frame.halves[part.name]
        stroke, width = self._outline(part.name)
        fill = self._fill(part)
        ink = self._ink(part, fill)
        yield Box(x - half_x, y - half_y, 2 * half_x, 2 * half_y, 8.0, fill, stroke, width)
        if part.kind == "form":
            yield Label(x, y, form_runs(part, self.plan.extent.seen), FORM_SIZE, ink, family="math")
            return
        word = gate_word(part)
        rise = 7.5 if word else 0.0
        if len(part.glyph) == 1:
            yield Label(x, y - rise, (Run(part.glyph),), GLYPH_SIZE, ink, family="math")
        else:
            yield Label(x, y - rise, (Run(part.glyph),), 17.0, ink)
        if word:
            yield Label(x, y + 11.5, (Run(word),), WORD_SIZE, ink)

    def _dot(self, part: Part) -> Iterator[Shape]:
        x, y = self.plan.frame.places[part.name]
        half_x, half_y = self.plan.frame.halves[part.name]
        stroke, width = self._outline(part.name)
        fill = self._fill(part)
        yield Dot(x, y, half_x, half_y, fill, stroke, width, _sign(part.glyph, x, y))
        if not _sign(part.glyph, x, y):
            yield Label(x, y, (Run(part.glyph, weight="medium"),), PILL_SIZE, self._ink(part, fill))

    def _notes(self) -> Iterator[Shape]:
        for note in (*self.plan.notes, *(() if self.backward is None else self.plan.inner)):
            if note.block is None and self.reading.is_read and self.plan.readout.steps:
                continue
            shapes = tuple(self._note(note))
            yield Group(f"value {note.name}", shapes, self._says(note.name), self.reading.key(note.name))

    def _note(self, note: Note) -> Iterator[Shape]:
        if note.symbol is not None:
            yield self._symbol(note.name, note.symbol)
        if note.block is not None:
            yield from self._blocks(note.name, note.block)
        if note.caption is not None and not self.reading.is_pending(note.name):
            text = f"norm {format_size(self.reading.norm(note.name), self._digits)}"
            x, y, anchor = note.caption
            yield Label(x, y, (Run(text),), WORD_SIZE, self.theme.muted, anchor, key=self.reading.key(note.name))

    def _symbol(self, name: str, symbol: Symbol) -> Label:
        color = self.theme.accent if self._is_selected(name) else self.theme.ink
        if self.reading.is_pending(name):
            color = self.theme.muted
        return Label(symbol.x, symbol.y, symbol.runs, SYMBOL_SIZE, color, symbol.anchor, "math", self.reading.key(name))

    def _blocks(self, name: str, block: Block) -> Iterator[Shape]:
        """What a wire carries, or the value above and the gradient below it."""
        places = [(block, self.reading)]
        if self.values is not None:
            places = list(zip(storeys(block), (self.values, self.reading), strict=True))
        for place, reading in places:
            key, text = reading.key(name), reading.text(name, self._digits)
            look = Look(self.theme, key, reading.is_pending(name), self._is_selected(name), text)
            yield from draw_block(place, reading.vector(name), reading.colors(name, self.theme), look)

    def _strip(self) -> Iterator[Shape]:
        readout = self.plan.readout
        if readout.steps:
            name, (left, top, width, height) = readout.steps[0].name, readout.box
            stroke, strength = self._outline(name)
            ink = self.theme.muted if self.reading.is_pending(name) else self.theme.ink
            fill, key = self.theme.operation_fill, self.reading.key(name)
            yield Box(left, top, width, height, 8.0, fill, stroke, strength, key=key)
            yield Label(left + width / 2, top + height / 2, readout.caption, FORM_SIZE, ink, family="math")
        for step in readout.steps:
            yield Group(f"value {step.name}", tuple(self._strip_step(step)), key=self.reading.key(step.name))

    def _strip_step(self, step: Step) -> Iterator[Shape]:
        reading, is_pending = self.reading, self.reading.is_pending(step.name)
        color = self.theme.pending if is_pending else reading.wire_color(step.name, self.theme)
        is_selected = self._is_selected(step.name)
        width = 4.0 if is_selected or reading.is_current(step.name) else 3.0
        color = self.theme.accent if is_selected else color
        points = step.wire if self.backward is None else step.wire_back
        yield Wire(points, color, width, arrow=True, dashed=is_pending, key=reading.key(step.name))
        yield self._symbol(step.name, step.symbol)
        yield from self._blocks(step.name, step.block)


def _sign(glyph: str, x: float, y: float) -> tuple[tuple[Point, Point], ...]:
    """The lines of a plus, minus or cross around (x, y); none for another glyph."""
    level = ((x - PLUS, y), (x + PLUS, y))
    match glyph:
        case "+":
            return level, ((x, y - PLUS), (x, y + PLUS))
        case "−":
            return (level,)
        case "×":
            return ((x - CROSS, y - CROSS), (x + CROSS, y + CROSS)), ((x - CROSS, y + CROSS), (x + CROSS, y - CROSS))
    return ()
