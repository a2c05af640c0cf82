"""The kept picture of a canvas."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter
from pytestqt.qtbot import QtBot
from typing_extensions import override

from rnnviz.gui.canvas import Canvas
from rnnviz.scene.theme import DARK, LIGHT


class Sheet(Canvas):
    """Counts how often its picture is painted."""

    count = 0

    @override
    def paint_picture(self, painter: QPainter) -> None:
        self.count += 1
        self.paint_message(painter, "Hello")

    @override
    def coordinates(self, place: QPointF) -> tuple[float, float] | None:
        return place.x(), place.y()


@pytest.fixture
def sheet(qtbot: QtBot) -> Sheet:
    sheet = Sheet()
    qtbot.addWidget(sheet)
    sheet.resize(100, 60)
    sheet.show()
    sheet.grab()
    return sheet


def test_the_picture_is_kept_until_something_changes(sheet: Sheet) -> None:
    before = sheet.count
    sheet.update()
    sheet.grab()
    assert sheet.count == before
    for change in (sheet.repaint_picture, lambda: sheet.set_theme(DARK), lambda: sheet.resize(120, 60)):
        change()
        sheet.grab()
    assert sheet.count == before + 3


def test_words_are_painted_on_the_ground_of_the_theme(sheet: Sheet) -> None:
    image = sheet.grab().toImage()
    assert image.pixelColor(0, 0) == QColor(LIGHT.background)
    assert len({image.pixelColor(x, y).name() for x in range(100) for y in range(60)}) > 1


def test_numbers_are_never_smaller_than_eleven_pixels(sheet: Sheet) -> None:
    font = sheet.font()
    font.setPixelSize(8)
    sheet.setFont(font)
    assert sheet.small_font().pixelSize() == 11
