"""Painting one picture after another: what stands still from one to the next is kept as pixels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, repeat

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

from ..export.paint import paint, paint_shape
from ..scene.bounds import bounds_of
from ..scene.shapes import Box, Group, Heat, Label, Shape

PATIENCE = 3
"""How often a shape must be painted again as it was before its pixels are worth keeping."""
MARGIN = 10.0
"""How far lines and arrowheads reach beyond the bounds of their shape, in pixels of the scene."""


@dataclass(slots=True)
class _Painted:
    """A shape as painted last: how often it was the same before, the parts of a group, and its pixels if kept."""

    shape: Shape
    repeats: int
    parts: tuple[_Painted, ...] = ()
    pixels: QPixmap | None = None
    corner: QPoint = field(default_factory=QPoint)


class Repainter:
    """Paints the shapes of a page in order, and those that equal what was painted in their place before as pixmaps.

    Pixels are dropped when the page or the transformation of the painter changes. A scene that hands over the same
    objects again is compared fastest.
    """

    def __init__(self) -> None:
        self._transform, self._page = QTransform(), QRect()
        self._painted: _Painted | None = None

    def paint(self, painter: QPainter, root: Shape) -> None:
        """Draw a shape as ``paint`` does, on a page whose pixels are those of the painter's device."""
        page = QRect(0, 0, painter.device().width(), painter.device().height())
        if (painter.worldTransform(), page) != (self._transform, self._page):
            self._transform, self._page, self._painted = painter.worldTransform(), page, None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        self._painted = self._paint(painter, root, self._painted)
        painter.restore()

    def _paint(self, painter: QPainter, shape: Shape, before: _Painted | None) -> _Painted:
        repeats = 0
        if before is not None and not _is_direct(shape) and shape == before.shape:
            repeats = before.repeats + 1
            if repeats >= PATIENCE:
                self._stamp(painter, before)
                return before
        if isinstance(shape, Group):
            known: Iterable[_Painted | None] = () if before is None else before.parts
            pairs = zip(shape.children, chain(known, repeat(None)), strict=False)
            return _Painted(shape, repeats, tuple([self._paint(painter, *pair) for pair in pairs]))
        paint_shape(painter, shape)
        return _Painted(shape, repeats)

    def _stamp(self, painter: QPainter, painted: _Painted) -> None:
        """Draw the pixels of a shape, made when first needed."""
        if painted.pixels is None:
            painted.corner, painted.pixels = self._draw_pixels(painted.shape)
        painter.resetTransform()
        painter.drawPixmap(painted.corner, painted.pixels)
        painter.setWorldTransform(self._transform)

    def _draw_pixels(self, shape: Shape) -> tuple[QPoint, QPixmap]:
        """What a shape covers of a page, and where; nothing where it lies beside it."""
        bounds = QRectF(QPointF(*bounds_of(shape)[:2]), QPointF(*bounds_of(shape)[2:]))
        reach = self._transform.mapRect(bounds.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))
        area = reach.toAlignedRect() & self._page
        pixels = QPixmap(area.size())
        pixels.fill(Qt.GlobalColor.transparent)
        if not pixels.isNull():
            with QPainter(pixels) as painter:
                painter.setTransform(self._transform * QTransform.fromTranslate(-area.x(), -area.y()))
                paint(painter, shape)
        return area.topLeft(), pixels


def _is_direct(shape: Shape) -> bool:
    """Whether a shape is always painted itself: where that is as fast as copying pixels, and text without its ground.

    Qt blends the letters of Inter in another way over a ground that is opaque than over one that is not.
    """
    match shape:
        case Heat() | Box(stroke=None, radius=0.0):
            return True
        case Label():
            return shape.family == "sans"
    return False
