"""One plot over the steps: a picture that is painted once per change, with a cursor and a read-out over it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ..engine.text import mark_of, symbol
from ..scene.number import format_number
from ..scene.theme import LIGHT, Theme
from .plot_painter import Frame, curve_color, frame_of, paint_axes, paint_curves, paint_image, paint_steps
from .trajectory import Trajectory

_REACH = 8.0
"""How near to a curve, in pixels, the pointer must be to point at it."""


class PlotView(QWidget):
    """Shows a trajectory; pressing and dragging moves the cursor."""

    step_picked = Signal(int)
    name_picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trajectory: Trajectory | None = None
        self._theme = LIGHT
        self._step = 1
        self._chosen: str | None = None
        self._picture: QPixmap | None = None
        self._frame: Frame | None = None
        self._pointer: QPointF | None = None
        self.setMouseTracking(True)

    @property
    def trajectory(self) -> Trajectory | None:
        """What is shown."""
        return self._trajectory

    @property
    def step(self) -> int:
        """Where the cursor stands."""
        return self._step

    @property
    def is_painted(self) -> bool:
        """Whether the picture under the cursor is up to date."""
        return self._picture is not None

    def set_trajectory(self, trajectory: Trajectory) -> None:
        """Show other values."""
        self._trajectory = trajectory
        self.setAccessibleDescription(trajectory.message or f"{trajectory.title} over {len(trajectory.values)} steps")
        self._forget_picture()

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of a theme."""
        self._theme = theme
        self._forget_picture()

    def set_step(self, step: int) -> None:
        """Move the cursor; the picture stays."""
        if step != self._step:
            self._step = step
            self.update()

    def choose(self, name: str | None) -> None:
        """Make the curve of a value stronger."""
        if name != self._chosen:
            self._chosen = name
            self._forget_picture()

    def readout(self) -> str:
        """What the pointer is at: step, value and number, in plain text; empty when it is nowhere."""
        if self._pointer is None or self._trajectory is None or self._frame is None or self._trajectory.message:
            return ""
        step = self._frame.step_at(self._pointer.x())
        column = self._column_at(step, self._pointer.y())
        if column is None:
            return f"t = {step}"
        name, label = self._trajectory.names[column], self._trajectory.labels[column]
        unit = f", unit {label}" if label.isdigit() else ""
        text = format_number(float(self._trajectory.values[step - 1, column]), 4)
        return f"{mark_of(symbol(name, str(step))).plain}{unit}: {text}"

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, 130)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, 60)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._trajectory is None:
            return
        painter = QPainter(self)
        if self._picture is None:
            self._picture = self._paint_picture(self._trajectory)
        painter.drawPixmap(0, 0, self._picture)
        if not self._trajectory.message and self._frame is not None:
            self._paint_cursor(painter, self._frame, self._trajectory)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget_picture()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._forget_picture()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._frame is not None:
            step = self._frame.step_at(event.position().x())
            self.step_picked.emit(step)
            column = self._column_at(step, event.position().y())
            if column is not None and self._trajectory is not None:
                self.name_picked.emit(self._trajectory.names[column])

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if event.buttons() & Qt.MouseButton.LeftButton and self._frame is not None:
            self.step_picked.emit(self._frame.step_at(event.position().x()))
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.update()

    def _forget_picture(self) -> None:
        self._picture = None
        self.update()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(11, round(0.85 * self.fontInfo().pixelSize())))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _paint_picture(self, trajectory: Trajectory) -> QPixmap:
        """Everything but the cursor and the read-out."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._theme.background))
        font = self._font()
        area = QRectF(self.rect()).adjusted(6, 0.5 * font.pixelSize(), -4, -3)
        self._frame = frame_of(trajectory, area, font)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        if trajectory.message:
            self._paint_message(painter, trajectory.message)
            return picture
        paint_axes(painter, self._frame, trajectory, self._theme)
        if trajectory.is_image:
            paint_image(painter, self._frame, trajectory, self._theme)
        else:
            paint_curves(painter, self._frame, trajectory, self._theme, self._chosen)
        painter.end()
        return picture

    def _paint_message(self, painter: QPainter, message: str) -> None:
        painter.setFont(self.font())
        painter.setPen(QColor(self._theme.muted))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(12, 0, -12, 0), flags, message)

    def _paint_cursor(self, painter: QPainter, frame: Frame, trajectory: Trajectory) -> None:
        """The line at the current step with a point on every curve, and what the pointer is at."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        step = min(self._step, frame.n_steps)
        x = round(frame.x_of(step)) + 0.5
        top, bottom = frame.top(), frame.bottom()
        painter.setPen(QPen(QColor(self._theme.accent), 1))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        paint_steps(painter, frame, self._theme, self._paint_step(painter, step, QPointF(x, bottom)))
        if not trajectory.is_image:
            heights = frame.y(trajectory.values[step - 1], trajectory.scale)
            painter.setPen(QPen(QColor(self._theme.background), 1))
            for k, y in enumerate(heights.tolist()):
                painter.setBrush(QColor(curve_color(self._theme, k)))
                painter.drawEllipse(QPointF(x, y), 3.5, 3.5)
        if self._pointer is not None:
            self._paint_pointer(painter, frame)

    def _paint_step(self, painter: QPainter, step: int, foot: QPointF) -> QRectF:
        """The number of the current step on the time axis; gives the place it takes."""
        metrics = QFontMetricsF(painter.font())
        width, height = metrics.horizontalAdvance(str(step)) + 8, metrics.height()
        left = min(max(0.0, foot.x() - width / 2), self.width() - width)
        box = QRectF(left, foot.y() + 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.accent))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(self._theme.background))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(step))
        return box

    def _paint_pointer(self, painter: QPainter, frame: Frame) -> None:
        """A thin line at the step under the pointer."""
        if self._pointer is not None:
            x = round(frame.x_of(frame.step_at(self._pointer.x()))) + 0.5
            painter.setPen(QPen(QColor(self._theme.muted), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))

    def _column_at(self, step: int, y: float) -> int | None:
        """The curve near y at a step, or the row of the image there."""
        trajectory, frame = self._trajectory, self._frame
        if trajectory is None or frame is None or trajectory.values.shape[1] == 0:
            return None
        if trajectory.is_image:
            n_units = trajectory.values.shape[1]
            unit = int((y - frame.axes.top()) * n_units / frame.axes.height())
            return unit if 0 <= unit < n_units else None
        distances = np.abs(frame.y(trajectory.values[step - 1], trajectory.scale) - y)
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= _REACH else None
