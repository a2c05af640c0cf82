"""Points, paths and arrows in a plane."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from rnnviz.gui.plane_view import PlaneView
from rnnviz.scene.chart import Cloud, Plane
from rnnviz.scene.theme import LIGHT

POINTS = np.array([[0.5, 0.0], [-0.5, 0.25], [np.nan, 1.0], [np.inf, 0.0]])


@pytest.fixture
def view(qtbot: QtBot) -> PlaneView:
    view = PlaneView()
    qtbot.addWidget(view)
    view.resize(240, 150)
    view.set_plane(Plane("Test", (Cloud(POINTS, says="λ ="),), has_circle=True))
    view.show()
    view.grab()
    return view


def spot(view: PlaneView, x: float, y: float) -> QPointF:
    assert view._axes is not None
    return view._axes.place(x, y)


def color(view: PlaneView, place: QPointF) -> str:
    return view.grab().toImage().pixelColor(place.toPoint()).name()


def test_both_axes_have_one_scale_and_hold_the_unit_circle(view: PlaneView) -> None:
    across, up = spot(view, 1.0, 0.0) - spot(view, -1.0, 0.0), spot(view, 0.0, -1.0) - spot(view, 0.0, 1.0)
    assert across.x() == pytest.approx(up.y(), rel=0.02)
    assert view._axes is not None
    assert view._axes.area.contains(spot(view, -1.0, 0.0))
    assert view._axes.area.contains(spot(view, 0.0, 1.0))


def test_points_are_drawn_in_their_colour_and_those_that_are_not_finite_left_out(view: PlaneView) -> None:
    assert color(view, spot(view, 0.5, 0.0)) == LIGHT.unit_colors[0]
    assert color(view, spot(view, -0.5, 0.25)) == LIGHT.unit_colors[0]
    assert color(view, spot(view, 0.5, 0.5)) == LIGHT.background


def test_axes_may_be_stretched_over_the_whole_room(view: PlaneView) -> None:
    far = np.array([[0.0, 0.0], [1000.0, 1.0]])
    view.set_plane(Plane("Test", (Cloud(far, "path"),), is_stretched=True))
    view.grab()
    assert view._axes is not None
    assert (spot(view, 1000.0, 1.0) - spot(view, 0.0, 0.0)).x() > 0.8 * view._axes.area.width()
    assert (spot(view, 0.0, 0.0) - spot(view, 1000.0, 1.0)).y() > 0.8 * view._axes.area.height()


@pytest.mark.parametrize("form", ["rings", "crosses", "path", "arrows"])
def test_every_form_is_drawn(view: PlaneView, form: str) -> None:
    points, ends = np.array([[-0.8, -0.8], [0.8, 0.8]]), np.array([[-0.3, -0.8], [0.8, 0.3]])
    view.set_plane(Plane("Test", (Cloud(points, form, "#ff0000", ends=ends, size=20.0),)))  # type: ignore[arg-type]
    image = view.grab().toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    assert any(pixel.red() > 200 and pixel.green() < 100 for pixel in pixels)


def test_pressing_gives_coordinates(view: PlaneView, qtbot: QtBot) -> None:
    picked: list[tuple[float, float]] = []
    view.picked.connect(lambda x, y: picked.append((x, y)))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=spot(view, 0.5, 0.5).toPoint())
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(0, 149))
    assert picked == [pytest.approx((0.5, 0.5), abs=0.02)]


def test_the_readout_has_the_nearest_point_or_the_place(view: PlaneView) -> None:
    view.pointer = spot(view, 0.5, 0.0) + QPointF(2.0, 2.0)
    assert view.readout() == "λ = +0.500, +0.000"
    view.pointer = spot(view, 0.0, -0.8)
    assert not view.readout().startswith("λ")
    view.pointer = None
    assert view.readout() == ""


def test_the_point_of_the_cursor_is_ringed_without_painting_again(view: PlaneView) -> None:
    picture, before = view._picture, view.grab().toImage()
    view.set_cursor((0.5, 0.0))
    assert view.grab().toImage() != before
    assert view._picture is picture


def test_nothing_finite_and_one_lone_point_are_no_trouble(view: PlaneView) -> None:
    for points in (POINTS[2:], np.array([[3.0, 3.0]]), np.array([[1e300, -1e300]]), np.zeros((0, 2))):
        view.set_plane(Plane("Test", (Cloud(points),)))
        assert not view.grab().isNull()
