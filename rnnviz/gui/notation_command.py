"""The commands that choose how symbols and products are written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..engine.notation import CHOICES, NOTATIONS
from ..experiment import edits
from .command import Command
from .session import Session

MENU = "&View/&Notation"
TITLES = {
    "arrangement": "Arrangement",
    "candidate": "Candidate",
    "product": "Product of elements",
    "time": "Time",
    "start": "First step",
}


def notation_commands(session: Session) -> Iterator[Command]:
    """The named notations, then every single choice."""
    for key, row in NOTATIONS.items():
        yield Command(
            f"notation.{key}", row.title, partial(choose, session, key), MENU,
            is_checked=partial(_is_row, session, key),
        )  # fmt: skip
    for field, words in CHOICES.items():
        for k, (word, looks) in enumerate(words.items()):
            yield Command(
                f"notation.{field}.{word}", f"{TITLES[field]}: {looks}", partial(choose_one, session, word),
                MENU if k else f"{MENU}-", is_checked=partial(_has, session, field, word),
            )  # fmt: skip


def choose(session: Session, key: str) -> None:
    """Write the experiment in a named notation."""
    session.apply("Change the notation", partial(edits.set_notation, notation=key))


def choose_one(session: Session, word: str) -> None:
    """Make one choice of the notation."""
    notation = session.experiment.notation.with_choice(word)
    session.apply("Change the notation", partial(edits.set_notation, notation=notation))


def _is_row(session: Session, key: str) -> bool:
    return session.experiment.notation.key == key


def _has(session: Session, field: str, word: str) -> bool:
    return session.experiment.notation.choices[field] == word
