"""The heading of a plot: its symbol and title, a menu of what else it can show, and the read-out."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget
from typing_extensions import override

from ..scene.theme import LIGHT, Theme, mix
from .typeset import draw_math, outline


class PlotHeading(QAbstractButton):
    """A button that is the title of a plot; pressing it offers the other plots."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._latex = ""
        self._readout = ""
        self._is_selected = self._shows_focus = False
        self._choices: dict[str, str] = {}
        self._key = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.clicked.connect(self.open_menu)

    def set_title(self, title: str, latex: str) -> None:
        """Show a title behind a symbol."""
        if (title, latex) == (self.text(), self._latex):
            return
        self.setText(title)
        self._latex = latex
        self.setAccessibleName(f"Plot: {title}")
        self.setToolTip("Choose what this plot shows")
        self.update()

    def set_choices(self, choices: Mapping[str, str], key: str) -> None:
        """What the menu offers, by key, and which of it is shown."""
        self._choices, self._key = dict(choices), key

    def set_readout(self, text: str) -> None:
        """Show at the right what the pointer is at."""
        if text != self._readout:
            self._readout = text
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_selected(self, is_selected: bool) -> None:
        """Light the title up."""
        if is_selected != self._is_selected:
            self._is_selected = is_selected
            self.update()

    def menu(self) -> QMenu:
        """A new menu of the choices."""
        menu = QMenu(self)
        group = QActionGroup(menu)
        for key, title in self._choices.items():
            action = QAction(title, menu, checkable=True, checked=key == self._key)
            action.setData(key)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._choose)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def open_menu(self) -> None:
        """Offer the choices below the heading."""
        self.menu().popup(self.mapToGlobal(self.rect().bottomLeft()))

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, round(1.75 * self.fontInfo().pixelSize()))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._shows_focus = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._shows_focus = False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.background))
        if self.underMouse() or self._shows_focus:
            self._paint_ground(painter)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        em = float(self.fontInfo().pixelSize())
        x, baseline = 0.6 * em, self.height() / 2 + metrics.capHeight() / 2
        color = theme.accent if self._is_selected else theme.ink
        if self._latex:
            x += draw_math(painter, self._latex, QPointF(x, baseline), self._symbol_size(), color) + 0.5 * em
        painter.setPen(QColor(color))
        painter.drawText(QPointF(x, baseline), self.text())
        end = x + metrics.horizontalAdvance(self.text())
        self._paint_chevron(painter, QPointF(end + 0.7 * em, self.height() / 2 + 0.5), 0.27 * em)
        self._paint_readout(painter, end + 1.7 * em)

    def _paint_ground(self, painter: QPainter) -> None:
        ground = mix(self._theme.background, self._theme.accent, 0.1)
        painter.setPen(QColor(self._theme.accent) if self._shows_focus else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(2.5, 1.5, self._title_width(), self.height() - 3), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _symbol_size(self) -> float:
        """The size of the symbol, at which a hat below a superscript is not cut either."""
        # Symbols are drawn on whole pixels; the hundredth keeps rounding from asking for one more.
        above = floor(self.height() / 2 + QFontMetricsF(self.font()).capHeight() / 2) - 1.01
        return min(1.2 * self.fontInfo().pixelSize(), above / outline(self._latex).ascent)

    def _title_width(self) -> float:
        em = self.fontInfo().pixelSize()
        symbol = outline(self._latex).width * self._symbol_size() + 0.5 * em if self._latex else 0.0
        return symbol + QFontMetricsF(self.font()).horizontalAdvance(self.text()) + 2.0 * em

    def _paint_chevron(self, painter: QPainter, middle: QPointF, half: float) -> None:
        painter.setPen(QPen(QColor(self._theme.muted), max(1.2, half / 3)))
        corners = (QPointF(-half, -half / 2), QPointF(0.0, half / 2), QPointF(half, -half / 2))
        painter.drawPolyline(QPolygonF([middle + corner for corner in corners]))

    def _paint_readout(self, painter: QPainter, left: float) -> None:
        """The read-out at the right; where the title leaves no room, over its end, as long as the pointer is there."""
        font, em = QFont(self.font()), float(self.fontInfo().pixelSize())
        font.setPixelSize(max(11, round(0.88 * em)))
        font.setFeature(QFont.Tag("tnum"), 1)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(self._readout, Qt.TextElideMode.ElideLeft, self.width() - 5.0 * em)
        width = metrics.horizontalAdvance(text)
        room = QRectF(self.width() - width - 0.6 * em, 0.0, width, self.height())
        if text and room.left() < left:
            painter.fillRect(room.adjusted(-0.5 * em, 0.0, em, 0.0), QColor(self._theme.background))
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _choose(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))
