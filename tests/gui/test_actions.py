"""The command table: complete, without clashes, and every command works."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer
from rnnviz.experiment.example import EXAMPLES, load_example
from rnnviz.gui.main_window import MainWindow

from .conftest import MakeWindow
from .networks import stacked

LEAVES_THE_WINDOW = {"file.quit"}
SOME_EXAMPLES = ("hello", "gru-by-hand", "stacked-bidirectional")


@pytest.fixture
def no_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every dialog is cancelled at once, and changes are discarded."""
    nothing = ("", "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: nothing)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: nothing)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("", False))
    monkeypatch.setattr(QMessageBox, "exec", lambda _: QMessageBox.StandardButton.Discard)
    monkeypatch.setattr(QMessageBox, "open", lambda _: None)
    monkeypatch.setattr(QDialog, "exec", lambda _: 0)
    monkeypatch.setattr(QDialog, "open", lambda _: None)


def test_ids_and_shortcuts_are_unique(window: MainWindow) -> None:
    commands = window.commands.commands
    assert [i for i, n in Counter(command.id for command in commands).items() if n > 1] == []
    keys = Counter(key for command in commands for key in command.shortcuts)
    assert [key for key, n in keys.items() if n > 1] == []


def test_the_shortcuts_that_the_program_promises_are_there(window: MainWindow) -> None:
    keys = {key for command in window.commands.commands for key in command.shortcuts}
    promised = {"Space", "Left", "Right", "Shift+Left", "Shift+Right", "Home", "End", "PgUp", "PgDown", "F1", "?"}
    assert promised | {"Ctrl+Z", "Ctrl+S", "Ctrl+O", "Ctrl+N", "Ctrl+Shift+P"} <= keys


def test_every_example_has_a_command(window: MainWindow) -> None:
    assert {f"example.{name}" for name in EXAMPLES} <= {command.id for command in window.commands.commands}


@pytest.mark.usefixtures("no_questions")
@pytest.mark.parametrize("name", SOME_EXAMPLES)
def test_every_command_can_be_used_on_an_example(qtbot: QtBot, make_window: MakeWindow, name: str) -> None:
    window = make_window(load_example(name))
    others = {f"example.{other}" for other in EXAMPLES if other not in SOME_EXAMPLES}
    for command in window.commands.commands:
        if command.id not in LEAVES_THE_WINDOW | others:
            window.commands[command.id].trigger()
            # As the event loop does between two commands; else whatever was ever shown is styled anew again and again.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    window.player.pause()
    window.command_palette.hide()
    assert window.isVisible()


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_opens_by_its_command(window: MainWindow, name: str) -> None:
    window.commands[f"example.{name}"].trigger()
    assert window.session.experiment.title == load_example(name).title
    assert not window.session.is_dirty


def test_the_keys_of_layers_go_where_there_are_any(qtbot: QtBot, make_window: MakeWindow) -> None:
    lstm = CELLS["lstm"]
    window = make_window(stacked(Layer(lstm, 2, bidirectional=True), Layer(lstm, 2)))
    up, down, turn = (window.commands[f"layer.{what}"] for what in ("up", "down", "reverse"))
    assert (up.isEnabled(), down.isEnabled(), turn.isEnabled()) == (True, False, True)
    turn.trigger()
    assert (window.session.sweep, turn.isChecked()) == ((0, True), True)
    up.trigger()
    assert window.session.sweep == (1, False)
    assert (up.isEnabled(), down.isEnabled(), turn.isEnabled()) == (False, True, False)
    down.trigger()
    assert window.session.sweep == (0, False)
