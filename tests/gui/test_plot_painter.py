"""Painting plots: frames, labels, images."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from pytestqt.qtbot import QtBot

from rnnviz.gui.plot_painter import (
    curve_color,
    frame_of,
    paint_axes,
    paint_curves,
    paint_steps,
    spread_apart,
)
from rnnviz.gui.plot_scale import linear_scale, log_scale
from rnnviz.gui.trajectory import Trajectory
from rnnviz.scene.theme import LIGHT

AREA = QRectF(0.0, 0.0, 300.0, 140.0)


def small_font() -> QFont:
    font = QFont()
    font.setPixelSize(11)
    return font


def plot(*columns: list[float], log: bool = False) -> Trajectory:
    values = np.array(columns, dtype=float).T
    names = tuple("fio"[: len(columns)])
    return Trajectory("Test", values, names, names, log_scale(values) if log else linear_scale(values))


def painted(trajectory: Trajectory, chosen: str | None = None) -> QImage:
    image = QImage(300, 140, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.background))
    painter = QPainter(image)
    painter.setFont(small_font())
    frame = frame_of(trajectory, AREA, small_font())
    paint_axes(painter, frame, trajectory, LIGHT)
    paint_curves(painter, frame, trajectory, LIGHT, chosen)
    painter.end()
    return image


def count(image: QImage, color: str) -> int:
    pixels = np.frombuffer(image.constBits(), np.uint32)
    return int((pixels == int(color[1:], 16) | 0xFF000000).sum())


def test_steps_lie_evenly_and_a_position_gives_its_step_back(qtbot: QtBot) -> None:
    frame = frame_of(plot([0.1, 0.2, 0.3, 0.4]), AREA, small_font())
    places = frame.x(np.arange(1.0, 5.0))
    assert np.ptp(np.diff(places)) < 1e-9
    assert [frame.step_at(x) for x in places] == [1, 2, 3, 4]
    assert (frame.step_at(-50.0), frame.step_at(1e4)) == (1, 4)


def test_a_single_step_lies_in_the_middle(qtbot: QtBot) -> None:
    frame = frame_of(plot([0.1]), AREA, small_font())
    assert frame.x_of(1) == pytest.approx(frame.axes.center().x())


def test_long_numbers_at_the_axis_get_the_room_they_need(qtbot: QtBot) -> None:
    short, long = (frame_of(plot([0.0, size]), AREA, small_font()) for size in (0.5, 1.5e306))
    assert long.axes.left() > short.axes.left() + 4


def test_special_values_lie_in_their_bands_outside_the_axes(qtbot: QtBot) -> None:
    trajectory = plot([1.0, 0.0, np.inf, np.nan, 10.0], log=True)
    frame = frame_of(trajectory, AREA, small_font())
    one, zero, infinite, missing, ten = frame.y(trajectory.values, trajectory.scale)[:, 0]
    assert missing < infinite < frame.axes.top() <= ten < one <= frame.axes.bottom() < zero < frame.bottom()
    assert missing > frame.top()


def test_a_single_point_and_special_values_are_visible(qtbot: QtBot) -> None:
    assert count(painted(plot([0.5])), curve_color(LIGHT, 0)) > 4
    special = painted(plot([0.0, 0.0, np.nan, np.inf], log=True))
    assert count(special, curve_color(LIGHT, 0)) > 16


def test_the_chosen_curve_is_stronger(qtbot: QtBot) -> None:
    steps = np.arange(400)
    columns = [list(np.sin(steps / 40)), list(np.cos(steps / 40))]
    plain, strong = painted(plot(*columns)), painted(plot(*columns), "f")
    assert count(strong, curve_color(LIGHT, 0)) > 1.3 * count(plain, curve_color(LIGHT, 0))


def test_a_short_peak_in_a_long_sequence_is_not_thinned_away(qtbot: QtBot) -> None:
    values = np.zeros(20_000)
    values[12_345] = 1.0
    image = painted(plot(list(values)))
    frame = frame_of(plot(list(values)), AREA, small_font())
    x = round(frame.x_of(12_346))
    column = [image.pixelColor(x + d, round(frame.axes.center().y())).name() for d in (-1, 0, 1)]
    assert set(column) != {LIGHT.background}


def test_a_number_of_the_time_axis_makes_way_for_the_cursor(qtbot: QtBot) -> None:
    frame = frame_of(plot([0.0] * 10), AREA, small_font())

    def inked(taken: QRectF) -> list[bool]:
        image = QImage(300, 140, QImage.Format.Format_RGB32)
        image.fill(QColor(LIGHT.background))
        painter = QPainter(image)
        painter.setFont(small_font())
        paint_steps(painter, frame, LIGHT, taken)
        painter.end()
        places = [round(frame.x_of(step)) for step in (1, 4, 8)]
        return [
            any(image.pixelColor(x + d, y).name() != LIGHT.background for d in range(-4, 5) for y in range(100, 140))
            for x in places
        ]

    assert inked(QRectF()) == [True, True, True]
    assert inked(QRectF(frame.x_of(4) - 8, 120.0, 16.0, 14.0)) == [True, False, True]


def test_labels_that_would_overlap_are_moved_apart_around_their_middle() -> None:
    assert spread_apart([10.0, 50.0], 12.0) == [10.0, 50.0]
    assert spread_apart([20.0, 20.0], 12.0) == [14.0, 26.0]
    places = spread_apart([1.0, 2.0, 3.0, 30.0, 31.0], 10.0)
    assert min(np.diff(places)) >= 10.0 - 1e-9
    assert places == sorted(places)
