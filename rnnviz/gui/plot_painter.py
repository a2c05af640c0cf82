"""Painting a plot: its axes, its curves or its image, once per change; the cursor is drawn over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from shiboken6 import Shiboken

from ..engine.ops import Array
from ..scene.theme import Theme, mix
from .plot_image import image_limit, image_of, strongest
from .plot_scale import BANDS, IN_AXIS, N_ABOVE, Scale, Tick, step_ticks
from .trajectory import Trajectory
from .typeset import outline, picture, rise

_MARKED = 9.0
"""Where steps lie at least this far apart, in pixels, every value is marked by a point."""
_BAND_GAP = 5.0
_THICK = 320
"""Up to this many points lines are a little stronger; more points would cost time."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a plot's parts lie, in pixels: the axes enclose ``axes``, bands for special values lie above and below."""

    axes: QRectF
    band: float
    above: tuple[str, ...]
    below: tuple[str, ...]
    n_steps: int

    def x(self, steps: Array) -> Array:
        """The middle of steps, which count from 1."""
        return np.asarray(self.axes.left() + (steps - 0.5) * self.axes.width() / self.n_steps)

    def x_of(self, step: int) -> float:
        """The middle of one step."""
        return self.axes.left() + (step - 0.5) * self.axes.width() / self.n_steps

    def step_at(self, x: float) -> int:
        """The step, 1…T, that is nearest to x."""
        step = int((x - self.axes.left()) * self.n_steps / self.axes.width()) + 1
        return max(1, min(step, self.n_steps))

    def y(self, values: Array, scale: Scale) -> Array:
        """Where values lie; those with a band lie in its middle."""
        y = self.axes.bottom() - scale.share(values) * self.axes.height()
        bands = scale.band(values)
        for text in (*self.above, *self.below):
            y[bands == BANDS.index(text)] = self.band_y(text)
        return np.asarray(y)

    def band_y(self, text: str) -> float:
        """The middle of a band."""
        if text in self.above:
            return self.top() + (self.above.index(text) + 0.5) * self.band
        return self.bottom() - (len(self.below) - self.below.index(text) - 0.5) * self.band

    def top(self) -> float:
        """The upper end of axes and bands."""
        return self.axes.top() - _reserve(self.above, self.band)

    def bottom(self) -> float:
        """The lower end of axes and bands, where the time axis lies."""
        return self.axes.bottom() + _reserve(self.below, self.band)


def frame_of(trajectory: Trajectory, area: QRectF, font: QFont) -> Frame:
    """The frame of a plot inside ``area``, with room for tick labels at the left and below and names at the right."""
    em = QFontMetricsF(font).height()
    n_above = [text for text in trajectory.scale.bands if BANDS.index(text) < N_ABOVE]
    n_below = [text for text in trajectory.scale.bands if BANDS.index(text) >= N_ABOVE]
    band = 0.95 * em
    numbers = [] if trajectory.is_image else [tick.text + tick.power for tick in trajectory.scale.ticks(5)]
    left = max(QFontMetricsF(font).horizontalAdvance(text) for text in ("−0.00", *numbers)) + 8
    right = (2.9 if trajectory.is_image else 1.6) * em
    top, bottom = _reserve(n_above, band), _reserve(n_below, band)
    axes = area.adjusted(left, top, -right, -bottom - 1.15 * em)
    return Frame(axes, band, tuple(n_above), tuple(n_below), max(1, len(trajectory.values)))


def _reserve(bands: Sequence[str], band: float) -> float:
    """The height that the axes leave to bands, or to the points and numbers on their edge."""
    return len(bands) * band + (_BAND_GAP if bands else 0.25 * band)


def paint_axes(painter: QPainter, frame: Frame, trajectory: Trajectory, theme: Theme) -> None:
    """The lines of both axes, the numbers of the value axis, and the bands."""
    axes, metrics = frame.axes, QFontMetricsF(painter.font())
    grid, line, text = QColor(mix(theme.background, theme.line, 0.6)), QColor(theme.line), QColor(theme.muted)
    for band in (*frame.above, *frame.below):
        y = frame.band_y(band)
        box = QRectF(axes.left(), y - frame.band / 2, axes.width(), frame.band)
        painter.fillRect(box.adjusted(0, 1, 0, -1), QColor(theme.surface))
        painter.setPen(text)
        _draw_left(painter, band, QPointF(axes.left() - 5, y))
    if not trajectory.is_image:
        for tick in trajectory.scale.ticks(max(2, int(axes.height() / (1.7 * metrics.height())) + 1)):
            y = round(axes.bottom() - tick.share * axes.height()) + 0.5
            painter.setPen(QPen(line if tick.is_zero else grid, 1))
            painter.drawLine(QPointF(axes.left(), y), QPointF(axes.right(), y))
            painter.setPen(text)
            _draw_tick(painter, tick, QPointF(axes.left() - 5, y))
    bottom = round(frame.bottom()) + 0.5
    painter.setPen(QPen(line, 1))
    painter.drawLine(QPointF(axes.left(), bottom), QPointF(axes.right(), bottom))


def paint_steps(painter: QPainter, frame: Frame, theme: Theme, taken: QRectF) -> None:
    """The numbers of the time axis, except where the place is ``taken``."""
    axes, metrics = frame.axes, QFontMetricsF(painter.font())
    most = int(axes.width() / (1.6 * metrics.horizontalAdvance(str(frame.n_steps)) + 8)) + 1
    baseline = round(frame.bottom()) + 1.5 + metrics.ascent()
    painter.setPen(QColor(theme.muted))
    end = axes.left() - 100.0
    for step in step_ticks(frame.n_steps, max(2, min(most, 11))):
        x, width = frame.x_of(step), metrics.horizontalAdvance(str(step))
        if x - width / 2 <= end + 4:
            continue
        end = x + width / 2
        if end < taken.left() - 2 or x - width / 2 > taken.right() + 2:
            painter.drawText(QPointF(x - width / 2, baseline), str(step))
    left = max(axes.right() + 7.0, max(end, taken.right()) + 4.0)
    draw_math(painter, "t", QPointF(left, baseline), 1.25 * painter.font().pixelSize(), theme.muted)


def _draw_left(painter: QPainter, text: str, right: QPointF) -> None:
    """Text that ends at ``right``, its capitals around it."""
    metrics = QFontMetricsF(painter.font())
    y = right.y() + metrics.capHeight() / 2
    painter.drawText(QPointF(right.x() - metrics.horizontalAdvance(text), y), text)


def _draw_tick(painter: QPainter, tick: Tick, right: QPointF) -> None:
    """The number of a tick, with its raised exponent."""
    font = painter.font()
    if tick.power:
        small = QFont(font)
        small.setPixelSize(max(9, round(0.8 * font.pixelSize())))
        painter.setFont(small)
        width = QFontMetricsF(small).horizontalAdvance(tick.power)
        painter.drawText(QPointF(right.x() - width, right.y() - 0.5), tick.power)
        painter.setFont(font)
        right = right - QPointF(width + 1, -2)
    _draw_left(painter, tick.text, right)


def paint_curves(painter: QPainter, frame: Frame, trajectory: Trajectory, theme: Theme, chosen: str | None) -> None:
    """The curves, and at their right end what they are; those of the ``chosen`` value are stronger."""
    n_steps, n_curves = trajectory.values.shape
    x = frame.x(np.arange(1.0, n_steps + 1.0))
    heights = frame.y(trajectory.values, trajectory.scale)
    is_special = trajectory.scale.band(trajectory.values) != IN_AXIS
    single = chosen if len(set(trajectory.names)) > 1 else None
    base = 1.5 if n_steps * n_curves <= _THICK else 1.0
    for k in range(n_curves):
        color = QColor(curve_color(theme, k))
        pen = QPen(color, 2.0 if trajectory.names[k] == single else base)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if base > 1.0 else Qt.PenJoinStyle.BevelJoin)
        painter.setPen(pen)
        for first, last in _stretches(~is_special[:, k]):
            _draw_line(painter, *_thinned(x[first:last], heights[first:last, k], frame.axes.width()))
        marked = is_special[:, k] | (frame.axes.width() >= _MARKED * n_steps)
        _draw_points(painter, x[marked], heights[marked, k], pen)
    _paint_labels(painter, frame, trajectory, theme, heights[-1])


def curve_color(theme: Theme, k: int) -> str:
    """The colour of a curve."""
    return theme.unit_colors[k % len(theme.unit_colors)]


def _stretches(inside: Array) -> list[tuple[int, int]]:
    """Where runs of True begin and end."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inside.astype(np.int8), [0]))))
    return [(int(first), int(last)) for first, last in zip(edges[::2], edges[1::2], strict=True)]


def _thinned(x: Array, y: Array, width: float) -> tuple[Array, Array]:
    """At most the lowest and the highest point of every pixel column, in order of time."""
    size = int(len(x) // max(1.0, width))
    if size < 3:
        return x, y
    n = len(x) // size * size
    blocks = y[:n].reshape(-1, size)
    low, high = blocks.argmin(axis=1), blocks.argmax(axis=1)
    starts = np.arange(0, n, size)
    picked = np.unique(np.concatenate([starts + low, starts + high, [0, len(x) - 1]]))
    return x[picked], y[picked]


def _draw_line(painter: QPainter, x: Array, y: Array) -> None:
    if len(x) > 1:
        painter.drawPolyline(_polygon(x, y))


def _draw_points(painter: QPainter, x: Array, y: Array, pen: QPen) -> None:
    """A point at every position."""
    if len(x):
        round_pen = QPen(pen.color(), 3.0 + pen.widthF())
        round_pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(round_pen)
        painter.drawPoints(_polygon(x, y))


def _polygon(x: Array, y: Array) -> QPolygonF:
    """The points (x, y) without a Python object for each."""
    polygon = QPolygonF()
    polygon.resize(len(x))
    memory = Shiboken.VoidPtr(polygon.data(), 16 * len(x), True)  # type: ignore[call-arg, arg-type]
    points = np.frombuffer(memory, dtype=np.float64).reshape(-1, 2)  # type: ignore[call-overload]
    points[:, 0], points[:, 1] = x, y
    return polygon


def _paint_labels(painter: QPainter, frame: Frame, trajectory: Trajectory, theme: Theme, ends: Array) -> None:
    """What each curve is, in its colour at the right of its end, moved apart where they would overlap."""
    pitch = QFontMetricsF(painter.font()).capHeight() + 0.35 * painter.font().pixelSize()
    named = [k for k, label in enumerate(trajectory.labels) if label]
    if not named or len(named) * pitch > frame.axes.height() + 2 * pitch:
        return
    order = sorted(named, key=lambda k: float(np.nan_to_num(ends[k])))
    places = spread_apart([float(np.nan_to_num(ends[k], nan=frame.axes.center().y())) for k in order], pitch)
    shift = max(0.0, places[-1] - frame.axes.bottom()) if places else 0.0
    for k, y in zip(order, places, strict=True):
        _draw_label(painter, trajectory.labels[k], QPointF(frame.axes.right() + 5, y - shift), curve_color(theme, k))


def spread_apart(places: list[float], pitch: float) -> list[float]:
    """Ascending places moved as little as needed to lie ``pitch`` apart."""
    groups: list[tuple[float, int]] = []
    for place in places:
        middle, count = place, 1
        while groups and middle - (count - 1) * pitch / 2 < groups[-1][0] + (groups[-1][1] + 1) * pitch / 2:
            other, n = groups.pop()
            middle, count = (middle * count + other * n) / (count + n), count + n
        groups.append((middle, count))
    return [middle + (j - (count - 1) / 2) * pitch for middle, count in groups for j in range(count)]


def _draw_label(painter: QPainter, label: str, left: QPointF, color: str) -> None:
    if label.isdigit():
        painter.setPen(QColor(color))
        painter.drawText(left + QPointF(0.0, QFontMetricsF(painter.font()).capHeight() / 2), label)
        return
    size = painter.font().pixelSize() * 1.25
    draw_math(painter, label, QPointF(left.x(), left.y() + 0.24 * size), size, color)


def draw_math(painter: QPainter, latex: str, left: QPointF, size: float, color: str) -> float:
    """A symbol with its baseline at ``left``; gives its width."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(
        QPointF(round(left.x()), round(left.y()) - rise(latex, size)), picture(latex, size, color, ratio)
    )
    return outline(latex).width * size


def paint_image(painter: QPainter, frame: Frame, trajectory: Trajectory, theme: Theme) -> None:
    """Many columns as an image, the first unit at the top, and the scale of its colours at the right."""
    limit = image_limit(trajectory.values)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(frame.axes, image_of(strongest(trajectory.values, int(frame.axes.width())), limit, theme))
    axes, metrics = frame.axes, QFontMetricsF(painter.font())
    bar = QRectF(axes.right() + 5, axes.top(), 5, axes.height())
    ramp = image_of(np.linspace(limit, -limit, 64)[None, :], limit, theme)
    painter.drawImage(bar, ramp)
    painter.setPen(QColor(theme.muted))
    for text, y in ((f"{limit:.1g}", bar.top() + metrics.capHeight()), (f"−{limit:.1g}", bar.bottom())):
        painter.drawText(QPointF(bar.right() + 3, y), text)
    for unit in (1, trajectory.values.shape[1]):
        y = axes.top() + (unit - 0.5) * axes.height() / trajectory.values.shape[1]
        _draw_left(painter, str(unit), QPointF(axes.left() - 5, y))
