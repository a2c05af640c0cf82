"""The command palette: type a few letters of any command, press Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from .command import Actions, key_text
from .style import text_height

_ID = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandPalette(QDialog):
    """Lists the commands that can be used now and match what is typed; running one closes it."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("Palette")
        self.setAccessibleName("Command palette")
        self._actions = actions
        self._over = parent
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("Type a command")
        self.field.setAccessibleName("Command")
        self.list = QListWidget(self)
        self.list.setAccessibleName("Matching commands")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        em = text_height()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(em // 2, em // 2, em // 2, em // 2)
        layout.setSpacing(em // 2)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.field.textChanged.connect(self.show_matches)
        self.field.returnPressed.connect(self.run_current)
        self.list.itemClicked.connect(self.run_current)
        self.field.installEventFilter(self)

    def popup(self) -> None:
        """Open below the top edge of the window, with the field empty and focused."""
        window = self._over
        em = text_height()
        width, height = min(36 * em, window.width() - 2 * em), min(24 * em, window.height() - 6 * em)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.setGeometry(corner.x() + (window.width() - width) // 2, corner.y() + 4 * em, width, height)
        self._actions.refresh()
        self.field.clear()
        self.show_matches("")
        self.show()
        self.field.setFocus()

    def show_matches(self, text: str) -> None:
        """List the commands whose words hold every typed word, those that start with it first."""
        words = text.lower().split()
        found: list[tuple[bool, str, str]] = []
        for command in self._actions.commands:
            action = self._actions[command.id]
            name = action.text().replace("&", "").removesuffix("…")
            title = " › ".join((*command.menu_path, name)).replace("&", "")
            if action.isEnabled() and all(word in title.lower() for word in words):
                found.append((not name.lower().startswith(text.lower()), title, command.id))
        self.list.clear()
        for _, title, command_id in sorted(found, key=_rank):
            self.list.addItem(self._item(title, command_id))
        self.list.setCurrentRow(0)

    def run_current(self, _item: object = None) -> None:
        """Close, and run the marked command."""
        item = self.list.currentItem()
        if item is not None:
            self.hide()
            self._actions[item.data(_ID)].trigger()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys of the field move through the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)

    def _item(self, title: str, command_id: str) -> QListWidgetItem:
        keys = self._actions[command_id].shortcut().toString()
        item = QListWidgetItem(f"{title}    {key_text(keys)}" if keys else title)
        item.setData(_ID, command_id)
        return item


def _rank(found: tuple[bool, str, str]) -> bool:
    return found[0]
