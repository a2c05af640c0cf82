"""The keyboard focus: which keys belong to the widget that has it, and where Tab takes it next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

_TEXT = (QLineEdit, QAbstractSpinBox, QPlainTextEdit, QTextEdit, QAbstractItemView, QComboBox)
_MOVES = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier)


def keeps_key(event: QKeyEvent, widget: QWidget | None = None) -> bool:
    """Whether a key without Ctrl or Alt is for ``widget``, by default the one with the focus.

    Fields and tables keep all of them, sliders and tabs those that move, buttons the space bar.
    """
    widget = widget or QApplication.focusWidget()
    if widget is None or event.modifiers() not in _PLAIN:
        return False
    if isinstance(widget, _TEXT):
        return not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
    if isinstance(widget, QAbstractButton):
        return event.key() == Qt.Key.Key_Space
    return isinstance(widget, QAbstractSlider | QTabBar) and event.key() in _MOVES


def leaves_undo(event: QEvent, typed: str, holds: str) -> bool:
    """Whether undo or redo is for the window and not for a field, as what is ``typed`` in it is what ``holds``."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride or typed != holds:
        return False
    keys = QKeySequence.StandardKey
    return event.matches(keys.Undo) or event.matches(keys.Redo)


def order_regions(regions: Sequence[QWidget]) -> None:
    """Let Tab go through the regions of the first one's window in turn, and inside each in the order of its parts."""
    here = [region for region in regions if region.window() is regions[0].window()]
    for before, after in pairwise(stop for region in here for stop in tab_stops(region)):
        QWidget.setTabOrder(before, after)


def tab_stops(region: QWidget) -> Iterator[QWidget]:
    """The widgets inside a region, and the region itself, at which Tab may stop, in the order they were made."""
    # WORKAROUND(PySide 6.11): nextInFocusChain() and findChildren() make the widget that is asked the owner of those
    # that it gives. When it is deleted, Python takes them for deleted too: a menu could not be opened any more.
    if region.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield region
    for part in region.children():
        if isinstance(part, QWidget) and not part.isWindow():
            yield from tab_stops(part)
