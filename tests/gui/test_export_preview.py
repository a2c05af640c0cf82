"""The preview shows the page as it will be, as large as fits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from rnnviz.export.size import Size, frame_of
from rnnviz.gui.export_preview import CHECKS, PagePreview
from rnnviz.gui.export_sheet import Sheet
from rnnviz.scene.shapes import Box, Group, Scene

RED = Scene(100, 50, Group("red", (Box(0, 0, 50, 50, 0, "#ff0000"),)), "#ffffff")
CLEAR = Scene(100, 50, RED.root)


@pytest.fixture
def preview(qtbot: QtBot) -> PagePreview:
    preview = PagePreview()
    qtbot.addWidget(preview)
    preview.resize(224, 224)
    preview.show()
    return preview


def color(preview: PagePreview, x: int, y: int) -> str:
    return str(QColor(preview.grab().toImage().pixelColor(x, y)).name())


def test_the_page_is_as_large_as_fits_and_in_the_middle(preview: PagePreview) -> None:
    preview.show_sheet(Sheet(RED, frame_of(RED, None)))
    place = preview.place()
    assert (place.x(), place.y(), place.width(), place.height()) == (12, 62, 200, 100)
    assert color(preview, 60, 112) == "#ff0000"
    assert color(preview, 160, 112) == "#ffffff"


def test_a_page_of_another_shape_has_ground_around_the_picture(preview: PagePreview) -> None:
    preview.show_sheet(Sheet(RED, frame_of(RED, Size(10, 10))))
    assert round(preview.place().height()) == 200
    assert color(preview, 60, 20) == "#ffffff"
    assert color(preview, 60, 112) == "#ff0000"


def test_what_is_transparent_has_squares(preview: PagePreview) -> None:
    preview.show_sheet(Sheet(CLEAR, frame_of(CLEAR, None)))
    assert {color(preview, x, 112) for x in range(120, 200)} == set(CHECKS)


def test_the_page_can_be_pulled_away(qtbot: QtBot, preview: PagePreview) -> None:
    preview.show_sheet(Sheet(RED, frame_of(RED, None)))
    button = Qt.MouseButton.LeftButton
    with qtbot.waitSignal(preview.dragged):
        qtbot.mousePress(preview, button, pos=QPoint(100, 112))
        qtbot.mouseMove(preview, QPoint(140, 140))
    with qtbot.assertNotEmitted(preview.dragged):
        qtbot.mousePress(preview, button, pos=QPoint(100, 5))
        qtbot.mouseMove(preview, QPoint(140, 40))
    preview.clear()
    assert preview.scene is None
