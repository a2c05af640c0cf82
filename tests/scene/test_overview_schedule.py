"""A schedule in the unfolded network with many steps."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.run import Run
from rnnviz.scene.arrangement import plan_strip
from rnnviz.scene.overview import make_rasters
from rnnviz.scene.overview_schedule import draw_clamps, draw_hidden, hidden_steps, shown_stretches
from rnnviz.scene.shapes import Box
from rnnviz.scene.strip import Viewport
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.unfolded import draw_scene
from rnnviz.scene.unfolding import Unfolding

from .case import make_run, schedule_run


def unfold(run: Run, pitch: float = 12.0) -> Unfolding:
    return Unfolding(run, plan_strip(run, Viewport(700, 200, pitch)), LIGHT)


def test_steps_without_input_or_read_out_show_nothing() -> None:
    u = unfold(schedule_run(n_steps=30, given=tuple(range(1, 11)), read=(30,)))
    rows = {row.kind: row for row in u.strip.rows}
    hidden = hidden_steps(u, rows["output"])
    assert hidden is not None
    assert np.flatnonzero(~hidden).tolist() == [29]
    assert hidden_steps(u, rows["state"]) is None
    assert [shown_stretches(u, rows[kind]) for kind in ("input", "output", "state")] == [
        [(1, 10)],
        [(30, 30)],
        [(1, 30)],
    ]
    (inputs,) = (raster for raster in make_rasters(u) if raster.name == "x")
    assert inputs.x + inputs.width == pytest.approx(u.strip.center(10) + 6)
    assert list(draw_hidden(u, rows["input"])) == []


def test_many_stretches_are_drawn_as_one_and_covered_where_nothing_is() -> None:
    u = unfold(schedule_run(n_steps=80, given=tuple(range(1, 81, 2))), 8.0)
    row = u.strip.rows[-1]
    assert shown_stretches(u, row) == [(u.strip.first, u.strip.last)]
    boxes = list(draw_hidden(u, row))
    assert len(boxes) == 40
    assert {box.fill for box in boxes} == {LIGHT.background}
    assert boxes[0].x == pytest.approx(u.strip.center(2) - 4)


def test_a_fed_input_is_shown() -> None:
    u = unfold(schedule_run(n_steps=30, given=(1,), read=tuple(range(10, 31)), feedback="output"))
    hidden = hidden_steps(u, u.strip.rows[-1])
    assert hidden is not None
    assert np.flatnonzero(hidden).tolist() == list(range(1, 10))


def test_without_a_schedule_everything_is_shown() -> None:
    u = unfold(make_run(n_steps=30))
    assert [list(draw_hidden(u, row)) for row in u.strip.rows] == [[]] * len(u.strip.rows)
    assert [list(draw_clamps(u, row)) for row in u.strip.rows] == [[]] * len(u.strip.rows)


@pytest.mark.parametrize(("hidden_size", "fill"), [(4, None), (64, LIGHT.ink)])
def test_clamped_units_have_a_frame_over_their_steps_or_a_line_where_they_are_small(
    hidden_size: int, fill: str | None
) -> None:
    u = unfold(schedule_run(n_steps=30, hidden_size=hidden_size, clamped=(0,)))
    row = next(row for row in u.strip.rows if row.name == "h")
    (box,) = draw_clamps(u, row)
    assert isinstance(box, Box)
    assert box.fill == fill
    assert box.width == pytest.approx(30 * 12.0)
    assert box.y == row.top


@pytest.mark.parametrize("pitch", [0.6, 3.0, 12.0, 40.0])
def test_a_thousand_steps_with_a_schedule_can_be_drawn(pitch: float) -> None:
    run = schedule_run(n_steps=1000, given=(1, 7), read=tuple(range(1, 1000, 2)), feedback="choice", loss="softmax")
    u = Unfolding(run, plan_strip(run, Viewport(700, 200, pitch)), LIGHT, "ab", 3)
    assert draw_scene(u).width == 700
