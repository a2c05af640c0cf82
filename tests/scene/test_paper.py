"""The labels and lines of charts."""

from __future__ import annotations

from rnnviz.scene.paper import Paper, word_of
from rnnviz.scene.theme import LIGHT

PAPER = Paper(LIGHT)


def test_all_text_grows_with_its_factor() -> None:
    large = Paper(LIGHT, 1.5)
    assert large.small == 1.5 * PAPER.small
    assert large.number(0, 0, "1").size == 1.5 * PAPER.number(0, 0, "1").size
    assert large.label_width("h_t") == 1.5 * PAPER.label_width("h_t")


def test_words_and_numbers_are_set_in_the_sans_family_and_symbols_in_the_math_family() -> None:
    assert [PAPER.label(0, 0, latex).family for latex in (r"\text{belt}", "3", "h_t")] == ["sans", "sans", "math"]
    assert [word_of(latex) for latex in (r"\text{belt}", "3", "h_t")] == ["belt", "3", ""]


def test_a_power_has_its_exponent_raised() -> None:
    assert [(run.text, run.level) for run in PAPER.number(0, 0, "10", power="−3").runs] == [("10", 0), ("−3", 1)]
