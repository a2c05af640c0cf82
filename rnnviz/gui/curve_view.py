"""Curves over the steps of a training, or over any other whole numbers, with a legend and a cursor."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ..engine.ops import Array
from ..scene.chart import Curve, CurveChart
from ..scene.curve_label import curve_color
from ..scene.number import format_number
from ..scene.plot_scale import BANDS, IN_AXIS, N_ABOVE, Tick, step_ticks
from ..scene.theme import Theme, mix
from .canvas import Canvas
from .plot_axes import write_tick

_FAINT = 0.4
"""How much of its colour a faint curve has."""


class CurveView(Canvas):
    """Shows curves; ``picked`` gives the step and the share of the height that is pressed or dragged over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: CurveChart | None = None
        self._area = QRectF()
        self._cursor: int | None = None

    @property
    def chart(self) -> CurveChart | None:
        """What is shown."""
        return self._chart

    def set_chart(self, chart: CurveChart) -> None:
        """Show other curves."""
        self._chart = chart
        self.setAccessibleDescription(chart.message or f"{chart.title} from step {chart.first} to {chart.last}")
        self.repaint_picture()

    def set_cursor(self, step: int | None) -> None:
        """Mark a step by a line."""
        if step != self._cursor:
            self._cursor = step
            self.update()

    def readout(self) -> str:
        """The step that the pointer is at, and what each curve has last had there."""
        found = self.coordinates(self.pointer) if self.pointer is not None else None
        if found is None or self._chart is None:
            return ""
        numbers = [
            f"{curve.says} {format_number(float(curve.y[place]), 4).lstrip('+')}{self._chart.unit}"
            for curve in self._chart.curves
            if not curve.is_faint and (place := int(np.searchsorted(curve.x, found[0], side="right")) - 1) >= 0
        ]
        return f"step {round(found[0])}: {', '.join(numbers)}" if numbers else ""

    @override
    def coordinates(self, place: QPointF) -> tuple[float, float] | None:
        chart = self._chart
        if chart is None or chart.message or not self._area.contains(place):
            return None
        share = (place.x() - self._area.left()) / self._area.width()
        step = round(chart.first + share * (chart.last - chart.first))
        return float(step), (self._area.bottom() - place.y()) / self._area.height()

    @override
    def paint_picture(self, painter: QPainter) -> None:
        chart = self._chart
        if chart is None:
            return
        if chart.message:
            self.paint_message(painter, chart.message)
            return
        metrics = QFontMetricsF(painter.font())
        em = metrics.height()
        ticks = [tick for tick in chart.scale.ticks(max(2, int(self.height() / (2.6 * em)))) if tick.text]
        widths = [metrics.horizontalAdvance(tick.text + tick.power + chart.unit) for tick in ticks]
        self._area = QRectF(self.rect()).adjusted(max(widths, default=0.0) + 12, 1.5 * em, -0.8 * em, -1.35 * em)
        self._paint_axes(painter, chart, ticks)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for curve in sorted(chart.curves, key=lambda curve: not curve.is_faint):
            self._paint_curve(painter, chart, curve)
        room = QRectF(self._area.left(), 0.0, self.width() - self._area.left(), 1.1 * em)
        paint_legend(painter, chart, room, self.theme)

    @override
    def paint_over(self, painter: QPainter) -> None:
        chart = self._chart
        if chart is None or chart.message or self._cursor is None or not chart.first <= self._cursor <= chart.last:
            return
        x = round(self._x(chart, np.array([float(self._cursor)]))[0]) + 0.5
        painter.setPen(QPen(QColor(self.theme.accent), 1))
        painter.drawLine(QPointF(x, self._area.top()), QPointF(x, self._area.bottom()))

    def _x(self, chart: CurveChart, steps: Array) -> Array:
        share = (steps - chart.first) / max(1, chart.last - chart.first)
        return np.asarray(self._area.left() + share * self._area.width())

    def _paint_axes(self, painter: QPainter, chart: CurveChart, ticks: list[Tick]) -> None:
        """The numbers of both axes, with lines at those of the values."""
        area, theme, metrics = self._area, self.theme, QFontMetricsF(painter.font())
        for tick in ticks:
            y = round(area.bottom() - tick.share * area.height()) + 0.5
            painter.setPen(QPen(QColor(mix(theme.background, theme.line, 0.6)), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            write_tick(painter, QPointF(area.left() - 5, y), Tick(0, tick.text + chart.unit, tick.power), theme)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(QColor(theme.muted))
        end = -np.inf
        most = int(area.width() / (1.8 * metrics.horizontalAdvance(f"{chart.last:,}") + 8))
        for step in step_ticks(chart.last, max(2, min(most, 9)), chart.first):
            text = f"{step:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
            width = metrics.horizontalAdvance(text)
            x = min(float(self._x(chart, np.array([float(step)]))[0]) - width / 2, self.width() - width - 1)
            if x > end + 4:
                painter.drawText(QPointF(x, area.bottom() + 1.05 * metrics.ascent() + 1), text)
                end = x + width

    def _paint_curve(self, painter: QPainter, chart: CurveChart, curve: Curve) -> None:
        """The lines between the points of a curve, and a point where it has no neighbours."""
        shares, bands = chart.scale.share(curve.y), chart.scale.band(curve.y)
        above = [BANDS.index(text) for text in BANDS[:N_ABOVE]]
        # What no axis can hold lies at its ends.
        shares = np.where(bands == IN_AXIS, shares, np.where(np.isin(bands, above), np.nan, 0.0))
        color = curve_color(self.theme, curve.color)
        painter.setPen(_pen(mix(self.theme.background, color, _FAINT) if curve.is_faint else color, curve))
        x, y = self._x(chart, curve.x), self._area.bottom() - shares * self._area.height()
        is_there = np.isfinite(y)
        ends = np.flatnonzero(np.diff(np.concatenate([[0], is_there.astype(int), [0]])))
        for start, stop in zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True):
            points = [QPointF(*point) for point in zip(x[start:stop].tolist(), y[start:stop].tolist(), strict=True)]
            if len(points) == 1:
                painter.setBrush(QColor(color))
                painter.drawEllipse(points[0], 1.5, 1.5)
            else:
                painter.drawPolyline(QPolygonF(points))


def paint_legend(painter: QPainter, chart: CurveChart, room: QRectF, theme: Theme) -> None:
    """What each curve is, over the axes; closer together where there is little room."""
    metrics = QFontMetricsF(painter.font())
    shown = [curve for curve in chart.curves if not curve.is_faint and curve.says]
    em = metrics.height()
    least = sum(metrics.horizontalAdvance(curve.says) for curve in shown)
    em = max(0.35 * em, min(em, (room.width() - least) / max(1.0, 2.3 * len(shown))))
    x, y = room.left(), room.center().y()
    for curve in shown:
        painter.setPen(_pen(curve_color(theme, curve.color), curve, 2.0))
        painter.drawLine(QPointF(x, y), QPointF(x + em, y))
        x += 1.3 * em
        painter.setPen(QColor(theme.muted))
        painter.drawText(QPointF(x, y + metrics.capHeight() / 2), curve.says)
        x += metrics.horizontalAdvance(curve.says) + em


def _pen(color: str, curve: Curve, width: float = 1.0) -> QPen:
    pen = QPen(QColor(color), 1.0 if curve.is_faint else max(width, 1.5 if len(curve.x) < 300 else 1.0))
    if curve.is_dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen
