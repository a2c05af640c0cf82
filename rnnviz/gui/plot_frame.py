"""Where the parts of a plot lie: its axes, and above and below them the bands for what no axis can hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFont, QFontMetricsF

from ..engine.ops import Array
from ..scene.plot_scale import BANDS, N_ABOVE, Scale, color_limit, write_limit
from ..scene.trajectory import Trajectory
from .typeset import outline

MATH_SIZE = 1.25
"""The size of symbols beside text of size 1."""
_TEXT = r"\text{"


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a plot in pixels: ``axes`` for the values, and around them ``view`` with room for points and bands.

    Heights are told in *levels*, which count from 0 at the lower end of the axes to 1 at the upper one; bands lie
    beyond. Steps run from ``first`` to ``last``. In an image values of the size ``limit`` have the full colour.
    """

    axes: QRectF
    view: QRectF
    band: int
    above: tuple[str, ...]
    below: tuple[str, ...]
    first: int
    last: int
    limit: float

    @property
    def pitch(self) -> float:
        """The distance between two steps."""
        return self.axes.width() / (self.last - self.first + 1)

    @property
    def bar(self) -> QRectF:
        """The scale of the colours beside an image."""
        width = round(0.4 * self.band)
        return QRectF(self.axes.right() + width, self.axes.top(), width, self.axes.height())

    def x(self, step: float) -> float:
        """The middle of a step."""
        return self.axes.left() + (step - self.first + 0.5) * self.pitch

    def step_at(self, x: float) -> int:
        """The step that is nearest to x."""
        step = int((x - self.axes.left()) // self.pitch) + self.first
        return max(self.first, min(step, self.last))

    def levels(self, values: Array, scale: Scale) -> Array:
        """The level of every value; those with a band lie in its middle."""
        levels, bands = scale.share(values), scale.band(values)
        for text in (*self.above, *self.below):
            levels[bands == BANDS.index(text)] = self.band_level(text)
        return levels

    def band_level(self, text: str) -> float:
        """The level of the middle of a band."""
        if text in self.above:
            return self.level_at(self.view.top() + (self.above.index(text) + 0.5) * self.band)
        return self.level_at(self.view.bottom() - (len(self.below) - self.below.index(text) - 0.5) * self.band)

    def level_at(self, y: float) -> float:
        """The level at a height in pixels."""
        return (self.axes.bottom() - y) / self.axes.height()

    def y(self, levels: Array) -> Array:
        """The height in pixels of levels."""
        return np.asarray(self.axes.bottom() - levels * self.axes.height())


def frame_of(trajectory: Trajectory, area: QRectF, font: QFont) -> Frame:
    """The frame of a plot inside ``area``, with room for numbers at the left and below and for names at the right."""
    metrics = QFontMetricsF(font)
    em, bands = metrics.height(), () if trajectory.is_image else trajectory.scale.bands
    limit = limit_of(trajectory)
    left, right = _margins(trajectory, limit, font)
    view = QRectF(area.adjusted(left, 0, -right, -1.15 * em).toRect())
    view.setSize(view.size().expandedTo(QSizeF(1.0, 1.0)))
    above = tuple(text for text in bands if BANDS.index(text) < N_ABOVE)
    below = tuple(text for text in bands if BANDS.index(text) >= N_ABOVE)
    edge = 0.0 if trajectory.is_image else 0.25 * em
    band = round(0.95 * em)
    high, low = (len(texts) * band + round(0.6 * em if texts else edge) for texts in (above, below))
    axes = view.adjusted(0, high, 0, -low)
    axes.setHeight(max(1.0, axes.height()))
    return Frame(axes, view, band, above, below, trajectory.first, trajectory.last, limit)


def limit_of(trajectory: Trajectory) -> float:
    """The size of values that has the full colour if they are an image."""
    return color_limit(trajectory.values) if trajectory.is_image else 1.0


def word_of(label: str) -> str:
    r"""The text of a label that is written as text: a number, or ``\text{…}``; empty for a formula."""
    return label if label.isdigit() else label.removeprefix(_TEXT)[:-1] if label.startswith(_TEXT) else ""


def _label_width(label: str, font: QFont) -> float:
    word = word_of(label)
    if word or not label:
        return QFontMetricsF(font).horizontalAdvance(word)
    return outline(label).width * MATH_SIZE * font.pixelSize()


def _margins(trajectory: Trajectory, limit: float, font: QFont) -> tuple[float, float]:
    """The room for the numbers at the left, and for names or the scale of the colours at the right."""
    metrics = QFontMetricsF(font)
    em = metrics.height()
    if trajectory.is_image:
        numbers = []
        right = max(2.9 * em, metrics.horizontalAdvance(f"\N{MINUS SIGN}{write_limit(limit)}") + em)
    else:
        numbers = [tick.text + tick.power for tick in trajectory.scale.ticks(5)]
        widths = [_label_width(label, font) for label in trajectory.labels]
        right = max(1.6 * em, 0.8 * font.pixelSize() + max(widths, default=0.0))
    return max(metrics.horizontalAdvance(text) for text in ("\N{MINUS SIGN}0.00", *numbers)) + 8, right
