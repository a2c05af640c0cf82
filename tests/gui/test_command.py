"""Commands as actions and menus."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from rnnviz.gui.command import Actions, Command, key_text
from rnnviz.scene.theme import LIGHT


class Lamp:
    def __init__(self) -> None:
        self.is_on = False
        self.is_broken = False

    def switch(self) -> None:
        self.is_on = not self.is_on

    def works(self) -> bool:
        return not self.is_broken

    def shines(self) -> bool:
        return self.is_on

    def says(self) -> str:
        return "Switch &off" if self.is_on else "Switch &on"


@pytest.fixture
def lamp() -> Lamp:
    return Lamp()


@pytest.fixture
def switch(lamp: Lamp) -> Command:
    return Command(
        "lamp.switch",
        "&Switch…",
        lamp.switch,
        "&House/&Lamp-",
        ("Ctrl+L", "F5"),
        "play",
        lamp.works,
        lamp.shines,
        lamp.says,
    )


def test_triggering_calls_the_function_and_shows_the_new_state(qtbot: QtBot, lamp: Lamp, switch: Command) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions([switch], window)
    actions["lamp.switch"].trigger()
    assert lamp.is_on
    assert actions["lamp.switch"].isChecked()
    assert actions["lamp.switch"].text() == "Switch &off"
    assert actions["lamp.switch"].toolTip() == f"Switch off ({key_text('Ctrl+L')})"
    lamp.is_broken = True
    actions.refresh()
    assert not actions["lamp.switch"].isEnabled()


def test_menus_follow_the_paths_and_sections(qtbot: QtBot, switch: Command) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    first = Command("lamp.first", "First", switch.function, "&House/&Lamp")
    menus = Actions([first, switch], window).fill(window.menuBar())
    assert list(menus) == ["&House", "&House/&Lamp"]
    assert [a.isSeparator() for a in menus["&House/&Lamp"].actions()] == [False, True, False]


def test_both_shortcuts_are_kept(qtbot: QtBot, switch: Command) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    assert [keys.toString() for keys in Actions([switch], window)["lamp.switch"].shortcuts()] == ["Ctrl+L", "F5"]


def test_tinting_gives_an_icon(qtbot: QtBot, switch: Command) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions([switch], window)
    assert actions["lamp.switch"].icon().isNull()
    actions.tint(LIGHT, 20)
    assert not actions["lamp.switch"].icon().isNull()


def test_a_path_without_its_section_mark(switch: Command) -> None:
    assert switch.menu_path == ("&House", "&Lamp")
    assert switch.starts_section
    assert switch.plain_text == "Switch…"
