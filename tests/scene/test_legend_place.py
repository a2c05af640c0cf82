"""The legend stands in a free corner, or below the picture."""

from __future__ import annotations

from rnnviz.cells import CELLS
from rnnviz.scene.legend_place import legend_place
from rnnviz.scene.plan import CellPlan, Extent, plan


def plan_of(cell: str, hidden_size: int = 1) -> CellPlan:
    return plan(CELLS[cell], Extent(1, hidden_size, 1, True, False))


def test_a_short_legend_stands_in_the_corner_below_the_cell() -> None:
    planned = plan_of("lstm")
    x, y = legend_place(planned, 200.0)
    assert x + 200.0 < planned.frame.width
    assert planned.frame.body[3] < y < planned.frame.height


def test_a_legend_without_a_free_corner_stands_below_everything() -> None:
    planned = plan_of("rnn", 16)
    _, y = legend_place(planned, 400.0)
    assert y > planned.frame.height
