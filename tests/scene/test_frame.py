"""The frame of a cell's picture: wires pass no part, cross cleanly, and stay on the page."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.cell import Cell
from rnnviz.scene.annotation import stretch_area
from rnnviz.scene.block import block_form
from rnnviz.scene.bounds import Bounds
from rnnviz.scene.frame import BELT, WIRE, Frame, Sizes, frame
from rnnviz.scene.path import length
from rnnviz.scene.wiring import wire

from .future import FUTURE

EVERY = pytest.mark.parametrize("cell", [*CELLS.values(), *FUTURE.values()], ids=lambda cell: cell.key)


def framed(cell: Cell, hidden_size: int = 1) -> Frame:
    return frame(wire(cell), Sizes(block_form(hidden_size), block_form(1), 31.0, 8.0))


@EVERY
@pytest.mark.parametrize("hidden_size", [1, 4, 64])
def test_no_wire_runs_over_a_part(cell: Cell, hidden_size: int) -> None:
    drawn = framed(cell, hidden_size)
    for name, (x, y) in drawn.places.items():
        across, down = drawn.halves[name]
        part = Bounds(x - across, y - down, x + across, y + down)
        for line in drawn.lines:
            for start, end in pairwise(line.points):
                assert not across or not stretch_area(start, end, 0.0).grown(-0.1).overlaps(part.grown(-1.0))


@EVERY
def test_everything_lies_inside_the_page(cell: Cell) -> None:
    drawn = framed(cell)
    for line in drawn.lines:
        assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in line.points)
    left, top, right, bottom = drawn.body
    assert 0 < left < right < drawn.width
    assert 0 < top < bottom < drawn.height


def test_only_belts_are_thick() -> None:
    lines = framed(CELLS["lstm"]).lines
    assert {line.net for line in lines if line.width == BELT} == {"old:c", "c.1", "c"}
    assert {line.width for line in lines} == {BELT, WIRE}


def test_where_wires_cross_one_of_them_is_split_and_never_the_belt() -> None:
    drawn = framed(CELLS["lstm"])
    assert [line.net for line in drawn.lines if line.gaps] == ["h"]
    drawn = framed(CELLS["gru"])
    assert not [line for line in drawn.lines if line.gaps and line.width == BELT]
    assert sum(len(line.gaps) for line in drawn.lines) == 3


@EVERY
def test_gaps_lie_on_their_wire_and_leave_room_for_what_crosses(cell: Cell) -> None:
    for line in framed(cell).lines:
        for start, end in line.gaps:
            assert 0 < start < end < length(line.points)
            assert end - start >= 2 * 5.0 + WIRE


def test_stretching_widens_columns_and_rows_apart() -> None:
    wiring, sizes = wire(CELLS["lstm"]), Sizes(block_form(1), block_form(1), 31.0, 8.0)
    plain, wide, tall = (frame(wiring, sizes, stretch) for stretch in ((1.0, 1.0), (1.5, 1.0), (1.0, 1.5)))
    assert wide.width > plain.width
    assert wide.height == plain.height
    assert tall.width == plain.width
    assert tall.height > plain.height
