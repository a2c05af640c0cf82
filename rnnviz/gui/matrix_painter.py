"""Painting the visible cells of a grid: one small image for the colours, then the texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import floor, log10

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLine, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter

from ..engine.ops import Array
from ..scene.number import format_number
from ..scene.theme import OVERFLOW, Theme, ink_on, places_of
from .entry import NumberEntry
from .grid import Grid

BLANK = OVERFLOW + 1
GAP_FROM = 6
USUAL = "−0.00"
MAX_FLOAT = float(np.finfo(float).max)
DECADES = 12
"""So many powers of ten below the full colour can be told apart, where colours go by decades."""
LEAST_SHARE = 0.07
"""The share of the full colour that what is smaller still has there, unless it is zero."""


@dataclass(frozen=True, slots=True)
class Window:
    """The visible part of a grid: its cells, where the first lies, and their size in pixels."""

    rows: range
    columns: range
    x: int
    y: int
    width: int
    height: int

    def rect(self, row: int, column: int) -> QRect:
        """Where a cell lies."""
        x = self.x + (column - self.columns.start) * self.width
        return QRect(x, self.y + (row - self.rows.start) * self.height, self.width, self.height)

    @property
    def frame(self) -> QRect:
        """Where all visible cells lie."""
        return QRect(self.x, self.y, len(self.columns) * self.width, len(self.rows) * self.height)


def color_limit(largest: float, least: float = 1e-6) -> float:
    """The size from which a value has the full colour: the next of 1, 2, 5, 10, … so that colours seldom shift.

    Where all are smaller than ``least``, it is 1.
    """
    if largest < least:
        return 1.0
    decade = 10.0 ** floor(log10(largest))
    limit = next((decade * step for step in (1, 2, 5) if decade * step >= largest * (1 - 1e-12)), decade * 10)
    return min(limit, MAX_FLOAT)


@dataclass(frozen=True, slots=True)
class Look:
    """How values are shown: in the colours of a theme, the full one from the size ``limit``, and perhaps as text.

    Colours go by size, or by the logarithm of the size where ``by_decades``.
    """

    theme: Theme
    limit: float
    has_text: bool
    by_decades: bool = False


def paint_cells(painter: QPainter, grid: Grid, window: Window, look: Look) -> None:
    """Paint the visible cells, with gaps between them where they are large enough."""
    if not window.rows or not window.columns:
        return
    theme, places = look.theme, _places(grid, window, look)
    table = _table(theme, theme.gradient_colors if grid.is_gradient else theme.value_colors)
    pixels = np.ascontiguousarray(_argb(table)[places])
    image = QImage(pixels.data, places.shape[1], places.shape[0], pixels.strides[0], QImage.Format.Format_RGB32)
    painter.drawImage(window.frame, image)
    if min(window.width, window.height) >= GAP_FROM:
        _paint_gaps(painter, window, theme)
    if grid.split is not None and grid.split in window.columns:
        x, frame = window.rect(window.rows.start, grid.split).x() - 1, window.frame
        painter.fillRect(x - 2, frame.y(), 5, frame.height(), QColor(theme.background))
        painter.fillRect(x, frame.y(), 1, frame.height(), QColor(theme.muted))
    for row in grid.breaks:
        if row in window.rows:
            y, frame = window.rect(row, window.columns.start).y() - 1, window.frame
            painter.fillRect(frame.x(), y, frame.width(), 1, QColor(theme.muted))
    if look.has_text:
        _paint_texts(painter, grid, window, places, _inks(table))
    else:
        # Without it, cells near zero cannot be told from the ground.
        painter.setPen(QColor(theme.line))
        painter.drawRect(window.frame.adjusted(0, 0, -1, -1))


def number_font(font: QFont) -> QFont:
    """A font for cells: a little smaller than the text, all figures of one width."""
    small = QFont(font)
    small.setFeature(QFont.Tag("tnum"), 1)
    size = font.pointSizeF() if font.pointSizeF() > 0 else font.pixelSize() * 0.75
    small.setPointSizeF(size * 0.92)
    return small


def cell_size(font: QFont) -> tuple[int, int]:
    """The least width and height of a cell that shows a number."""
    metrics = QFontMetrics(number_font(font))
    return metrics.horizontalAdvance(USUAL) + metrics.height() // 3, round(1.5 * metrics.height())


def _paint_texts(
    painter: QPainter, grid: Grid, window: Window, places: NDArray[np.intp], inks: tuple[str, ...]
) -> None:
    """Paint every text in an ink that reads on the colour of its cell."""
    metrics = painter.fontMetrics()
    pen = ""
    for i, row in enumerate(window.rows):
        for j, column in enumerate(window.columns):
            ink = inks[places[i, j]]
            if ink != pen:
                pen = ink
                painter.setPen(QColor(ink))
            text, rect = grid.text(row, column), window.rect(row, column)
            may_be_wide = len(text) > len(USUAL) or "e" in text
            if may_be_wide and metrics.horizontalAdvance(text) > window.width - 4:
                _paint_long(painter, rect, _shorter(grid, row, column))
            else:
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _paint_long(painter: QPainter, rect: QRect, text: str) -> None:
    """Paint a text as small as it must be to fit: a number that is cut off reads as another number."""
    wide, center = painter.fontMetrics().horizontalAdvance(text), QRectF(rect).center()
    scale = min(1.0, (rect.width() - 4) / wide)
    painter.save()
    painter.translate(center)
    painter.scale(scale, scale)
    painter.drawText(QRect(-wide, -rect.height(), 2 * wide, 2 * rect.height()), Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _shorter(grid: Grid, row: int, column: int) -> str:
    """A long number with fewer decimals; a symbol as it is."""
    if not isinstance(grid.entries[column], NumberEntry):
        return grid.text(row, column)
    shorter = [format_number(float(grid.values[row, column]), digits) for digits in (1, 0)]
    return next((text for text in shorter if len(text) <= len(USUAL)), shorter[-1])


def _places(grid: Grid, window: Window, look: Look) -> NDArray[np.intp]:
    """For every visible cell its index in the colour table."""
    columns = slice(window.columns.start, window.columns.stop)
    entries = grid.entries[columns]
    are_numbers = np.array([isinstance(entry, NumberEntry) for entry in entries])
    part = grid.values[window.rows.start : window.rows.stop, columns]
    with np.errstate(over="ignore"):
        places = places_of(_by_decades(part / look.limit), 1.0) if look.by_decades else places_of(part, look.limit)
    places[np.isnan(part) & np.array([entry.optional for entry in entries])] = BLANK
    places[:, ~are_numbers] = BLANK
    for lock in grid.locks:
        places[lock.cells[window.rows.start : window.rows.stop, columns]] = BLANK
    return places


def _by_decades(shares: Array) -> Array:
    """Shares of the full colour by the logarithm of given ones; zeros and what is not finite stay."""
    with np.errstate(divide="ignore"):
        sizes = np.clip(1.0 + np.log10(np.abs(shares)) / DECADES, LEAST_SHARE, 1.0)
    keeps = (shares == 0.0) | ~np.isfinite(shares)
    return np.where(keeps, shares, np.copysign(sizes, shares))


def _paint_gaps(painter: QPainter, window: Window, theme: Theme) -> None:
    frame = window.frame
    right, bottom = frame.x() + frame.width(), frame.y() + frame.height()
    lines = [QLine(x, frame.y(), x, bottom) for x in range(frame.x() + window.width - 1, right, window.width)]
    lines += [QLine(frame.x(), y, right, y) for y in range(frame.y() + window.height - 1, bottom, window.height)]
    painter.setPen(QColor(theme.background))
    painter.drawLines(lines)


def _table(theme: Theme, colors: tuple[str, ...]) -> tuple[str, ...]:
    """The colours of cells: by value, then of overflow and of empty cells and symbols."""
    return (*colors, theme.error, theme.surface)


@cache
def _argb(colors: tuple[str, ...]) -> NDArray[np.uint32]:
    return np.array([0xFF000000 | int(color[1:], 16) for color in colors], dtype=np.uint32)


@cache
def _inks(colors: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(ink_on(color) for color in colors)
