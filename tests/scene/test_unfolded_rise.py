"""The wires of a step upwards, and the way of the output back to the next input."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import Run, forward
from rnnviz.scene.arrangement import find_margins, natural_size, plan_strip
from rnnviz.scene.backward import Backward
from rnnviz.scene.shapes import Dot, Key, Shape, Wire
from rnnviz.scene.strip import Viewport, fitting_pitch
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.unfolded_rise import connect_feedback, connect_upward
from rnnviz.scene.unfolded_wires import connect, feedback_lane
from rnnviz.scene.unfolding import Unfolding

from .case import run_network, schedule_run

RNN, GRU = CELLS["rnn"], CELLS["gru"]


def unfold(run: Run, backward: Backward | None = None) -> Unfolding:
    width, height = natural_size(run, backward is not None)
    pitch = fitting_pitch(width, run.n_steps, find_margins(run.network))
    return Unfolding(
        run, plan_strip(run, Viewport(width, height, pitch), backward is not None), LIGHT, None, 1, None, backward
    )


def network(*layers: Layer) -> Run:
    return run_network(Network(1, layers, 1), 3, "squared")


def wires(shapes: object) -> list[Wire]:
    assert hasattr(shapes, "__iter__")
    return [shape for shape in shapes if isinstance(shape, Wire)]


def arrows(shapes: object) -> list[Key | None]:
    return [wire.key for wire in wires(shapes) if wire.arrow]


def test_one_layer_leads_straight_upwards() -> None:
    found = wires(connect_upward(unfold(network(Layer(RNN, 2))), 2))
    assert [wire.key for wire in found] == [Key(2, "x"), Key(2, "h")]
    assert all(wire.points[0][0] == wire.points[-1][0] for wire in found)


def test_an_input_splits_for_both_directions_and_they_meet_below_the_read_out() -> None:
    u = unfold(network(Layer(RNN, 2, bidirectional=True)))
    found = wires(connect_upward(u, 2))
    assert arrows(found) == [Key(2, "x"), Key(2, "x"), Key(2, "h")]
    ends = [wire.points[-1][0] for wire in found if wire.arrow]
    assert ends == [u.strip.x_of(box, 2) for box in u.strip.boxes] + [u.strip.center(2)]
    assert {wire.key for wire in found} == {Key(2, "x"), Key(2, "h"), Key(2, "1r.h")}


def test_both_directions_above_receive_both_below() -> None:
    u = unfold(network(Layer(RNN, 2, bidirectional=True), Layer(GRU, 2, bidirectional=True)))
    shapes: list[Shape] = list(connect_upward(u, 2))
    joints = [shape for shape in shapes if isinstance(shape, Dot)]
    assert [dot.key for dot in joints] == [Key(2, "h"), Key(2, "1r.h")]
    bridge = [wire for wire in wires(shapes) if wire.points[0][1] == wire.points[-1][1]]
    assert bridge[0].points[-1] == bridge[1].points[-1]


def test_backward_the_arrowheads_are_at_what_the_wires_come_from() -> None:
    run = network(Layer(RNN, 2, bidirectional=True))
    found = wires(connect_upward(unfold(run, Backward(run.gradients())), 2))
    assert arrows(found) == [Key(2, "x"), Key(2, "h"), Key(2, "1r.h")]


def test_backward_each_direction_receives_its_own_part_of_what_the_read_out_gives() -> None:
    run = network(Layer(RNN, 2, bidirectional=True))
    backward = Backward(run.gradients())
    found = [wire for wire in wires(connect_upward(unfold(run, backward), 2)) if wire.arrow and wire.key != Key(2, "x")]
    halves = np.split(backward.injected[1], 2)
    assert [wire.color for wire in found] == [backward.wire_color(LIGHT, half) for half in halves]


def test_what_is_not_given_and_not_read_has_no_wires() -> None:
    u = unfold(schedule_run(given=(1,), read=(4,)))
    assert [wire.key for wire in wires(connect_upward(u, 1))] == [Key(1, "x")]
    assert wires(connect_upward(u, 2)) == []
    assert [wire.key for wire in wires(connect_upward(u, 4))] == [Key(4, "h")]


@pytest.mark.parametrize("hidden_size", [1, 2, 4, 16, 64])
def test_what_is_fed_back_runs_between_two_steps_and_the_states_give_way(hidden_size: int) -> None:
    u = unfold(schedule_run(hidden_size=hidden_size, given=(1,), feedback="output"))
    assert wires(connect_feedback(u, 1)) == []
    (wire,) = connect_feedback(u, 3)
    assert wire.key == Key(2, "y")
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(wire.points))
    assert u.strip.center(2) < wire.points[0][0] < feedback_lane(u, 3) < wire.points[-1][0] < u.strip.center(3)
    row = next(row for row in u.strip.rows if row.kind == "state")
    (state,) = connect(u, row, 2, 3)
    ((start, end),) = state.gaps
    assert start < feedback_lane(u, 3) - state.points[0][0] < end


def test_backward_a_choice_passes_nothing_back() -> None:
    run = schedule_run(given=(1,), feedback="choice", loss="softmax")
    backward = Backward(run.gradients())
    (wire,) = connect_feedback(unfold(run, backward), 2)
    assert wire.color == backward.wire_color(LIGHT, np.zeros(2))
    assert wire.points[0][0] > wire.points[-1][0]


def test_wires_along_time_give_way_to_those_that_pass_the_cells_of_the_other_direction() -> None:
    u = unfold(network(Layer(RNN, 2, bidirectional=True)))
    forward, reverse = (next(row for row in u.strip.rows if row.name == name) for name in ("h", "1r.h"))
    assert len(next(connect(u, forward, 1, 2)).gaps) == 1
    assert len(next(connect(u, reverse, 3, 2)).gaps) == 1
    assert next(connect(u, forward, 0, 1)).gaps == ()


def test_without_a_read_out_the_direction_that_the_loss_reads_leads_to_it_where_there_is_one() -> None:
    network = Network(1, (Layer(RNN, 2, bidirectional=True),))
    plain = run_network(network, 2)
    targets = np.array([[1.0, np.nan], [np.nan, np.nan]])
    run = forward(network, plain.parameters, plain.inputs, plain.start, Loss("squared", "1r.h"), targets)
    u = unfold(run)
    assert arrows(connect_upward(u, 1)) == [Key(1, "x"), Key(1, "x"), Key(1, "1r.h")]
    assert arrows(connect_upward(u, 2)) == [Key(2, "x"), Key(2, "x")]
    backward = Backward(run.gradients())
    assert np.array_equal(backward.injected, run.gradients().given["1r.h"])
    *_, top = wires(connect_upward(unfold(run, backward), 1))
    assert top.color == backward.wire_color(LIGHT, backward.injected[0])
