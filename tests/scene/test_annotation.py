"""Numbers and symbols find a place beside their wires, or it is reported."""

from __future__ import annotations

from rnnviz.cells import CELLS
from rnnviz.scene.annotation import Note, annotate, block_area
from rnnviz.scene.block import Block, block_form
from rnnviz.scene.bounds import Bounds
from rnnviz.scene.frame import Sizes, frame
from rnnviz.scene.wiring import wire


def notes_of(name: str, hidden_size: int = 1, stretch: tuple[float, float] = (1.0, 1.0)) -> tuple[Note, ...] | None:
    wiring = wire(CELLS[name])
    form = block_form(hidden_size)
    framed = frame(wiring, Sizes(form, block_form(1), 31.0, 8.0), stretch)
    return annotate(framed, dict.fromkeys(wiring.anatomy.parts, form) | {"x": block_form(1)})


def test_the_values_of_gates_stand_in_one_line() -> None:
    notes = {note.name: note for note in notes_of("lstm") or ()}
    levels = [note.block.y for name in ("f", "i", "c_hat") if (note := notes[name]).block is not None]
    assert max(levels) - min(levels) < 4.0


def test_inner_values_have_no_symbol_of_their_own() -> None:
    notes = {note.name: note for note in notes_of("gru", 1, (1.0, 1.2)) or () if note.block is not None}
    assert notes["h.1"].symbol is None
    assert notes["z"].symbol is not None


def test_what_does_not_fit_is_reported() -> None:
    assert notes_of("lstm", 64, (0.5, 0.5)) is None


def test_the_area_of_a_block_lies_around_its_middle() -> None:
    assert block_area(Block(block_form(1), 100.0, 50.0)) == Bounds(73.0, 39.5, 127.0, 60.5)
