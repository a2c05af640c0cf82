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


def test_a_whole_axis_has_a_cell_around_every_number() -> None:
    assert STEPS.ends == (0.5, 4.5)
    assert [STEPS.value(share) for share in (0.0, 0.24, 0.26, 1.0)] == [1.0, 1.0, 2.0, 4.0]
    assert STEPS.ticks(11) == [(1, "1"), (2, "2"), (3, "3"), (4, "4")]


def test_a_real_axis_runs_from_end_to_end() -> None:
    assert [REAL.share(value) for value in (-1.0, 1.0, 3.0)] == [0.0, 0.5, 1.0]
    assert REAL.value(0.25) == 0.0
    assert (0.0, "0") in [(round(value, 9), text) for value, text in REAL.ticks(5)]


def test_an_axis_of_no_length_is_given_some() -> None:
    assert Axis("", 2.0, 2.0).ends == (1.5, 2.5)


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


def test_the_cells_of_a_whole_axis_may_have_texts() -> None:
    axis = Axis("k", 1, 4, is_whole=True, texts=("3", "5", "8", "9"))
    assert axis.ticks(4) == [(1, "3"), (2, "5"), (3, "8"), (4, "9")]
    assert axis.ticks(2) == [(1, "3"), (3, "8")]
    assert axis.write(3.0) == "k = 8"


def test_a_value_is_written_behind_the_name_of_its_axis() -> None:
    assert STEPS.write(2.0) == "t = 2"
    assert REAL.write(-0.5) == "x = −0.50"
    assert Axis("", 1, 4, is_whole=True, says="unit").write(3.0) == "unit 3"
