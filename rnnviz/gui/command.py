"""Commands as data: menus, toolbar, command palette and shortcut sheet are all built from one table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from ..scene.theme import Theme
from .icon import icon


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the user can do.

    ``menu`` is the path of its menu, such as ``File/Export``; a ``-`` at its end starts a new section there.
    ``shortcuts`` are in Qt's portable form, the first one is printed. ``is_checked`` makes it a switch, and
    ``label`` gives a text that depends on the state.
    """

    id: str
    text: str
    function: Callable[[], object]
    menu: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    is_enabled: Callable[[], bool] | None = None
    is_checked: Callable[[], bool] | None = None
    label: Callable[[], str] | None = None

    @property
    def menu_path(self) -> tuple[str, ...]:
        """The titles of the menus that lead to the command."""
        return tuple(self.menu.removesuffix("-").split("/"))

    @property
    def starts_section(self) -> bool:
        """Whether a separator stands above the command."""
        return self.menu.endswith("-")

    @property
    def plain_text(self) -> str:
        """The text without the mark of its access key."""
        return self.text.replace("&", "")


class Actions(QObject):
    """The commands as Qt actions, by id; ``refresh`` brings their state up to date."""

    def __init__(self, commands: Iterable[Command], parent: QObject) -> None:
        super().__init__(parent)
        self._commands = {command.id: command for command in commands}
        self._actions = {command.id: self._make(command) for command in self._commands.values()}

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every command, in the order of the menus."""
        return tuple(self._commands.values())

    @property
    def all(self) -> list[QAction]:
        """Every action, in the order of the menus."""
        return list(self._actions.values())

    def refresh(self) -> None:
        """Enable, check and name every action as its command says."""
        for command in self._commands.values():
            action = self._actions[command.id]
            if command.is_enabled is not None:
                action.setEnabled(command.is_enabled())
            if command.is_checked is not None:
                action.setChecked(command.is_checked())
            if command.label is not None:
                label = command.label()
                if label != action.text():
                    action.setText(label)
                    action.setToolTip(_tool_tip(label, action))

    def tint(self, theme: Theme, pixels: int) -> None:
        """Draw every icon for a theme."""
        for command in self._commands.values():
            if command.icon:
                self._actions[command.id].setIcon(icon(command.icon, theme, pixels))

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Add every command to its menu; gives the menus by path."""
        menus: dict[str, QMenu] = {}
        for command in self._commands.values():
            menu = _menu_at(bar, menus, command.menu_path)
            if command.starts_section and not menu.isEmpty():
                menu.addSeparator()
            menu.addAction(self._actions[command.id])
        return menus

    def _make(self, command: Command) -> QAction:
        action = QAction(command.text, self)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(keys) for keys in command.shortcuts])
        action.setCheckable(command.is_checked is not None)
        action.setToolTip(_tool_tip(command.plain_text, action))
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(self._on_triggered)
        return action

    def _on_triggered(self) -> None:
        self._commands[self.sender().objectName()].function()
        self.refresh()


def key_text(keys: str) -> str:
    """A shortcut as it is printed on this system."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _tool_tip(text: str, action: QAction) -> str:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    plain = text.replace("&", "").removesuffix("…")
    return f"{plain} ({keys})" if keys else plain


def _menu_at(bar: QMenuBar, menus: dict[str, QMenu], path: tuple[str, ...]) -> QMenu:
    """The menu at a path, made where it is missing."""
    key = "/".join(path)
    if key not in menus:
        owner = bar if len(path) == 1 else _menu_at(bar, menus, path[:-1])
        menus[key] = owner.addMenu(path[-1])
    return menus[key]
