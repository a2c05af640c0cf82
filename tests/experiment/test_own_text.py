"""Texts of one's own: what is taken, and what is refused with which words."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment.own_text import OwnText, make_text

TEXT = "the cat sat on the mat\nand looked at the rain\n"


def test_the_alphabet_is_found_in_the_text() -> None:
    found = make_text(TEXT)
    assert found.alphabet == "".join(sorted(set(TEXT)))
    assert found.sizes.inputs == found.sizes.outputs == len(found.alphabet)
    assert "".join(found.alphabet[k] for k in found.places) == TEXT


def test_an_alphabet_can_be_chosen_and_be_larger_than_needed() -> None:
    assert make_text("abababababababababab", "abc").sizes.outputs == 3


def test_line_ends_tabs_and_a_byte_order_mark_are_made_plain() -> None:
    assert make_text("\ufeffa\r\nb\rc\td, and twenty more").text == "a\nb\nc    d, and twenty more"


@pytest.mark.parametrize(
    ("text", "alphabet", "field", "words"),
    [
        ("", None, "text", "got nothing, expected at least 20 characters"),
        ("too short", None, "text", "got 9 characters"),
        ("abcabcabcabcabc\nabcabéabc", "abc\n", "text, line 2, column 6", "'é'"),
        ("abcabcabcabcabc abcabéabc", "abc", "text, line 1, column 16", "and 1 more"),
        ("twenty characters\x07 and a bell", None, "text, line 1, column 18", r"\x07"),
        ("abcabcabcabcabcabcabc", "abca", "alphabet", "repeated"),
        ("abcabcabcabcabcabcabc", "", "alphabet", "a text of different symbols"),
        ("\ud800" * 30, None, "text", "lone surrogates"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(text: str, alphabet: str | None, field: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        make_text(text, alphabet)
    assert caught.value.field == field
    assert words in str(caught.value)


@pytest.mark.parametrize("steps", [1, 0, 2001, 2.5, True])
def test_the_length_of_passages_has_limits(steps: object) -> None:
    with pytest.raises(InputError, match="steps"):
        OwnText(TEXT, make_text(TEXT).alphabet, steps)  # type: ignore[arg-type]


def test_batches_come_from_the_beginning_and_the_probe_from_the_end() -> None:
    text = "ab" * 90 + "cd" * 10
    source = make_text(text, steps=5).make_source(8, 0, {})
    learnt = [source.batch(k) for k in (1, 2)]
    assert {int(k) for batch in learnt for k in batch.inputs.argmax(axis=2).ravel()} == {0, 1}
    assert {int(k) for k in source.probe().inputs.argmax(axis=2).ravel()} == {2, 3}
    assert np.array_equal(learnt[0].targets, source.batch(1).targets)
    assert not np.array_equal(learnt[0].targets, learnt[1].targets)


def test_a_text_shorter_than_a_passage_gives_shorter_passages() -> None:
    source = make_text(TEXT, steps=500).make_source(2, 0, {})
    assert source.batch(1).n_steps < len(TEXT)
    assert source.held_out().n_steps >= 1
