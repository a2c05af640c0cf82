"""A heat map of a sweep with the borders between vanishing, fading, surviving, growing and exploding drawn in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from typing_extensions import override

from ..scene.sweep_figure import verdicts
from ..scene.verdict_map import borders, word_places
from .heat_view import HeatView


class SweepView(HeatView):
    """Shows the map of a sweep; the borders lie where a size passes from one verdict to the next."""

    @override
    def paint_picture(self, painter: QPainter) -> None:
        super().paint_picture(painter)
        if self._map is None or self._map.message or self._axes is None:
            return
        found, area = verdicts(self._map.values)[::-1], self._axes.area
        painter.setPen(QPen(QColor(self.theme.ink), 1))
        for line in lines_in(area, found):
            painter.drawLine(line)
        self._paint_words(painter, found, area)

    def _paint_words(self, painter: QPainter, found: NDArray[np.intp], area: QRectF) -> None:
        """Each verdict in the middle of every stretch of rows, near the side where its stretches are longest."""
        metrics = QFontMetricsF(painter.font())
        ground = QColor(self.theme.background)
        ground.setAlpha(200)
        for name, across, first, last in word_places(found):
            top, bottom = (area.top() + row * area.height() / len(found) for row in (first, last))
            if bottom - top < 1.2 * metrics.height():
                continue
            box = QRectF(0, 0, metrics.horizontalAdvance(name) + 8, metrics.height())
            box.moveCenter(QPointF(area.left() + across * area.width(), (top + bottom) / 2))
            box.moveLeft(max(box.left(), area.left() + 4))
            painter.fillRect(box, ground)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), name)


def lines_in(area: QRectF, classes: NDArray[np.intp]) -> list[QLineF]:
    """The borders between cells of different classes (rows, columns), the first row at the top of ``area``."""
    rows, columns = classes.shape
    width, height = area.width() / columns, area.height() / rows
    return [
        QLineF(
            *(area.left() + ends[0][0] * width, area.top() + ends[0][1] * height),
            *(area.left() + ends[1][0] * width, area.top() + ends[1][1] * height),
        )
        for ends in borders(classes)
    ]
