"""The commands that choose the notation."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from rnnviz.engine.notation import CHOICES, NOTATIONS
from rnnviz.experiment.example import load_example
from rnnviz.gui.notation_command import choose, fill_notation_menu, notation_commands
from rnnviz.gui.session import Session
from rnnviz.gui.settings import Settings


def test_there_is_a_command_for_every_row_and_every_choice() -> None:
    found = {command.id for command in notation_commands(Session(load_example("hello")))}
    assert found == {f"notation.{key}" for key in NOTATIONS} | {
        f"notation.{field}.{word}" for field, words in CHOICES.items() for word in words
    }


def test_a_choice_is_an_edit_that_can_be_undone() -> None:
    session = Session(load_example("hello"))
    commands = {command.id: command for command in notation_commands(session)}
    commands["notation.concatenated"].function()
    commands["notation.candidate.g"].function()
    assert session.experiment.notation.code == "concatenated,g"
    assert session.run.writing.notation == session.experiment.notation
    checked = [name for name, command in commands.items() if command.is_checked is not None and command.is_checked()]
    assert "notation.candidate.g" in checked
    assert "notation.concatenated" not in checked
    session.undo()
    session.undo()
    assert session.experiment.notation.key == "split"


def test_a_notation_that_is_not_known_any_more_is_the_default() -> None:
    settings = Settings()
    settings.set_text("notation", "runes")
    assert settings.notation.key == "split"


def test_the_menu_of_the_equations_has_what_is_chosen_now(qtbot: QtBot) -> None:
    session, menu = Session(load_example("hello")), QMenu()
    qtbot.addWidget(menu)
    choose(session, "stacked")
    fill_notation_menu(menu, session)
    checked = [action.text() for action in menu.actions() if action.isChecked()]
    assert checked[0] == NOTATIONS["stacked"].title
    assert len(checked) == 1 + len(CHOICES)
