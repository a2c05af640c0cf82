"""What of a picture is shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rnnviz.export import drawing
from rnnviz.export.drawing import Request
from rnnviz.export.look import Look
from rnnviz.export.showing import show
from rnnviz.scene.bounds import bounds_of
from rnnviz.scene.shapes import Box, Chip, Dot, Group, Heat, Label, Scene, Shape, Wire, flatten
from rnnviz.scene.theme import LIGHT

from ..scene.case import make_run

RUN = make_run("lstm", hidden_size=2)


def cell(look: Look) -> Scene:
    return show(drawing.cell(Request(RUN, 2, look=look)), look)


def network(look: Look, marks_step: bool = True) -> Scene:
    return show(drawing.unfolded(Request(RUN, 2, look=look)), look, marks_step)


def wires(scene: Scene) -> set[str]:
    return {shape.color for shape in flatten(scene.root) if isinstance(shape, Wire)}


def groups(group: Group) -> set[str]:
    inner = [child for child in group.children if isinstance(child, Group)]
    return {group.name}.union(*map(groups, inner))


def numbers(scene: Scene) -> list[Shape]:
    found = [shape for shape in flatten(scene.root) if isinstance(shape, Chip | Heat)]
    labels = [shape for shape in flatten(scene.root) if isinstance(shape, Label) and shape.runs[0].text[0] in "+−"]
    return [*found, *labels]


@pytest.mark.parametrize(
    ("values", "has_chips", "has_colors"),
    [
        ("all", True, True),
        ("chips", True, False),
        ("wires", False, True),
        ("none", False, False),
    ],
)
def test_a_cell_shows_its_chips_and_the_colours_of_its_wires_or_not(
    values: str, has_chips: bool, has_colors: bool
) -> None:
    scene = cell(Look(values=values))  # type: ignore[arg-type]
    assert bool(numbers(scene)) is has_chips
    assert (wires(scene) != {LIGHT.wire}) is has_colors


def test_without_chips_every_symbol_stays_where_it_was() -> None:
    before, after = (cell(Look(values=values)) for values in ("all", "none"))
    symbols = [
        {s for s in flatten(scene.root) if isinstance(s, Label) and s.family == "math"} for scene in (before, after)
    ]
    assert symbols[0] == symbols[1]
    assert (before.width, before.height) == (after.width, after.height)


def test_without_chips_the_wires_of_the_read_out_go_on_to_its_symbols() -> None:
    scene = cell(Look(values="none"))
    readout = next(child for child in scene.root.children if isinstance(child, Group) and child.name == "readout")
    values = [child for child in readout.children if isinstance(child, Group)]
    shapes = {type(shape): shape for shape in values[-1].children}
    wire, symbol = shapes[Wire], shapes[Label]
    assert isinstance(wire, Wire)
    assert isinstance(symbol, Label)
    assert 0 < wire.points[-1][0] - symbol.x < 40


def test_a_network_without_numbers_has_the_symbol_of_each_vector_in_a_box() -> None:
    scene = network(Look(values="none"))
    assert not [shape for shape in flatten(scene.root) if isinstance(shape, Heat)]
    assert {"symbol x", "symbol c", "symbol h", "symbol y"} <= groups(scene.root)


def test_a_step_is_marked_only_where_one_was_asked_for() -> None:
    assert "current step" in groups(network(Look()).root)
    assert not {"current step", "current step, ground"} & groups(network(Look(), marks_step=False).root)


def test_no_ground_hides_what_is_behind_a_transparent_picture() -> None:
    scene = network(Look("dark", "transparent"))
    assert scene.background is None
    names = next(group for group in walk(scene.root) if group.name == "names")
    assert not any(isinstance(child, Box) for child in names.children)


def walk(group: Group) -> list[Group]:
    return [group, *(found for child in group.children if isinstance(child, Group) for found in walk(child))]


def test_legend_and_caption_can_be_left_out() -> None:
    plain = Look(legend=False, caption=False)
    scene = show(drawing.backward_cell(Request(RUN, 2, look=plain)), plain)
    assert "legend" not in groups(scene.root)
    assert not any(isinstance(child, Label) for child in scene.root.children)


def test_sums_of_gradients_lose_their_colour_with_the_wires() -> None:
    look = Look(values="chips")
    scene = show(drawing.backward_cell(Request(RUN, 2, look=look)), look)
    sums = next(group for group in walk(scene.root) if group.name == "sums")
    assert {dot.stroke for dot in sums.children if isinstance(dot, Dot)} == {LIGHT.wire}


@pytest.mark.parametrize("draw", [drawing.unfolded, drawing.backward_unfolded])
def test_wires_of_steps_that_are_not_shown_stay_on_the_page_beside_the_names_of_rows(
    draw: Callable[[Request], Scene],
) -> None:
    scene = show(draw(Request(RUN, 2, stretch=(2, 2), look=Look())), Look())
    names = next(group for group in walk(scene.root) if group.name == "names")
    left = max(bounds_of(label).right for label in names.children)
    ends = [x for wire in flatten(scene.root) if isinstance(wire, Wire) for x, _ in wire.points]
    assert left < min(ends) < left + 20
    assert max(ends) <= scene.width
