"""LaTeX as runs of text."""

from __future__ import annotations

import pytest

from rnnviz.scene.latex import latex_runs
from rnnviz.scene.shapes import Run

T = Run("t", italic=True, level=-1)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\lVert dL/dh_t\rVert", "‖dL/dht‖"),
        (r"\rho", "𝜌"),
        (r"\text{all gates}", "all gates"),
        (r"f_t \,\odot\, c", "ft\u2005⊙\u2005c"),
        (r"{-}\log p", "−log\u2009p"),
        (r"\arg \max y", "arg\u2009max\u2009y"),
        ("1 - z", "1\u2005−\u2005z"),
        (r"\mathrm{softmax}(y)", "softmax(y)"),
    ],
)
def test_a_formula_is_written_with_its_signs_and_spaces(latex: str, text: str) -> None:
    assert "".join(run.text for run in latex_runs(latex)) == text


def test_letters_are_italic_digits_upright_and_scripts_small() -> None:
    assert latex_runs("h_{t-1}^{(2)}") == (
        Run("h", italic=True),
        T,
        Run("−1", level=-1),
        Run("(2)", level=1),
    )


def test_an_accent_stands_on_its_letter_alone() -> None:
    assert latex_runs(r"\hat{c}_t") == (Run("c", italic=True, accent="hat"), T)
    assert latex_runs(r"\tilde{c}")[0].accent == "tilde"


def test_an_unknown_command_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"\\sum is not known"):
        latex_runs(r"\sum x")
