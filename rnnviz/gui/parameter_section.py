"""The parameters of one equation: a title that folds, over their tables."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ..scene.theme import Theme
from .array_block import ArrayBlock
from .array_group import ArrayGroup
from .parameter_menu import fill_group_menu, fill_parameter_menu
from .popup import run_menu
from .session import Session
from .symbol_button import SymbolButton
from .table_group import TableGroup


class ParameterSection(QWidget):
    """The parameters of a group of tables under the symbol and the words of the values they make."""

    resized = Signal()
    """The section needs to be laid out again."""

    def __init__(self, session: Session, tables: TableGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tables = tables
        value = ", ".join(tables.values)
        self.title = SymbolButton(tables.runs, value, tables.words, session.theme, self)
        self.title.make_foldable()
        self.title.clicked.connect(self.resized)
        self.title.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.title.customContextMenuRequested.connect(self._open_menu_at)
        self.group = ArrayGroup(session, tables.sources, is_flat=False, parent=self)
        self.group.resized.connect(self.resized)
        for block in self.group.blocks:
            block.menu_wanted.connect(self._open_block_menu)
        self.toggle = _button(
            self, "1.2", "Show numbers instead of a picture", f"Show the parameters of {value} as numbers"
        )
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self.group.set_numbers)
        self.menu_button = _button(self, "⋯", "Initialise, scale, copy or paste", f"Menu of the parameters of {value}")
        self.menu_button.clicked.connect(self._open_menu_below)

    @property
    def value(self) -> str:
        """The full name of the first value that the parameters make."""
        return self._tables.value

    @property
    def values(self) -> tuple[str, ...]:
        """The full names of the values that the parameters make."""
        return self._tables.values

    @property
    def parameters(self) -> tuple[str, ...]:
        """The full names of the parameters."""
        return self._tables.names

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.title.set_theme(theme)
        self.group.set_theme(theme)

    def arrange(self, width: int) -> int:
        """Lay out everything within ``width``; gives the height taken."""
        top, is_open = self.title.sizeHint().height(), self.title.isChecked()
        indent = round(0.45 * self.fontMetrics().height())
        can_toggle = is_open and self.group.is_large
        self.toggle.setVisible(can_toggle)
        right = width
        for button in (self.menu_button, self.toggle) if can_toggle else (self.menu_button,):
            side = max(top, button.sizeHint().width())
            right -= side
            button.setGeometry(right, 0, side, top)
        self.title.setGeometry(0, 0, right, top)
        self.group.setVisible(is_open)
        if not is_open:
            return top
        height = self.group.arrange(width - indent)
        self.group.setGeometry(indent, top, width - indent, height)
        return top + height + round(0.9 * self.fontMetrics().height())

    def _open_menu_at(self, place: QPoint) -> None:
        self._open_menu(self.title.mapToGlobal(place))

    def _open_menu_below(self) -> None:
        self._open_menu(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height())))

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        fill_group_menu(menu, self._session, self._tables.names, self)
        menu.addSeparator()
        for block in self.group.blocks:
            name = block.source.title
            fill_parameter_menu(menu.addMenu(name), self._session, name, block.table, block.source.names)
        run_menu(menu, place)

    def _open_block_menu(self, block: ArrayBlock, place: QPoint) -> None:
        menu = QMenu(self)
        fill_parameter_menu(menu, self._session, block.source.title, block.table, block.source.names)
        run_menu(menu, place)


def _button(section: ParameterSection, text: str, says: str, name: str) -> QToolButton:
    button = QToolButton(section)
    button.setText(text)
    button.setToolTip(says)
    button.setAccessibleName(name)
    return button
