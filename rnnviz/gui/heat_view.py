"""A heat map with axes and a bar of its colours: sizes by decades, or signed numbers around zero."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ..engine.ops import Array
from ..scene.chart import Axis, HeatMap
from ..scene.heat_color import color_table
from ..scene.number import MINUS, format_number
from ..scene.plot_scale import IN_AXIS, Scale, Tick, write_limit
from ..scene.theme import Theme
from ..scene.words import write_power
from .canvas import Canvas
from .plot_axes import Axes, axes_in, paint_axes

_WITH_BAR = 2.0
"""So many times as wide as its bar of colours a view must be to have one."""


class HeatView(Canvas):
    """Shows a heat map; ``picked`` gives the coordinates of a cell that is pressed or dragged over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map: HeatMap | None = None
        self._axes: Axes | None = None
        self._cursor: tuple[float | None, float | None] = (None, None)

    @property
    def map(self) -> HeatMap | None:
        """What is shown."""
        return self._map

    def set_map(self, heat: HeatMap) -> None:
        """Show other values."""
        self._map, self._axes = heat, None
        self.setAccessibleDescription(heat.message or heat.title)
        self.repaint_picture()

    def set_cursor(self, x: float | None, y: float | None) -> None:
        """Mark a column, a row or both by lines."""
        if (x, y) != self._cursor:
            self._cursor = (x, y)
            self.update()

    def readout(self) -> str:
        """What the pointer is at: coordinates and number."""
        found = self.coordinates(self.pointer) if self.pointer is not None else None
        if found is None or self._map is None:
            return ""
        heat, (x, y) = self._map, found
        value = float(heat.values[_index(heat.y, y, heat.values.shape[0]), _index(heat.x, x, heat.values.shape[1])])
        text = write_power(value) if heat.scale.kind == "exponent" else format_number(value, 4).lstrip("+")
        return f"{heat.y.write(y)}, {heat.x.write(x)}: {text}"

    @override
    def coordinates(self, place: QPointF) -> tuple[float, float] | None:
        return None if self._axes is None else self._axes.coordinates(place)

    @override
    def paint_picture(self, painter: QPainter) -> None:
        heat = self._map
        if heat is None:
            return
        if heat.message:
            self.paint_message(painter, heat.message)
            return
        em = QFontMetricsF(painter.font()).height()
        bar = bar_room(painter.font(), heat.scale)
        has_bar = self.width() > _WITH_BAR * bar
        room = QRectF(self.rect()).adjusted(4, 0.5 * em, -bar if has_bar else -em, -3)
        self._axes = axes = axes_in(room, heat.x, heat.y, painter.font(), heat.is_down)
        table = color_table(self.theme, heat.colors)
        rows = heat.values if heat.is_down else heat.values[::-1]
        painter.drawImage(axes.area, heat_image(rows, heat.scale, table))
        painter.setPen(QPen(QColor(self.theme.line), 1))
        painter.drawRect(axes.area)
        paint_axes(painter, axes, self.theme)
        if has_bar and heat.values.any():
            paint_bar(painter, axes.area, heat.scale, table, self.theme)

    @override
    def paint_over(self, painter: QPainter) -> None:
        if self._axes is None or self._map is None or self._map.message:
            return
        axes, (x, y) = self._axes, self._cursor
        place = axes.place(axes.x.low if x is None else x, axes.y.low if y is None else y)
        lines = []
        if x is not None and axes.x.low <= x <= axes.x.high:
            across = round(place.x()) + 0.5
            lines.append(QLineF(across, axes.area.top(), across, axes.area.bottom()))
        if y is not None and axes.y.low <= y <= axes.y.high:
            down = round(place.y()) + 0.5
            lines.append(QLineF(axes.area.left(), down, axes.area.right(), down))
        # The ground on both sides keeps the line visible on every colour.
        for color, width in ((self.theme.background, 3), (self.theme.accent, 1)):
            painter.setPen(QPen(QColor(color), width))
            painter.drawLines(lines)


def paint_bar(painter: QPainter, area: QRectF, scale: Scale, table: NDArray[np.uint8], theme: Theme) -> None:
    """The colours from the least to the largest beside ``area``, with numbers at their places."""
    metrics = QFontMetricsF(painter.font())
    bar = QRectF(area.right() + 0.5 * metrics.height(), area.top(), 0.45 * metrics.height(), area.height())
    places = np.arange(255, -1, -1, dtype=np.uint8)[:, None]
    painter.drawImage(bar, _colored(table[places]))
    painter.setPen(QColor(theme.muted))
    x, half = bar.right() + 4, metrics.capHeight() / 2
    for tick in _bar_ticks(scale, max(2, int(area.height() / (2.2 * metrics.height())) + 1)):
        y = max(area.top() + half, min(area.bottom() - half, bar.bottom() - tick.share * bar.height()))
        painter.drawText(QPointF(x, y + half), tick.text)
        if tick.power:
            font = painter.font()
            painter.setFont(_small(font))
            painter.drawText(QPointF(x + metrics.horizontalAdvance(tick.text) + 1, y - 0.5), tick.power)
            painter.setFont(font)


def bar_room(font: QFont, scale: Scale) -> float:
    """The width that a bar of colours takes beside its area, with its numbers."""
    large, small = QFontMetricsF(font), QFontMetricsF(_small(font))
    ticks = _bar_ticks(scale, 5)
    widths = [large.horizontalAdvance(tick.text) + small.horizontalAdvance(tick.power) for tick in ticks]
    return max(3.6 * large.height(), 0.95 * large.height() + 8 + max(widths, default=0.0))


def _bar_ticks(scale: Scale, most: int) -> tuple[Tick, ...]:
    """The numbers beside a bar: both ends and the middle where zero lies there."""
    if scale.kind == "linear" and scale.low == -scale.high:
        limit = write_limit(scale.high)
        return Tick(0.0, f"{MINUS}{limit}"), Tick(0.5, "0"), Tick(1.0, limit)
    return tuple(tick for tick in scale.ticks(most) if tick.text)


def _small(font: QFont) -> QFont:
    """The font of exponents."""
    small = QFont(font)
    small.setPixelSize(max(9, round(0.8 * font.pixelSize())))
    return small


def heat_image(values: Array, scale: Scale, table: NDArray[np.uint8]) -> QImage:
    """An image of values (rows, columns) in the colours of a table."""
    shares, bands = scale.share(values), scale.band(values)
    places = np.where(bands == IN_AXIS, np.nan_to_num(shares) * 255.0, 257.0).round().astype(np.intp)
    places[bands == 2] = 256
    return _colored(table[places])


def _colored(colors: NDArray[np.uint8]) -> QImage:
    """An image of (rows, columns, 3)."""
    rows, columns = colors.shape[:2]
    pixels = np.zeros((rows, columns, 4), np.uint8)
    pixels[..., :3] = colors
    pixels[..., 3] = 255
    return QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()


def _index(axis: Axis, value: float, count: int) -> int:
    """The row or column that lies at a value."""
    return max(0, min(count - 1, int(axis.share(value) * count)))
