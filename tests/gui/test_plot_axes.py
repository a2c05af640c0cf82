"""Axes with numbers around an area."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from rnnviz.gui.plot_axes import Axes, axes_in, paint_axes
from rnnviz.scene.chart import Axis
from rnnviz.scene.theme import LIGHT

STEPS, REAL = Axis("t", 1, 4, is_whole=True), Axis("x", -1.0, 3.0)
AREA = QRectF(10.0, 20.0, 40.0, 80.0)


@pytest.mark.parametrize(("is_down", "y"), [(False, 100.0), (True, 20.0)])
def test_y_counts_upwards_or_as_the_rows_of_a_matrix(is_down: bool, y: float) -> None:
    axes = Axes(AREA, REAL, Axis("y", 0.0, 1.0), is_down)
    assert axes.place(-1.0, 0.0) == QPointF(10.0, y)
    assert axes.coordinates(QPointF(30.0, 60.0)) == (1.0, 0.5)


def test_beside_the_area_there_are_no_coordinates() -> None:
    assert Axes(AREA, REAL, REAL).coordinates(QPointF(5.0, 60.0)) is None


def test_numbers_and_names_stay_outside_the_area_and_inside_the_room(qtbot: QtBot) -> None:
    room, font = QRectF(2.0, 6.0, 190.0, 110.0), QFont()
    font.setPixelSize(11)
    axes = axes_in(room, Axis("x", -1000.0, 1000.0), Axis("y", 0.0, 0.001), font)
    picture = QPixmap(200, 120)
    picture.fill("#ffffff")
    painter = QPainter(picture)
    painter.setFont(font)
    paint_axes(painter, axes, LIGHT)
    painter.end()
    image = picture.toImage()
    inked = [(x, y) for x in range(200) for y in range(120) if image.pixelColor(x, y).name() != "#ffffff"]
    assert inked
    assert not [place for place in inked if axes.area.adjusted(1, 8, -1, -8).contains(QPointF(*place))]
    assert min(x for x, _ in inked) >= room.left()
    assert max(y for _, y in inked) <= room.bottom() + 3
