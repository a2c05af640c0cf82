"""Gradients of many steps: heat images below those of the states."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.run import Run
from rnnviz.scene.arrangement import find_margins, plan_strip
from rnnviz.scene.backward import Backward
from rnnviz.scene.overview import make_rasters
from rnnviz.scene.overview_gradients import draw_joint, draw_pending_gradients, gradient_place, place_of
from rnnviz.scene.raster import TOP_LEVEL
from rnnviz.scene.shapes import Box
from rnnviz.scene.strip import Viewport, fitting_pitch
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.unfolding import Unfolding

from .case import make_run


def unfold(run: Run, step: int = 1, substep: int | None = None) -> Unfolding:
    pitch = fitting_pitch(690.0, run.n_steps, find_margins(run.network))
    strip = plan_strip(run, Viewport(690.0, 200.0, pitch), has_gradients=True)
    return Unfolding(run, strip, LIGHT, None, step, substep, Backward(run.gradients()))


def test_each_state_has_its_gradient_in_the_lower_half_of_its_row() -> None:
    u = unfold(make_run("lstm", hidden_size=8, n_steps=100))
    rasters = make_rasters(u)
    for state in ("c", "h"):
        values, gradients = (
            max((r for r in rasters if r.name == state and r.is_gradient == kind), key=lambda r: r.width)
            for kind in (False, True)
        )
        row = u.strip.row_of(state)
        assert row is not None
        assert values.y == row.top
        assert values.y + values.height < gradients.y
        assert gradients.y + gradients.height == row.bottom


def test_what_the_loss_gives_lies_between_the_read_out_and_the_states() -> None:
    u = unfold(make_run("rnn", n_steps=100))
    raster = next(raster for raster in make_rasters(u) if raster.is_gradient and raster.name == "loss")
    read_out = u.strip.row_of("y")
    assert read_out is not None
    assert read_out.bottom < raster.y < raster.y + raster.height < u.strip.boxes[-1][0]
    assert raster.levels[0, -1] == TOP_LEVEL // 2
    assert (raster.levels[0, :-1] > TOP_LEVEL // 2).any()


def test_gradients_to_the_left_of_the_current_step_are_not_seen() -> None:
    u = unfold(make_run("rnn", n_steps=100), step=60, substep=1)
    raster = max((r for r in make_rasters(u) if r.is_gradient and r.name == "h"), key=lambda r: r.width)
    seen = np.flatnonzero((raster.levels != TOP_LEVEL // 2).any(axis=0))
    assert seen.min() == 60
    (box,) = draw_pending_gradients(u)
    row = u.strip.row_of("h")
    assert isinstance(box, Box)
    assert row is not None
    assert (box.x, box.y) == gradient_place(place_of(u, row))[:2]
    assert box.x + box.width == u.strip.center(60) + u.strip.viewport.pitch / 2


def test_a_whole_pass_has_nothing_pending() -> None:
    assert list(draw_pending_gradients(unfold(make_run("gru", n_steps=100)))) == []


def test_the_line_to_the_next_step_tells_what_it_hands_back() -> None:
    u = unfold(make_run("rnn", n_steps=20))
    row = u.strip.row_of("h")
    assert row is not None
    joints = [draw_joint(u, row, step, (0.0, 5.0)) for step in (5, 19)]
    assert joints[0].height > joints[1].height == 1.5
    assert joints[0].fill != LIGHT.wire
