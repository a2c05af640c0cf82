"""Fields of the laboratory in which one, or several, of the values of a network are chosen by their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontInfo, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QStylePainter,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from ..engine.glyph import PLAIN, Writing, symbol
from ..engine.text import mark_of
from .typeset import draw_math


class Choice(QComboBox):
    """A field in which one of several things is chosen by key; it keeps what the user chose where that is offered."""

    def __init__(self, on_change: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._on_change = on_change
        self._chosen: str | None = None
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(self._on_activated)

    @property
    def key(self) -> str:
        """What is chosen; empty where nothing is offered."""
        return str(self.currentData() or "")

    def offer(self, choices: Mapping[str, str], default: str | None = None) -> None:
        """Offer other choices, by key with their titles; ``default``, or else the first, is shown at first."""
        if choices == {self.itemData(k): self.itemText(k) for k in range(self.count())}:
            if default is not None and self._chosen is None:
                self.setCurrentIndex(self.findData(default))
            return
        wished = self._chosen if self._chosen in choices else default
        self.clear()
        for key, title in choices.items():
            self.addItem(title, key)
        self.setCurrentIndex(max(0, self.findData(wished)))

    def follow(self, key: str | None) -> None:
        """Choose by key without telling; what is not offered leaves the choice to the next default."""
        self._chosen = key if self.findData(key) >= 0 else None
        if self._chosen is not None:
            self.setCurrentIndex(self.findData(key))

    def choose(self, key: str) -> None:
        """Choose by key, as the user does."""
        self.setCurrentIndex(self.findData(key))
        self._on_activated(self.currentIndex())

    def _on_activated(self, _index: int) -> None:
        self._chosen = self.key
        self._on_change()


class MathChoice(Choice):
    """A choice among names of parameters, set in type."""

    def __init__(self, on_change: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(on_change, parent)
        self.writing = PLAIN
        self.setItemDelegate(_MathDelegate(self))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        if self.key:
            color = self.palette().color(QPalette.ColorRole.Text)
            _draw_name(painter, self.key, room, color, self.writing)

    @override
    def sizeHint(self) -> QSize:
        em = self.fontInfo().pixelSize()
        return QSize(max(super().sizeHint().width(), 6 * em), super().sizeHint().height())


class _MathDelegate(QStyledItemDelegate):
    """Paints each name of the list in type."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        widget = option.widget
        style = widget.style() if widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        room = option.rect.adjusted(option.fontMetrics.height() // 2, 0, 0, 0)
        box = self.parent()
        writing = box.writing if isinstance(box, MathChoice) else PLAIN
        color = option.palette.color(QPalette.ColorRole.Text)
        _draw_name(painter, str(index.data(Qt.ItemDataRole.UserRole)), room, color, writing)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), round(1.9 * option.fontMetrics.height()))


def _draw_name(painter: QPainter, name: str, room: QRect, color: QColor, writing: Writing) -> None:
    """A parameter by its full name in the middle of the height of ``room``."""
    size = 1.15 * QFontInfo(painter.font()).pixelSize()
    baseline = QPointF(room.left() + 2.0, room.center().y() + 0.33 * size)
    draw_math(painter, mark_of(symbol(name, None, writing)).latex, baseline, size, color.name())


class Several(QToolButton):
    """A button with a menu in which any of several things are checked, at least one."""

    def __init__(self, title: str, on_change: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._on_change = on_change
        self._checked: set[str] = set()
        self.setText(title)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))

    @property
    def keys(self) -> tuple[str, ...]:
        """What is checked, in the order of the choices."""
        return tuple(str(action.data()) for action in self.menu().actions() if action.isChecked())

    def offer(self, choices: Mapping[str, str], default: tuple[str, ...]) -> None:
        """Offer other choices, by key with their titles; ``default`` is checked where nothing else was chosen."""
        if choices == {action.data(): action.text() for action in self.menu().actions()}:
            return
        kept = self._checked & set(choices) or set(default)
        self.menu().clear()
        for key, title in choices.items():
            action = QAction(title, self.menu(), checkable=True, checked=key in kept)
            action.setData(key)
            action.triggered.connect(self._on_triggered)
            self.menu().addAction(action)

    def check(self, *keys: str) -> None:
        """Check these and no others, as the user does."""
        for action in self.menu().actions():
            action.setChecked(action.data() in keys)
        self._on_triggered()

    def _on_triggered(self) -> None:
        if self.keys:
            self._checked = set(self.keys)
            self._on_change()
            return
        sender = self.sender()
        if isinstance(sender, QAction):
            sender.setChecked(True)
