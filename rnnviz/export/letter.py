"""Letters of mathematics that Unicode has apart from the others, for writers that have styles of their own."""

from __future__ import annotations

from unicodedata import normalize

MATHEMATICAL = range(0x1D400, 0x1D800)
"""The block Mathematical Alphanumeric Symbols."""


def plain_letter(character: str) -> str:
    """The letter that a mathematical one is a style of; any other character as it is."""
    return normalize("NFKC", character) if ord(character) in MATHEMATICAL else character
