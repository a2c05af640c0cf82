"""Units as circles of a ring, weights as arrows between them."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import hypot

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import Run, forward
from rnnviz.engine.schedule import Schedule
from rnnviz.scene.bounds import bounds_of
from rnnviz.scene.shapes import Box, Chip, Dot, Group, Key, Label, Scene, Wire, flatten
from rnnviz.scene.theme import GREY, LIGHT, PRINT, THEMES, Theme
from rnnviz.scene.units import MOST_UNITS, RADIUS, can_draw_units, draw_units, recurrent_matrices

from .case import make_run, run_network
from .golden import check_golden


def fully_connected(hidden_size: int = 4) -> Run:
    """A network without inputs: unit 1 clamped, units 2 and 3 with a start state, the last with a target at step 3."""
    network = Network(1, (Layer(CELLS["rnn"], hidden_size),))
    random = np.random.default_rng(1)
    parameters = {name: random.uniform(-1, 1, shape) for name, shape in network.parameters.items()}
    clamps = np.full((3, hidden_size), np.nan)
    clamps[:, 0] = 0.5
    targets = np.full((3, hidden_size), np.nan)
    targets[2, -1] = 1.0
    start = np.zeros(hidden_size)
    start[1:3] = 1.0
    schedule = Schedule(np.zeros(3, bool), None, None, {"h": clamps})
    return forward(
        network, parameters, np.zeros((3, 1)), {"h": start}, Loss("squared", "h"), targets, schedule=schedule
    )


def circles(scene: Scene) -> list[Dot]:
    return [s for s in flatten(scene.root) if isinstance(s, Dot) and s.radius_x == RADIUS]


def group(scene: Scene, name: str) -> Group:
    todo: list[Group] = [scene.root]
    while todo:
        found = todo.pop()
        if found.name == name:
            return found
        todo += [child for child in found.children if isinstance(child, Group)]
    raise LookupError(name)


def arrows(scene: Scene, name: str = "U") -> list[Wire]:
    return [s for s in flatten(group(scene, "weights")) if isinstance(s, Wire) and s.key == Key(None, name)]


def test_a_fully_connected_network_is_drawn_as_kept() -> None:
    check_golden("units", draw_units(fully_connected(), 2, theme=PRINT))


@pytest.mark.parametrize("size", range(1, MOST_UNITS + 1))
def test_units_stand_apart_on_the_page(size: int) -> None:
    run = make_run("rnn", hidden_size=size, output_size=None, loss=None)
    scene = draw_units(run, 1, theme=LIGHT)
    units = circles(scene)
    assert len(units) == size
    for a, b in combinations(units, 2):
        assert hypot(a.x - b.x, a.y - b.y) > 2 * RADIUS + 16
    for shape in flatten(scene.root):
        area = bounds_of(shape)
        assert area.left >= 0
        assert area.top >= 0
        assert area.right <= scene.width
        assert area.bottom <= scene.height


def test_every_weight_has_an_arrow_and_no_weight_of_zero_has_one() -> None:
    run = make_run("rnn", hidden_size=3)
    assert len(arrows(draw_units(run, 1, theme=LIGHT))) == 9
    weights = run.parameters["U"].copy()
    weights[0, 1] = 0.0
    changed = replace(run, parameters={**run.parameters, "U": weights})
    assert len(arrows(draw_units(changed, 1, theme=LIGHT))) == 8


def test_the_arrow_of_an_entry_leads_from_its_column_to_its_row() -> None:
    scene = draw_units(make_run("rnn", hidden_size=3), 1, theme=LIGHT)
    (wire,) = (s for s in group(scene, "weight 3 1").children if isinstance(s, Wire))
    first, _, third = circles(scene)
    assert hypot(wire.points[0][0] - first.x, wire.points[0][1] - first.y) < RADIUS + 8
    assert hypot(wire.points[-1][0] - third.x, wire.points[-1][1] - third.y) < RADIUS + 12


def test_the_largest_weight_has_the_widest_arrow() -> None:
    run = make_run("rnn", hidden_size=4)
    widest = max(arrows(draw_units(run, 1, theme=LIGHT)), key=lambda wire: wire.width)
    to, source = np.unravel_index(np.abs(run.parameters["U"]).argmax(), (4, 4))
    assert widest in group(draw_units(run, 1, theme=LIGHT), f"weight {to + 1} {source + 1}").children


def test_which_unit_is_which_is_seen() -> None:
    run = fully_connected()
    scene = draw_units(run, 3, theme=LIGHT)
    padlocks = [len([s for s in flatten(group(scene, f"unit {k}")) if isinstance(s, Wire)]) for k in (1, 2, 3, 4)]
    assert padlocks == [1, 0, 0, 0]
    starts = [s.key for s in flatten(group(scene, "units")) if isinstance(s, Box) and s.key == Key(0, "h")]
    assert len(starts) == 2
    rings = [s for s in flatten(group(scene, "unit 4")) if isinstance(s, Dot) and s.key == Key(3, "target")]
    assert len(rings) == 1
    said = ["".join(r.text for r in s.runs) for s in flatten(group(scene, "legend")) if isinstance(s, Label)]
    assert said == ["start state", "clamped at this step", "target", "weight above 0", "below 0"]


def test_a_target_of_another_step_is_a_ring_in_parts() -> None:
    scene = draw_units(fully_connected(), 1, theme=LIGHT)
    shapes = [s for s in flatten(group(scene, "unit 4")) if s.key == Key(1, "target") and not isinstance(s, Chip)]
    assert shapes
    assert all(isinstance(shape, Wire) for shape in shapes)


def test_the_graph_is_that_of_the_layer_and_direction_looked_into() -> None:
    run = run_network(Network(1, (Layer(CELLS["rnn"], 2, bidirectional=True), Layer(CELLS["gru"], 9))), 3)
    scene = draw_units(run, 2, theme=LIGHT, sweep=(0, True))
    assert {dot.key for dot in circles(scene)} == {Key(2, "1r.h")}
    assert recurrent_matrices(run, (0, True)) == ("1r.U",)
    assert recurrent_matrices(run, (1, False)) == ("2.U_z", "2.U_r", "2.U_h")
    assert (can_draw_units(run, (0, True)), can_draw_units(run, (1, False))) == (True, False)


@pytest.mark.parametrize("theme", THEMES.values())
@pytest.mark.parametrize("value", [np.nan, np.inf, 0.0, 1e300])
def test_weights_of_any_size_can_be_drawn(theme: Theme, value: float) -> None:
    run = make_run("rnn", hidden_size=2)
    spoiled = replace(run, parameters={**run.parameters, "U": np.full((2, 2), value)})
    assert len(arrows(draw_units(spoiled, 1, theme=theme))) == (0 if value == 0.0 else 4)


def test_without_colours_weights_below_0_are_dashed() -> None:
    run = fully_connected()
    scene = draw_units(run, 1, theme=GREY)
    weights = next(group for group in scene.root.children if isinstance(group, Group) and group.name == "weights")
    for group in weights.children:
        assert isinstance(group, Group)
        (wire,) = flatten(group)
        assert isinstance(wire, Wire)
        assert wire.dashed == ("−" in group.title)
