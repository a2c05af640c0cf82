"""One plot over the steps: a picture that is painted once per change, with a cursor and a read-out over it."""

from __future__ import annotations

from collections.abc import Collection

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

from ..scene.curve_label import curve_color
from ..scene.number import format_number
from ..scene.theme import LIGHT, Theme
from ..scene.trajectory import Trajectory
from ..scene.words import write_power, write_share, write_value
from .plot import Plot
from .plot_frame import MATH_SIZE, Frame, frame_of, limit_of
from .plot_label import paint_labels
from .typeset import draw_math

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
        self._pending: frozenset[str] = frozenset()
        self._chosen: str | None = None
        self._numbers = self._font()
        self._plot = Plot(self, self._theme, self._numbers)
        self._picture: QPixmap | None = None
        self._frame: Frame | None = None
        self._kept: tuple[object, Frame] | None = None
        self._pointer: QPointF | None = None
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

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
        self.setAccessibleDescription(trajectory.message or f"{trajectory.title} over {trajectory.last} steps")
        self._forget_picture()

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of a theme."""
        self._theme = theme
        self._plot.dress(theme, self._numbers)
        self._forget_picture()

    def set_step(self, step: int, pending: Collection[str] = ()) -> None:
        """Move the cursor; the picture stays. The values named ``pending`` have no point at the cursor."""
        if (step, frozenset(pending)) != (self._step, self._pending):
            self._step, self._pending = step, frozenset(pending)
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
        if step in self._trajectory.gaps:
            return f"t = {self._trajectory.writing.number(step)}: no target"
        if column is None:
            return f"t = {self._trajectory.writing.number(step)}"
        return _readout(self._trajectory, step, column)

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, 130)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, 60)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.background))
        if self._trajectory is None:
            return
        if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatioF():
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
        if event.type() == QEvent.Type.FontChange:
            self._numbers = self._font()
            self._plot.dress(self._theme, self._numbers)
            self._forget_picture()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._frame is not None:
            step = self._frame.step_at(event.position().x())
            self.step_picked.emit(max(1, step))
            column = self._column_at(step, event.position().y())
            if column is not None and self._trajectory is not None:
                self.name_picked.emit(self._trajectory.names[column])

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if event.buttons() & Qt.MouseButton.LeftButton and self._frame is not None:
            self.step_picked.emit(max(1, self._frame.step_at(event.position().x())))
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.update()

    def _forget_picture(self) -> None:
        self._picture = self._frame = None
        self.update()

    def _font(self) -> QFont:
        """The font of the numbers, as the widget's font is now."""
        font = QFont(self.font())
        font.setPixelSize(max(11, round(0.85 * self.fontInfo().pixelSize())))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _paint_picture(self, trajectory: Trajectory) -> QPixmap:
        """Everything but the cursor and the read-out."""
        font = self._numbers
        area = QRectF(self.rect()).adjusted(6, 0.5 * font.pixelSize(), -4, -3)
        if trajectory.message:
            return self._paint_message(trajectory.message)
        frame = self._frame_of(trajectory, area)
        picture = self._plot.picture(trajectory, frame, self.size(), self._chosen)
        self._frame = frame
        if not trajectory.is_image:
            painter = QPainter(picture)
            painter.setFont(font)
            paint_labels(painter, frame, trajectory, self._theme)
            painter.end()
        return picture

    def _frame_of(self, trajectory: Trajectory, area: QRectF) -> Frame:
        """The frame of a plot; the one before as long as nothing else would come out."""
        ends, limit = (trajectory.first, trajectory.last), limit_of(trajectory)
        kept_for = (trajectory.scale, trajectory.labels, trajectory.is_image, limit, ends, area, self._numbers)
        if self._kept is None or self._kept[0] != kept_for:
            self._kept = (kept_for, frame_of(trajectory, area, self._numbers))
        return self._kept[1]

    def _paint_message(self, message: str) -> QPixmap:
        """Words in place of a plot."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._theme.background))
        painter = QPainter(picture)
        painter.setFont(self.font())
        painter.setPen(QColor(self._theme.muted))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(12, 0, -12, 0), flags, message)
        painter.end()
        return picture

    def _paint_cursor(self, painter: QPainter, frame: Frame, trajectory: Trajectory) -> None:
        """The line at the current step with a point on every curve, and what the pointer is at."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._numbers)
        step = min(self._step, frame.last)
        x = round(frame.x(step)) + 0.5
        painter.setPen(QPen(QColor(self._theme.accent), 1))
        painter.drawLine(QPointF(x, frame.view.top()), QPointF(x, frame.view.bottom()))
        self._paint_step(painter, frame, step)
        if trajectory.form == "curves" and not trajectory.is_image and step not in trajectory.gaps:
            heights = frame.y(frame.levels(trajectory.values[step - frame.first], trajectory.scale)).tolist()
            radius = 0.32 * painter.font().pixelSize()
            painter.setPen(QPen(QColor(self._theme.background), 1))
            for k, y in enumerate(heights):
                if trajectory.names[k] not in self._pending and k not in trajectory.dashed:
                    painter.setBrush(QColor(curve_color(self._theme, k)))
                    painter.drawEllipse(QPointF(x, y), radius, radius)
        if self._pointer is not None:
            x = round(frame.x(frame.step_at(self._pointer.x()))) + 0.5
            painter.setPen(QPen(QColor(self._theme.muted), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, frame.view.top()), QPointF(x, frame.view.bottom()))

    def _paint_step(self, painter: QPainter, frame: Frame, step: int) -> None:
        """The number of the current step on the time axis, in place of others there, and the name of that axis."""
        metrics = QFontMetricsF(painter.font())
        number = str(step) if self._trajectory is None else self._trajectory.writing.number(step)
        width = metrics.horizontalAdvance(number) + 8
        left = min(max(0.0, frame.x(step) - width / 2), self.width() - width)
        box = QRectF(left, frame.view.bottom() + 1, width, metrics.height())
        free = frame.axes.right() + 3.0
        for place in self._plot.step_places:
            if place.left() < box.right() + 3 and place.right() > box.left() - 3:
                painter.fillRect(place.adjusted(-1, 1, 1, 4), QColor(self._theme.background))
            else:
                free = max(free, place.right())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.accent))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(self._theme.background))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number)
        end = QPointF(
            max(free, box.right()) + 0.35 * painter.font().pixelSize(), frame.view.bottom() + 1.5 + metrics.ascent()
        )
        draw_math(painter, "t", end, MATH_SIZE * painter.font().pixelSize(), self._theme.muted)

    def _column_at(self, step: int, y: float) -> int | None:
        """The curve near y at a step, or the row of the image there."""
        trajectory, frame = self._trajectory, self._frame
        if trajectory is None or frame is None or trajectory.values.shape[1] == 0 or step in trajectory.gaps:
            return None
        if trajectory.is_image:
            n_units = trajectory.values.shape[1]
            unit = int((y - frame.axes.top()) * n_units // frame.axes.height())
            return unit if 0 <= unit < n_units else None
        levels = frame.levels(trajectory.values[step - frame.first], trajectory.scale)
        if trajectory.form != "curves":
            tops = np.cumsum(levels) if trajectory.form == "stack" else levels
            reached = np.flatnonzero(tops >= frame.level_at(y))
            return int(reached[0]) if reached.size and frame.level_at(y) >= 0.0 else None
        distances = np.abs(frame.y(levels) - y)
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= _REACH else None


def _readout(trajectory: Trajectory, step: int, column: int) -> str:
    """A value of a trajectory in words."""
    name, label = trajectory.names[column], trajectory.labels[column]
    unit = f", unit {label}" if label.isdigit() else ""
    value = float(trajectory.values[step - trajectory.first, column])
    if trajectory.scale.kind == "exponent":
        text = write_power(value)
    elif trajectory.form == "stack":
        text = write_share(value)
    else:
        text = format_number(value, 4)
    if trajectory.says:
        return f"t = {trajectory.writing.number(step)}, {trajectory.says[column]}: {text}"
    return f"{write_value(name, step, trajectory.writing)}{unit}: {text}"
