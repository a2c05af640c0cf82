"""The parts of a cell and their order are those of the textbooks."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.cell import Cell
from rnnviz.scene.anatomy import Anatomy, dissect

from .future import FUTURE


def kinds(anatomy: Anatomy) -> dict[str, str]:
    return {part.name: part.kind for part in anatomy.parts.values()}


@pytest.mark.parametrize(
    ("cell", "n_boxes", "n_dots"),
    [("rnn", 1, 0), ("rnn-relu", 1, 0), ("rnn-sigmoid", 1, 0), ("rnn-identity", 1, 0), ("lstm", 4, 5), ("gru", 3, 5)],
)
def test_boxes_and_dots_are_as_in_the_textbooks(cell: str, n_boxes: int, n_dots: int) -> None:
    found = list(kinds(dissect(CELLS[cell])).values())
    assert (found.count("box"), found.count("dot")) == (n_boxes, n_dots)


def test_a_belt_is_the_box_free_path_from_the_old_state_to_the_new() -> None:
    assert dissect(CELLS["lstm"]).belts == {"c": ("c.1", "c")}
    assert dissect(CELLS["gru"]).belts == {"h": ("h.1", "h")}
    assert dissect(CELLS["rnn"]).belts == {}


def test_an_affine_form_without_an_activation_is_a_part_of_its_own() -> None:
    anatomy = dissect(CELLS["gru-reset-after"])
    assert {name for name, kind in kinds(anatomy).items() if kind == "form"} == {"h_hat.1", "h_hat.2"}
    assert anatomy.parts["h_hat.2"].inputs == ("old:h",)
    assert anatomy.parts["h_hat"].kind == "dot"


def test_boxes_stand_in_reading_order_and_in_one_equation_the_deepest_first() -> None:
    assert dissect(CELLS["lstm"]).boxes == ("f", "i", "c_hat", "o")
    assert dissect(CELLS["gru-reset-after"]).boxes == ("z", "r", "h_hat.2", "h_hat.1")


def test_a_box_mixes_what_its_affine_form_reads() -> None:
    anatomy = dissect(CELLS["gru"])
    assert anatomy.parts["z"].inputs == ("x", "old:h")
    assert anatomy.parts["h_hat"].inputs == ("x", "h_hat.1")


def test_a_vector_weighted_by_a_parameter_belongs_to_the_affine_form() -> None:
    anatomy = dissect(FUTURE["peephole"])
    assert anatomy.parts["f"].inputs == ("x", "old:h", "old:c")
    assert anatomy.parts["o"].inputs == ("x", "old:h", "c")


@pytest.mark.parametrize("cell", [*CELLS.values(), *FUTURE.values()])
def test_every_part_has_the_name_of_a_value_and_uses_parts_that_exist(cell: Cell) -> None:
    anatomy = dissect(cell)
    computed = {part.name for part in anatomy.parts.values() if part.kind not in ("input", "old")}
    assert computed <= set(cell.values)
    assert {source for part in anatomy.parts.values() for source in part.inputs} <= set(anatomy.parts)
    assert all(anatomy.consumers(name) or name == anatomy.output for name in anatomy.parts)


def test_a_box_knows_the_parameters_of_its_affine_form() -> None:
    assert dissect(CELLS["lstm"]).parts["f"].parameters == ("b_f", "U_f", "W_f")
    assert set(dissect(CELLS["gru"]).parts["h_hat"].parameters) == {"W_h", "U_h", "b_h"}
    assert set(dissect(FUTURE["peephole"]).parts["o"].parameters) == {"W_o", "U_o", "b_o", "p_o"}
    assert dissect(CELLS["lstm"]).parts["c"].parameters == ()
