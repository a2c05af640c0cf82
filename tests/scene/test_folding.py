"""The network that folds and unfolds: whole at every progress, and without jumps."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import Run, forward
from rnnviz.engine.schedule import Schedule
from rnnviz.scene.bounds import bounds_of
from rnnviz.scene.folding import draw_folding
from rnnviz.scene.folding_plan import Timing, find_levels, find_matrices
from rnnviz.scene.shapes import Box, Dot, Key, Label, Scene, Wire, flatten
from rnnviz.scene.theme import DARK, LIGHT, PRINT, THEMES, Theme

from .case import make_run, run_network
from .golden import check_golden

STAGES = [0.0, 0.3, 0.5, 0.8, 1.0, 1.2, 1.5, 1.8, 1.9, 2.0]
LAYERS = {
    "one": (Layer(CELLS["rnn"], 4),),
    "both directions": (Layer(CELLS["lstm"], 16, bidirectional=True), Layer(CELLS["gru"], 2)),
    "four": (Layer(CELLS["lstm"], 64),) * 4,
}


def texts(scene: Scene) -> list[str]:
    return ["".join(run.text for run in s.runs) for s in flatten(scene.root) if isinstance(s, Label)]


def wires(scene: Scene, name: str) -> list[Wire]:
    return [s for s in flatten(scene.root) if isinstance(s, Wire) and s.key == Key(None, name)]


@pytest.mark.parametrize("progress", [0, 1, 2])
def test_each_stage_is_drawn_as_kept(progress: int) -> None:
    run = make_run("rnn", hidden_size=3, n_steps=3, input_size=2)
    check_golden(f"folding-{progress}", draw_folding(run, float(progress), theme=PRINT))


@pytest.mark.parametrize("progress", STAGES)
@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("n_steps", [1, 2, 9])
def test_everything_is_on_the_page_at_every_progress(name: str, progress: float, n_steps: int) -> None:
    run = run_network(Network(3, LAYERS[name], 2), n_steps, "squared")
    for theme in (LIGHT, DARK):
        scene = draw_folding(run, progress, theme=theme)
        for shape in flatten(scene.root):
            area = bounds_of(shape)
            assert area.left >= 0
            assert area.top >= 0
            assert area.right <= scene.width
            assert area.bottom <= scene.height


@pytest.mark.parametrize("hidden_size", [1, 2, 4, 16, 64])
@pytest.mark.parametrize("theme", THEMES.values())
def test_units_stand_apart_inside_their_layer(hidden_size: int, theme: Theme) -> None:
    run = make_run("gru", hidden_size=hidden_size, n_steps=4)
    for progress in STAGES:
        shapes = list(flatten(draw_folding(run, progress, theme=theme).root))
        for box in (s for s in shapes if isinstance(s, Box)):
            units = [s for s in shapes if isinstance(s, Dot) and s.key == box.key]
            places = sorted((dot.x - dot.radius_x, dot.x + dot.radius_x) for dot in units)
            assert all(before[1] < after[0] for before, after in pairwise(places))
            assert places[0][0] > box.x
            assert places[-1][1] < box.x + box.width


def test_at_first_every_unit_is_connected_with_each_of_the_next_layer_and_nothing_comes_back() -> None:
    scene = draw_folding(make_run("rnn", hidden_size=3, input_size=2), 0.0, theme=LIGHT)
    assert len(wires(scene, "W")) == 2 * 3 + 1
    assert len(wires(scene, "U")) == 1
    assert "y" in texts(scene)
    assert "B" not in texts(scene)


def test_the_loop_has_the_letter_of_its_matrix() -> None:
    scene = draw_folding(make_run("rnn"), 1.0, theme=LIGHT)
    assert {"A", "B", "C", "A = W", "B = U", "C = Why"} <= set(texts(scene))
    (loop, _) = sorted(wires(scene, "U"), key=lambda wire: -len(wire.points))
    assert loop.arrow
    assert loop.points[0][0] == pytest.approx(loop.points[-1][0], abs=3.0)


def test_unfolded_there_is_a_copy_for_each_step_and_each_letter_once() -> None:
    run = make_run("rnn", n_steps=4)
    scene = draw_folding(run, 2.0, theme=LIGHT)
    assert [text for text in texts(scene) if text.startswith("h")] == ["h4", "h3", "h2", "h1"]
    assert [texts(scene).count(letter) for letter in "ABC"] == [1, 1, 1]
    between = [wire for wire in wires(scene, "U") if wire.points[0][1] == wire.points[-1][1]]
    assert sum(wire.arrow for wire in between) == 3 + 2 + 1


@pytest.mark.parametrize("name", LAYERS)
def test_nothing_jumps(name: str) -> None:
    """From picture to picture no unit moves by more than a few pixels."""
    run = run_network(Network(3, LAYERS[name], 2), 5, "squared")
    places: dict[tuple[Key | None, int], tuple[float, float]] = {}
    for k in range(161):
        counts: dict[Key | None, int] = {}
        for shape in flatten(draw_folding(run, k / 80, theme=LIGHT).root):
            if isinstance(shape, Dot):
                counts[shape.key] = counts.get(shape.key, 0) + 1
                place = (shape.key, counts[shape.key])
                if place in places:
                    assert abs(places[place][0] - shape.x) < 20
                    assert abs(places[place][1] - shape.y) < 1
                places[place] = (shape.x, shape.y)


def scheduled() -> Run:
    network = Network(1, (Layer(CELLS["rnn"], 2),), 1)
    plain = run_network(network, 4, "squared")
    given, read = np.array([True, False, False, False]), np.array([False, False, True, True])
    schedule = Schedule(given, read, "output")
    return forward(network, plain.parameters, plain.inputs, plain.start, schedule=schedule)


def test_unfolded_only_what_is_given_and_read_is_seen_and_what_is_fed_back() -> None:
    scene = draw_folding(scheduled(), 2.0, theme=LIGHT)
    keys = {shape.key for shape in flatten(scene.root) if isinstance(shape, Box)}
    assert {Key(1, "x"), Key(4, "x"), Key(3, "y"), Key(4, "y")} <= keys
    assert not {Key(2, "x"), Key(3, "x"), Key(1, "y"), Key(2, "y")} & keys
    back = [s for s in flatten(scene.root) if isinstance(s, Wire) and s.dashed]
    assert [wire.key for wire in back] == [Key(3, "y")]


def test_matrices_are_lettered_from_the_input_upwards() -> None:
    run = run_network(Network(3, LAYERS["both directions"], 2), 2)
    found = find_matrices(run)
    assert [(m.letter, m.kind, m.reverse) for m in found] == [
        ("A", "upward", False),
        ("B", "recurrent", False),
        ("C", "recurrent", True),
        ("D", "upward", False),
        ("E", "recurrent", False),
        ("F", "upward", False),
    ]
    assert [level.name for level in find_levels(run)] == ["x", "h", "2.h", "y"]


def test_time_is_whole_at_its_ends() -> None:
    first, last = Timing(0.0, 5), Timing(2.0, 5)
    assert (first.bundled, first.looped, first.spread, first.opened) == (0.0, 0.0, 0.0, 0.0)
    assert (last.bundled, last.looped, last.spread, last.opened) == (1.0, 1.0, 1.0, 1.0)
    assert [last.emerged(copy) for copy in range(5)] == [1.0] * 5
