"""The symbols of an alphabet as they are shown."""

from __future__ import annotations

_VISIBLE = {" ": "␣", "\n": "↵", "\t": "⇥"}


def show_letter(letter: str) -> str:
    """A symbol of an alphabet, with a sign in place of one that leaves no ink."""
    return _VISIBLE.get(letter, letter)
