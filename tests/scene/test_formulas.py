"""Equations as pictures."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.notation import NOTATIONS
from rnnviz.engine.numeral import write_number
from rnnviz.scene.formulas import Wanted, draw_equations
from rnnviz.scene.paper import Paper
from rnnviz.scene.shapes import Box, Group, Key, Label, flatten
from rnnviz.scene.theme import LIGHT

from .case import make_run
from .golden import check_golden
from .label_clearance import label_collisions, text_of, texts

PAPER = Paper(LIGHT)
WANTED = (Wanted(), Wanted(step=2), Wanted(is_backward=True), Wanted(is_backward=True, step=2))


def rows(scene_root: Group) -> list[Group]:
    return [child for child in scene_root.children if isinstance(child, Group)]


def test_the_equations_are_as_their_golden_files_say() -> None:
    run = make_run("lstm", hidden_size=2)
    check_golden("equations", draw_equations(run, Wanted(), PAPER))
    check_golden("equations_numbers", draw_equations(run, Wanted(step=2), PAPER))
    check_golden("equations_backward", draw_equations(run, Wanted(is_backward=True), PAPER))


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("wanted", WANTED)
def test_no_part_of_an_equation_lies_on_another(cell: str, wanted: Wanted) -> None:
    for hidden_size in (1, 2, 6):
        assert not label_collisions(draw_equations(make_run(cell, hidden_size=hidden_size), wanted, PAPER))


@pytest.mark.parametrize("notation", NOTATIONS)
def test_every_notation_can_be_drawn(notation: str) -> None:
    run = make_run("lstm", hidden_size=2).write_in(NOTATIONS[notation])
    for wanted in WANTED:
        assert not label_collisions(draw_equations(run, wanted, PAPER))


def test_every_gate_is_called_by_its_name_in_its_colour() -> None:
    scene = draw_equations(make_run("gru"), Wanted(), PAPER)
    first = rows(scene.root)[0]
    (tag,) = (shape for shape in flatten(first) if isinstance(shape, Box) and shape.radius)
    assert tag.fill == LIGHT.gate_fill
    assert [text for text in texts(scene) if "gate" in text] == ["Update gate", "Reset gate"]


def test_a_row_is_a_group_of_its_value_at_its_step() -> None:
    scene = draw_equations(make_run("rnn"), Wanted(step=3), PAPER)
    assert rows(scene.root)[0].name == "h"
    assert rows(scene.root)[0].key == Key(3, "h")
    assert rows(scene.root)[0].title.startswith("Hidden state")


def test_a_calculation_ends_with_the_values_of_the_run() -> None:
    run = make_run("rnn", hidden_size=2)
    scene = draw_equations(run, Wanted(step=1), PAPER)
    every = [shape for shape in flatten(rows(scene.root)[0]) if isinstance(shape, Label)]
    labels = [label for label in every if label.family == "math"]
    assert [text_of(label) for label in labels][-2:] == [write_number(value, 4) for value in run["h"][0]]
    assert max(label.x for label in labels) < scene.width
