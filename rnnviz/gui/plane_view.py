"""Points, paths and arrows in a plane whose two axes have one scale, perhaps with the unit circle."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ..scene.chart import Axis, Cloud, Plane
from ..scene.curve_label import curve_color
from ..scene.number import format_number
from .canvas import Canvas
from .plot_axes import Axes, axes_in, paint_axes
from .plot_frame import MATH_SIZE
from .typeset import outline

_REACH = 9.0
"""How near to a point, in pixels, the pointer must be to point at it."""


class PlaneView(Canvas):
    """Shows a plane; ``picked`` gives the coordinates that are pressed or dragged over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plane: Plane | None = None
        self._axes: Axes | None = None
        self._cursor: tuple[float, float] | None = None

    @property
    def plane(self) -> Plane | None:
        """What is shown."""
        return self._plane

    def set_plane(self, plane: Plane) -> None:
        """Show other points."""
        self._plane, self._axes = plane, None
        self.setAccessibleDescription(plane.message or plane.title)
        self.repaint_picture()

    def set_cursor(self, point: tuple[float, float] | None) -> None:
        """Ring a point, as that of the current step."""
        if point != self._cursor:
            self._cursor = point
            self.update()

    def readout(self) -> str:
        """The point that the pointer is at, or where it is."""
        found = self.coordinates(self.pointer) if self.pointer is not None else None
        if found is None or self._plane is None or self._axes is None or self.pointer is None:
            return ""
        near = [
            (QPointF.dotProduct(gap, gap), cloud.says, point)
            for cloud in self._plane.clouds
            for point in cloud.points.tolist()
            if np.isfinite(point).all()
            for gap in [self._axes.place(*point) - self.pointer]
        ]
        distance, says, point = min(near, key=lambda entry: entry[0], default=(np.inf, "", found))
        x, y = point if distance <= _REACH**2 else found
        text = f"{format_number(x, 3)}, {format_number(y, 3)}"
        return f"{says} {text}".strip() if distance <= _REACH**2 else text

    @override
    def coordinates(self, place: QPointF) -> tuple[float, float] | None:
        return None if self._axes is None else self._axes.coordinates(place)

    @override
    def paint_picture(self, painter: QPainter) -> None:
        plane = self._plane
        if plane is None:
            return
        if plane.message:
            self.paint_message(painter, plane.message)
            return
        em = QFontMetricsF(painter.font()).height()
        name = outline(plane.x).width * MATH_SIZE * painter.font().pixelSize() if plane.x else 0.0
        room = QRectF(self.rect()).adjusted(4, 0.5 * em, -0.6 * em - name, -3)
        self._axes = axes = _axes_of(plane, room, painter)
        paint_axes(painter, axes, self.theme, has_grid=True)
        painter.setClipRect(axes.area.adjusted(-4, -4, 4, 4))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if plane.has_circle:
            painter.setPen(QPen(QColor(self.theme.muted), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(axes.place(-1.0, 1.0), axes.place(1.0, -1.0)))
        for cloud in plane.clouds:
            self._paint_cloud(painter, axes, cloud)

    @override
    def paint_over(self, painter: QPainter) -> None:
        if self._axes is not None and self._cursor is not None and np.isfinite(self._cursor).all():
            painter.setPen(QPen(QColor(self.theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self._axes.place(*self._cursor), 6.0, 6.0)

    def _paint_cloud(self, painter: QPainter, axes: Axes, cloud: Cloud) -> None:
        color = QColor(cloud.color if isinstance(cloud.color, str) else curve_color(self.theme, cloud.color))
        places = [axes.place(x, y) for x, y in cloud.points[np.isfinite(cloud.points).all(axis=1)].tolist()]
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        match cloud.form:
            case "path":
                painter.drawPolyline(QPolygonF(places))
            case "arrows":
                self._paint_arrows(painter, axes, cloud)
            case "crosses":
                r = cloud.size / 2
                for place in places:
                    painter.drawLine(place + QPointF(-r, -r), place + QPointF(r, r))
                    painter.drawLine(place + QPointF(-r, r), place + QPointF(r, -r))
            case form:
                if form == "points":
                    painter.setPen(QPen(QColor(self.theme.background), 1))
                    painter.setBrush(color)
                for place in places:
                    painter.drawEllipse(place, cloud.size / 2, cloud.size / 2)

    def _paint_arrows(self, painter: QPainter, axes: Axes, cloud: Cloud) -> None:
        """A line from each point to its end, with a head where it is long enough."""
        ends = cloud.points if cloud.ends is None else cloud.ends
        is_finite = np.isfinite(cloud.points).all(axis=1) & np.isfinite(ends).all(axis=1)
        for point, end in zip(cloud.points[is_finite].tolist(), ends[is_finite].tolist(), strict=True):
            start, tip = axes.place(*point), axes.place(*end)
            way = tip - start
            length = float(np.hypot(way.x(), way.y()))
            painter.drawLine(start, tip)
            if length > 3.0:
                back = way * (min(4.0, 0.4 * length) / length)
                side = QPointF(-back.y(), back.x()) * 0.5
                painter.drawLine(tip, tip - back + side)
                painter.drawLine(tip, tip - back - side)


def _axes_of(plane: Plane, room: QRectF, painter: QPainter) -> Axes:
    """Axes that hold all that is shown, with one scale for both."""
    found = [cloud.points for cloud in plane.clouds] + [cloud.ends for cloud in plane.clouds if cloud.ends is not None]
    points = np.concatenate([*found, np.zeros((0, 2))])
    points = np.clip(points[np.isfinite(points).all(axis=1)], -1e150, 1e150)
    least = 1.12 if plane.has_circle else plane.reach
    if not len(points) and not least:
        least = 1.0
    reach = np.array([[-least, -least], [least, least]]) if least else np.zeros((0, 2))
    points = np.concatenate([points, reach])
    low, high = points.min(axis=0), points.max(axis=0)
    edge = 0.04 * np.maximum(high - low, 1e-9 * max(1.0, float(np.abs(points).max())))
    low, high = low - edge, high + edge
    first = axes_in(room, Axis(plane.x, low[0], high[0]), Axis(plane.y, low[1], high[1]), painter.font())
    if plane.is_stretched:
        return first
    per_pixel = float(max((high - low) / (first.area.width(), first.area.height())))
    middle = (low + high) / 2
    half = np.array([first.area.width(), first.area.height()]) * per_pixel / 2
    low, high = middle - half, middle + half
    return axes_in(room, Axis(plane.x, low[0], high[0]), Axis(plane.y, low[1], high[1]), painter.font())
