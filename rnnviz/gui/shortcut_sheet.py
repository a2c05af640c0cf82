"""The shortcut sheet: every key of the program on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from .command import Actions, Command, key_text
from .style import text_height

N_COLUMNS = 2


class ShortcutSheet(QDialog):
    """Groups the commands that have a shortcut by menu."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Sheet")
        self.setWindowTitle("Keyboard shortcuts")
        em = text_height()
        page = QWidget(self)
        columns = QHBoxLayout(page)
        columns.setContentsMargins(em, em, em, em)
        columns.setSpacing(3 * em)
        lists = [QVBoxLayout() for _ in range(N_COLUMNS)]
        heights = [0] * N_COLUMNS
        for menu, commands in _by_menu(actions).items():
            shortest = heights.index(min(heights))
            heights[shortest] += len(commands) + 2
            lists[shortest].addWidget(_group(page, menu, commands))
        for column in lists:
            column.setSpacing(em)
            column.addStretch(1)
            columns.addLayout(column)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(page)
        area.setAccessibleName("Keyboard shortcuts")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        wanted = page.sizeHint().grownBy(area.contentsMargins()) * 1.02
        self.resize(wanted.boundedTo(parent.size() * 0.9))


def _by_menu(actions: Actions) -> dict[str, list[Command]]:
    groups: dict[str, list[Command]] = {}
    for command in actions.commands:
        if command.shortcuts:
            groups.setdefault(command.menu_path[0].replace("&", ""), []).append(command)
    return groups


def _group(page: QWidget, menu: str, commands: list[Command]) -> QWidget:
    """The shortcuts of one menu below its name."""
    parent = QWidget(page)
    parent.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    grid = QGridLayout(parent)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(text_height() // 3)
    grid.setHorizontalSpacing(text_height())
    heading = QLabel(menu, parent)
    heading.setObjectName("Heading")
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, command in enumerate(commands, 1):
        grid.addWidget(QLabel(command.plain_text.removesuffix("…"), parent), row, 0)
        keys = QHBoxLayout()
        keys.addStretch(1)
        for keystroke in command.shortcuts:
            key = QLabel(key_text(keystroke), parent)
            key.setObjectName("Key")
            key.setAlignment(Qt.AlignmentFlag.AlignCenter)
            keys.addWidget(key)
        grid.addLayout(keys, row, 1)
    grid.setColumnStretch(0, 1)
    return parent
