"""The saliency of the inputs: a heat map of gradients under the inputs that they belong to, step by step."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from typing_extensions import override

from ..scene.chart import Saliency
from ..scene.heat_color import color_table
from .heat_view import HeatView, bar_room, heat_image, paint_bar
from .plot_axes import axes_in, paint_axes
from .plot_frame import MATH_SIZE
from .typeset import draw_math


class SaliencyView(HeatView):
    """Shows a saliency; both strips have the same steps under each other."""

    _upper: QRectF | None = None

    @override
    def paint_picture(self, painter: QPainter) -> None:
        heat = self._map
        if not isinstance(heat, Saliency) or heat.message:
            super().paint_picture(painter)
            return
        metrics = QFontMetricsF(painter.font())
        em = metrics.height()
        room = QRectF(self.rect()).adjusted(4 + 1.2 * em, 0.5 * em, -bar_room(painter.font(), heat.scale), -3)
        whole = axes_in(room, heat.x, heat.y, painter.font(), heat.is_down).area
        between = 1.15 * em if self._has_symbols(heat, whole, metrics) else 0.35 * em
        upper = QRectF(whole.topLeft(), whole.size())
        upper.setHeight(round(max(4.0, 0.36 * (whole.height() - between))))
        room.setTop(upper.bottom() + between)
        self._axes = axes = axes_in(room, heat.x, heat.y, painter.font(), heat.is_down)
        upper.setLeft(axes.area.left())
        self._upper = upper
        diverging = color_table(self.theme, "diverging")
        table = color_table(self.theme, heat.colors)
        painter.drawImage(upper, heat_image(heat.inputs, heat.input_scale, diverging))
        painter.drawImage(axes.area, heat_image(heat.values, heat.scale, table))
        painter.setPen(QPen(QColor(self.theme.line), 1))
        painter.drawRects([upper, axes.area])
        paint_axes(painter, axes, self.theme)
        paint_bar(painter, axes.area, heat.scale, table, self.theme)
        size = MATH_SIZE * painter.font().pixelSize()
        draw_math(
            painter, "x", QPointF(upper.left() - 1.1 * em, upper.center().y() + 0.25 * size), size, self.theme.muted
        )
        self._paint_symbols(painter, heat, upper, between)

    @override
    def paint_over(self, painter: QPainter) -> None:
        super().paint_over(painter)
        step = self._cursor[0]
        if self._axes is None or self._upper is None or step is None or step > self._axes.x.high:
            return
        x = round(self._axes.place(step, self._axes.y.low).x()) + 0.5
        for color, width in ((self.theme.background, 3), (self.theme.accent, 1)):
            painter.setPen(QPen(QColor(color), width))
            painter.drawLine(QPointF(x, self._upper.top()), QPointF(x, self._upper.bottom()))

    def _has_symbols(self, heat: Saliency, area: QRectF, metrics: QFontMetricsF) -> bool:
        """Whether every symbol has room at its step."""
        widest = max((metrics.horizontalAdvance(text) for text in heat.symbols), default=0.0)
        return bool(heat.symbols) and area.width() / len(heat.symbols) >= widest + 1

    def _paint_symbols(self, painter: QPainter, heat: Saliency, area: QRectF, height: float) -> None:
        if not self._has_symbols(heat, area, QFontMetricsF(painter.font())):
            return
        painter.setPen(QColor(self.theme.ink))
        pitch = area.width() / len(heat.symbols)
        for k, text in enumerate(heat.symbols):
            box = QRectF(area.left() + k * pitch, area.bottom(), pitch, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
