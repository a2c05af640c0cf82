"""A figure on the clipboard or on its way is PNG, SVG, an image and, pulled away, a file."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDrag, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.export.formats import Options
from rnnviz.gui.figure_mime import PNG, SVG, drag_away, mime_of, put_on_clipboard
from rnnviz.scene.shapes import Box, Group, Scene

pytestmark = pytest.mark.usefixtures("qapp")

RED = Scene(100, 50, Group("red", (Box(0, 0, 50, 50, 0, "#ff0000"),)), "#ffffff")


def test_all_forms_are_of_one_picture() -> None:
    mime = mime_of(RED, "red")
    image = QImage.fromData(bytes(mime.data(PNG).data()))
    assert (image.width(), image.height()) == (300, 150)
    assert mime.imageData() == image
    svg = ET.fromstring(bytes(mime.data(SVG).data()).decode())
    assert svg.get("width") == "100"


def test_the_page_is_that_of_the_options() -> None:
    mime = mime_of(RED, "red", Options.of("200x200px"))
    image = mime.imageData()
    assert (image.width(), image.height()) == (200, 200)


def test_what_was_copied_can_be_pasted() -> None:
    put_on_clipboard(mime_of(RED, "red"))
    assert QApplication.clipboard().mimeData().hasFormat(SVG)
    assert QApplication.clipboard().image().width() == 300


def test_a_pulled_figure_has_a_file_that_stays(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    pulled: list[QMimeData] = []

    def drop(drag: QDrag, _action: Qt.DropAction) -> Qt.DropAction:
        pulled.append(drag.mimeData())
        paths.extend(Path(url.toLocalFile()) for url in drag.mimeData().urls())
        return Qt.DropAction.CopyAction

    paths: list[Path] = []
    monkeypatch.setattr(QDrag, "exec", drop)
    source = QWidget()
    qtbot.addWidget(source)
    for _ in range(2):
        drag_away(source, mime_of(RED, "red"))
    assert [path.name for path in paths] == ["red.png", "red.png"]
    assert paths[0] != paths[1]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in paths)
