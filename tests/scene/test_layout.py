"""The parts of a cell stand as in the textbooks."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.cell import Cell
from rnnviz.scene.anatomy import dissect
from rnnviz.scene.layout import arrange

from .future import FUTURE

EVERY = pytest.mark.parametrize("cell", [*CELLS.values(), *FUTURE.values()], ids=lambda cell: cell.key)


def test_the_lstm_stands_as_in_the_textbooks() -> None:
    layout = arrange(dissect(CELLS["lstm"]))
    assert [layout.columns[name] for name in ("f", "i", "c_hat", "o")] == [0, 1, 2, 3]
    assert [layout.columns[name] for name in ("c.1", "c.2", "c", "h.1", "h")] == [0, 2, 2, 3, 3]
    assert layout.rows == {"c.2": 1, "h.1": 1, "h": 2}


def test_what_leaves_a_belt_does_so_before_the_value_changes() -> None:
    layout = arrange(dissect(CELLS["gru"]))
    assert layout.columns["h_hat.1"] < layout.columns["h.1"] < layout.columns["h"]


@EVERY
def test_boxes_keep_their_order(cell: Cell) -> None:
    anatomy = dissect(cell)
    columns = [arrange(anatomy).columns[box] for box in anatomy.boxes]
    assert columns == sorted(set(columns))


@EVERY
def test_nothing_stands_to_the_left_of_what_it_is_computed_from(cell: Cell) -> None:
    anatomy = dissect(cell)
    columns = arrange(anatomy).columns
    for name, column in columns.items():
        assert all(columns.get(source, 0) <= column for source in anatomy.parts[name].inputs)


@EVERY
def test_no_two_parts_share_a_place(cell: Cell) -> None:
    anatomy = dissect(cell)
    layout = arrange(anatomy)
    belts = {name: -k for k, belt in enumerate(anatomy.belts.values()) for name in belt}
    places = [(layout.columns[name], layout.rows.get(name, belts.get(name, 99))) for name in layout.columns]
    assert len(set(places)) == len(places)
