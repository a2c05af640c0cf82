"""All of a cell picture that does not depend on values: found once per cell and sizes, then only coloured."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from math import prod

from ..engine.cell import Cell
from .annotation import Note, annotate, entry_width, symbol_width
from .block import BlockForm, block_form, two_storeys
from .frame import Frame, Sizes, frame
from .preactivation import find_preactivations, note_preactivations
from .readout import BOX_HEIGHT, HEIGHT, MIDDLE, Readout, arrange_readout, middle_of
from .standpoint import FIRST, Standpoint
from .wiring import Wiring, wire

MOST_WIDENINGS = 12
SCRIPT_RISE = 8.0
"""How much higher a symbol is that names its layer."""
PLAIN_STRIP, PLAIN_TOP = 27.0, 6.0
STRETCHES = sorted(
    product((1.0, 1.1, 1.25, 1.5), (1.0, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.35, 1.4, 1.5, 1.6, 1.8)), key=prod
)
"""How much wider columns and rows are made until everything fits, the smallest page first."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The sizes that the picture of a cell depends on; ``output_size`` is None without read-out.

    With ``has_both`` there is room for two vectors beside each wire: the value and its gradient; with ``has_remark``
    there is room for a few words on where the input comes from. ``input_size`` is that of each input, numbers
    have ``digits`` decimals and are larger by ``scale``.
    """

    input_size: int
    hidden_size: int
    output_size: int | None
    has_loss: bool
    has_probabilities: bool
    has_both: bool = False
    has_remark: bool = False
    seen: Standpoint = FIRST
    digits: int = 2
    scale: float = 1.0

    @property
    def hidden(self) -> BlockForm:
        """The form of the vectors of the cell."""
        return self.form(self.hidden_size)

    def form(self, size: int, is_row: bool = False) -> BlockForm:
        """The form of a vector, or of two."""
        form = block_form(size, is_row, self.digits, self.scale)
        return two_storeys(form) if self.has_both else form


@dataclass(frozen=True, slots=True)
class CellPlan:
    """The picture of a cell without values; ``inner`` are the notes of what enters the gates."""

    wiring: Wiring
    frame: Frame
    notes: tuple[Note, ...]
    inner: tuple[Note, ...]
    readout: Readout
    extent: Extent


@lru_cache(maxsize=32)
def plan(cell: Cell, extent: Extent) -> CellPlan:
    """The picture of a cell of given sizes; the room between its parts is widened until all values fit."""
    wiring = wire(cell)
    forms = _forms(wiring, extent)
    strip_forms = _strip_forms(extent)
    middle = middle_of(strip_forms)
    lower = middle - MIDDLE
    plain = SCRIPT_RISE if extent.seen.full("h") != "h" else 0.0
    strip, top = PLAIN_STRIP + plain, PLAIN_TOP + plain
    if strip_forms:
        strip, top = HEIGHT + 2 * lower, middle + BOX_HEIGHT / 2 + 2.0
    sizes = _with_slack(
        wiring,
        Sizes(
            extent.hidden,
            _entry(forms, extent.seen),
            strip,
            top,
            0.0,
            _widest_state(wiring, extent.seen),
            extent.has_remark,
            extent.seen,
        ),
        extent,
    )
    for stretch in STRETCHES:
        framed = frame(wiring, sizes, stretch)
        notes = annotate(framed, forms, extent.seen)
        if notes is not None:
            break
    else:
        raise LookupError(f"no room for all values of {cell.key}")
    names = {} if extent.has_both else find_preactivations(cell, wiring.anatomy)
    inner = note_preactivations(framed, names, notes, extent.hidden)
    return CellPlan(wiring, framed, notes, inner, _readout(framed, extent), extent)


def _readout(framed: Frame, extent: Extent) -> Readout:
    """The strip over a cell."""
    return arrange_readout(framed.places["output"][0], extent.seen, _strip_forms(extent))


def _with_slack(wiring: Wiring, sizes: Sizes, extent: Extent) -> Sizes:
    """The sizes with so much slack that the strip does not begin left of the page."""
    for _ in range(MOST_WIDENINGS):
        lacking = 8.0 - _readout(frame(wiring, sizes), extent).left
        if lacking <= 0.0:
            break
        sizes = replace(sizes, slack=sizes.slack + lacking)
    return sizes


def _forms(wiring: Wiring, extent: Extent) -> dict[str, BlockForm]:
    parts = wiring.anatomy.parts.items()
    entry = extent.form(extent.input_size, is_row=True)
    return {name: extent.hidden for name, part in parts if part.kind != "input"} | dict.fromkeys(
        extent.seen.entries, entry
    )


def _widest_state(wiring: Wiring, seen: Standpoint) -> float:
    """The width of the longest symbol of a state."""
    return max(symbol_width(seen.symbol(state, seen.before)) for state in wiring.anatomy.updates)


def _entry(forms: dict[str, BlockForm], seen: Standpoint) -> BlockForm:
    """The room for all inputs together."""
    return replace(forms[seen.entries[0]], width=entry_width(forms, seen))


def _strip_forms(extent: Extent) -> dict[str, BlockForm]:
    """The values of the strip in order."""
    forms: dict[str, BlockForm] = {}
    size = extent.hidden_size
    if extent.output_size is not None:
        size = extent.output_size
        forms["y"] = extent.form(size, is_row=True)
    if extent.has_loss:
        if extent.has_probabilities:
            forms["p"] = extent.form(size, is_row=True)
        forms["loss"] = extent.form(1)
    return forms
