"""A text line takes what is accepted, keeps what is not for correction, and comes back when left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnviz.gui.text_line import TextLine

from .editing import press, show


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def line(qtbot: QtBot, asked: list[str]) -> TextLine:
    def submit(text: str) -> bool:
        asked.append(text)
        return "q" not in text

    made = TextLine("Inputs as text", submit, 100)
    made.show_text("hell")
    show(qtbot, made, 200, 30)
    made.setFocus()
    made.selectAll()
    return made


def test_return_submits_once(line: TextLine, asked: list[str]) -> None:
    QTest.keyClicks(line, "hello")
    press(line, Qt.Key.Key_Return)
    line.show_text("hello")
    line.clearFocus()
    assert asked == ["hello"]
    assert line.text() == "hello"


def test_what_is_refused_stays_until_the_line_is_left(line: TextLine) -> None:
    QTest.keyClicks(line, "queen")
    press(line, Qt.Key.Key_Return)
    assert line.text() == "queen"
    line.clearFocus()
    assert line.text() == "hell"


def test_escape_brings_back_what_holds(line: TextLine, asked: list[str]) -> None:
    QTest.keyClicks(line, "x")
    press(line, Qt.Key.Key_Escape)
    assert line.text() == "hell"
    assert not asked


def test_leaving_an_accepted_text_submits_it(line: TextLine, asked: list[str]) -> None:
    QTest.keyClicks(line, "he")
    line.clearFocus()
    assert asked == ["he"]
    assert line.accessibleName() == "Inputs as text"


def test_what_is_too_long_stays_too_long_when_it_is_cut(line: TextLine, asked: list[str]) -> None:
    for symbol in ("l", "\N{GRINNING FACE}"):
        line.selectAll()
        line.insert(symbol * 5_000)
        press(line, Qt.Key.Key_Return)
        assert len(asked[-1]) > 100
