"""The commands that choose how symbols and products are written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..engine.notation import CHOICES, NOTATIONS
from ..experiment import edits
from .command import Command
from .session import Session
from .settings import Settings

MENU = "&View/&Notation"
TITLES = {
    "arrangement": "Arrangement",
    "candidate": "Candidate",
    "product": "Product of elements",
    "time": "Time",
    "start": "First step",
}


def notation_commands(session: Session, settings: Settings) -> Iterator[Command]:
    """The named notations, then every single choice."""
    for key, row in NOTATIONS.items():
        yield Command(
            f"notation.{key}", row.title, partial(choose, session, settings, key), MENU,
            is_checked=partial(_is_row, session, key),
        )  # fmt: skip
    for field, words in CHOICES.items():
        for k, (word, looks) in enumerate(words.items()):
            yield Command(
                f"notation.{field}.{word}", f"{TITLES[field]}: {looks}", partial(choose_one, session, settings, word),
                MENU if k else f"{MENU}-", is_checked=partial(_has, session, field, word),
            )  # fmt: skip


def choose(session: Session, settings: Settings, key: str) -> None:
    """Write the experiment in a named notation, and what is opened next."""
    session.apply("Change the notation", partial(edits.set_notation, notation=key))
    settings.notation = session.experiment.notation


def choose_one(session: Session, settings: Settings, word: str) -> None:
    """Make one choice of the notation."""
    choose(session, settings, session.experiment.notation.with_choice(word).code)


def _is_row(session: Session, key: str) -> bool:
    return session.experiment.notation.key == key


def _has(session: Session, field: str, word: str) -> bool:
    return session.experiment.notation.choices[field] == word
