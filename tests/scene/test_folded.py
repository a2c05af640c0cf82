"""The folded network."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer, Network
from rnnviz.scene.bounds import bounds_of
from rnnviz.scene.folded import draw_folded
from rnnviz.scene.measure import line_start, measure
from rnnviz.scene.shapes import Box, Key, Label, Scene, Wire, flatten
from rnnviz.scene.theme import LIGHT

from .case import make_run, run_network
from .golden import check_golden


def said(scene: Scene) -> list[str]:
    return ["".join(run.text for run in s.runs) for s in flatten(scene.root) if isinstance(s, Label)]


def test_it_is_drawn_as_kept() -> None:
    check_golden("folded-lstm", draw_folded(make_run("lstm"), theme=LIGHT))


@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_has_one_loop_and_names_its_weights(cell: str) -> None:
    scene = draw_folded(make_run(cell), theme=LIGHT)
    loops = [s for s in flatten(scene.root) if isinstance(s, Wire) and len(s.points) == 4]
    assert len(loops) == 1
    assert loops[0].points[0][0] == loops[0].points[-1][0]
    assert "t − 1" in said(scene)
    assert {text[0] for text in said(scene)} >= {"W", "U", "x", "y"}
    assert Key(None, "W_hy") in {s.key for s in flatten(scene.root)}


@pytest.mark.parametrize("cell", CELLS)
def test_everything_stays_on_the_page(cell: str) -> None:
    scene = draw_folded(make_run(cell, hidden_size=256, output_size=None, loss=None), theme=LIGHT)
    for shape in flatten(scene.root):
        place = bounds_of(shape)
        assert place.top >= 0
        assert place.bottom <= scene.height
        if isinstance(shape, Label):
            left = shape.x + line_start(shape.runs, shape.size, shape.family, shape.anchor)
            assert left >= 0
            assert left + measure(shape.runs, shape.size, shape.family) <= scene.width


def test_it_is_small_enough_to_stand_beside_the_unfolded_network() -> None:
    for cell in CELLS:
        scene = draw_folded(make_run(cell), theme=LIGHT)
        assert scene.width <= 170
        assert scene.height <= 172


def test_layers_are_stacked_and_a_direction_against_time_has_its_loop_at_the_left() -> None:
    network = Network(2, (Layer(CELLS["lstm"], 3, bidirectional=True), Layer(CELLS["gru"], 1)), 1)
    scene = draw_folded(run_network(network, 3), theme=LIGHT)
    boxes = [s for s in flatten(scene.root) if isinstance(s, Box)]
    assert len(boxes) == 2
    assert boxes[1].y + boxes[1].height < boxes[0].y
    assert "t + 1" in said(scene)
    assert "1 unit" in said(scene)
