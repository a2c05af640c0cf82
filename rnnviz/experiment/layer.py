"""The layers of a network, from single choices or from a list with one for each layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..cells import CELLS
from ..engine.cell import Cell
from ..engine.error import InputError
from ..engine.network import Layer
from . import limit


def make_layers(
    cell: str | Cell | Sequence[str | Cell],
    hidden_size: int | Sequence[int],
    layers: int | None,
    bidirectional: bool | Sequence[bool],
) -> tuple[Layer, ...]:
    """The layers from the input upwards; a choice that is no list is that of every layer.

    Without ``layers`` there are as many as the longest list has.
    """
    lists: dict[str, Any] = {"cell": cell, "hidden_size": hidden_size, "bidirectional": bidirectional}
    lengths = {field: len(value) for field, value in lists.items() if isinstance(value, list | tuple)}
    count = limit.whole_number(
        "layers", max(lengths.values(), default=1) if layers is None else layers, 1, limit.MAX_LAYERS
    )
    for field, length in lengths.items():
        if length != count:
            raise InputError(field, f"a list of {length}", f"{count}, one for each layer")
    choices = (value if field in lengths else [value] * count for field, value in lists.items())
    return tuple(make_layer(*layer) for layer in zip(*choices, strict=True))


def make_layer(cell: str | Cell, hidden_size: int, bidirectional: bool = False) -> Layer:
    """One layer, each of its choices checked."""
    if not isinstance(bidirectional, bool):
        raise InputError("bidirectional", bidirectional, "true or false")
    return Layer(find_cell(cell), limit.check_size("hidden_size", hidden_size), bidirectional)


def find_cell(cell: str | Cell) -> Cell:
    """A cell by its key, or the cell itself."""
    found = cell if isinstance(cell, Cell) else CELLS.get(cell) if isinstance(cell, str) else None
    if found is None:
        raise InputError("cell", cell, f"one of {', '.join(CELLS)}")
    return found
