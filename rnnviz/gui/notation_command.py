"""The commands that choose how symbols and products are written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QMenu

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


def fill_notation_menu(menu: QMenu, session: Session) -> None:
    """Put every choice into a menu, as it is now."""
    menu.clear()
    for command in notation_commands(session):
        if command.starts_section:
            menu.addSeparator()
        action = menu.addAction(command.text, command.function)
        action.setCheckable(True)
        action.setChecked(command.is_checked is not None and command.is_checked())


def choose(session: Session, key: str) -> None:
    """Write the experiment in a named notation, and what is opened next."""
    session.apply("Change the notation", partial(edits.set_notation, notation=key))


def choose_one(session: Session, word: str) -> None:
    """Make one choice of the notation."""
    choose(session, session.experiment.notation.with_choice(word).code)


def _is_row(session: Session, key: str) -> bool:
    return session.experiment.notation.key == key


def _has(session: Session, field: str, word: str) -> bool:
    return session.experiment.notation.choices[field] == word
