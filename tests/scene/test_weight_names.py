"""The names of shared weights in the unfolded network."""

from __future__ import annotations

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import Run
from rnnviz.scene.arrangement import plan_strip
from rnnviz.scene.bounds import bounds_of
from rnnviz.scene.column import draw_column, draw_start
from rnnviz.scene.shapes import Key, Label, Wire, flatten
from rnnviz.scene.strip import Viewport
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.unfolded_rise import connect_upward
from rnnviz.scene.unfolding import Unfolding
from rnnviz.scene.weight_names import draw_weights

from .case import run_network, schedule_run

BOTH = Network(1, (Layer(CELLS["rnn"], 2, bidirectional=True), Layer(CELLS["rnn"], 2, bidirectional=True)), 1)


def names(run: Run, height: float, step: int = 1) -> list[Key | None]:
    strip = plan_strip(run, Viewport(900, height, 150.0))
    return [s.key for s in flatten(draw_weights(Unfolding(run, strip, LIGHT), step)) if isinstance(s, Label)]


def test_with_room_the_weights_of_both_directions_are_named_at_their_wires() -> None:
    found = names(run_network(BOTH, 3), 520.0)
    assert {Key(None, name) for name in ("W", "1r.W", "2.W", "2r.W", "U", "2.U", "W_hy")} == set(found)


def test_where_cells_stand_close_only_what_has_room_is_named() -> None:
    assert set(names(run_network(BOTH, 3), 170.0)) <= {Key(None, name) for name in ("U", "2.U")}


def test_no_name_stands_where_there_is_no_wire() -> None:
    run = schedule_run(given=(2, 3, 4), read=(4,))
    assert names(run, 300.0) == [Key(None, "U")]


def test_names_lie_on_no_name_of_a_state() -> None:
    run = run_network(Network(1, (Layer(CELLS["rnn"], 2),) * 4, 1), 3)
    for height in range(170, 420, 10):
        u = Unfolding(run, plan_strip(run, Viewport(900, float(height), 150.0)), LIGHT)
        weights = [bounds_of(s) for s in flatten(draw_weights(u, 1)) if isinstance(s, Label)]
        states = [
            bounds_of(s)
            for s in (*flatten(draw_start(u)), *flatten(draw_column(u, 1)))
            if isinstance(s, Label) and s.anchor == "middle" and s.family == "math"
        ]
        assert not [weight for weight in weights for state in states if weight.overlaps(state)], height


def test_names_lie_on_no_upward_wire() -> None:
    run = run_network(BOTH, 3)
    u = Unfolding(run, plan_strip(run, Viewport(900, 520.0, 150.0)), LIGHT)
    labels = [bounds_of(s) for s in flatten(draw_weights(u, 1)) if isinstance(s, Label) and s.anchor != "middle"]
    wires = [bounds_of(s) for s in connect_upward(u, 1) if isinstance(s, Wire)]
    vertical = [wire.grown(1.0) for wire in wires if wire.left == wire.right]
    assert not [label for label in labels for wire in vertical if label.overlaps(wire)]
