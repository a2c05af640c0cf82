"""What is read from the backward pass at a step, and what is pending there."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.run import Run
from rnnviz.scene.backward import Backward
from rnnviz.scene.backward_reading import BackwardReading
from rnnviz.scene.number import NO_VALUE
from rnnviz.scene.shapes import Key
from rnnviz.scene.theme import LIGHT

from .case import make_run


def read(run: Run, step: int, substep: int | None = None) -> BackwardReading:
    return BackwardReading(run, step, substep, Backward(run.gradients()))


@pytest.mark.parametrize("cell", CELLS)
def test_every_part_has_its_gradient(cell: str) -> None:
    run = make_run(cell)
    for name in run.values:
        assert np.array_equal(read(run, 2).vector(name), np.atleast_1d(run.gradients()[name][1]))


def test_an_old_state_has_what_this_step_hands_back_to_it() -> None:
    run = make_run("lstm")
    assert np.allclose(read(run, 1).vector("old:c"), run.gradients().start["c"])
    assert read(run, 3).key("old:c") == Key(2, "c")
    assert not np.allclose(read(run, 3).vector("old:h"), run.gradients()["h"][1])


def test_gradients_come_in_reverse_the_inner_ones_with_their_equation() -> None:
    run = make_run("lstm", output_size=3, loss="softmax")
    reading = read(run, 1, 3)
    assert [name for name in run.order if not reading.is_pending(name)] == ["h", "y", "loss"]
    assert not reading.is_pending("p")
    assert reading.is_current("h")
    assert reading.is_current("h.1")
    assert reading.is_pending("c.2")
    assert reading.is_pending("x")
    assert reading.is_pending("old:c")


def test_what_comes_from_outside_has_its_gradient_with_the_first_equation() -> None:
    run = make_run("lstm")
    reading = read(run, 1, len(run.order))
    assert not any(reading.is_pending(name) for name in ("f", "f.1", "x", "old:h", "old:c"))
    assert not any(reading.is_current(name) for name in run.values)


def test_gradients_have_colours_of_their_own() -> None:
    run = make_run("rnn", hidden_size=1)
    reading = read(run, 1)
    assert set(reading.colors("h", LIGHT)) <= set(LIGHT.gradient_colors)
    assert reading.wire_color("h", LIGHT) in LIGHT.gradient_wire_colors


def test_a_loss_without_a_target_sends_nothing_back() -> None:
    run = make_run("rnn")
    assert (read(run, 2).text("loss"), read(run, 3).text("loss")) == (None, NO_VALUE)
    assert [read(run, step).vector("loss").tolist() for step in (2, 3)] == [[1.0], [0.0]]
    assert read(run, 3).text("h") is None
