"""The picture of each cell: as kept, free of overlaps, alike in every theme and size."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.cell import Cell
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.notation import NOTATIONS, find_notation
from rnnviz.engine.run import Run
from rnnviz.scene.backward import Backward, Scale, Shown
from rnnviz.scene.bounds import Bounds, around, bounds_of
from rnnviz.scene.cell import draw_cell
from rnnviz.scene.number import format_number
from rnnviz.scene.shapes import Box, Chip, Dot, Group, Heat, Key, Label, Scene, Shape, Wire, flatten
from rnnviz.scene.theme import DARK, LIGHT, PRINT, THEMES, Theme

from .case import make_run, run_network
from .clearance import children, collisions
from .future import FUTURE
from .golden import check_golden

LECTURES = (*(key for key in NOTATIONS if key != "split"), "split,argument,from-0")
SCALES: tuple[Scale, ...] = ("linear", "decades")


def group(scene: Scene, outer: str, name: str) -> tuple[Shape, ...]:
    """The shapes of one part, value or wire."""
    found = [shape for shape in children(scene, outer) if isinstance(shape, Group) and shape.name == name]
    return tuple(flatten(found[0]))


def spoil(run: Run, name: str, value: float) -> Run:
    """The run with one value replaced at every step."""
    return replace(run, values={**run.values, name: np.full_like(run[name], value)})


@pytest.mark.parametrize("name", CELLS)
def test_the_picture_of_a_cell_stays_as_it_is(name: str) -> None:
    check_golden(f"cell-{name}", draw_cell(make_run(name), 2, theme=LIGHT))


@pytest.mark.parametrize("hidden_size", [1, 2, 3, 4, 16, 64])
@pytest.mark.parametrize("name", CELLS)
def test_nothing_lies_on_anything_else(name: str, hidden_size: int) -> None:
    for input_size, output_size, loss in ((1, None, None), (4, 4, "softmax"), (20, 1, "squared")):
        run = make_run(name, hidden_size=hidden_size, input_size=input_size, output_size=output_size, loss=loss)
        assert collisions(draw_cell(run, 1, theme=LIGHT)) == []


@pytest.mark.parametrize("notation", LECTURES)
@pytest.mark.parametrize("name", CELLS)
def test_nothing_lies_on_anything_else_in_any_notation(name: str, notation: str) -> None:
    for hidden_size, input_size, loss in ((1, 1, "squared"), (2, 4, "softmax"), (4, 1, "squared"), (16, 20, "squared")):
        run = make_run(name, hidden_size=hidden_size, input_size=input_size, output_size=3, loss=loss)
        assert collisions(draw_cell(run.write_in(find_notation(notation)), 1, theme=LIGHT)) == []


@pytest.mark.parametrize("notation", LECTURES)
def test_large_layers_and_layers_above_have_room_in_any_notation(notation: str) -> None:
    network = Network(2, (Layer(CELLS["lstm"], 2, bidirectional=True), Layer(CELLS["gru-reset-after"], 64)), 2)
    run = run_network(network, 2, "squared").write_in(find_notation(notation))
    for sweep in network.sweeps:
        assert collisions(draw_cell(run, 1, theme=LIGHT, sweep=sweep)) == []


@pytest.mark.parametrize("notation", LECTURES)
@pytest.mark.parametrize("name", CELLS)
def test_nothing_lies_on_anything_else_backward_in_any_notation(name: str, notation: str) -> None:
    for hidden_size, shows in ((1, "both"), (4, "gradient"), (64, "both")):
        run = make_run(name, hidden_size=hidden_size).write_in(find_notation(notation))
        backward = Backward(run.gradients(), "decades", shows)  # type: ignore[arg-type]
        assert collisions(draw_cell(run, 1, theme=LIGHT, backward=backward)) == []


@pytest.mark.parametrize("name", ["lstm", "gru"])
def test_the_backward_picture_of_a_cell_stays_as_it_is(name: str) -> None:
    run = make_run(name)
    check_golden(f"backward-cell-{name}", draw_cell(run, 2, theme=LIGHT, backward=Backward(run.gradients())))


@pytest.mark.parametrize("shows", ["gradient", "both"])
@pytest.mark.parametrize("hidden_size", [1, 2, 4, 16, 64])
@pytest.mark.parametrize("name", CELLS)
def test_nothing_lies_on_anything_else_backward(name: str, hidden_size: int, shows: Shown) -> None:
    for input_size, output_size, loss in ((1, None, None), (4, 4, "softmax"), (20, 1, "squared")):
        run = make_run(name, hidden_size=hidden_size, input_size=input_size, output_size=output_size, loss=loss)
        gradients = run.gradients({"h": np.ones(run["h"].shape)} if loss is None else None)
        for scale in SCALES:
            scene = draw_cell(run, 1, theme=LIGHT, backward=Backward(gradients, scale, shows))
            assert collisions(scene) == []
            assert legend_collisions(scene) == []


def legend_collisions(scene: Scene) -> list[str]:
    """What the legend lies on."""
    legend = around([corner for shape in children(scene, "legend") for corner in corners(bounds_of(shape))])
    page = Bounds(0.0, 0.0, scene.width, scene.height)
    found = [] if page.left <= legend.left and legend.right <= page.right and legend.bottom <= page.bottom else ["page"]
    others = [shape for shape in scene.root.children if not (isinstance(shape, Group) and shape.name == "legend")]
    return found + [str(s) for o in others for s in flatten(o) if bounds_of(s).overlaps(legend)]


def corners(bounds: Bounds) -> tuple[tuple[float, float], tuple[float, float]]:
    return (bounds.left, bounds.top), (bounds.right, bounds.bottom)


@pytest.mark.parametrize("theme", [DARK, PRINT])
def test_every_theme_draws_the_same_geometry(theme: Theme) -> None:
    run = make_run("lstm")
    light, other = (draw_cell(run, 1, theme=chosen) for chosen in (LIGHT, theme))
    assert (light.width, light.height) == (other.width, other.height)
    points = [[wire.points for wire in flatten(s.root) if isinstance(wire, Wire)] for s in (light, other)]
    assert points[0] == points[1]


@pytest.mark.parametrize("name", CELLS)
def test_every_equation_and_inner_dot_shows_its_live_value(name: str) -> None:
    run = make_run(name, hidden_size=1, output_size=None, loss=None)
    scene = draw_cell(run, 2, theme=LIGHT)
    shown = {shape.key for shape in flatten(scene.root) if isinstance(shape, Chip)}
    wires = {shape.key for shape in flatten(scene.root) if isinstance(shape, Wire) and shape.key is not None}
    assert wires == shown
    assert {Key(2, equation.name) for equation in CELLS[name].equations} <= shown


def test_an_lstm_has_four_boxes_and_five_dots() -> None:
    parts = list(flatten(draw_cell(make_run("lstm"), 1, theme=LIGHT).root))
    dots = [shape for shape in parts if isinstance(shape, Dot)]
    glyphs = [run.text for shape in parts if isinstance(shape, Label) for run in shape.runs]
    assert len(dots) == 5
    assert glyphs.count("σ") == 3
    assert glyphs.count("tanh") == 2


def test_a_number_is_the_value_of_its_step() -> None:
    run = make_run("lstm", hidden_size=1)
    (label, chip) = group(draw_cell(run, 3, theme=LIGHT), "values", "value f")
    assert isinstance(label, Label)
    assert isinstance(chip, Chip)
    assert chip.text == f"{run['f'][2, 0]:+.2f}".replace("-", "−")


def test_the_old_state_is_keyed_by_the_step_before() -> None:
    scene = draw_cell(make_run("lstm"), 1, theme=LIGHT)
    assert {shape.key for shape in group(scene, "wires", "wire old:c")} == {Key(0, "c")}


def test_more_than_four_units_are_a_grid_of_colors_with_their_norm() -> None:
    run = make_run("gru", hidden_size=16)
    shapes = group(draw_cell(run, 1, theme=LIGHT), "values", "value h")
    heat = next(shape for shape in shapes if isinstance(shape, Heat))
    norm = next(shape for shape in shapes if isinstance(shape, Label) and shape.family == "sans")
    assert [len(row) for row in heat.colors] == [8, 8]
    assert norm.runs[0].text == f"norm {np.linalg.norm(run['h'][0]):.2f}"


def test_what_is_not_computed_yet_is_dashed_and_empty() -> None:
    run = make_run("lstm", hidden_size=1)
    scene = draw_cell(run, 1, 2, theme=LIGHT)
    shapes = group(scene, "values", "value c_hat")
    assert not any(isinstance(shape, Chip) for shape in shapes)
    assert any(isinstance(shape, Box) and shape.dashed for shape in shapes)
    assert all(shape.dashed for shape in group(scene, "wires", "wire c_hat") if isinstance(shape, Wire))
    assert not any(shape.dashed for shape in group(scene, "wires", "wire i") if isinstance(shape, Wire))


def test_what_was_computed_last_is_emphasised_with_the_wires_that_lead_there() -> None:
    scene = draw_cell(make_run("lstm"), 1, 5, theme=LIGHT)
    widths = {name: group(scene, "parts", f"part {name}")[0] for name in ("o", "c.1", "c.2", "c", "h")}
    strong = {name for name, shape in widths.items() if isinstance(shape, Dot | Box) and shape.stroke_width > 2}
    assert strong == {"c.1", "c.2", "c"}
    (forget,) = group(scene, "wires", "wire f")
    assert isinstance(forget, Wire)
    assert forget.width == 4.0


def test_a_complete_step_emphasises_nothing() -> None:
    run = make_run("lstm")
    assert draw_cell(run, 1, len(run.order), theme=LIGHT) == draw_cell(run, 1, theme=LIGHT)


@pytest.mark.parametrize("name", ["f", "c", "x", "y", "c.1"])
def test_everything_that_stands_for_the_selection_has_the_accent(name: str) -> None:
    run = make_run("lstm", hidden_size=1)
    scene = draw_cell(run, 2, theme=LIGHT, selection=Key(2, name))
    wires = [shape for shape in flatten(scene.root) if isinstance(shape, Wire) and shape.key == Key(2, name)]
    assert wires
    assert all(wire.color == LIGHT.accent for wire in wires)


@pytest.mark.parametrize(("parameter", "part"), [("U_f", "f"), ("W_c", "c_hat"), ("b_o", "o")])
def test_a_selected_parameter_lights_up_its_box(parameter: str, part: str) -> None:
    scene = draw_cell(make_run("lstm"), 2, theme=LIGHT, selection=Key(None, parameter))
    boxes = [shape for shape in flatten(scene.root) if isinstance(shape, Box) and shape.stroke == LIGHT.accent]
    assert boxes == [group(scene, "parts", f"part {part}")[0]]


def test_a_selected_parameter_of_the_read_out_lights_up_its_box() -> None:
    scene = draw_cell(make_run("gru"), 2, theme=LIGHT, selection=Key(None, "W_hy"))
    boxes = [shape for shape in flatten(scene.root) if isinstance(shape, Box) and shape.stroke == LIGHT.accent]
    assert [box.key for box in boxes] == [Key(2, "y")]


def test_the_selection_of_another_step_changes_nothing() -> None:
    run = make_run("lstm")
    assert draw_cell(run, 2, theme=LIGHT, selection=Key(1, "f")) == draw_cell(run, 2, theme=LIGHT)


@pytest.mark.parametrize(("value", "text"), [(np.nan, "NaN"), (np.inf, "+∞"), (-np.inf, "−∞")])
def test_what_is_not_finite_has_the_error_color_and_its_name(value: float, text: str) -> None:
    run = spoil(make_run("lstm", hidden_size=1), "c", value)
    scene = draw_cell(run, 1, theme=DARK)
    chips = [shape for shape in flatten(scene.root) if isinstance(shape, Chip) and shape.key == Key(1, "c")]
    assert [(chip.text, chip.fill) for chip in chips] == [(text, DARK.error)]
    assert group(scene, "wires", "wire c")[0].color == DARK.error  # type: ignore[union-attr]


@pytest.mark.parametrize("value", [1e5, -1e-9, 3e300, -99999.5, np.nan])
@pytest.mark.parametrize("theme", THEMES.values())
def test_extreme_numbers_stay_inside_their_chips(theme: Theme, value: float) -> None:
    run = make_run("gru", hidden_size=1)
    for name in run.values:
        if name != "loss":
            run = spoil(run, name, value)
    assert collisions(draw_cell(run, 2, theme=theme)) == []


@pytest.mark.parametrize("name", CELLS)
def test_wires_have_room_to_turn_before_they_end(name: str) -> None:
    for wire in flatten(draw_cell(make_run(name), 1, theme=LIGHT).root):
        if isinstance(wire, Wire) and wire.arrow:
            (x0, y0), (x1, y1) = wire.points[-2:]
            assert abs(x1 - x0) + abs(y1 - y0) >= 16


@pytest.mark.parametrize("name", CELLS)
def test_no_stretch_is_drawn_twice(name: str) -> None:
    stretches: set[tuple[int, int, int, int]] = set()
    for wire in flatten(draw_cell(make_run(name), 1, theme=LIGHT).root):
        if isinstance(wire, Wire):
            for (x0, y0), (x1, y1) in pairwise(wire.points):
                steps = max(1, round((abs(x1 - x0) + abs(y1 - y0)) / 2))
                inner = {
                    (round(x0 + (x1 - x0) * k / steps), round(y0 + (y1 - y0) * k / steps), x0 == x1, 0)
                    for k in range(1, steps)
                    if min(k, steps - k) * 2 > 17
                }
                assert not inner & stretches
                stretches |= inner


def draw_backward(run: Run, step: int = 2, substep: int | None = None, shows: Shown = "gradient") -> Scene:
    return draw_cell(run, step, substep, theme=LIGHT, backward=Backward(run.gradients(), "linear", shows))


@pytest.mark.parametrize("name", CELLS)
def test_backward_the_same_wires_have_their_arrowheads_at_the_other_end(name: str) -> None:
    run = make_run(name)
    forward, back = draw_cell(run, 2, theme=LIGHT), draw_backward(run)
    ways = []
    for scene in (forward, back):
        wires = [w for w in flatten(scene.root) if isinstance(w, Wire)]
        ways.append({(w.key, len(w.points)): [(round(x / 5), round(y / 5)) for x, y in w.points[1:-1]] for w in wires})
    assert {k: v[::-1] for k, v in ways[1].items()} == ways[0]
    tips = {wire.points[-1] for wire in flatten(back.root) if isinstance(wire, Wire) and wire.arrow}
    old = [group(back, "wires", f"wire old:{state.name}")[0] for state in CELLS[name].states]
    assert all(isinstance(wire, Wire) and wire.arrow and wire.points[-1] in tips for wire in old)
    assert all(wire.points[-1][0] == 8.0 for wire in old if isinstance(wire, Wire))


def test_a_plus_stands_where_the_gradients_of_two_uses_meet() -> None:
    scene = draw_backward(make_run("lstm"))
    names = [shape.key.name for shape in children(scene, "sums") if isinstance(shape, Dot) and shape.key]
    assert sorted(names) == ["c", "h"]
    joined = [shape for shape in children(scene, "sums") if isinstance(shape, Dot)]
    assert all(len(dot.strokes) == 2 for dot in joined)


def test_backward_a_number_is_the_gradient_of_its_step() -> None:
    run = make_run("lstm", hidden_size=1)
    (label, chip) = group(draw_backward(run), "values", "value f")
    assert isinstance(label, Label)
    assert isinstance(chip, Chip)
    assert chip.text == format_number(float(run.gradients()["f"][1, 0]))
    assert chip.fill in LIGHT.gradient_colors


def test_both_are_the_value_above_the_gradient() -> None:
    run = make_run("gru", hidden_size=1)
    _, value, gradient = group(draw_backward(run, shows="both"), "values", "value z")
    assert isinstance(value, Chip)
    assert isinstance(gradient, Chip)
    assert value.y < gradient.y
    assert value.text == format_number(float(run["z"][1, 0]))
    assert gradient.text == format_number(float(run.gradients()["z"][1, 0]))
    assert (value.fill in LIGHT.value_colors, gradient.fill in LIGHT.gradient_colors) == (True, True)


def test_the_gradients_of_what_enters_the_gates_stand_below_them() -> None:
    run = make_run("lstm", hidden_size=1)
    scene = draw_backward(run)
    boxes = {name: group(scene, "parts", f"part {name}")[0] for name in ("f", "i", "c_hat", "o")}
    for name, box in boxes.items():
        (chip,) = group(scene, "values", f"value {name}.1")
        assert isinstance(chip, Chip)
        assert isinstance(box, Box)
        assert chip.y > box.y + box.height
        assert chip.text == format_number(float(run.gradients()[f"{name}.1"][1, 0]))


def test_backward_what_is_not_computed_yet_is_dashed_and_the_last_is_emphasised() -> None:
    run = make_run("lstm", hidden_size=1)
    scene = draw_backward(run, substep=4)
    assert all(isinstance(s, Wire) and s.dashed for s in group(scene, "wires", "wire f"))
    assert not any(isinstance(s, Chip) for s in group(scene, "values", "value f"))
    widths = [s.width for s in group(scene, "wires", "wire c") if isinstance(s, Wire)]
    assert max(widths) >= 5.5
    assert not any(isinstance(s, Wire) and s.dashed for s in group(scene, "wires", "wire h"))
    both = draw_backward(run, substep=0, shows="both")
    assert sum(isinstance(s, Chip) for s in group(both, "values", "value f")) == 1


@pytest.mark.parametrize("shows", ["gradient", "both"])
@pytest.mark.parametrize("value", [0.0, 1e-300, -5e-324, 1e300, np.inf, np.nan])
def test_gradients_of_any_size_can_be_read(value: float, shows: Shown) -> None:
    run = make_run("gru", hidden_size=1)
    found = run.gradients()
    spoiled = replace(found, values={name: np.full_like(array, value) for name, array in found.values.items()})
    for scale in SCALES:
        scene = draw_cell(run, 2, theme=DARK, backward=Backward(spoiled, scale, shows))
        assert collisions(scene) == []
        chips = [s for s in group(scene, "values", "value z") if isinstance(s, Chip)]
        assert chips[-1].text == format_number(value)
        assert (chips[-1].fill == DARK.error) == (not np.isfinite(value))


@pytest.mark.parametrize("cell", FUTURE.values(), ids=FUTURE)
@pytest.mark.parametrize("hidden_size", [1, 4, 16])
def test_a_cell_that_is_declared_tomorrow_can_be_seen_backward_too(cell: Cell, hidden_size: int) -> None:
    run = run_network(Network(2, (Layer(cell, hidden_size),), 2), 3, "softmax")
    assert collisions(draw_backward(run)) == []
    assert collisions(draw_backward(run, shows="both")) == []


@pytest.mark.parametrize("cell", FUTURE.values(), ids=FUTURE)
@pytest.mark.parametrize("hidden_size", [1, 4, 16])
def test_a_cell_that_is_declared_tomorrow_gets_a_clean_picture_too(cell: Cell, hidden_size: int) -> None:
    run = run_network(Network(2, (Layer(cell, hidden_size),), 2), 3, "softmax")
    assert collisions(draw_cell(run, 2, theme=LIGHT)) == []


def test_a_loss_has_no_sign_and_none_where_there_is_no_target() -> None:
    run = make_run("rnn", hidden_size=1)
    texts = {
        step: shape.text
        for step in (1, 3)
        for shape in flatten(draw_cell(run, step, theme=LIGHT).root)
        if isinstance(shape, Chip) and shape.key == Key(step, "loss")
    }
    assert texts == {1: f"{run['loss'][0]:.2f}", 3: "–"}
    backward = draw_cell(run, 1, theme=LIGHT, backward=Backward(run.gradients()))
    assert [s.text for s in flatten(backward.root) if isinstance(s, Chip) and s.key == Key(1, "loss")] == ["+1.00"]
