"""Symbols in every notation."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.cell import Cell
from rnnviz.engine.expr import Named, affine, input_vector, state_vector, tanh
from rnnviz.engine.glyph import Glyph, Writing, symbol, writing_of
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.notation import NOTATIONS, find_notation
from rnnviz.engine.text import mark_of


def write(cell: str, notation: str) -> Writing:
    return writing_of(
        Network(2, (Layer(CELLS[cell], 2), Layer(CELLS[cell], 2, bidirectional=True)), 1), find_notation(notation)
    )


def plain(name: str, writing: Writing, time: str | None = None) -> str:
    return mark_of(symbol(name, time, writing)).plain


@pytest.mark.parametrize(
    ("cell", "notation", "written"),
    [
        ("lstm", "split", ["W_f", "U_f", "b_f", "W_c", "b_c", "W_hy"]),
        ("lstm", "split,g", ["W_f", "U_f", "b_f", "W_g", "b_g", "W_hy"]),
        ("lstm", "concatenated", ["W_xf", "W_hf", "b_f", "W_xc", "b_c", "W_hy"]),
        ("lstm", "subscripted", ["W_xf", "W_hf", "b_f", "W_xc", "b_c", "W_hy"]),
        ("lstm", "stacked", ["W_xf", "W_hf", "b_f", "W_xg", "b_g", "W_hy"]),
    ],
)
def test_parameters_are_named_by_the_arrangement(cell: str, notation: str, written: list[str]) -> None:
    writing = write(cell, notation)
    assert [plain(name, writing) for name in ("W_f", "U_f", "b_f", "W_c", "b_c", "W_hy")] == written


def test_the_simple_cell_has_the_names_of_the_notes() -> None:
    names = ("W", "U", "b")
    assert [plain(name, write("rnn", "subscripted")) for name in names] == ["W_xh", "W_hh", "b_h"]
    assert [plain(name, write("rnn", "split")) for name in names] == ["W", "U", "b"]
    assert mark_of(write("rnn", "concatenated").joined["U"]).plain == "W"


def test_layers_keep_their_superscripts() -> None:
    writing = write("lstm", "subscripted")
    assert plain("2.U_f", writing) == "W_hf^(2)"
    assert mark_of(write("lstm", "concatenated").joined["2r.U_f"]).plain == "W_f^(2←)"


@pytest.mark.parametrize(
    ("notation", "glyph"),
    [
        ("hat", Glyph("c", "hat", "t")),
        ("tilde", Glyph("c", "tilde", "t")),
        ("g", Glyph("g", "", "t")),
        ("g,argument", Glyph("g", argument="t")),
    ],
)
def test_the_candidate_is_found_by_its_role(notation: str, glyph: Glyph) -> None:
    assert symbol("c_hat", "t", write("lstm", notation)) == glyph


def test_two_candidates_cannot_both_be_g() -> None:
    x, h = input_vector("x"), state_vector("h")
    first = Named("a_hat", tanh(affine("a", x, h)), "candidate", "One.")
    second = Named("h_hat", tanh(affine("h", x, h)), "candidate", "Two.")
    new = Named("h", first + second, "state", "New.")
    cell = Cell("two", "Two", "two candidates", (first, second, new), {h: new}, new)
    writing = writing_of(Network(1, (Layer(cell, 1),)), find_notation("g"))
    assert [symbol(name, "t", writing) for name in ("a_hat", "h_hat")] == [
        Glyph("a", "hat", "t"),
        Glyph("h", "hat", "t"),
    ]
    assert plain("W_a", writing) == "W_a"


@pytest.mark.parametrize(("time", "written"), [("t", "h(t)"), ("t−1", "h(t−1)"), ("1", "h(0)"), ("0", "h(−1)")])
def test_steps_from_0_are_one_less(time: str, written: str) -> None:
    assert plain("h", write("lstm", "argument,from-0"), time) == written


def test_a_time_in_brackets_is_set_close() -> None:
    assert mark_of(symbol("h", "t−1", write("lstm", "argument"))).latex == "h(t{-}1)"


def test_networks_of_the_same_cells_are_written_alike_whatever_their_sizes() -> None:
    sizes = [Network(n, (Layer(CELLS["gru"], n),), 1) for n in (1, 5)]
    assert writing_of(sizes[0]) is writing_of(sizes[1])


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("cell", CELLS)
def test_no_two_parameters_are_written_alike(cell: str, notation: str) -> None:
    writing = write(cell, notation)
    assert len(set(writing.parameters.values())) == len(writing.parameters)
