"""A flat button that is named by a symbol set in type, with a few words beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from ..export.paint import paint
from ..scene.measure import measure
from ..scene.shapes import Label, Run
from ..scene.theme import Theme, mix

SYMBOL_SIZE = 1.35


class SymbolButton(QAbstractButton):
    """Shows a symbol and words, and perhaps a triangle that tells whether something below is open.

    ``set_marked`` gives it the colour of the selection.
    """

    def __init__(
        self, runs: tuple[Run, ...], name: str, words: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runs = runs
        self._words = words
        self._theme = theme
        self._is_marked = False
        self._folds = False
        self._is_short = False
        self.setToolTip(words)
        self.setAccessibleName(f"{name} {words}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def make_foldable(self) -> None:
        """Let a click open and close something; open at first."""
        self._folds = True
        self.setCheckable(True)
        self.setChecked(True)

    def set_short(self, is_short: bool) -> None:
        """Leave the words away, or show them."""
        if is_short != self._is_short:
            self._is_short = is_short
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.update()

    def set_marked(self, is_marked: bool) -> None:
        """Show whether what the button names is selected."""
        if is_marked != self._is_marked:
            self._is_marked = is_marked
            self.update()

    @property
    def is_marked(self) -> bool:
        """Whether what the button names is selected."""
        return self._is_marked

    @override
    def sizeHint(self) -> QSize:
        em = self._em()
        fold = em if self._folds else 0.0
        symbol = measure(self._runs, em * SYMBOL_SIZE, "math")
        words = 0.0 if self._is_short else QFontMetrics(self._word_font()).horizontalAdvance(self._words) + 0.5 * em
        return QSize(round(fold + symbol + words + 0.9 * em), round((2.0 if self._folds else 1.75) * em))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, em = self._theme, self._em()
        self._paint_ground(painter)
        x, middle = 0.45 * em, self.height() / 2
        if self._folds:
            self._paint_triangle(painter, x, middle)
            x += em
        color = theme.accent if self._is_marked else theme.ink
        size = em * SYMBOL_SIZE
        paint(painter, Label(x, middle, self._runs, size, color, "start", "math"))
        x += measure(self._runs, size, "math") + 0.5 * em
        if self._is_short:
            return
        painter.setFont(self._word_font())
        painter.setPen(QColor(theme.ink if self._folds else theme.muted))
        room = QRectF(x, 0, max(0.0, self.width() - x), self.height())
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._theme
        share = 0.14 if self._is_marked else 0.08 if self.underMouse() else 0.0
        if share:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(mix(theme.background, theme.accent, share)))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_triangle(self, painter: QPainter, x: float, y: float) -> None:
        r = 0.26 * self._em()
        down = ((-r, -r / 2), (r, -r / 2), (0.0, r * 0.7))
        right = ((-r / 2, -r), (-r / 2, r), (r * 0.7, 0.0))
        corners = down if self.isChecked() else right
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.muted))
        painter.drawPolygon(QPolygonF([QPointF(x + r + a, y + b) for a, b in corners]))

    def _word_font(self) -> QFont:
        font = QFont(self.font())
        if self._folds:
            font.setWeight(QFont.Weight.DemiBold)
        else:
            font.setPointSizeF(max(1.0, font.pointSizeF() * 0.9))
        return font

    def _em(self) -> float:
        return float(QFontInfo(self.font()).pixelSize())
