"""The command palette: type a few letters of any command, press Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget
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
        self.list = self._make_list()
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

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget(self)
        made.setAccessibleName("Matching commands")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setColumnCount(2)
        made.setHeaderHidden(True)
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        return made

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
        """List the commands whose words hold every typed word, those that start with it first.

        An example is found by its name on the command line too.
        """
        words = text.lower().split()
        found: list[tuple[bool, str, str]] = []
        for command in self._actions.commands:
            action = self._actions[command.id]
            name = action.text().replace("&", "").removesuffix("…")
            title = " › ".join((*command.menu_path, name)).replace("&", "")
            told = f"{title} {command.id}" if command.id.startswith("example.") else title
            if action.isEnabled() and all(word in told.lower() for word in words):
                found.append((not name.lower().startswith(text.lower()), title, command.id))
        self.list.clear()
        self.list.addTopLevelItems([self._item(title, command_id) for _, title, command_id in sorted(found, key=_rank)])
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        else:
            self.list.addTopLevelItem(_remark(f"No command has “{text.strip()}” in its name"))

    def run_current(self, _item: object = None) -> None:
        """Close, and run the marked command."""
        item = self.list.currentItem()
        if item is not None:
            self.hide()
            self._actions[item.data(0, _ID)].trigger()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys of the field move through the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)

    def _item(self, title: str, command_id: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([title, key_text(self._actions[command_id].shortcut().toString())])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setData(0, _ID, command_id)
        return item


def _remark(text: str) -> QTreeWidgetItem:
    """A line that cannot be run."""
    item = QTreeWidgetItem([text])
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _rank(found: tuple[bool, str, str]) -> bool:
    return found[0]
