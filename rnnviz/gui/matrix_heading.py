"""The names along the rows and columns of a table, with the current one marked."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from ..scene.theme import Theme, ink_on

PADDING = 4
SUBSCRIPT = 0.78


class MatrixHeading(QHeaderView):
    """Paints names without bevels; in ``x_1`` the letter is italic and the rest a subscript, ``x_`` has none."""

    def __init__(self, orientation: Qt.Orientation, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._theme = theme
        self._marked: int | None = None
        self._names: tuple[str, ...] = ()
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.viewport().update()

    def set_marked(self, section: int | None) -> None:
        """Mark one section as the current one."""
        if section != self._marked:
            self._marked = section
            self.viewport().update()

    def set_names(self, names: tuple[str, ...]) -> None:
        """Tell the names, which decide how much room the heading needs."""
        if names != self._names:
            self._names = names
            self.updateGeometry()

    def extent(self) -> int:
        """The height of a heading of columns, the width of a heading of rows."""
        metrics = QFontMetrics(self._small(italic=False))
        if self.orientation() == Qt.Orientation.Horizontal:
            return metrics.height() + PADDING
        longest = max(metrics.horizontalAdvance(name) for name in ("0", *self._names[-1:]))
        return longest + 2 * PADDING

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.extent(), self.extent())

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        is_marked = logicalIndex == self._marked
        painter.fillRect(rect, QColor(self._theme.accent if is_marked else self._theme.background))
        painter.setPen(QColor(ink_on(self._theme.accent) if is_marked else self._theme.muted))
        name = self.model().headerData(logicalIndex, self.orientation())
        letter, is_indexed, index = str(name if name is not None else "").partition("_")
        if letter and is_indexed:
            self._paint_indexed(painter, rect, letter, index)
        else:
            painter.setFont(self._small(italic=False))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter + is_indexed)

    def _paint_indexed(self, painter: QPainter, rect: QRect, letter: str, index: str) -> None:
        """Paint an italic letter with its index below."""
        italic, below = self._small(italic=True), self._small(italic=False)
        below.setPointSizeF(below.pointSizeF() * SUBSCRIPT)
        wide = QFontMetrics(italic).horizontalAdvance(letter)
        x = rect.x() + (rect.width() - wide - QFontMetrics(below).horizontalAdvance(index)) // 2
        y = rect.y() + (rect.height() + QFontMetrics(italic).capHeight()) // 2
        painter.setFont(italic)
        painter.drawText(x, y, letter)
        painter.setFont(below)
        painter.drawText(x + wide + 1, y + QFontMetrics(below).capHeight() // 3, index)

    def _small(self, *, italic: bool) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(max(1.0, font.pointSizeF() * 0.88))
        font.setItalic(italic)
        return font
