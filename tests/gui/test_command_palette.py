"""The command palette finds and runs commands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rnnviz.gui.main_window import MainWindow


def listed(window: MainWindow) -> list[str]:
    items = window.command_palette.list
    found = [items.topLevelItem(row) for row in range(items.topLevelItemCount())]
    return [item.text(0) for item in found if item is not None]


def test_it_lists_only_what_can_be_used_now(window: MainWindow) -> None:
    window.show_palette()
    assert not [line for line in listed(window) if line.startswith("Edit › Undo")]
    assert [line for line in listed(window) if line.startswith("File › New")]
    window.command_palette.hide()


def test_words_narrow_the_list_in_any_order(window: MainWindow) -> None:
    window.command_palette.show_matches("size larger")
    assert listed(window) == ["View › Text size › Larger text"]


def test_an_example_is_found_by_its_name_on_the_command_line(window: MainWindow) -> None:
    window.command_palette.show_matches("stacked-bidirectional")
    assert listed(window) == ["Examples › Layers and directions › Two bidirectional layers: the highest"]


def test_enter_runs_the_marked_command(qtbot: QtBot, window: MainWindow) -> None:
    window.show_palette()
    qtbot.keyClicks(window.command_palette.field, "last step")
    qtbot.keyClick(window.command_palette.field, Qt.Key.Key_Return)
    assert window.session.step == 6
    assert not window.command_palette.isVisible()


def test_arrows_move_through_the_list(qtbot: QtBot, window: MainWindow) -> None:
    window.show_palette()
    qtbot.keyClick(window.command_palette.field, Qt.Key.Key_Down)
    assert window.command_palette.list.currentIndex().row() == 1
    window.command_palette.hide()


def test_nothing_found_is_said_and_runs_nothing(qtbot: QtBot, window: MainWindow) -> None:
    window.show_palette()
    qtbot.keyClicks(window.command_palette.field, "qqq")
    qtbot.keyClick(window.command_palette.field, Qt.Key.Key_Return)
    assert listed(window) == ["No command has “qqq” in its name"]
    assert window.command_palette.isVisible()
    window.command_palette.hide()
