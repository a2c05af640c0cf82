"""The text of a sample: characters are picked by mouse and keyboard, and the current one is marked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnviz.gui.sample_text import SampleText

from .editing import show


@pytest.fixture
def text(qtbot: QtBot) -> SampleText:
    made = SampleText()
    made.show_text("hello you", 2)
    show(qtbot, made, 200, 80)
    return made


@pytest.mark.parametrize("step", [1, 4, 9])
def test_a_click_on_a_character_picks_it(text: SampleText, qtbot: QtBot, step: int) -> None:
    left, right = (QTextCursor(text.document()) for _ in range(2))
    left.setPosition(step - 1)
    right.setPosition(step)
    for share in (0.2, 0.8):
        x = (1 - share) * text.cursorRect(left).center().x() + share * text.cursorRect(right).center().x()
        place = text.cursorRect(left).center()
        place.setX(round(x))
        with qtbot.waitSignal(text.picked) as told:
            QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert told.args == [step]


def test_return_picks_the_character_behind_the_cursor(text: SampleText, qtbot: QtBot) -> None:
    text.setFocus()
    cursor = text.textCursor()
    cursor.setPosition(2)
    text.setTextCursor(cursor)
    with qtbot.waitSignal(text.picked) as told:
        QTest.keyClick(text, Qt.Key.Key_Return)
    assert told.args == [3]


def test_nothing_can_be_typed(text: SampleText) -> None:
    QTest.keyClicks(text, "abc")
    assert text.toPlainText() == "hello you"


def test_what_was_given_and_the_current_character_are_marked(text: SampleText) -> None:
    text.set_step(5)
    given, current = text.extraSelections()
    assert given.cursor.selectedText() == "he"
    assert current.cursor.selectedText() == "o"


def test_an_empty_text_picks_nothing(text: SampleText, qtbot: QtBot) -> None:
    text.show_text("", 0)
    with qtbot.assertNotEmitted(text.picked):
        QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton)
