"""Notations: rows of choices, and the words that name them."""

from __future__ import annotations

from itertools import product

import pytest

from rnnviz.engine.error import InputError
from rnnviz.engine.notation import CHOICES, DEFAULT, NOTATIONS, find_notation


def test_the_default_is_the_split_form_with_hats_and_steps_from_1() -> None:
    assert DEFAULT.choices == {
        "arrangement": "split",
        "candidate": "hat",
        "product": "odot",
        "time": "subscript",
        "start": "from-1",
    }
    assert DEFAULT.first == 1


def test_every_row_is_found_by_its_key_and_made_of_choices_that_there_are() -> None:
    for key, row in NOTATIONS.items():
        assert find_notation(key) is row
        assert row.code == row.key == key
        assert all(row.choices[field] in words for field, words in CHOICES.items())


def test_every_arrangement_has_a_row() -> None:
    assert {row.arrangement for row in NOTATIONS.values()} == set(CHOICES["arrangement"])


@pytest.mark.parametrize("words", [",".join(words) for words in product(*CHOICES.values())])
def test_any_choices_read_back_from_their_code(words: str) -> None:
    found = find_notation(words)
    assert ",".join(found.choices.values()) == words
    assert find_notation(found.code) == found


def test_a_choice_that_leads_back_to_a_row_gives_the_row() -> None:
    assert DEFAULT.with_choice("tilde").with_choice("hat") is DEFAULT
    assert DEFAULT.with_choice("tilde").key == "own"


def test_further_words_change_the_row_that_comes_first() -> None:
    found = find_notation("concatenated, g, from-0")
    assert (found.candidate, found.product, found.first) == ("g", "ast", 0)
    assert found.code == "concatenated,g,from-0"


def test_choices_may_stand_alone() -> None:
    assert find_notation("ast").choices == DEFAULT.choices | {"product": "ast"}


def test_a_word_that_is_no_choice_is_refused() -> None:
    with pytest.raises(InputError, match="fancy"):
        find_notation("split,fancy")
