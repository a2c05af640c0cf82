"""Where the gradients of what enters the gates stand: beside the wires that end below them, where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..engine.cell import Cell
from .anatomy import Anatomy
from .annotation import APART, BESIDE, Note, is_blocked, obstacles
from .block import Block, BlockForm
from .frame import Frame


def find_preactivations(cell: Cell, anatomy: Anatomy) -> dict[str, str]:
    """For each box the name of what its activation is applied to."""
    boxes = {name: part.form for name, part in anatomy.parts.items() if part.kind == "box"}
    return {box: name for box, form in boxes.items() for name, node in cell.values.items() if node is form}


def note_preactivations(
    frame: Frame, names: Mapping[str, str], notes: Sequence[Note], form: BlockForm
) -> tuple[Note, ...]:
    """A note for each box that has room for one; all have the same ``form``. Those of all boxes, or none."""
    taken = [*obstacles(frame), *(area.grown(APART) for note in notes for area in note.areas)]
    found = [
        next((note for note in _candidates(frame, box, name, form) if not is_blocked(note, taken)), None)
        for box, name in names.items()
    ]
    placed = tuple(note for note in found if note is not None)
    return placed if len(placed) == len(found) else ()


def _candidates(frame: Frame, box: str, name: str, form: BlockForm) -> Iterator[Note]:
    """To the right and to the left of the wire that ends below a box."""
    for line in frame.lines:
        if line.sink == box:
            (x, y0), (_, y1) = line.points[-2:]
            off = line.width / 2 + BESIDE + form.width / 2
            for share in (0.5, 0.4, 0.6):
                y = y1 + (y0 - y1) * share
                yield Note(name, None, Block(form, x + off, y))
                yield Note(name, None, Block(form, x - off, y))
