"""Wires of the unfolded network carry states forward and gradients back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import Run
from rnnviz.scene.arrangement import plan_strip
from rnnviz.scene.backward import Backward
from rnnviz.scene.shapes import Key, Wire
from rnnviz.scene.strip import Viewport
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.unfolded_rise import connect_upward
from rnnviz.scene.unfolded_wires import THINNEST, WIDEST, connect
from rnnviz.scene.unfolding import Unfolding

from .case import make_run, run_network


def unfold(run: Run, backward: Backward | None, substep: int | None = None) -> Unfolding:
    strip = plan_strip(run, Viewport(900, 280, 170.0), has_gradients=backward is not None)
    return Unfolding(run, strip, LIGHT, None, 2, substep, backward)


def between(u: Unfolding, start: int, end: int) -> list[Wire]:
    row = u.strip.row_of("h")
    assert row is not None
    return list(connect(u, row, start, end))


def upward(u: Unfolding, step: int) -> list[Wire]:
    return [wire for wire in connect_upward(u, step) if isinstance(wire, Wire)]


def test_forward_a_wire_points_to_the_next_step_and_backward_to_the_step_before() -> None:
    run = make_run("rnn")
    for backward, sign in ((None, 1), (Backward(run.gradients()), -1)):
        (wire,) = between(unfold(run, backward), 1, 2)
        assert wire.arrow
        assert (wire.points[1][0] - wire.points[0][0]) * sign > 0
        assert wire.key == Key(1, "h")


def test_nothing_comes_back_from_behind_the_last_step() -> None:
    run = make_run("rnn")
    assert len(between(unfold(run, None), 3, 4)) == 1
    assert between(unfold(run, Backward(run.gradients())), 3, 4) == []


def test_a_wire_is_the_wider_the_more_flows_back() -> None:
    run = make_run("rnn", n_steps=3)
    found = run.gradients(only=2)
    u = unfold(run, Backward(found, "decades"))
    (nothing,), (something,) = between(u, 2, 3), between(u, 1, 2)
    assert nothing.width == THINNEST < something.width <= WIDEST
    assert something.color in {*LIGHT.gradient_wire_colors} or something.color != LIGHT.wire


def test_the_loss_gives_its_part_from_above() -> None:
    run = make_run("lstm")
    u = unfold(run, Backward(run.gradients()))
    to_input, from_loss = upward(u, 1)
    assert from_loss.points[0][1] < from_loss.points[1][1] < to_input.points[1][1]
    no_target = upward(u, 3)[1]
    assert no_target.width == THINNEST
    assert np.allclose(u.backward.injected[0], run.gradients()["y"][0] @ run.parameters["W_hy"])  # type: ignore[union-attr]


def test_arrowheads_are_shorter_than_their_wires() -> None:
    run = make_run("gru", hidden_size=16, n_steps=5)
    strip = plan_strip(run, Viewport(400, 200, 66.0), has_gradients=True)
    u = Unfolding(run, strip, LIGHT, None, 2, None, Backward(run.gradients()))
    for wire in (*upward(u, 2), *between(u, 1, 2)):
        (x0, y0), (x1, y1) = wire.points
        assert abs(x1 - x0) + abs(y1 - y0) > 9 + 1.6 * wire.width


def test_what_waits_is_dashed() -> None:
    run = make_run("rnn")
    u = unfold(run, Backward(run.gradients()), substep=1)
    assert [between(u, step - 1, step)[0].dashed for step in (1, 2, 3)] == [True, True, False]
    to_input, from_loss = upward(unfold(run, Backward(run.gradients()), substep=2), 2)
    assert (to_input.dashed, from_loss.dashed) == (True, False)


@pytest.mark.parametrize("value", [0.0, 1e-300, np.inf, np.nan])
def test_gradients_of_any_size_have_a_wire(value: float) -> None:
    run = make_run("rnn")
    found = run.gradients()
    spoiled = replace(found, values={name: np.full_like(array, value) for name, array in found.values.items()})
    (wire, _) = upward(unfold(run, Backward(spoiled, "decades")), 1)
    assert THINNEST <= wire.width <= WIDEST
    assert (wire.color == LIGHT.error) == (not np.isfinite(value))


def test_layers_against_time_flow_back_with_it() -> None:
    network = Network(1, (Layer(CELLS["rnn"], 2, bidirectional=True), Layer(CELLS["gru"], 2)), 1)
    run = run_network(network, 4, "squared")
    u = unfold(run, Backward(run.gradients()))
    row = next(row for row in u.strip.rows if row.reverse)
    (wire,) = connect(u, row, 3, 2)
    assert wire.points[0][0] < wire.points[1][0]
    wires = upward(u, 2)
    assert [wire.key for wire in wires] == [Key(2, name) for name in ("x", "x", "x", "h", "1r.h", "h", "2.h")]
    assert sum(wire.arrow for wire in wires) == 4
