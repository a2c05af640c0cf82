"""Heat maps: their colours, numbers and picking."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from rnnviz.gui.heat_view import HeatView, bar_room
from rnnviz.scene.chart import Axis, HeatMap
from rnnviz.scene.heat_color import color_table
from rnnviz.scene.plot_scale import Scale, exponent_scale
from rnnviz.scene.theme import DARK, LIGHT

VALUES = np.array([[0.0, -np.inf, np.nan], [-4.0, -2.0, -1.0]])
MAP = HeatMap("Test", VALUES, Axis("t", 1, 3, True), Axis("k", 1, 2, True), exponent_scale(VALUES), is_down=True)


@pytest.fixture
def view(qtbot: QtBot) -> HeatView:
    view = HeatView()
    qtbot.addWidget(view)
    view.resize(260, 140)
    view.set_map(MAP)
    view.show()
    view.grab()
    return view


def spot(view: HeatView, column: int, row: int) -> QPoint:
    assert view._axes is not None
    return view._axes.place(column, row).toPoint()


def color(view: HeatView, column: int, row: int) -> str:
    return view.grab().toImage().pixelColor(spot(view, column, row)).name()


def test_the_largest_is_the_strongest_and_zero_and_nan_have_their_own_colours(view: HeatView) -> None:
    table = ["#" + bytes(row).hex() for row in color_table(LIGHT, "sequential")]
    assert color(view, 1, 1) == table[255]
    assert color(view, 1, 2) == table[0]
    assert color(view, 2, 1) == LIGHT.surface
    assert color(view, 3, 1) == LIGHT.error


def test_a_diverging_map_has_the_colours_of_values(view: HeatView) -> None:
    values = np.array([[-1.0, 0.0, 1.0]])
    axes = Axis("t", 1, 3, True), Axis("k", 1, 1, True)
    view.set_map(HeatMap("Test", values, *axes, Scale("linear", -1.0, 1.0), colors="diverging"))
    view.grab()
    assert [color(view, k, 1) for k in (1, 3)] == [LIGHT.value_colors[0], LIGHT.value_colors[255]]


def test_pressing_and_dragging_pick_cells(view: HeatView, qtbot: QtBot) -> None:
    picked: list[tuple[float, float]] = []
    view.picked.connect(lambda x, y: picked.append((x, y)))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=spot(view, 2, 1))
    qtbot.mouseMove(view, spot(view, 3, 2))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=spot(view, 3, 2))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert picked[0] == (2.0, 1.0)
    assert set(picked) <= {(2.0, 1.0), (3.0, 2.0)}


def test_the_readout_has_coordinates_and_number(view: HeatView) -> None:
    assert view.readout() == ""
    view.pointer = QPointF(spot(view, 1, 2))
    assert view.readout() == "k = 2, t = 1: 10⁻⁴"
    view.pointer = QPointF(spot(view, 2, 1))
    assert view.readout() == "k = 1, t = 2: 0"


def test_the_cursor_moves_without_painting_the_map_again(view: HeatView) -> None:
    picture = view._picture
    view.set_cursor(2, None)
    image = view.grab().toImage()
    assert view._picture is picture
    place = spot(view, 2, 2)
    assert LIGHT.accent in {image.pixelColor(place + QPoint(k, 0)).name() for k in (-1, 0, 1)}


def test_another_theme_paints_it_in_other_colours(view: HeatView) -> None:
    view.set_theme(DARK)
    assert color(view, 2, 1) == DARK.surface


def test_words_may_stand_in_place_of_a_map(view: HeatView) -> None:
    view.set_map(HeatMap("Test", np.zeros((0, 0)), MAP.x, MAP.y, MAP.scale, message="Nothing here."))
    view.grab()
    assert view.accessibleDescription() == "Nothing here."
    assert view.coordinates(QPointF(100, 50)) is None


def test_a_bar_has_room_for_both_its_ends_and_none_in_a_narrow_view(view: HeatView) -> None:
    font = view.small_font()
    assert bar_room(font, Scale("linear", -3e-9, 3e-9)) >= bar_room(font, Scale("linear", -1.0, 1.0))
    assert bar_room(font, Scale("exponent", -300, -100)) > bar_room(font, Scale("exponent", 0, 1))
    wide = view.coordinates(QPointF(view.width() - 20, 50))
    view.resize(80, view.height())
    view.grab()
    assert wide is None
    assert view.coordinates(QPointF(view.width() - 20, 50)) is not None


@pytest.mark.parametrize(("value", "has_bar"), [(0.0, False), (1.0, True)])
def test_a_map_of_zeros_has_no_bar_of_colours(view: HeatView, value: float, has_bar: bool) -> None:
    axes = Axis("t", 1, 3, True), Axis("k", 1, 1, True)
    view.set_map(HeatMap("Test", np.array([[value, 0.0, 0.0]]), *axes, Scale("linear", -1.0, 1.0), colors="diverging"))
    image = view.grab().toImage()
    right = spot(view, 3, 1).x()
    seen = {image.pixelColor(x, y).name() for x in range(right, image.width()) for y in range(image.height())}
    assert (len(seen & set(LIGHT.value_colors)) > 10) is has_bar
