"""Icons are tinted, sharp on dense screens, and every one that a command names is shipped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from pytestqt.qtbot import QtBot

from rnnviz import resource
from rnnviz.gui.icon import icon
from rnnviz.gui.main_window import MainWindow
from rnnviz.scene.theme import DARK, LIGHT, Theme


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_an_icon_has_the_ink_of_the_theme(qtbot: QtBot, theme: Theme) -> None:
    image = icon("play", theme, 24).pixmap(QSize(24, 24), 1.0).toImage()
    opaque = {
        image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() == 255
    }
    assert theme.ink in opaque


def test_a_disabled_icon_differs(qtbot: QtBot) -> None:
    made = icon("play", LIGHT, 24)
    usual, disabled = (made.pixmap(24, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled))
    assert usual != disabled


def test_an_unknown_icon_is_empty(qtbot: QtBot) -> None:
    assert icon("no such drawing", LIGHT, 24).isNull()


def test_every_icon_that_a_command_names_is_shipped(window: MainWindow) -> None:
    names = {command.icon for command in window.commands.commands if command.icon}
    assert names
    assert not [name for name in names if not resource.path("icons", f"{name}.svg").is_file()]
