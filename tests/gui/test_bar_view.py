"""Bars in groups: their heights, bands, labels and read-out."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from rnnviz.gui.bar_view import BarView
from rnnviz.scene.chart import BarChart
from rnnviz.scene.plot_scale import linear_scale
from rnnviz.scene.theme import DARK, LIGHT


def chart_of(values: list[list[float]], **options: object) -> BarChart:
    """Groups named a, b, … with bars ``before`` and ``after``."""
    array = np.array(values)
    groups = tuple("abcdefghijklmnopqrstuvwxyz"[: len(array)])
    says = ("before", "after")[: array.shape[1]]
    return BarChart("", array, groups, groups, says, linear_scale(array), **options)  # type: ignore[arg-type]


@pytest.fixture
def view(qtbot: QtBot) -> BarView:
    view = BarView()
    qtbot.addWidget(view)
    view.resize(300, 200)
    return view


def height(image: QImage, theme_color: str, left: float, right: float) -> int:
    """The height of the bar in a colour between two places, under the legend."""
    color = QColor(theme_color).rgb()
    below = 20  # the legend lies above
    rows = [
        y for y in range(below, image.height()) if any(image.pixel(x, y) == color for x in range(int(left), int(right)))
    ]
    return max(rows) - min(rows) if rows else 0


def test_bars_are_as_high_as_their_values(view: BarView) -> None:
    view.set_chart(chart_of([[1.0, 2.0], [4.0, 0.0]]))
    image = view.grab().toImage()
    first, second = LIGHT.unit_colors[:2]
    half = image.width() / 2 + 10
    one, two, four = height(image, first, 0, half), height(image, second, 0, half), height(image, first, half, 300)
    assert two == pytest.approx(2 * one, abs=3)
    assert four == pytest.approx(4 * one, abs=8)


def test_what_is_not_finite_is_a_point_in_a_band(view: BarView) -> None:
    view.set_chart(chart_of([[np.inf, np.nan], [1.0, 1.0]]))
    image = view.grab().toImage()
    assert 0 < height(image, LIGHT.unit_colors[0], 0, image.width() / 2) <= 8
    assert 0 < height(image, LIGHT.unit_colors[1], 0, image.width() / 2) <= 8


def test_a_group_is_picked_and_read_out(view: BarView) -> None:
    view.set_chart(chart_of([[1.0, 2.0], [4.0, 0.5]], unit="°"))
    view.grab()
    found = view.coordinates(QPointF(280, 100))
    assert found is not None
    assert found[0] == 2.0
    view.pointer = QPointF(280, 100)
    assert view.readout() == "b: before 4.0000°, after 0.5000°"
    assert view.coordinates(QPointF(1, 1)) is None


def test_words_stand_in_place_of_bars(view: BarView) -> None:
    view.set_chart(chart_of([[1.0]], message="no loss"))
    view.set_theme(DARK)
    view.grab()
    assert view.coordinates(QPointF(150, 100)) is None
    view.pointer = QPointF(150, 100)
    assert view.readout() == ""


def test_any_size_and_number_of_groups_is_painted(view: BarView) -> None:
    for size in ((20, 20), (100, 60), (900, 400)):
        view.resize(*size)
        view.set_chart(chart_of([[1.0, np.inf]] * 26, limit=0.5))
        assert not view.grab().isNull()
