"""What a cell picture says of clamps, sources and the other direction, and its pictures in every layer."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import Run, forward
from rnnviz.scene.backward import Backward
from rnnviz.scene.bounds import bounds_of
from rnnviz.scene.cell import draw_cell
from rnnviz.scene.padlock import BADGE
from rnnviz.scene.shapes import Box, Chip, Group, Heat, Key, Label, Scene, Shape, Wire, flatten
from rnnviz.scene.theme import DARK, LIGHT

from .case import make_run, run_network, schedule_run
from .clearance import children, collisions
from .golden import check_golden


def stacked(cell: str, hidden_size: int = 2, *, bidirectional: bool = True) -> Run:
    layer = Layer(CELLS[cell], hidden_size, bidirectional)
    return run_network(Network(2, (layer, layer), 2), 3, "squared")


def marks(scene: Scene) -> tuple[Shape, ...]:
    found = [s for s in scene.root.children if isinstance(s, Group) and s.name == "marks"]
    return tuple(flatten(found[0])) if found else ()


def badges(scene: Scene) -> list[Box]:
    return [s for s in marks(scene) if isinstance(s, Box) and s.width == 2 * BADGE]


def texts(shapes: tuple[Shape, ...]) -> list[str]:
    return ["".join(run.text for run in shape.runs) for shape in shapes if isinstance(shape, Label)]


def test_the_reverse_direction_of_a_second_layer_is_drawn_as_kept() -> None:
    check_golden("cell-second-reverse", draw_cell(stacked("gru"), 2, theme=LIGHT, sweep=(1, True)))


def test_the_first_layer_of_two_is_drawn_as_kept() -> None:
    check_golden("cell-first-of-two", draw_cell(stacked("lstm", bidirectional=False), 2, theme=LIGHT))


def test_a_clamped_cell_that_is_fed_its_output_is_drawn_as_kept() -> None:
    run = schedule_run(given=(1,), feedback="output", clamped=(0, 2))
    check_golden("cell-clamped-fed", draw_cell(run, 3, theme=LIGHT))


@pytest.mark.parametrize("hidden_size", [1, 2, 4, 16, 64])
@pytest.mark.parametrize("cell", CELLS)
def test_nothing_lies_on_anything_else_in_any_layer_and_direction(cell: str, hidden_size: int) -> None:
    run = stacked(cell, hidden_size)
    for shows in (None, Backward(run.gradients()), Backward(run.gradients(), "decades", "both")):
        for sweep in run.network.sweeps:
            assert collisions(draw_cell(run, 2, theme=LIGHT, sweep=sweep, backward=shows)) == []


@pytest.mark.parametrize("hidden_size", [1, 2, 4, 16, 64])
@pytest.mark.parametrize("cell", CELLS)
def test_marks_lie_on_no_value(cell: str, hidden_size: int) -> None:
    run = schedule_run(
        cell=cell, hidden_size=hidden_size, given=(1,), feedback="probability", clamped=(0,), loss="softmax"
    )
    for step in (1, 2):
        scene = draw_cell(run, step, theme=DARK)
        assert collisions(scene) == []
        found = [bounds_of(s) for s in marks(scene) if isinstance(s, Label)] + [bounds_of(s) for s in badges(scene)]
        values = [bounds_of(s) for s in children(scene, "values") if isinstance(s, Group) and s.children]
        values = [v for s in children(scene, "values") for v in map(bounds_of, flatten(s)) if v.area]
        assert not [v for v in values for mark in found if v.overlaps(mark)]
        assert all(area.left >= 0 and area.right <= scene.width and area.bottom <= scene.height for area in found)


def test_a_clamped_state_has_a_padlock_where_it_comes_in_and_goes_out() -> None:
    run = schedule_run(clamped=(1,))
    assert [badge.key for badge in badges(draw_cell(run, 2, theme=LIGHT))] == [Key(1, "h"), Key(2, "h"), Key(2, "h")]
    assert [badge.key for badge in badges(draw_cell(run, 1, theme=LIGHT))] == [Key(1, "h")] * 2
    assert marks(draw_cell(make_run(), 1, theme=LIGHT)) == ()


def test_each_clamped_unit_has_a_frame_of_its_own() -> None:
    run = schedule_run(hidden_size=16, clamped=(1, 15))
    frames = [s for s in marks(draw_cell(run, 1, theme=LIGHT)) if isinstance(s, Box) and s.fill is None]
    heat = next(s for s in flatten(draw_cell(run, 1, theme=LIGHT).root) if isinstance(s, Heat) and s.key == Key(1, "h"))
    assert len(frames) == 2
    assert frames[0].x == pytest.approx(heat.x + heat.width / 8)
    assert frames[1].x + frames[1].width == pytest.approx(heat.x + heat.width)
    assert frames[1].y + frames[1].height == pytest.approx(heat.y + heat.height)


def test_a_fed_back_input_is_labelled_as_what_it_is() -> None:
    run = schedule_run(given=(1,), read=(2, 3, 4), feedback="output")
    said = [texts(marks(draw_cell(run, step, theme=LIGHT))) for step in (1, 2, 3)]
    assert said == [[], ["no input given"], ["= yt−1"]]


def test_a_step_that_is_not_read_has_no_read_out_and_the_same_geometry() -> None:
    run = schedule_run(read=(4,))
    unread, read = (draw_cell(run, step, theme=LIGHT) for step in (3, 4))
    assert (unread.width, unread.height) == (read.width, read.height)
    assert children(unread, "readout") == ()
    assert children(read, "readout") != ()
    assert "ht" in texts(
        tuple(flatten(next(s for s in unread.root.children if isinstance(s, Group) and s.name == "values")))
    )


def test_only_the_top_layer_has_the_read_out_and_both_directions_lead_there() -> None:
    run = stacked("rnn")
    assert children(draw_cell(run, 1, theme=LIGHT, sweep=(0, True)), "readout") == ()
    for sweep, other in (((1, False), "2r.h"), ((1, True), "2.h")):
        scene = draw_cell(run, 2, theme=LIGHT, sweep=sweep)
        (wire,) = (s for s in marks(scene) if isinstance(s, Wire))
        assert wire.key == Key(2, other)
        backward = draw_cell(run, 2, theme=LIGHT, sweep=sweep, backward=Backward(run.gradients()))
        (back,) = (s for s in marks(backward) if isinstance(s, Wire))
        assert back.points == wire.points[::-1]


def test_against_time_the_old_state_is_that_of_the_step_after() -> None:
    run = stacked("rnn", 1)
    scene = draw_cell(run, 2, theme=LIGHT, sweep=(0, True))
    chips = {s.key: s.text for s in flatten(scene.root) if isinstance(s, Chip)}
    assert chips[Key(3, "1r.h")] == f"{run['1r.h'][2, 0]:+.2f}".replace("-", "−")
    last = draw_cell(run, 3, theme=LIGHT, sweep=(0, True))
    assert Key(0, "1r.h") in {s.key for s in flatten(last.root) if isinstance(s, Chip)}


def test_a_layer_above_shows_both_directions_of_the_one_below() -> None:
    run = stacked("rnn", 1)
    scene = draw_cell(run, 2, theme=LIGHT, sweep=(1, False))
    chips = {s.key: s.text for s in flatten(scene.root) if isinstance(s, Chip)}
    for name in ("h", "1r.h"):
        assert chips[Key(2, name)] == f"{run[name][1, 0]:+.2f}".replace("-", "−")


def test_backward_the_input_of_a_layer_above_has_the_gradient_of_what_is_below() -> None:
    run = stacked("rnn", 1)
    gradients = run.gradients()
    scene = draw_cell(run, 2, theme=LIGHT, sweep=(1, False), backward=Backward(gradients))
    chips = {s.key: s.text for s in flatten(scene.root) if isinstance(s, Chip)}
    assert chips[Key(2, "1r.h")] == f"{gradients['1r.h'][1, 0]:+.2f}".replace("-", "−")


def test_a_selected_parameter_of_another_layer_lights_nothing_up() -> None:
    run = stacked("rnn")
    plain = draw_cell(run, 2, theme=LIGHT, sweep=(1, False))
    assert draw_cell(run, 2, theme=LIGHT, sweep=(1, False), selection=Key(None, "U")) == plain
    assert draw_cell(run, 2, theme=LIGHT, sweep=(1, False), selection=Key(None, "2.U")) != plain


def test_what_is_pending_follows_the_order_of_all_layers() -> None:
    run = stacked("rnn", 1)
    place = run.order.index("2.h")
    scene = draw_cell(run, 2, place, theme=LIGHT, sweep=(1, False))
    dashed = {s.key for s in flatten(scene.root) if isinstance(s, Wire) and s.dashed}
    assert Key(2, "2.h") in dashed
    assert Key(2, "h") not in dashed
    assert np.isfinite(run["2.h"]).all()


def test_without_a_read_out_only_the_direction_that_the_loss_reads_leads_to_it() -> None:
    network = Network(1, (Layer(CELLS["rnn"], 2, bidirectional=True),))
    plain = run_network(network, 2)
    run = forward(network, plain.parameters, plain.inputs, plain.start, Loss("squared", "h"), np.ones((2, 2)))
    forward_scene, reverse = (draw_cell(run, 1, theme=LIGHT, sweep=(0, way)) for way in (False, True))
    assert children(forward_scene, "readout") != ()
    assert children(reverse, "readout") == ()
    assert marks(forward_scene) == ()
