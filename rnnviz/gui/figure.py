"""A figure of the laboratory: a title line with a read-out, and a plot under it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ..scene.chart import BarChart, CurveChart, HeatMap, Plane
from ..scene.theme import LIGHT, Theme
from ..scene.trajectory import Trajectory
from .bar_view import BarView
from .curve_view import CurveView
from .figure_drag import FigureDrag
from .forecast_bars import ForecastBars
from .forecast_view import ForecastView
from .heat_view import HeatView
from .plane_view import PlaneView
from .plot_view import PlotView
from .typeset import draw_math

View = PlotView | HeatView | PlaneView | BarView | CurveView | ForecastView | ForecastBars


class FigureTitle(QWidget):
    """One line: a symbol, a title, and at the right what the pointer is at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self.text = self._latex = self._readout = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_title(self, text: str, latex: str) -> None:
        """Show other words behind another symbol."""
        if (text, latex) != (self.text, self._latex):
            self.text, self._latex = text, latex
            self.setToolTip(text)
            self.update()

    def set_readout(self, text: str) -> None:
        """Show at the right what the pointer is at."""
        if text != self._readout:
            self._readout = text
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of a theme."""
        self._theme = theme
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(100, round(1.6 * self.fontInfo().pixelSize()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, em = QPainter(self), self._theme, float(self.fontInfo().pixelSize())
        painter.fillRect(self.rect(), QColor(theme.background))
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        baseline = self.height() / 2 + QFontMetricsF(font).capHeight() / 2
        x = 0.6 * em
        if self._latex:
            x += draw_math(painter, self._latex, QPointF(x, baseline), 1.15 * em, theme.ink) + 0.45 * em
        painter.setPen(QColor(theme.ink))
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(self.text, Qt.TextElideMode.ElideRight, max(0.0, self.width() - x - 0.3 * em))
        painter.drawText(QPointF(x, baseline), text)
        self._paint_readout(painter, x + metrics.horizontalAdvance(text) + em)

    def _paint_readout(self, painter: QPainter, left: float) -> None:
        """The read-out, over the end of the title where there is no room beside it."""
        font, em = QFont(self.font()), float(self.fontInfo().pixelSize())
        font.setPixelSize(max(11, round(0.88 * em)))
        font.setFeature(QFont.Tag("tnum"), 1)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(self._readout, Qt.TextElideMode.ElideLeft, self.width() - em)
        width = metrics.horizontalAdvance(text)
        room = QRectF(self.width() - width - 0.6 * em, 0.0, width, self.height())
        if text and room.left() < left:
            painter.fillRect(room.adjusted(-0.5 * em, 0.0, em, 0.0), QColor(self._theme.background))
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


class Figure(QWidget):
    """A title over a view that shows a trajectory, a heat map, points in a plane, bars or curves.

    ``step_picked`` comes from figures over time, ``picked`` with two coordinates from the others.
    """

    step_picked = Signal(int)
    picked = Signal(float, float)

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.view = FigureTitle(self), view
        view.setParent(self)
        view.installEventFilter(self)
        FigureDrag(view)
        if isinstance(view, PlotView):
            view.step_picked.connect(self.step_picked)
        else:
            view.picked.connect(self.picked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addWidget(view, 1)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, 120)

    def show_data(self, data: Trajectory | HeatMap | Plane | BarChart | CurveChart) -> None:
        """Show other data, of the kind that the view is for."""
        self.title.set_title(data.title, data.latex)
        self.view.setAccessibleName(data.title)
        match self.view, data:
            case (PlotView() as view, Trajectory()):
                view.set_trajectory(data)
            case (HeatView() as view, HeatMap()):
                view.set_map(data)
            case (PlaneView() as view, Plane()):
                view.set_plane(data)
            case (BarView() as view, BarChart()):
                view.set_chart(data)
            case (CurveView() as view, CurveChart()):
                view.set_chart(data)
            case _:
                raise TypeError(f"a {type(self.view).__name__} does not show a {type(data).__name__}")

    def set_step(self, step: int) -> None:
        """Move the cursor of a figure over time."""
        if isinstance(self.view, PlotView):
            self.view.set_step(step)

    def choose(self, name: str | None) -> None:
        """Make the curve of a value stronger, where the figure has it beside others."""
        if isinstance(self.view, PlotView):
            shown = self.view.trajectory
            self.view.choose(name if shown is not None and name in shown.names else None)

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of a theme."""
        self.title.set_theme(theme)
        self.view.set_theme(theme)

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.Leave):
            QTimer.singleShot(0, self, self._show_readout)
        return False

    def _show_readout(self) -> None:
        self.title.set_readout(self.view.readout())
