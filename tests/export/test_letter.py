"""A letter that is a style of another is written as that."""

from __future__ import annotations

import pytest

from rnnviz.export.letter import plain_letter


@pytest.mark.parametrize(
    ("character", "expected"), [("𝜎", "σ"), ("𝑊", "W"), ("𝟏", "1"), ("σ", "σ"), ("ﬁ", "ﬁ"), ("−", "−")]
)
def test_only_letters_of_mathematics_are_made_plain(character: str, expected: str) -> None:
    assert plain_letter(character) == expected
