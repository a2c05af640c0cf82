"""Weights as heat maps."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer, Network
from rnnviz.scene.color import contrast
from rnnviz.scene.matrix import as_matrix, draw_matrices, draw_matrix, parameters_of
from rnnviz.scene.number import format_number
from rnnviz.scene.paper import Paper
from rnnviz.scene.shapes import Group, Heat, Key, Label, flatten
from rnnviz.scene.theme import DARK, LIGHT

from .case import make_run, run_network
from .golden import check_golden
from .label_clearance import label_collisions, texts

PAPER = Paper(LIGHT)


def test_a_matrix_is_as_its_golden_file_says() -> None:
    check_golden("matrix", draw_matrix(make_run("lstm", hidden_size=2), "U_f", PAPER))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_number_reads_on_the_colour_of_its_cell(theme: object) -> None:
    run = make_run("rnn", hidden_size=3)
    scene = draw_matrix(run, "U", Paper(theme))  # type: ignore[arg-type]
    heat = next(shape for shape in flatten(scene.root) if isinstance(shape, Heat))
    numbers = next(shape for shape in groups(scene.root) if shape.name == "numbers").children
    fills = [color for row in heat.colors for color in row]
    assert [label.runs[0].text for label in numbers if isinstance(label, Label)] == [
        format_number(value) for value in run.parameters["U"].ravel()
    ]
    for label, fill in zip(numbers, fills, strict=True):
        assert isinstance(label, Label)
        assert contrast(label.color, fill) >= 4.5


def groups(group: Group) -> list[Group]:
    inner = [child for child in group.children if isinstance(child, Group)]
    return [*inner, *(deeper for child in inner for deeper in groups(child))]


def test_each_parameter_has_its_name_and_its_shape() -> None:
    scene = draw_matrices(make_run("rnn", hidden_size=3), ("W", "U", "b"), PAPER)
    assert [text for text in texts(scene) if "\u2003" in text] == ["W\u20033 × 1", "U\u20033 × 3", "b\u20033"]
    assert [shape.key for shape in groups(scene.root) if shape.key] == [Key(None, name) for name in ("W", "U", "b")]


@pytest.mark.parametrize("hidden_size", [1, 2, 4, 16, 64, 256])
@pytest.mark.parametrize("cell", CELLS)
def test_nothing_overlaps_whatever_the_size(cell: str, hidden_size: int) -> None:
    run = make_run(cell, hidden_size=hidden_size)
    scene = draw_matrices(run, tuple(run.parameters), PAPER)
    assert not label_collisions(scene)
    assert scene.width < 2000


def test_the_parameters_of_a_layer_come_with_the_read_out() -> None:
    run = run_network(Network(1, (Layer(CELLS["rnn"], 2), Layer(CELLS["rnn"], 3)), 1), 3)
    assert parameters_of(run, (1, False)) == ("2.W", "2.U", "2.b", "W_hy", "b_y")
    assert parameters_of(run, None) == tuple(run.parameters)


def test_a_vector_is_a_column() -> None:
    assert as_matrix(np.ones(3)).shape == (3, 1)
