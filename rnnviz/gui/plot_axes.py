"""Two axes with numbers and names around an area, for what is not drawn over time alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ..scene.chart import Axis
from ..scene.plot_scale import Tick
from ..scene.theme import Theme, mix
from .plot_frame import MATH_SIZE
from .typeset import draw_math, outline


@dataclass(frozen=True, slots=True)
class Axes:
    """An area in pixels with its axes; y counts upwards, or downwards as the rows of a matrix do."""

    area: QRectF
    x: Axis
    y: Axis
    is_down: bool = False

    def place(self, x: float, y: float) -> QPointF:
        """Where coordinates lie in pixels."""
        share = self.y.share(y)
        height = share if self.is_down else 1.0 - share
        return QPointF(
            self.area.left() + self.x.share(x) * self.area.width(), self.area.top() + height * self.area.height()
        )

    def coordinates(self, place: QPointF) -> tuple[float, float] | None:
        """What a place stands for; None beside the area."""
        if not self.area.contains(place):
            return None
        across = (place.x() - self.area.left()) / self.area.width()
        down = (place.y() - self.area.top()) / self.area.height()
        return self.x.value(across), self.y.value(down if self.is_down else 1.0 - down)


def axes_in(room: QRectF, x: Axis, y: Axis, font: QFont, is_down: bool = False) -> Axes:
    """Axes inside ``room``, which leave space for numbers and names at the left and below."""
    metrics = QFontMetricsF(font)
    names = outline(y.latex).width * MATH_SIZE * font.pixelSize() + 4 if y.latex else 0.0
    numbers = max((metrics.horizontalAdvance(text) for _, text in y.ticks(_most(room.height(), font))), default=0.0)
    area = QRectF(room.adjusted(names + numbers + 8, 0.0, 0.0, -1.15 * metrics.height()).toRect())
    return Axes(QRectF(area.topLeft(), area.size().expandedTo(QSizeF(1.0, 1.0))), x, y, is_down)


def paint_axes(painter: QPainter, axes: Axes, theme: Theme, has_grid: bool = False) -> None:
    """Paint the numbers and names of both axes, and perhaps a grid, in the painter's font."""
    font, area = painter.font(), axes.area
    metrics = QFontMetricsF(font)
    grid, line = QPen(QColor(mix(theme.background, theme.line, 0.6)), 1), QPen(QColor(theme.line), 1)
    width = 1.5 * metrics.horizontalAdvance(max((t for _, t in axes.x.ticks(5)), key=len, default="0")) + 8
    end = area.left()
    for value, text in axes.x.ticks(max(2, min(11, int(area.width() / width) + 1))):
        x = axes.place(value, axes.y.low).x()
        _rule(painter, QPointF(x, area.top()), QPointF(x, area.bottom()), _pen(value, axes.x, grid, line, has_grid))
        half = metrics.horizontalAdvance(text) / 2
        box = QRectF(min(x - half, area.right() + 4 - 2 * half), area.bottom() + 1, 2 * half + 1, metrics.height())
        painter.setPen(QColor(theme.muted))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), text)
        end = box.right()
    for value, text in axes.y.ticks(_most(area.height(), font)):
        y = axes.place(axes.x.low, value).y()
        _rule(painter, QPointF(area.left(), y), QPointF(area.right(), y), _pen(value, axes.y, grid, line, has_grid))
        painter.setPen(QColor(theme.muted))
        x = area.left() - 5 - metrics.horizontalAdvance(text)
        painter.drawText(QPointF(x, y + metrics.capHeight() / 2), text)
    _name(painter, axes, end, theme)


def _pen(value: float, axis: Axis, grid: QPen, line: QPen, has_grid: bool) -> QPen | None:
    """What the line at a value is drawn with: zero stands out in a grid."""
    if not has_grid:
        return None
    return line if value == 0.0 and not axis.is_whole else grid


def _rule(painter: QPainter, start: QPointF, end: QPointF, pen: QPen | None) -> None:
    if pen is not None:
        painter.setPen(pen)
        painter.drawLine(start, end)


def _name(painter: QPainter, axes: Axes, end: float, theme: Theme) -> None:
    """The names of the axes: that of x behind its last number or beyond it, that of y left of its numbers."""
    size, area = MATH_SIZE * painter.font().pixelSize(), axes.area
    metrics = QFontMetricsF(painter.font())
    if axes.x.latex:
        shape = outline(axes.x.latex)
        free = max(end + 5, area.right() - shape.width * size)
        draw_math(painter, axes.x.latex, QPointF(free, area.bottom() + 1 + metrics.ascent()), size, theme.muted)
    if axes.y.latex:
        left = QPointF(2.0, area.center().y() + 0.25 * size)
        draw_math(painter, axes.y.latex, left, size, theme.muted)


def _most(height: float, font: QFont) -> int:
    """How many numbers fit on each other."""
    return max(2, int(height / (1.9 * QFontMetricsF(font).height())) + 1)


def write_tick(painter: QPainter, right: QPointF, tick: Tick, theme: Theme) -> None:
    """A number that ends at ``right``, with its middle there; a power has its exponent raised."""
    font, small = painter.font(), QFont(painter.font())
    small.setPixelSize(max(9, round(0.8 * font.pixelSize())))
    metrics, raised = QFontMetricsF(font), QFontMetricsF(small)
    painter.setPen(QColor(theme.muted))
    power = raised.horizontalAdvance(tick.power) + 1 if tick.power else 0.0
    y = right.y() + metrics.capHeight() / 2
    painter.drawText(QPointF(right.x() - power - metrics.horizontalAdvance(tick.text), y), tick.text)
    if tick.power:
        painter.setFont(small)
        painter.drawText(QPointF(right.x() - power + 1, right.y() - 0.5), tick.power)
        painter.setFont(font)
