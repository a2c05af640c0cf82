"""Notations: how a lecture writes products, candidates, times and products of elements, as rows of a few choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, cast

from .error import InputError

Arrangement: TypeAlias = Literal["split", "concatenated", "stacked", "subscripted"]
Candidate: TypeAlias = Literal["hat", "tilde", "g"]
Product: TypeAlias = Literal["odot", "ast"]
Time: TypeAlias = Literal["subscript", "argument"]
Start: TypeAlias = Literal["from-1", "from-0"]

CHOICES: Mapping[str, Mapping[str, str]] = {
    "arrangement": {
        "split": "W_f x + U_f h",
        "concatenated": "W_f · [h, x]",
        "stacked": "all gates in one W",
        "subscripted": "W_xf x + W_hf h",
    },
    "candidate": {"hat": "ĉ", "tilde": "c\u0303", "g": "g"},
    "product": {"odot": "⊙", "ast": "∗"},
    "time": {"subscript": "hₜ", "argument": "h(t)"},
    "start": {"from-1": "from t = 1", "from-0": "from t = 0"},
}
"""What can be chosen by the field of a notation: the word for it in files and commands, and how it looks."""


@dataclass(frozen=True, slots=True)
class Notation:
    """How symbols and products are written.

    ``arrangement`` says how the products of a gate are written: each by itself, as one product with the state and the
    input side by side, all gates as one product, or with matrices named after what they lead from and to. ``time`` is
    h_t or h(t); ``start`` is the number of the first step. ``key`` and ``title`` are those of its row.
    """

    key: str
    title: str
    arrangement: Arrangement = "split"
    candidate: Candidate = "hat"
    product: Product = "odot"
    time: Time = "subscript"
    start: Start = "from-1"

    @property
    def first(self) -> int:
        """The number of the first step."""
        return int(self.start.removeprefix("from-"))

    @property
    def is_joint(self) -> bool:
        """Whether the state and the input are multiplied by one matrix."""
        return self.arrangement in ("concatenated", "stacked")

    @property
    def choices(self) -> dict[str, str]:
        """The word of every choice by its field."""
        return {field: cast(str, getattr(self, field)) for field in CHOICES}

    @property
    def code(self) -> str:
        """The notation as a word: its key, or that of the row with its arrangement and what differs from that.

        ``find_notation`` reads it: ``concatenated``, ``split,tilde,from-0``.
        """
        if self.key in NOTATIONS:
            return self.key
        near = next(row for row in NOTATIONS.values() if row.arrangement == self.arrangement)
        differs = (word for field, word in self.choices.items() if word != near.choices[field])
        return ",".join((near.key, *differs))

    def with_choice(self, word: str) -> Notation:
        """The notation with another choice, by its word; the row of the table where there is such."""
        field = next((field for field, words in CHOICES.items() if word in words), None)
        if field is None:
            raise InputError("notation", word, f"one of {', '.join((*NOTATIONS, *_words()))}")
        found = replace(self, key="own", title="Own", **{field: word})  # type: ignore[arg-type]
        return next((row for row in NOTATIONS.values() if row.choices == found.choices), found)


NOTATIONS: Mapping[str, Notation] = {
    row.key: row
    for row in (
        Notation("split", "Split: W x + U h + b"),
        Notation("concatenated", "Concatenated: W · [h, x] + b", "concatenated", "tilde", "ast"),
        Notation("stacked", "Stacked: all gates in one W", "stacked", "g"),
        Notation("subscripted", "Subscripted: W_xh, W_hh, W_hy", "subscripted", "tilde"),
    )
}
"""Every named notation by its key; adding one is adding a row. An arrangement is first in the row of its name."""

DEFAULT = NOTATIONS["split"]


def find_notation(text: str) -> Notation:
    """The notation of a key, or of a key and further choices: ``split``, ``concatenated,g,from-0``.

    The choices may stand alone: they then change the default.
    """
    first, *words = [word.strip() for word in text.split(",")]
    found = NOTATIONS.get(first)
    if found is None:
        found = DEFAULT.with_choice(first)
    for word in words:
        found = found.with_choice(word)
    return found


def _words() -> list[str]:
    return [word for words in CHOICES.values() for word in words if word not in NOTATIONS]
