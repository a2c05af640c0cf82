"""How the rows of the unfolded network share a page."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer, Network
from rnnviz.scene.arrangement import find_margins, natural_size, output_name, plan_strip
from rnnviz.scene.strip import NUMBER_HEIGHT, Strip, Viewport, fitting_pitch

from .case import make_run, run_network

SIZES = [(690.0, 118.0), (690.0, 132.0), (690.0, 170.0), (1200.0, 280.0), (3840.0, 900.0)]


def plan(pitch: float = 100.0, size: tuple[float, float] = (690.0, 170.0), cell: str = "lstm") -> Strip:
    return plan_strip(make_run(cell, hidden_size=4, n_steps=50), Viewport(*size, pitch))


@pytest.mark.parametrize("cell", CELLS)
def test_every_state_has_a_row_inside_its_cell(cell: str) -> None:
    strip = plan(cell=cell)
    top, bottom, *_ = strip.boxes[0]
    rows = [row for row in strip.rows if row.kind == "state"]
    assert [row.name for row in rows] == [state.name for state in CELLS[cell].states]
    assert all(top <= row.top < row.bottom <= bottom for row in rows)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("pitch", [0.5, 10.0, 30.0, 100.0, 200.0])
@pytest.mark.parametrize("cell", CELLS)
def test_rows_follow_each_other_down_the_page_without_overlap(
    cell: str, pitch: float, size: tuple[float, float]
) -> None:
    strip = plan(pitch, size, cell)
    assert strip.rows[0].kind == "loss"
    assert strip.rows[-1].kind == "input"
    assert strip.top >= 0
    assert all(upper.bottom <= lower.top for upper, lower in pairwise(strip.rows))
    assert strip.axis + 8 <= size[1] + 0.5


def test_the_row_above_the_cells_is_what_the_network_says() -> None:
    assert output_name(make_run(output_size=3, loss="softmax")) == "p"
    assert output_name(make_run()) == "y"
    assert output_name(make_run(output_size=None, loss=None)) is None


def test_layers_are_stacked_upwards_and_the_direction_against_time_stands_above_the_other() -> None:
    network = Network(2, (Layer(CELLS["lstm"], 3, bidirectional=True), Layer(CELLS["gru"], 4)), 1)
    strip = plan_strip(run_network(network, 5), Viewport(900, 400, 120.0))
    names = [row.name for row in strip.rows]
    assert names == ["y", "2.h", "1r.c", "1r.h", "c", "h", "x"]
    assert [(box.layer, box.reverse, box.side) for box in strip.boxes] == [(0, False, -1), (0, True, 1), (1, False, 0)]
    assert all(upper.bottom < lower.top for lower, upper in pairwise(strip.boxes))
    assert strip.center(6) > strip.center(5)
    assert find_margins(network).has_reverse
    assert strip.margins.gutter > plan().margins.gutter


def test_a_low_page_still_has_the_room_for_the_numbers_of_a_small_state() -> None:
    strip = plan_strip(make_run("lstm", hidden_size=1), Viewport(500, 132, 130))
    assert all(row.height >= NUMBER_HEIGHT for row in strip.rows if row.kind == "state")


def test_targets_have_a_row_of_their_own_where_the_page_is_high() -> None:
    assert plan(100.0, (690.0, 280.0)).row_of("target")
    assert plan(100.0, (690.0, 170.0)).row_of("target") is None
    assert plan(10.0, (690.0, 170.0)).row_of("target")


@pytest.mark.parametrize("cell", CELLS)
def test_a_page_of_natural_size_shows_every_number_of_a_small_state(cell: str) -> None:
    run = make_run(cell, hidden_size=4, n_steps=3)
    width, height = natural_size(run)
    strip = plan_strip(run, Viewport(width, height, fitting_pitch(width, 3, find_margins(run.network))))
    assert strip.detail == "full"
    assert all(strip.shows_numbers(row) for row in strip.rows if row.kind == "state")


def test_long_sequences_and_further_layers_are_naturally_larger() -> None:
    width, height = natural_size(make_run(n_steps=3))
    assert natural_size(make_run(n_steps=30))[0] > 5 * width
    network = Network(1, (Layer(CELLS["rnn"], 2), Layer(CELLS["rnn"], 2)), 1)
    assert natural_size(run_network(network, 3, "squared"))[1] > height + 30
