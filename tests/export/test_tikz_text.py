"""Text becomes LaTeX that anybody would write: symbols as mathematics, words as words."""

from __future__ import annotations

import pytest

from rnnviz.export.tikz_text import escape, to_latex
from rnnviz.scene.shapes import Family, Label, Run
from rnnviz.scene.symbol import symbol_runs


def latex(*runs: Run, family: Family = "math") -> str:
    return to_latex(Label(0, 0, runs, 10, "#000000", family=family))


@pytest.mark.parametrize(
    ("name", "time", "expected"),
    [
        ("f", "t", "$f_t$"),
        ("c_hat", "t−1", r"$\hat{c}_{t-1}$"),
        ("2r.h", "t", r"$h^{(2\leftarrow )}_t$"),
        ("W_hy", None, "$W_{hy}$"),
        ("x", "3", "$x_3$"),
        ("y*", "t", "$y^*_t$"),
    ],
)
def test_a_symbol_is_mathematics(name: str, time: str | None, expected: str) -> None:
    assert latex(*symbol_runs(name, time)) == expected


def test_a_form_is_spaced_as_mathematics_is() -> None:
    runs = (
        *symbol_runs("W_f", None),
        Run("\N{THIN SPACE}"),
        *symbol_runs("x", "t"),
        Run(" + "),
        *symbol_runs("b_f", None),
    )
    assert latex(*runs) == r"$W_f\,x_t + b_f$"


def test_letters_that_are_no_symbol_stand_upright() -> None:
    assert latex(Run("tanh"), Run("(")) == r"$\tanh ($"
    assert latex(Run("−log")) == r"$-\log$"
    assert latex(Run("softmax")) == r"$\text{softmax}$"
    assert latex(Run("d")) == r"$\mathrm{d}$"
    assert latex(Run("σ")) == r"$\sigma$"


def test_a_script_without_a_letter_stands_by_itself() -> None:
    assert latex(Run("t", level=-1)) == r"${}_{\mathrm{t}}$"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("−0.68", "$-$0.68"),
        ("+∞", r"+$\infty$"),
        ("50 % of A_1 & {b}", r"50 \% of A\_1 \& \{b\}"),
        ("a\\b ~ ^ #1 $", r"a\textbackslash{}b \textasciitilde{} \textasciicircum{} \#1 \$"),
        ("1 → 2", r"1 $\rightarrow$ 2"),
        ("wörter, ça", "wörter, ça"),
        ("␣", r"\textvisiblespace{}"),
        ("10⁻³ h₂ hₜ", r"10${}^{-}$${}^{3}$ h${}_{2}$ h${}_{\mathrm{t}}$"),
        ("a\N{EM SPACE}b", r"a$\quad$b"),
    ],
)
def test_words_and_numbers_are_text_with_the_signs_of_latex_escaped(text: str, expected: str) -> None:
    assert latex(Run(text), family="sans") == expected


def test_a_character_that_latex_has_no_letter_for_is_given_by_its_number() -> None:
    assert escape("я") == r"\fbox{\tiny U+044F}"
    assert escape("中") == r"\fbox{\tiny U+4E2D}"


def test_styles_of_words_are_those_of_the_scene() -> None:
    runs = (Run("L", italic=True), Run("10", weight="semibold"), Run("−3", level=1), Run("i", level=-1))
    assert latex(*runs, family="sans") == r"\textit{L}\textbf{10}\textsuperscript{$-$3}\textsubscript{i}"


def test_every_space_is_known() -> None:
    assert "fbox" not in escape("\u00a0\u2002\u2003\u2004\u2005\u2006\u2009\u200a\u202f")


def test_accents_that_latex_has_no_letter_for_are_set_by_its_commands() -> None:
    assert escape("é") == "é"
    assert escape("ẅ") == r"\"{w}"
    assert escape("ǖ") == r"\={\"{u}}"


def test_what_leaves_no_ink_is_given_by_its_number() -> None:
    assert escape("\x01") == r"\fbox{\tiny U+0001}"


def test_straight_quotes_need_no_other_encoding_of_the_font() -> None:
    assert escape('say "so"') == "say ''so''"
