"""The keyboard focus: which keys belong to the widget that has it, and where Tab takes it next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
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


def order_regions(window: QWidget, regions: Sequence[QWidget]) -> None:
    """Let Tab go through the regions of a window one after the other, and inside each in the order that it had."""
    chain: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            chain.append(widget)
        widget = widget.nextInFocusChain()
    sorted_chain = [w for region in regions for w in chain if w is region or region.isAncestorOf(w)]
    for before, after in pairwise(sorted_chain):
        QWidget.setTabOrder(before, after)
