"""The curves, images and axes of a plot, drawn by pyqtgraph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ..engine.ops import Array
from ..scene.curve_label import curve_color
from ..scene.plot_scale import IN_AXIS, step_ticks, write_limit
from ..scene.plot_thinning import envelope, marked_places, strongest, thinned
from ..scene.theme import Theme, mix
from ..scene.trajectory import Trajectory
from .plot_frame import Frame
from .plot_image import palette_of, pixels_of

_THICK, _FINE = 320, 1000
"""Up to so many points lines are a little stronger; beyond so many they are one pixel of the screen, for speed."""
_POWER = "^"
"""What separates a number from its raised exponent."""


class _Axis(pg.AxisItem):  # type: ignore[misc] # pyqtgraph has no types
    """An axis with the numbers it is given, all of them; ``10^−5`` has a raised exponent."""

    def __init__(self, side: str, box: pg.ViewBox | None = None) -> None:
        self._reach = QRectF()
        super().__init__(side, linkView=box)
        offset = {"bottom": 1, "left": 5, "right": 3}[side]
        self.setStyle(tickLength=0, tickAlpha=255, tickTextOffset=offset, maxTextLevel=0, autoExpandTextSpace=False)
        self._numbers: tuple[QRectF, ...] = ()

    @property
    def places(self) -> tuple[QRectF, ...]:
        """Where the numbers stand in the scene."""
        return tuple(self.mapRectToScene(rect) for rect in self._numbers)

    def place(self, area: QRectF, canvas: QRectF) -> None:
        """Lie in an area of a canvas, and draw anywhere on it."""
        if (area, canvas) != (self.geometry(), self.mapRectToScene(self._reach)):
            self.setWidth(area.width())
            self.setHeight(area.height())
            self.setGeometry(area)
            self.prepareGeometryChange()
            self._reach = self.mapRectFromScene(canvas)

    def show_ticks(self, *groups: Sequence[tuple[float, str]]) -> None:
        """Draw lines at levels or steps, with the numbers that the first group has; what is drawn already stays."""
        ticks = [list(group) for group in groups]
        if ticks != self._tickLevels:
            self.setTicks(ticks)

    @override
    def boundingRect(self) -> QRectF:
        return self._reach

    @override
    def drawPicture(self, p: QPainter, axisSpec: Any, tickSpecs: Any, textSpecs: Any) -> None:
        super().drawPicture(p, axisSpec, tickSpecs, [spec for spec in textSpecs if _POWER not in spec[2]])
        for rect, _, text in textSpecs:
            if _POWER in text:
                _draw_power(p, QPointF(rect.right(), rect.center().y()), *text.split(_POWER))
        self._numbers = tuple(rect for rect, _, _ in textSpecs)


class _Image(pg.ImageItem):  # type: ignore[misc] # pyqtgraph has no types
    """An image whose pixels (rows, columns) are colours already, 0xffRRGGBB."""

    @override
    def render(self) -> None:
        rows, columns = self.image.shape
        self.qimage = QImage(self.image.data, columns, rows, QImage.Format.Format_RGB32)
        self._renderRequired = self._unrenderable = False


def _draw_power(painter: QPainter, right: QPointF, base: str, exponent: str) -> None:
    """A power that ends at ``right``, with its middle there."""
    font, small = painter.font(), QFont(painter.font())
    small.setPixelSize(max(9, round(0.8 * font.pixelSize())))
    metrics, raised = QFontMetricsF(font), QFontMetricsF(small)
    left = right.x() - raised.horizontalAdvance(exponent) - 1
    painter.drawText(QPointF(left - metrics.horizontalAdvance(base), right.y() + metrics.capHeight() / 2 + 2), base)
    painter.setFont(small)
    painter.drawText(QPointF(left + 1, right.y() - 0.5), exponent)
    painter.setFont(font)


class Plot:
    """Draws trajectories as pictures: a scene of pyqtgraph, and the view it needs as a child that is never shown.

    What the scene shows is the ground: the axes, the bands, the scale of the colours. It is painted when it changes.
    The items that show values are hidden in it, and are painted straight on a copy of the ground.
    """

    def __init__(self, parent: QWidget, theme: Theme, font: QFont) -> None:
        self._view = pg.GraphicsView(parent, useOpenGL=False)
        self._view.hide()
        self._scene = self._view.scene()
        self._canvas = QRectF()
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self._box.disableAutoRange()
        self._heights, self._steps = _Axis("left", self._box), _Axis("bottom", self._box)
        self._heights.setGrid(255)
        self._heights.setZValue(self._box.zValue() - 1)
        self._colors = _Axis("right")
        self._ramp = _Image(axisOrder="row-major")
        for item in (self._box, self._heights, self._steps, self._colors, self._ramp):
            self._scene.addItem(item)
        self._strips: list[pg.InfiniteLine] = []
        self._curves: list[pg.PlotCurveItem] = []
        self._image = _Image(axisOrder="row-major")
        self._points = pg.ScatterPlotItem(pen=None, antialias=True)
        self._columns = pg.BarGraphItem(x=[], y0=[], y1=[], width=1.0, pen=None)
        for item in (self._columns, self._image, self._points):
            self._add_hidden(item)
        self.dress(theme, font)

    @property
    def step_places(self) -> tuple[QRectF, ...]:
        """Where the numbers of the time axis stand in the picture drawn last."""
        return self._step_places

    def dress(self, theme: Theme, font: QFont) -> None:
        """Draw in the colours of a theme, with numbers in a font, from now on."""
        self._theme, self._font = theme, font
        for axis in (self._heights, self._steps, self._colors):
            axis.setTickFont(font)
            axis.setTextPen(theme.muted)
            axis.setPen(QPen(QColor(theme.line), 1.0) if axis is self._steps else None)
            axis.setTickPen(QPen(QColor(mix(theme.background, theme.line, 0.6)), 1.0))
        # A point is drawn once for each brush and kept, as long as the brushes are the same objects.
        self._brushes = [pg.mkBrush(color) for color in theme.unit_colors]
        self._fills = [pg.mkBrush(mix(theme.background, color, 0.6)) for color in theme.unit_colors]
        self._palette = palette_of(theme)
        self._ramp.setImage(pixels_of(np.linspace(1.0, -1.0, 64)[None], 1.0, self._palette), autoLevels=False)
        self._ground = QPixmap()
        self._step_places: tuple[QRectF, ...] = ()
        self._ground_of: object = None

    def picture(self, trajectory: Trajectory, frame: Frame, size: QSize, chosen: str | None = None) -> QPixmap:
        """A trajectory in its frame; the curves of the ``chosen`` value are stronger."""
        ground_of = (size.toTuple(), self._ratio, frame, trajectory.scale, trajectory.values.shape[1])
        if ground_of != self._ground_of:
            self._ground_of = ground_of
            self._ground = self._paint_ground(trajectory, frame, size)
        picture = QPixmap(self._ground)
        painter = QPainter(picture)
        painter.setClipRect(frame.view)
        for item in self._draw_values(trajectory, frame, chosen):
            painter.setTransform(item.sceneTransform())
            item.paint(painter, None, None)
        painter.end()
        return picture

    def _paint_ground(self, trajectory: Trajectory, frame: Frame, size: QSize) -> QPixmap:
        """What lies below the values."""
        self._canvas = QRectF(QRect(QPoint(0, 0), size))
        self._box.setGeometry(frame.view)
        levels = (frame.level_at(frame.view.bottom()), frame.level_at(frame.view.top()))
        self._box.setRange(xRange=(frame.first - 0.5, frame.last + 0.5), yRange=levels, padding=0.0)
        self._draw_axes(trajectory, frame)
        self._draw_ramp(trajectory, frame)
        ground = QPixmap(size * self._ratio)
        ground.setDevicePixelRatio(self._ratio)
        ground.fill(QColor(self._theme.background))
        painter = QPainter(ground)
        self._scene.prepareForPaint()
        self._scene.render(painter, self._canvas, self._canvas)
        painter.end()
        self._step_places = self._steps.places
        return ground

    @property
    def _ratio(self) -> float:
        """How many pixels of the screen make a pixel."""
        return float(self._view.devicePixelRatioF())

    def _pen(self, color: str, width: float) -> QPen:
        """A pen of a width in pixels, whatever the axes stand for."""
        return QPen(pg.mkPen(color, width=width * self._ratio))

    def _draw_axes(self, trajectory: Trajectory, frame: Frame) -> None:
        """The numbers of both axes, the zero of the values, and the bands."""
        view, metrics = frame.view, QFontMetricsF(self._font)
        self._heights.place(QRectF(0.0, view.top(), view.left(), view.height()), self._canvas)
        self._steps.place(QRectF(view.left(), view.bottom(), view.width(), metrics.height()), self._canvas)
        most = int(view.width() / (1.6 * metrics.horizontalAdvance(str(frame.last)) + 8)) + 1
        offset = trajectory.writing.notation.first - 1
        steps = step_ticks(frame.last, max(2, min(most, 11)), frame.first, offset)
        self._steps.show_ticks([(step, trajectory.writing.number(step)) for step in steps])
        if trajectory.is_image:
            n_units = trajectory.values.shape[1]
            self._heights.show_ticks([(1.0 - (unit - 0.5) / n_units, str(unit)) for unit in (1, n_units)])
            self._draw_strips([])
            return
        ticks = trajectory.scale.ticks(max(2, int(frame.axes.height() / (1.7 * metrics.height())) + 1))
        bands = [(frame.band_level(text), text) for text in (*frame.above, *frame.below)]
        numbers = [
            (tick.share, f"{tick.text}^{tick.power}" if tick.power else tick.text) for tick in ticks if tick.text
        ]
        self._heights.show_ticks(numbers + bands, [(tick.share, "") for tick in ticks if not tick.text])
        zeros = [(tick.share, 1, self._theme.line) for tick in ticks if tick.is_zero]
        self._draw_strips(zeros + [(level, frame.band - 2, self._theme.surface) for level, _ in bands])

    def _draw_strips(self, strips: Sequence[tuple[float, int, str]]) -> None:
        """Horizontal lines: level, width and colour of each."""
        while len(self._strips) < len(strips):
            self._strips.append(pg.InfiniteLine(angle=0))
            self._strips[-1].setZValue(-1)
            self._box.addItem(self._strips[-1], ignoreBounds=True)
        for k, item in enumerate(self._strips):
            item.setVisible(k < len(strips))
        for item, (level, width, color) in zip(self._strips, strips, strict=False):
            item.setPos(level)
            item.setPen(self._pen(color, width))

    def _draw_ramp(self, trajectory: Trajectory, frame: Frame) -> None:
        """The scale of the colours at the right of an image."""
        for item in (self._ramp, self._colors):
            item.setVisible(trajectory.is_image)
        if trajectory.is_image:
            bar, text = frame.bar, write_limit(frame.limit)
            self._ramp.setRect(bar)
            self._colors.place(bar.translated(bar.width(), 0), self._canvas)
            # The numbers end where the bar ends.
            inset = QFontMetricsF(self._font).capHeight() / 2 / bar.height()
            self._colors.show_ticks([(1.0 - inset, text), (inset, f"\N{MINUS SIGN}{text}")])

    def _draw_values(self, trajectory: Trajectory, frame: Frame, chosen: str | None) -> list[pg.GraphicsObject]:
        """What shows the values, from the lowest to the uppermost."""
        if trajectory.is_image:
            return [self._draw_image(trajectory, frame)]
        columns = [] if trajectory.form == "curves" else [self._draw_columns(trajectory, frame)]
        return columns if trajectory.form == "stack" else [*columns, *self._draw_curves(trajectory, frame, chosen)]

    def _draw_image(self, trajectory: Trajectory, frame: Frame) -> pg.ImageItem:
        """Many units as an image, the first at the top."""
        shown = strongest(trajectory.values, int(frame.axes.width()))
        self._image.setImage(pixels_of(shown, frame.limit, self._palette), autoLevels=False)
        self._image.setRect(QRectF(frame.first - 0.5, 1.0, frame.last - frame.first + 1, -1.0))
        return self._image

    def _draw_curves(self, trajectory: Trajectory, frame: Frame, chosen: str | None) -> list[pg.GraphicsObject]:
        """A line for every column, broken where values have no place on the axis, and points."""
        values, names = trajectory.values, trajectory.names
        base = 1.5 if values.size <= _THICK else 1.0 if values.size <= _FINE else 1.0 / self._ratio
        widths = [2.0 if name == chosen and len(set(names)) > 1 else base for name in names]
        levels = frame.levels(values, trajectory.scale)
        is_inside = trajectory.scale.band(values) == IN_AXIS
        gaps = np.array(trajectory.gaps, int) - frame.first
        is_inside[gaps] = False
        steps = np.arange(frame.first, frame.last + 1.0)
        marked = marked_places(is_inside, levels, frame.pitch)
        marked[gaps] = False
        if trajectory.form == "bars":
            return self._draw_points(steps, levels, marked & ~is_inside, widths)
        marked[:, list(trajectory.dashed)] = False
        places, lines = envelope(steps, np.where(is_inside, levels, np.nan), int(frame.axes.width()))
        while len(self._curves) < len(names):
            self._curves.append(self._add_hidden(pg.PlotCurveItem()))
        curves = self._curves[: len(names)]
        for k, curve in enumerate(curves):
            is_dashed = k in trajectory.dashed
            pen = self._pen(self._theme.muted if is_dashed else curve_color(self._theme, k), widths[k])
            if is_dashed:
                pen.setDashPattern([4.0, 3.0])
            curve.setData(places, lines[:, k], pen=pen, connect="finite", antialias=True)
        return [*curves, *self._draw_points(steps, levels, marked, widths)]

    def _draw_columns(self, trajectory: Trajectory, frame: Frame) -> pg.BarGraphItem:
        """A bar for every value, or at every step all values on each other."""
        levels = trajectory.scale.share(trajectory.values)
        is_stack = trajectory.form == "stack"
        shown, every = thinned(levels, int(frame.axes.width()), is_stack)
        steps = frame.first + every * np.arange(len(shown)) + (every - 1) / 2
        n_curves = shown.shape[1]
        tops = np.cumsum(shown, axis=1) if is_stack else shown
        bottoms = tops - shown if is_stack else np.zeros_like(shown)
        widths = every if is_stack else 0.7 * every / n_curves
        aside = np.zeros(n_curves) if is_stack else (np.arange(n_curves) - (n_curves - 1) / 2) * widths
        present = np.isfinite(tops) & np.isfinite(bottoms)
        colors = np.broadcast_to(np.arange(n_curves), shown.shape)[present]
        self._columns.setOpts(
            x=(steps[:, None] + aside)[present],
            y0=bottoms[present],
            y1=tops[present],
            width=widths,
            brushes=[self._fills[k % len(self._fills)] for k in colors.tolist()],
            pen=None,
        )
        return self._columns

    def _draw_points(
        self, steps: Array, levels: Array, marked: NDArray[np.bool_], widths: Sequence[float]
    ) -> list[pg.GraphicsObject]:
        """A point in the colour of its curve at every value that is marked."""
        curves, rows = np.nonzero(marked.T)
        if not curves.size:
            return []
        if self._points.fragmentAtlas.devicePixelRatio() != self._ratio:
            # WORKAROUND(pyqtgraph 0.14): points are kept as coarse as the screen of the widget they are painted on.
            self._points.fragmentAtlas.setDevicePixelRatio(self._ratio)
            self._points.fragmentAtlas.clear()
        self._points.setData(
            x=steps[rows],
            y=levels[rows, curves],
            brush=[self._brushes[k % len(self._brushes)] for k in curves.tolist()],
            size=3.0 + np.array(widths)[curves],
        )
        return [self._points]

    def _add_hidden(self, item: pg.GraphicsObject) -> pg.GraphicsObject:
        """Give an item the coordinates of the box, but leave it out of the ground."""
        item.hide()
        self._box.addItem(item, ignoreBounds=True)
        return item
