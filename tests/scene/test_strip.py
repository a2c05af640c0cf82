"""The plan of the unfolded picture."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer, Network
from rnnviz.scene.arrangement import plan_strip
from rnnviz.scene.strip import COLUMNS_PITCH, FULL_PITCH, Strip, Viewport

from .case import make_run, run_network


def plan(pitch: float = 100.0, size: tuple[float, float] = (690.0, 170.0), cell: str = "lstm") -> Strip:
    return plan_strip(make_run(cell, hidden_size=4, n_steps=50), Viewport(*size, pitch))


@pytest.mark.parametrize(
    ("pitch", "detail"),
    [
        (FULL_PITCH, "full"),
        (FULL_PITCH - 0.1, "columns"),
        (COLUMNS_PITCH, "columns"),
        (COLUMNS_PITCH - 0.1, "overview"),
    ],
)
def test_detail_depends_on_the_room_of_a_step(pitch: float, detail: str) -> None:
    assert plan(pitch).detail == detail


@pytest.mark.parametrize("pitch", [0.7, 9.0, 40.0, 150.0])
def test_the_centre_of_a_step_lies_in_its_own_column(pitch: float) -> None:
    strip = plan(pitch)
    assert [strip.step_at(strip.center(step)) for step in (0, 1, 2, 17, 50)] == [0, 1, 2, 17, 50]
    assert strip.step_at(1e6) == 50


def test_only_steps_on_the_page_are_visible() -> None:
    run = make_run(n_steps=1000)
    strip = plan_strip(run, Viewport(690, 170, 100.0, 5000.0))
    assert (strip.first, strip.last) == (49, 56)
    assert strip.center(strip.first) + 50 > 0
    assert strip.center(strip.last) - 50 < 690


def test_a_short_sequence_stands_in_the_middle() -> None:
    strip = plan_strip(make_run(n_steps=2), Viewport(1000, 200, 100.0))
    left = strip.left - strip.margins.gutter
    assert left == pytest.approx(1000 - left - strip.content_width)


def test_numbers_stand_only_where_every_unit_has_the_room() -> None:
    def shows(hidden_size: int, height: float, pitch: float) -> bool:
        strip = plan_strip(make_run("lstm", hidden_size=hidden_size), Viewport(690, height, pitch))
        return strip.shows_numbers(strip.row_of("h"))  # type: ignore[arg-type]

    assert shows(2, 170, 130)
    assert shows(4, 280, 130)
    assert not shows(4, 170, 130)
    assert not shows(16, 280, 130)
    assert not shows(2, 170, 66)


def test_a_row_is_found_by_its_height() -> None:
    strip = plan()
    row = strip.row_of("c")
    assert row is not None
    assert strip.row_at(row.middle) is row
    assert strip.row_at(-50) is None
    assert strip.row_of("nothing") is None


def test_the_initial_state_of_a_row_against_time_stands_behind_the_last_step() -> None:
    network = Network(1, (Layer(CELLS["rnn"], 2, bidirectional=True),))
    strip = plan_strip(run_network(network, 3), Viewport(600, 200, 100.0))
    forward, reverse = (next(row for row in strip.rows if row.name == name) for name in ("h", "1r.h"))
    assert (strip.column_of(forward, 0), strip.column_of(reverse, 0), strip.column_of(reverse, 2)) == (0, 4, 2)
    assert [strip.step_of(forward, strip.center(k)) for k in range(5)] == [0, 1, 2, 3, None]
    assert [strip.step_of(reverse, strip.center(k)) for k in range(5)] == [None, 1, 2, 3, 0]


def test_steps_lie_beside_each_other_in_the_order_of_their_columns() -> None:
    network = Network(1, (Layer(CELLS["rnn"], 2, bidirectional=True),))
    strip = plan_strip(run_network(network, 3), Viewport(600, 200, 100.0))
    forward, reverse = (next(row for row in strip.rows if row.name == name) for name in ("h", "1r.h"))
    assert [strip.step_beside(forward, step, 1) for step in (0, 1, 3)] == [1, 2, None]
    assert [strip.step_beside(reverse, step, 1) for step in (1, 3, 0)] == [2, 0, None]
    assert [strip.step_beside(reverse, step, -1) for step in (1, 0)] == [None, 3]
