"""Symbols are shown as they are, and those that leave no ink by a sign."""

from __future__ import annotations

import pytest

from rnnviz.scene.letter import show_letter


@pytest.mark.parametrize(("letter", "shown"), [("h", "h"), (" ", "␣"), ("\n", "↵"), ("\t", "⇥"), ("10", "10")])
def test_white_space_is_made_visible(letter: str, shown: str) -> None:
    assert show_letter(letter) == shown
