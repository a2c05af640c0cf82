"""Symbols as runs of text."""

from __future__ import annotations

from rnnviz.scene.shapes import Run
from rnnviz.scene.symbol import joint_names, joint_symbol, symbol_runs


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
