"""What the curves of a plot are, written at their ends."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from ..engine.ops import Array
from ..scene.curve_label import curve_color, spread_apart
from ..scene.theme import Theme
from ..scene.trajectory import Trajectory
from .plot_frame import MATH_SIZE, Frame, word_of
from .typeset import draw_math


def paint_labels(painter: QPainter, frame: Frame, trajectory: Trajectory, theme: Theme) -> None:
    """What each curve is, in its colour at the right of its end, moved apart where they would overlap."""
    pitch = QFontMetricsF(painter.font()).capHeight() + 0.35 * painter.font().pixelSize()
    named = [k for k, label in enumerate(trajectory.labels) if label]
    if not named or (len(named) - 1) * pitch > frame.view.height():
        return
    ends = _ends(frame, trajectory)
    # Areas lie on each other in their order, even where they are empty.
    order = sorted(named, key=lambda k: (round(ends[k], 3), -k if trajectory.form == "stack" else k))
    places = spread_apart([ends[k] for k in order], pitch, frame.view.top(), frame.view.bottom())
    for k, y in zip(order, places, strict=True):
        left = QPointF(frame.axes.right() + 0.6 * painter.font().pixelSize(), y)
        color = theme.muted if k in trajectory.dashed else curve_color(theme, k)
        _paint_label(painter, trajectory.labels[k], left, color)


def _ends(frame: Frame, trajectory: Trajectory) -> list[float]:
    """The height of the end of every curve in pixels."""
    levels = frame.levels(trajectory.values[-1], trajectory.scale)
    if trajectory.form == "stack":
        shares = _mean_shares(trajectory.values)
        levels = np.cumsum(shares) - shares / 2
    ends: Array = frame.y(levels)
    return [float(y) for y in ends]


def _mean_shares(values: Array) -> Array:
    """The means of the rows without NaN; equal shares where there are none. What an area has at one end says little."""
    known = values[np.isfinite(values).all(axis=1)]
    return known.mean(axis=0) if len(known) else np.full(values.shape[1], 1.0 / values.shape[1])


def _paint_label(painter: QPainter, label: str, left: QPointF, color: str) -> None:
    word = word_of(label)
    if word:
        painter.setPen(QColor(color))
        painter.drawText(left + QPointF(0.0, QFontMetricsF(painter.font()).capHeight() / 2), word)
        return
    size = painter.font().pixelSize() * MATH_SIZE
    draw_math(painter, label, QPointF(left.x(), left.y() + 0.24 * size), size, color)
