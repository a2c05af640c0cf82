"""Which keys an editor keeps from the shortcuts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenuBar, QPushButton, QSlider, QSpinBox, QTableWidget, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from rnnviz.gui.focus import keeps_key, leaves_undo, order_regions, tab_stops

KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier


@pytest.mark.parametrize(
    ("widget", "key", "modifier", "kept"),
    [
        (QLineEdit, KEY.Key_Left, MODIFIER.NoModifier, True),
        (QLineEdit, KEY.Key_Question, MODIFIER.ShiftModifier, True),
        (QLineEdit, KEY.Key_S, MODIFIER.ControlModifier, False),
        (QLineEdit, KEY.Key_F1, MODIFIER.NoModifier, False),
        (QSpinBox, KEY.Key_PageUp, MODIFIER.NoModifier, True),
        (QTableWidget, KEY.Key_Right, MODIFIER.ShiftModifier, True),
        (QTableWidget, KEY.Key_Space, MODIFIER.NoModifier, True),
        (QSlider, KEY.Key_Right, MODIFIER.NoModifier, True),
        (QSlider, KEY.Key_Space, MODIFIER.NoModifier, False),
        (QPushButton, KEY.Key_Space, MODIFIER.NoModifier, True),
        (QPushButton, KEY.Key_Right, MODIFIER.NoModifier, False),
        (QWidget, KEY.Key_Space, MODIFIER.NoModifier, False),
    ],
)
def test_a_key_belongs_to_the_widget_or_to_the_window(
    qtbot: QtBot, widget: type[QWidget], key: Qt.Key, modifier: Qt.KeyboardModifier, kept: bool
) -> None:
    focused = widget()
    qtbot.addWidget(focused)
    assert keeps_key(QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier), focused) is kept


def test_tab_goes_through_the_regions_in_order_and_keeps_the_order_inside(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    late, early = QWidget(window), QWidget(window)
    fields = [QLineEdit(late), QLineEdit(early), QLineEdit(late), QLineEdit(early)]
    order_regions([early, late])
    assert fields[1].nextInFocusChain() is fields[3]
    assert fields[3].nextInFocusChain() is fields[0]
    assert fields[0].nextInFocusChain() is fields[2]


def test_a_widget_outlives_the_one_before_it_in_the_order(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    regions = [QWidget(window), QWidget(window)]
    first, second = (QLineEdit(region) for region in regions)
    menu = QMenuBar(regions[1]).addMenu("File")
    order_regions(regions)
    first.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert list(tab_stops(window)) == [second]
    assert isValid(menu)


@pytest.mark.parametrize(
    ("key", "modifiers", "typed", "left"),
    [
        (KEY.Key_Z, MODIFIER.ControlModifier, "2", True),
        (KEY.Key_Z, MODIFIER.ControlModifier | MODIFIER.ShiftModifier, "2", True),
        (KEY.Key_Z, MODIFIER.ControlModifier, "25", False),
        (KEY.Key_A, MODIFIER.ControlModifier, "2", False),
    ],
)
def test_undo_is_left_to_the_window_while_nothing_else_is_typed(
    qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier, typed: str, left: bool
) -> None:
    assert leaves_undo(QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers), typed, "2") is left
    assert not leaves_undo(QKeyEvent(QEvent.Type.KeyPress, key, modifiers), typed, "2")
