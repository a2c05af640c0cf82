"""Equations as LaTeX and Markdown."""

from __future__ import annotations

import pytest

import rnnviz
from rnnviz.engine.notation import find_notation
from rnnviz.export.document import to_latex_source, to_markdown

from ..scene.case import make_run

RUN = rnnviz.open("lstm-by-hand").run()


def test_latex_holds_every_equation_aligned_at_its_sign() -> None:
    text = to_latex_source(RUN)
    assert r"  c_t & = f_t \,\odot\, c_{t-1} + i_t \,\odot\, \hat{c}_t \\" in text
    assert text.count("&") == 6
    assert text.startswith(r"\documentclass{article}")
    assert text.endswith("\\end{document}\n")


def test_latex_of_a_step_is_worked_out() -> None:
    text = to_latex_source(RUN, 1)
    assert r"& \approx 0.5498" in text
    assert "% Forget gate" in text


@pytest.mark.parametrize("step", [None, 2])
@pytest.mark.parametrize("cell", ["lstm", "gru-reset-after", "rnn"])
def test_every_brace_and_environment_of_latex_is_closed(cell: str, step: int | None) -> None:
    text = to_latex_source(make_run(cell, hidden_size=6), step)
    assert text.count("{") == text.count("}")
    for environment in ("aligned", "align*", "bmatrix", "document"):
        assert text.count(f"\\begin{{{environment}}}") == text.count(f"\\end{{{environment}}}")
    assert text.count(r"\left") - text.count(r"\leftarrow") == text.count(r"\right") - text.count(r"\rightarrow")


def test_markdown_has_equations_and_a_table_of_values() -> None:
    text = to_markdown(RUN)
    assert text.startswith("# LSTM\n")
    assert text.count("$$") == 12
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert rows[0] == "| t | x_t | f_t | i_t | c\u0302_t | o_t | c_t | h_t |"
    assert rows[2] == "| 1 | [0.1; 0.2] | 0.5498 | 0.5915 | 0.2070 | 0.6318 | 0.1224 | 0.0770 |"


def test_tables_are_written_in_the_notation_of_the_equations() -> None:
    rows = to_markdown(RUN.write_in(find_notation("tilde,from-0"))).splitlines()
    assert "| t | x_t | f_t | i_t | c\u0303_t | o_t | c_t | h_t |" in rows
    assert [row[:5] for row in rows if row.startswith("| ")] == ["| t |", "| 0 |"]


def test_markdown_of_a_step_has_that_row_alone() -> None:
    text = to_markdown(make_run("rnn", n_steps=5), 3)
    assert [line[:5] for line in text.splitlines() if line.startswith("| ")] == ["| t |", "| 3 |"]
