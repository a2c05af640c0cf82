"""A heat map of a sweep with the borders between vanishing, fading, surviving, growing and exploding drawn in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from typing_extensions import override

from ..scene.sweep_figure import verdicts
from ..scene.words import VERDICTS
from .heat_view import HeatView

_NEAR, _FAR = 0.06, 0.75


class SweepView(HeatView):
    """Shows the map of a sweep; the borders lie where a size passes from one verdict to the next."""

    @override
    def paint_picture(self, painter: QPainter) -> None:
        super().paint_picture(painter)
        if self._map is None or self._map.message or self._axes is None:
            return
        found, area = verdicts(self._map.values)[::-1], self._axes.area
        painter.setPen(QPen(QColor(self.theme.ink), 1))
        for line in borders(found, area):
            painter.drawLine(line)
        self._paint_words(painter, found, area)

    def _paint_words(self, painter: QPainter, found: NDArray[np.intp], area: QRectF) -> None:
        """Each verdict in the middle of every stretch of rows, near the side where its stretches are longest."""
        metrics = QFontMetricsF(painter.font())
        ground = QColor(self.theme.background)
        ground.setAlpha(200)
        for verdict, name in enumerate(VERDICTS):
            across = _NEAR if name == "survives" else _FAR
            column = found[:, int(across * found.shape[1])]
            for first, last in stretches(column == verdict):
                top, bottom = (area.top() + row * area.height() / len(found) for row in (first, last))
                if bottom - top < 1.2 * metrics.height():
                    continue
                box = QRectF(0, 0, metrics.horizontalAdvance(name) + 8, metrics.height())
                box.moveCenter(QPointF(area.left() + across * area.width(), (top + bottom) / 2))
                box.moveLeft(max(box.left(), area.left() + 4))
                painter.fillRect(box, ground)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), name)


def stretches(holds: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where something holds without a break: the first place of each stretch, and the one after its last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], holds.astype(int), [0]])))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def borders(classes: NDArray[np.intp], area: QRectF) -> list[QLineF]:
    """The lines between cells of different classes (rows, columns), the first row at the top of ``area``."""
    rows, columns = classes.shape
    width, height = area.width() / columns, area.height() / rows
    lines = []
    for row, column in np.argwhere(classes[1:] != classes[:-1]).tolist():
        y, x = area.top() + (row + 1) * height, area.left() + column * width
        lines.append(QLineF(x, y, x + width, y))
    for row, column in np.argwhere(classes[:, 1:] != classes[:, :-1]).tolist():
        x, y = area.left() + (column + 1) * width, area.top() + row * height
        lines.append(QLineF(x, y, x, y + height))
    return lines
