"""The map of a sweep with its borders and words."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from rnnviz.gui.sweep_view import SweepView, lines_in
from rnnviz.scene.sweep_figure import RADII, Sweeping, message_map, sweep_map

from .editing import show

OF = Sweeping("rnn", "RNN", 2, 4, 0, None)


def test_borders_lie_between_different_classes_only() -> None:
    area = QRectF(0, 0, 30, 20)
    assert lines_in(area, np.zeros((2, 3), int)) == []
    (line,) = lines_in(area, np.array([[0, 0, 0], [1, 0, 0]])[:, :1])
    assert (line.x1(), line.y1(), line.x2(), line.y2()) == (0, 10, 30, 10)
    (line,) = lines_in(area, np.array([[0, 1]]))
    assert (line.x1(), line.y1(), line.x2(), line.y2()) == (15, 0, 15, 20)


def test_the_borders_change_the_picture_of_the_map(qtbot: QtBot) -> None:
    view = SweepView()
    show(qtbot, view, 300, 200)
    view.set_map(message_map("nothing yet"))
    empty = view.grab().toImage()
    view.set_map(sweep_map(OF, [np.full(4, 10 * radius - 15) for radius in RADII]))
    assert view.grab().toImage() != empty
