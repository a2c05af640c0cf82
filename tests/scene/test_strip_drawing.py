"""Strips of states and of their gradients, side by side."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.run import Run
from rnnviz.scene.arrangement import plan_strip
from rnnviz.scene.backward import Backward
from rnnviz.scene.bounds import bounds_of
from rnnviz.scene.measure import measure
from rnnviz.scene.shapes import Box, Heat, Key, Label, Shape
from rnnviz.scene.strip import NUMBER_WIDTH, Viewport
from rnnviz.scene.strip_drawing import draw_gradient, draw_number, draw_start_gradient, draw_strip, short_number
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.unfolding import Unfolding

from .case import make_run


def unfold(run: Run, *, substep: int | None = None, pitch: float = 170.0) -> Unfolding:
    strip = plan_strip(run, Viewport(900, 280, pitch), has_gradients=True)
    return Unfolding(run, strip, LIGHT, None, 2, substep, Backward(run.gradients()))


def strip_of(u: Unfolding, step: int) -> tuple[list[Shape], list[Shape]]:
    """The strip of h and that of its gradient."""
    row = u.strip.row_of("h")
    assert row is not None
    state = draw_strip(u, row, step, u.colors["h"][step - u.strip.first], u.run["h"][step - 1])
    return list(state), list(draw_gradient(u, row, step))


@pytest.mark.parametrize("pitch", [64.0, 90.0, 170.0])
def test_a_gradient_stands_to_the_right_of_its_state_inside_the_frame_of_the_cell(pitch: float) -> None:
    u = unfold(make_run("lstm", hidden_size=3), pitch=pitch)
    (state, *_), (gradient, *_) = strip_of(u, 2)
    assert bounds_of(state).right < bounds_of(gradient).left
    assert bounds_of(gradient).right < u.strip.center(2) + u.strip.box_width / 2 < u.strip.center(3) - 30
    assert state.key == gradient.key == Key(2, "h")


def test_the_numbers_of_a_gradient_are_its_own_on_its_own_colours() -> None:
    u = unfold(make_run("rnn"))
    _, (heat, *labels) = strip_of(u, 1)
    assert isinstance(heat, Heat)
    assert {color for row in heat.colors for color in row} <= set(LIGHT.gradient_colors)
    assert u.backward is not None
    texts = [label.runs[0].text for label in labels if isinstance(label, Label)]
    assert texts == [short_number(value) for value in u.backward.gradients["h"][0].tolist()]


@pytest.mark.parametrize("value", [-2e-301, 1e300, np.nan, -np.inf, -123.4, 0.0])
def test_a_long_number_stays_in_its_cell(value: float) -> None:
    label = draw_number(unfold(make_run("rnn")), (0.0, 0.0), value, "#ffffff", Key(1, "h"))
    assert measure(label.runs, label.size, "sans") <= NUMBER_WIDTH - 1.9
    assert label.size > 8.5


def test_gradients_to_the_left_of_the_current_step_wait() -> None:
    u = unfold(make_run("rnn"), substep=1)
    gradients = [strip_of(u, step)[1][0] for step in (1, 2, 3)]
    assert [isinstance(shape, Box) and shape.dashed for shape in gradients] == [True, True, False]
    assert all(isinstance(strip_of(u, step)[0][0], Heat) for step in (1, 2, 3))


def test_an_initial_state_gets_its_gradient_last() -> None:
    run = make_run("gru")
    row = unfold(run).strip.row_of("h")
    assert row is not None
    (whole, *_), (waiting,) = (list(draw_start_gradient(unfold(run, substep=k), row, 0)) for k in (None, 1))
    assert isinstance(whole, Heat)
    assert isinstance(waiting, Box)
    assert whole.key == waiting.key == Key(0, "h")
