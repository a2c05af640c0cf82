"""Symbols as runs of text."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.glyph import Writing, writing_of
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.notation import NOTATIONS, find_notation
from rnnviz.scene.cell import draw_cell
from rnnviz.scene.folded import draw_folded
from rnnviz.scene.shapes import Run
from rnnviz.scene.symbol import joint_names, joint_symbol, symbol_runs
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.unfolded import draw_unfolded

from .case import make_run, run_network
from .golden import check_pictures


def write_lstm(notation: str) -> Writing:
    return writing_of(Network(1, (Layer(CELLS["lstm"], 1),), 1), find_notation(notation))


def test_a_value_has_its_step_as_subscript() -> None:
    assert symbol_runs("c_hat", "3") == (Run("c", italic=True, accent="hat"), Run("3", level=-1))


def test_letters_in_a_subscript_are_italic_and_signs_upright() -> None:
    subscript = symbol_runs("h", "t−1")[1:]
    assert subscript == (Run("t", italic=True, level=-1), Run("−1", level=-1))


def test_a_further_layer_stands_above() -> None:
    assert "".join(run.text for run in symbol_runs("2.h") if run.level == 1) == "(2)"


def test_parameters_of_several_gates_share_one_symbol() -> None:
    runs = joint_symbol(("W_f", "W_i", "W_c", "W_o"))
    assert runs[0] == Run("W", italic=True)
    assert "".join(run.text for run in runs[1:]) == "f,i,c,o"
    assert joint_symbol(("U",)) == (Run("U", italic=True),)


def test_states_of_one_cell_share_a_name() -> None:
    assert "".join(run.text for run in joint_names(["2.c", "2.h"])) == "c, h(2)t"


def test_a_time_in_brackets_stands_behind_all_else() -> None:
    runs = symbol_runs("2.h", "t−1", write_lstm("argument"))
    assert [(run.text, run.level) for run in runs] == [("h", 0), ("(2)", 1), ("(", 0), ("t", 0), ("−1)", 0)]


def test_weights_that_lead_from_one_thing_share_its_name() -> None:
    names = ("U_f", "U_i", "U_c", "U_o")
    assert "".join(run.text for run in joint_symbol(names, write_lstm("subscripted"))) == "Wh"
    assert "".join(run.text for run in joint_symbol(("U_f",), write_lstm("subscripted"))) == "Whf"


@pytest.mark.parametrize("notation", [*NOTATIONS, "split,ast,argument,from-0"])
def test_every_picture_stays_as_it_is_in_each_notation(notation: str) -> None:
    chosen, scenes = find_notation(notation), {}
    for name in CELLS:
        run = make_run(name).write_in(chosen)
        scenes[f"cell {name}"] = draw_cell(run, 2, theme=LIGHT)
        scenes[f"unfolded {name}"] = draw_unfolded(run, 1, 3, 2, theme=LIGHT)
        scenes[f"folded {name}"] = draw_folded(run, theme=LIGHT)
    layers = (Layer(CELLS["lstm"], 2, bidirectional=True), Layer(CELLS["gru"], 2))
    run = run_network(Network(1, layers, 1), 3, "squared").write_in(chosen)
    scenes["unfolded, two layers"] = draw_unfolded(run, 1, 3, 2, theme=LIGHT)
    scenes["folded, two layers"] = draw_folded(run, theme=LIGHT)
    check_pictures(f"notation-{notation.replace(',', '-')}", scenes)
