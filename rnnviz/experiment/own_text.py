"""A text of one's own for a character model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..engine.error import InputError
from ..engine.loss import Kind
from ..engine.passage import find_alphabet, find_places
from ..engine.task import Sizes
from . import limit
from .array import spell
from .source import PassageSource, Start

SHORTEST_TEXT = 20
LONGEST_TEXT = 20_000_000
LONGEST_PASSAGE = 2_000


@dataclass(frozen=True, eq=False)
class OwnText:
    """A text, the alphabet that has all its characters, and how many steps long the passages are."""

    text: str
    alphabet: str
    steps: int = 50

    def __post_init__(self) -> None:
        limit.check_text("text", self.text, LONGEST_TEXT)
        if len(self.text) < SHORTEST_TEXT:
            got = f"{len(self.text)} characters" if self.text else "nothing"
            raise InputError("text", got, f"at least {SHORTEST_TEXT} characters, of which the last tenth is held out")
        limit.check_alphabet(self.alphabet, len(self.alphabet))
        limit.check_size("size of the alphabet", len(self.alphabet))
        _check_symbols(self.text, self.alphabet)
        limit.whole_number("steps", self.steps, 2, LONGEST_PASSAGE)

    @property
    def title(self) -> str:
        """How it begins."""
        return f"Character model of “{' '.join(self.text[:30].split())}…”"

    @property
    def loss(self) -> Kind:
        """The next character is a class."""
        return "softmax"

    @property
    def sizes(self) -> Sizes:
        """One input and one output for each character of the alphabet."""
        return Sizes(len(self.alphabet), len(self.alphabet), self.alphabet)

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """The text as places in the alphabet."""
        return find_places(self.text, self.alphabet)

    def make_source(self, batch_size: int, seed: int, start: Start) -> PassageSource:
        """Passages of the text, batch by batch."""
        return PassageSource(self.places, len(self.alphabet), self.steps, batch_size, seed, start)


def make_text(text: str, alphabet: str | None = None, steps: int = 50) -> OwnText:
    """A text to learn from, with its own alphabet unless one is given.

    Line ends become newlines, and a tab becomes four spaces.
    """
    limit.check_text("text", text, LONGEST_TEXT)
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    if alphabet is None:
        _check_printable(plain)
        alphabet = find_alphabet(plain) or " "
    return OwnText(plain, alphabet, steps)


def _check_symbols(text: str, alphabet: str) -> None:
    """Refuse a text with characters that the alphabet has not, saying which and where the first is."""
    strange = sorted(set(text) - set(alphabet))
    if strange:
        first = min(map(text.index, strange))
        others = "" if len(strange) == 1 else f", and {len(strange) - 1} more that it has not"
        raise InputError(f"text, {_where(text, first)}", repr(text[first]) + others, f"one of {spell(alphabet)}")


def _check_printable(text: str) -> None:
    for symbol in sorted(set(text)):
        if not symbol.isprintable() and symbol != "\n":
            raise InputError(f"text, {_where(text, text.index(symbol))}", ascii(symbol), "a printable character")


def _where(text: str, place: int) -> str:
    line = text.count("\n", 0, place) + 1
    return f"line {line}, column {place - text.rfind(chr(10), 0, place)}"
