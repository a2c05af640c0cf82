"""Vectors take a form that can be read at their size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.scene.block import Block, Look, block_form, draw_block
from rnnviz.scene.measure import measure
from rnnviz.scene.shapes import Box, Chip, Heat, Key, Label, Shape
from rnnviz.scene.theme import LIGHT, colors_of

LOOK = Look(LIGHT, Key(1, "h"))


def drawn(values: list[float], look: Look = LOOK, *, is_row: bool = False) -> list[Shape]:
    vector = np.array(values)
    colors = colors_of(LIGHT, vector, 1.0)
    return list(draw_block(Block(block_form(len(values), is_row), 100.0, 50.0), vector, colors, look))


@pytest.mark.parametrize(
    ("size", "rows", "columns"), [(1, 1, 1), (2, 1, 2), (3, 2, 2), (4, 2, 2), (5, 1, 5), (16, 2, 8), (64, 4, 16)]
)
def test_a_vector_takes_a_compact_form(size: int, rows: int, columns: int) -> None:
    form = block_form(size)
    assert (form.n_rows, form.n_columns) == (rows, columns)


def test_a_row_has_its_numbers_side_by_side() -> None:
    form = block_form(3, is_row=True)
    assert (form.n_rows, form.n_columns) == (1, 3)


def test_one_number_is_a_chip_of_its_color() -> None:
    (chip,) = drawn([1.0])
    assert isinstance(chip, Chip)
    assert (chip.text, chip.fill) == ("+1.00", LIGHT.value_colors[-1])


def test_few_numbers_are_read_row_by_row() -> None:
    labels = [shape for shape in drawn([0.1, 0.2, 0.3, 0.4]) if isinstance(shape, Label)]
    assert [label.runs[0].text for label in labels] == ["+0.10", "+0.20", "+0.30", "+0.40"]
    assert labels[0].y == labels[1].y < labels[2].y
    assert labels[0].x == labels[2].x < labels[1].x


def test_the_last_row_of_a_grid_is_filled_up_with_the_ground() -> None:
    (heat,) = drawn([1.0] * 11)
    assert isinstance(heat, Heat)
    assert heat.colors[1][-1] == LIGHT.cell_fill
    assert heat.colors[1][-2] == LIGHT.value_colors[-1]


def test_a_pending_vector_is_an_empty_outline() -> None:
    (box,) = drawn([0.5], replace(LOOK, is_pending=True))
    assert isinstance(box, Box)
    assert box.dashed
    assert box.fill is None


def test_a_selected_vector_has_the_accent_around_it() -> None:
    selected = replace(LOOK, is_selected=True)
    rim, _chip = drawn([0.5], selected)
    assert isinstance(rim, Box)
    assert rim.fill == LIGHT.accent
    heat = drawn([0.5] * 8, selected)[0]
    assert isinstance(heat, Heat)
    assert heat.stroke == LIGHT.accent


@pytest.mark.parametrize("value", [1e5, -1.2e300, np.nan, -np.inf, -9999.4, 2e-300])
def test_a_long_number_is_set_smaller_instead_of_running_over(value: float) -> None:
    chip = next(shape for shape in drawn([value]) if isinstance(shape, Chip))
    label = next(shape for shape in drawn([value, 0.0]) if isinstance(shape, Label))
    runs = label.runs
    assert measure(runs, chip.size, "sans") <= chip.width - 8
    assert measure(runs, label.size, "sans") <= 41.1
    assert chip.size > 8
