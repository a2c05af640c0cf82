"""The plan of a cell's picture has the shape of a screen and is found once."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.scene.plan import CellPlan, Extent, plan


def planned(name: str, hidden_size: int = 1, output_size: int | None = None, *, has_loss: bool = False) -> CellPlan:
    return plan(CELLS[name], Extent(1, hidden_size, output_size, has_loss, False))


def test_a_plan_is_found_once() -> None:
    assert planned("lstm") is planned("lstm")


@pytest.mark.parametrize("name", CELLS)
def test_the_page_has_the_shape_of_a_screen(name: str) -> None:
    for hidden_size in (1, 4, 64):
        frame = planned(name, hidden_size).frame
        assert frame.width < 1200
        assert frame.height < 560


def test_a_small_cell_is_made_as_wide_as_its_strip() -> None:
    wide = plan(CELLS["rnn"], Extent(4, 2, 4, True, True))
    assert wide.readout.left > 7.9
    assert [step.name for step in wide.readout.steps] == ["y", "p", "loss"]


def test_a_loss_on_the_state_needs_no_read_out() -> None:
    readout = planned("rnn", has_loss=True).readout
    assert [step.name for step in readout.steps] == ["loss"]
