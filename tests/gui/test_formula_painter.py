"""Painting formulas."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from rnnviz.engine.text import CLOSE, EQUALS, OPEN, Numbers
from rnnviz.gui.formula_painter import paint
from rnnviz.gui.typeset import SCREEN
from rnnviz.scene.formula import Arrangement, Setting, arrange


def painted(arrangement: Arrangement, setting: Setting, color: str) -> QImage:
    image = QImage(round(arrangement.width) + 20, round(arrangement.height) + 20, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.translate(10.0, 10.0)
    paint(painter, arrangement, setting, color)
    painter.end()
    return image


def ink(image: QImage) -> NDArray[np.bool_]:
    """Where the image is not white."""
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return np.asarray((pixels[:, :, :3] < 200).any(axis=2))


def test_everything_is_painted_inside_the_arrangement(qtbot: QtBot) -> None:
    setting = Setting(16.0, 300.0, SCREEN)
    line = (EQUALS, OPEN, Numbers(np.array([[0.5, -0.25], [1.0, 2.0], [3.0, 4.0]])), CLOSE)
    arrangement = arrange((line,), setting)
    dark = ink(painted(arrangement, setting, "#000000"))
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    assert 9 <= rows[0] <= 13
    assert rows[-1] <= arrangement.height + 12
    assert 9 <= columns[0] <= 13
    assert arrangement.width + 4 <= columns[-1] <= arrangement.width + 12


def test_tall_brackets_are_mirror_images_of_each_other(qtbot: QtBot) -> None:
    setting = Setting(16.0, 300.0, SCREEN)
    array = Numbers(np.array([[8.0], [8.0], [8.0]]))
    arrangement = arrange(((OPEN, array, CLOSE),), setting)
    dark = ink(painted(arrangement, setting, "#000000"))
    inked = dark.sum(axis=0)
    left = inked[: len(inked) // 2].sum()
    assert abs(int(left) - int(inked[-(len(inked) // 2) :].sum())) < 0.25 * left


def test_the_colour_is_the_one_asked_for(qtbot: QtBot) -> None:
    setting = Setting(30.0, 300.0, SCREEN)
    image = painted(arrange(((EQUALS, Numbers(np.array([1.0, 2.0]))),), setting), setting, "#0000ff")
    names = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert "#0000ff" in names
    assert all(name.endswith("ff") for name in names)
