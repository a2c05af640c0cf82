"""The likeliest classes at one step, as bars from the likeliest on."""

from __future__ import annotations

from math import isnan

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ..scene.theme import mix
from .canvas import Canvas
from .forecast import Forecast, write_percent

NOT_READ = "There are no probabilities at this step."
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ForecastBars(Canvas):
    """A line for each class with its name, a bar as long as it is probable, and the number; what was right is marked.

    ``picked`` gives the place of a class in the list, from 0.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forecast: Forecast | None = None
        self._step = 1

    def show_forecast(self, forecast: Forecast | None, step: int) -> None:
        """Show the probabilities at a step."""
        self._forecast, self._step = forecast, step
        said = ", ".join(f"{name} {share}" for name, share in self.lines)
        self.setAccessibleDescription(said or NOT_READ)
        self.repaint_picture()

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The names and probabilities that are written, the likeliest first."""
        forecast = self._forecast
        if forecast is None or not 1 <= self._step <= forecast.n_steps:
            return ()
        found = forecast.likeliest(self._step, self._count())
        return tuple((forecast.classes[place], write_percent(share)) for place, share in found)

    def readout(self) -> str:
        """Nothing: the numbers stand beside the bars."""
        return ""

    @override
    def coordinates(self, place: QPointF) -> tuple[float, float] | None:
        row = int(place.y() // self._pitch())
        return (0.0, float(row)) if 0 <= row < len(self.lines) else None

    @override
    def paint_picture(self, painter: QPainter) -> None:
        forecast = self._forecast
        if forecast is None:
            return
        if not self.lines:
            self.paint_message(painter, NOT_READ)
            return
        metrics, theme = QFontMetricsF(painter.font()), self.theme
        names = max(metrics.horizontalAdvance(name) for name in forecast.classes)
        numbers = metrics.horizontalAdvance("100.0\N{NARROW NO-BREAK SPACE}%")
        left, right = names + 14.0, self.width() - numbers - 8.0
        right_class = forecast.right[self._step - 1]
        found = forecast.likeliest(self._step, self._count())
        for row, ((place, share), (name, text)) in enumerate(zip(found, self.lines, strict=True)):
            line = QRectF(0.0, row * self._pitch(), self.width(), self._pitch())
            is_right = place == right_class
            painter.setPen(QColor(theme.ink if is_right else theme.muted))
            painter.drawText(QRectF(4.0, line.top(), names + 2.0, line.height()), _RIGHT, name)
            bar = line.adjusted(left, 0.18 * line.height(), 0.0, -0.18 * line.height())
            bar.setRight(right)
            painter.fillRect(bar, QColor(mix(theme.background, theme.line, 0.45)))
            bar.setWidth(max(1.0, (0.0 if isnan(share) else share) * bar.width()))
            painter.fillRect(bar, QColor(theme.accent if is_right else mix(theme.background, theme.accent, 0.45)))
            painter.drawText(QRectF(right + 4.0, line.top(), numbers, line.height()), _RIGHT, text)

    def _pitch(self) -> float:
        return 1.35 * QFontMetricsF(self.small_font()).height()

    def _count(self) -> int:
        return max(1, int(self.height() / self._pitch()))
