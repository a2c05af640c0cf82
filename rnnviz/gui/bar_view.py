"""Bars in groups on a common axis, with bands for zero and for what is not finite."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ..scene.chart import BarChart
from ..scene.curve_label import curve_color
from ..scene.number import format_number
from ..scene.plot_scale import BANDS, IN_AXIS, N_ABOVE, Tick
from ..scene.theme import mix
from .canvas import Canvas
from .plot_axes import write_tick
from .plot_frame import MATH_SIZE
from .typeset import draw_math, outline

_GROUP = 0.72
"""The share of its room that a group of bars takes."""
_LEAST = 1.5
"""The least height of a bar in pixels, so that what lies at the end of an axis is seen."""


class BarView(Canvas):
    """Shows a bar chart; ``picked`` gives the number of a group, from 1, and a share of the height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: BarChart | None = None
        self._area = QRectF()

    @property
    def chart(self) -> BarChart | None:
        """What is shown."""
        return self._chart

    def set_chart(self, chart: BarChart) -> None:
        """Show other bars."""
        self._chart = chart
        self.setAccessibleDescription(chart.message or chart.title)
        self.repaint_picture()

    def readout(self) -> str:
        """The group that the pointer is at, with the numbers of its bars."""
        found = self.coordinates(self.pointer) if self.pointer is not None else None
        if found is None or self._chart is None:
            return ""
        group = round(found[0]) - 1
        numbers = (format_number(value, 4).lstrip("+") for value in self._chart.values[group].tolist())
        unit = self._chart.unit
        bars = ", ".join(f"{says} {number}{unit}" for says, number in zip(self._chart.says, numbers, strict=True))
        return f"{self._chart.groups[group]}: {bars}"

    @override
    def coordinates(self, place: QPointF) -> tuple[float, float] | None:
        if self._chart is None or self._chart.message or not self._area.contains(place):
            return None
        share = (place.x() - self._area.left()) / self._area.width()
        group = min(len(self._chart.labels), int(share * len(self._chart.labels)) + 1)
        return float(group), (self._area.bottom() - place.y()) / self._area.height()

    @override
    def paint_picture(self, painter: QPainter) -> None:
        chart = self._chart
        if chart is None:
            return
        if chart.message:
            self.paint_message(painter, chart.message)
            return
        font = painter.font()
        metrics = QFontMetricsF(font)
        em = metrics.height()
        ticks = [tick for tick in chart.scale.ticks(max(2, int(self.height() / (2.6 * em)))) if tick.text]
        bands = [text for text in chart.scale.bands if text in BANDS]
        widths = [metrics.horizontalAdvance(tick.text + tick.power + chart.unit) for tick in ticks]
        left = max([*widths, *(metrics.horizontalAdvance(text) for text in bands)], default=0.0) + 10
        top = 1.6 if len(chart.says) > 1 else 0.6
        self._area = QRectF(self.rect()).adjusted(left, top * em, -0.6 * em, -1.6 * em)
        axes = self._axes(bands, em)
        self._paint_axis(painter, axes, ticks, bands)
        self._paint_bars(painter, axes)
        self._paint_labels(painter)
        if len(chart.says) > 1:
            self._paint_legend(painter, chart)

    def _axes(self, bands: list[str], em: float) -> QRectF:
        """The part of the area that the axis takes, between the bands."""
        above = sum(1 for text in bands if BANDS.index(text) < N_ABOVE)
        below = len(bands) - above
        top, bottom = (1.05 * em * count + (0.4 * em if count else 0.0) for count in (above, below))
        return self._area.adjusted(0, top, 0, -bottom)

    def _band_y(self, text: str, bands: list[str], em: float) -> float:
        """The middle of a band."""
        above = [band for band in bands if BANDS.index(band) < N_ABOVE]
        if text in above:
            return self._area.top() + (above.index(text) + 0.5) * 1.05 * em
        below = [band for band in bands if band not in above]
        return self._area.bottom() - (len(below) - below.index(text) - 0.5) * 1.05 * em

    def _paint_axis(self, painter: QPainter, axes: QRectF, ticks: list[Tick], bands: list[str]) -> None:
        """The numbers with their lines, the bands, and the limit."""
        theme, unit = self.theme, self._chart.unit if self._chart else ""
        for text in bands:
            y = self._band_y(text, bands, QFontMetricsF(painter.font()).height())
            band = QRectF(self._area.left(), y - 0.4 * painter.font().pixelSize(), self._area.width(), 0)
            band.setHeight(0.8 * painter.font().pixelSize())
            painter.fillRect(band, QColor(theme.surface))
            write_tick(painter, QPointF(axes.left() - 5, y), Tick(0, text), theme)
        for tick in ticks:
            y = round(axes.bottom() - tick.share * axes.height()) + 0.5
            painter.setPen(QPen(QColor(mix(theme.background, theme.line, 0.6)), 1))
            painter.drawLine(QPointF(axes.left(), y), QPointF(axes.right(), y))
            write_tick(painter, QPointF(axes.left() - 5, y), Tick(0, tick.text + unit, tick.power), theme)
        chart = self._chart
        if chart is not None and chart.limit is not None:
            share = float(chart.scale.share(np.array([chart.limit]))[0])
            y = round(axes.bottom() - share * axes.height()) + 0.5
            painter.setPen(QPen(QColor(theme.accent), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(axes.left(), y), QPointF(axes.right(), y))

    def _paint_bars(self, painter: QPainter, axes: QRectF) -> None:
        """A bar for every value of the axis, and a point in the band of every other."""
        chart = self._chart
        if chart is None:
            return
        shares, found = chart.scale.share(chart.values), chart.scale.band(chart.values)
        bands = [text for text in chart.scale.bands if text in BANDS]
        n_groups, n_bars = chart.values.shape
        pitch = axes.width() / n_groups
        width = _GROUP * pitch / n_bars
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for group, bar in np.ndindex(n_groups, n_bars):
            painter.setBrush(QColor(curve_color(self.theme, bar)))
            x = axes.left() + (group + (1 - _GROUP) / 2) * pitch + bar * width
            if found[group, bar] == IN_AXIS:
                height = max(_LEAST, float(shares[group, bar]) * axes.height())
                painter.drawRect(QRectF(x, axes.bottom() - height, max(1.0, width - 1), height))
            else:
                y = self._band_y(BANDS[found[group, bar]], bands, QFontMetricsF(painter.font()).height())
                painter.drawEllipse(QPointF(x + width / 2, y), 3.0, 3.0)
        painter.setPen(QPen(QColor(self.theme.line), 1))
        painter.drawLine(axes.bottomLeft(), axes.bottomRight())

    def _paint_labels(self, painter: QPainter) -> None:
        """What each group is, as far as there is room."""
        chart = self._chart
        if chart is None:
            return
        size = MATH_SIZE * painter.font().pixelSize()
        pitch, end = self._area.width() / len(chart.labels), -np.inf
        widest = max(outline(label).width for label in chart.labels[1:] or chart.labels)
        size = max(11.0, min(size, (pitch - 3) / widest if widest else size))
        for k, label in enumerate(chart.labels):
            width = outline(label).width * size
            left = self._area.left() + (k + 0.5) * pitch - width / 2
            if left > end + 2:
                place = QPointF(left, self._area.bottom() + 1.15 * QFontMetricsF(painter.font()).ascent())
                draw_math(painter, label, place, size, self.theme.muted)
                end = left + width

    def _paint_legend(self, painter: QPainter, chart: BarChart) -> None:
        """What each bar of a group is, over the axes."""
        metrics = QFontMetricsF(painter.font())
        x, side = self._area.left(), 0.7 * metrics.ascent()
        for bar, says in enumerate(chart.says):
            painter.fillRect(
                QRectF(x, 0.85 * metrics.ascent() - side, side, side), QColor(curve_color(self.theme, bar))
            )
            painter.setPen(QColor(self.theme.muted))
            painter.drawText(QPointF(x + 1.5 * side, 0.95 * metrics.ascent()), says)
            x += 3.5 * side + metrics.horizontalAdvance(says)
