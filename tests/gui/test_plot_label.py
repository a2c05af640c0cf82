"""Names at the ends of curves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from pytestqt.qtbot import QtBot

from rnnviz.gui.plot_frame import Frame, frame_of
from rnnviz.gui.plot_label import paint_labels
from rnnviz.scene.curve_label import curve_color
from rnnviz.scene.plot_scale import linear_scale
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.trajectory import Trajectory

Ink = Callable[[int], NDArray[np.intp]]


def painted(ends: list[float], labels: tuple[str, ...]) -> tuple[Frame, Ink]:
    """The frame of a plot, and the rows of pixels in the colour of each curve."""
    values = np.array([ends])
    return paint(Trajectory("Test", values, labels, labels, linear_scale(values)))


def paint(trajectory: Trajectory) -> tuple[Frame, Ink]:
    """As ``painted``, for any plot."""
    font = QFont()
    font.setPixelSize(24)
    frame = frame_of(trajectory, QRectF(0.0, 12.0, 300.0, 280.0), font)
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.background))
    painter = QPainter(image)
    painter.setFont(font)
    paint_labels(painter, frame, trajectory, LIGHT)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(300, 300).copy()

    def ink(k: int) -> NDArray[np.intp]:
        rows, columns = np.nonzero(pixels == int(curve_color(LIGHT, k)[1:], 16) | 0xFF000000)
        assert rows.size == 0 or columns.min() > frame.axes.right()
        return np.asarray(rows, dtype=np.intp)

    return frame, ink


def test_a_label_stands_beside_the_end_of_its_curve_and_outside_the_axes(qtbot: QtBot) -> None:
    frame, ink = painted([0.25, 0.75], ("1", "2"))
    for k, value in enumerate((0.25, 0.75)):
        expected = frame.axes.bottom() - frame.axes.height() * value / 0.8
        assert ink(k).mean() == pytest.approx(expected, abs=4)


def test_labels_of_curves_that_end_together_do_not_overlap(qtbot: QtBot) -> None:
    _, ink = painted([0.5, 0.5, 0.5], ("1", "2", "3"))
    assert ink(0).max() < ink(1).min()
    assert ink(1).max() < ink(2).min()


def test_labels_at_the_ends_of_the_axis_stay_within_the_plot(qtbot: QtBot) -> None:
    frame, ink = painted([np.nan, np.nan, np.nan, np.nan, 0.0, 1.0], ("1", "2", "3", "4", "5", "6"))
    rows = np.concatenate([ink(k) for k in range(6)])
    assert all(ink(k).size for k in range(6))
    assert rows.min() > frame.view.top() - 12
    assert rows.max() < frame.view.bottom() + 12


def test_more_labels_than_there_is_room_for_are_left_out(qtbot: QtBot) -> None:
    _, ink = painted([0.5] * 16, tuple(map(str, range(1, 17))))
    assert ink(0).size == 0


def test_a_curve_without_a_name_has_no_label(qtbot: QtBot) -> None:
    _, ink = painted([0.5], ("",))
    assert ink(0).size == 0


def test_the_names_of_areas_stand_where_the_areas_are_for_most_of_the_time(qtbot: QtBot) -> None:
    values = np.array([[0.8, 0.0, 0.2]] * 9 + [[np.nan] * 3] + [[0.0, 0.0, 1.0]])
    labels = (r"\text{1}", r"\text{2}", r"\text{3}")
    scale = linear_scale(np.array([0.0, 1.0]))
    frame, ink = paint(Trajectory("Test", values, ("h",) * 3, labels, scale, form="stack"))
    heights = [float((frame.axes.bottom() - ink(k).mean()) / frame.axes.height()) for k in range(3)]
    assert heights[0] == pytest.approx(0.36, abs=0.03)
    assert heights[0] < heights[1] < heights[2]
