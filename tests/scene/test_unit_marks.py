"""Clamped units and units with a target in the unfolded network."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import Run, forward
from rnnviz.scene.arrangement import plan_strip
from rnnviz.scene.padlock import BADGE
from rnnviz.scene.shapes import Box, Dot, Key, Shape, flatten
from rnnviz.scene.strip import Strip, Viewport
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.unfolding import Unfolding
from rnnviz.scene.unit_marks import draw_unit_marks, spans

from .case import make_run, schedule_run


def marks(run: Run, step: int, height: float = 200.0) -> tuple[list[Shape], Strip]:
    u = Unfolding(run, plan_strip(run, Viewport(700, height, 130.0)), LIGHT)
    return [shape for group in draw_unit_marks(u, step) for shape in flatten(group)], u.strip


def test_neighbouring_clamped_units_share_a_frame_and_their_cell_has_a_padlock() -> None:
    shapes, strip = marks(schedule_run(clamped=(0, 1, 3)), 2)
    frames = [s for s in shapes if isinstance(s, Box) and s.fill is None]
    row = next(row for row in strip.rows if row.name == "h")
    assert [round(frame.height / row.height * 4) for frame in frames] == [2, 1]
    assert frames[1].y + frames[1].height == pytest.approx(row.bottom)
    assert {frame.key for frame in frames} == {Key(2, "h")}
    assert sum(isinstance(s, Box) and s.width == 2 * BADGE for s in shapes) == 1


def test_many_small_units_have_a_line_at_their_left() -> None:
    shapes, strip = marks(schedule_run(hidden_size=64, clamped=(5,)), 1)
    row = next(row for row in strip.rows if row.name == "h")
    line = next(s for s in shapes if isinstance(s, Box) and s.width < 3)
    assert line.x + line.width < strip.center(1) - strip.state_width / 2
    assert row.top <= line.y <= row.bottom


def test_without_clamps_and_targets_on_units_there_are_no_marks() -> None:
    assert marks(make_run(), 1)[0] == []


def test_units_with_a_target_have_a_ring_at_the_steps_that_have_one() -> None:
    network = Network(1, (Layer(CELLS["rnn"], 3),))
    targets = np.full((4, 3), np.nan)
    targets[3, 1:] = 0.5
    parameters = {name: np.zeros(shape) for name, shape in network.parameters.items()}
    run = forward(network, parameters, np.zeros((4, 1)), {"h": np.zeros(3)}, Loss("squared", "h"), targets)
    assert marks(run, 1)[0] == []
    rings = [s for s in marks(run, 4)[0] if isinstance(s, Dot)]
    assert [ring.key for ring in rings] == [Key(4, "target")] * 2


def test_stretches_of_neighbours() -> None:
    assert list(spans(np.array([True, True, False, True]))) == [(0, 2), (3, 1)]
    assert list(spans(np.zeros(3, bool))) == []
