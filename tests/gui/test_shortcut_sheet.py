"""The sheet of keyboard shortcuts."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from rnnviz.gui.command import key_text
from rnnviz.gui.main_window import MainWindow
from rnnviz.gui.shortcut_sheet import ShortcutSheet


def test_every_shortcut_is_on_it(window: MainWindow) -> None:
    sheet = ShortcutSheet(window.commands, window)
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    keys = {key_text(key) for command in window.commands.commands for key in command.shortcuts}
    assert keys <= shown
    assert {"File", "Edit", "Step", "View", "Help"} <= shown
    sheet.deleteLater()


def test_it_fits_into_the_window(window: MainWindow) -> None:
    sheet = ShortcutSheet(window.commands, window)
    assert sheet.width() <= window.width()
    assert sheet.height() <= window.height()
    sheet.deleteLater()
