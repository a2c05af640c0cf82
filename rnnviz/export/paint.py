"""Pictures painted with QtGui: on screen, as PNG and as PDF."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from PySide6.QtCore import QBuffer, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QPaintEngine, QPainter, QPainterPath, QPen, QPolygonF

from ..scene.measure import accent_ground, baseline, line_start, place
from ..scene.path import (
    DASH,
    SIGN_WIDTH,
    Curve,
    Move,
    Path,
    accent_path,
    accent_width,
    arrowhead,
    chip_parts,
    heat_cells,
    wire_paths,
)
from ..scene.shapes import Anchor, Box, Chip, Dot, Family, Group, Heat, Label, Point, Run, Scene, Shape, Wire
from .qtfont import UNIT, begin_drawing, qt_font
from .size import Frame, check_pixels, too_large

MOST_KEPT = 4096
"""So many colours, pens, brushes, lines of text and wires are kept: a value that moves takes ever new ones."""

ORIGIN = QPointF(0.0, 0.0)
NO_PEN, NO_BRUSH = QPen(Qt.PenStyle.NoPen), QBrush(Qt.BrushStyle.NoBrush)


def paint(painter: QPainter, picture: Scene | Shape) -> None:
    """Draw a scene, with its background, or a shape; the painter is left as it was, with antialiasing on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if isinstance(picture, Scene):
        if picture.background is not None:
            painter.fillRect(QRectF(0, 0, picture.width, picture.height), _color(picture.background))
        picture = picture.root
    painter.save()
    paint_shape(painter, picture)
    painter.restore()


def paint_shape(painter: QPainter, shape: Shape) -> None:
    """Draw a shape and leave the painter with the shape's pen, brush and font, for one that has more to draw."""
    _PAINTERS[type(shape)](painter, shape)


def draw_pixels(painter: QPainter, place: QRectF, pixels: memoryview, shape: tuple[int, ...]) -> None:
    """Draw rows and columns of colours, each four bytes 0xFFRRGGBB, enlarged without smoothing."""
    n_rows, n_columns = shape
    image = QImage(pixels, n_columns, n_rows, 4 * n_columns, QImage.Format.Format_RGB32)
    painter.drawImage(place, image)


def to_image(scene: Scene, scale: float = 1.0, frame: Frame | None = None) -> QImage:
    """The scene as an image of ``scale`` pixels per pixel of its page, transparent where it has no background.

    ``frame`` is the page, that of the scene without it. InputError says that the image would be too large.
    """
    begin_drawing()
    page = frame or Frame(scene.width, scene.height)
    width, height = check_pixels(page, scale)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise too_large(width, height)
    image.fill(Qt.GlobalColor.transparent if scene.background is None else _color(scene.background))
    with QPainter(image) as painter:
        painter.scale(scale, scale)
        paint_page(painter, scene, page)
    return image


def paint_page(painter: QPainter, scene: Scene, page: Frame) -> None:
    """Draw a scene in its place on a page, without the ground around it."""
    painter.translate(page.x, page.y)
    painter.scale(page.scale, page.scale)
    paint(painter, scene)


def to_png(scene: Scene, dpi: float = 96.0, scale: float | None = None, frame: Frame | None = None) -> bytes:
    """The scene as a PNG file of so many dots per inch; ``scale`` are dots per pixel of its page, dpi / 96 without it.

    Raises InputError where it would be too large, OSError where Qt cannot write it.
    """
    image = to_image(scene, dpi / 96 if scale is None else scale, frame)
    if scene.background is not None:
        image = image.convertToFormat(QImage.Format.Format_RGB32)
    for set_dots in (image.setDotsPerMeterX, image.setDotsPerMeterY):
        set_dots(round(dpi / 0.0254))
    buffer = QBuffer()
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise OSError("the picture cannot be made a PNG file")
    return bytes(buffer.data().data())


def _paint_group(painter: QPainter, group: Group) -> None:
    for child in group.children:
        _PAINTERS[type(child)](painter, child)


def _paint_box(painter: QPainter, box: Box) -> None:
    if box.stroke is None and not box.radius:
        painter.fillRect(QRectF(box.x, box.y, box.width, box.height), _brush(box.fill))
        return
    painter.setPen(_pen(box.stroke, box.stroke_width, box.dashed))
    painter.setBrush(_brush(box.fill))
    painter.drawRoundedRect(QRectF(box.x, box.y, box.width, box.height), box.radius, box.radius)


def _paint_dot(painter: QPainter, dot: Dot) -> None:
    painter.setPen(_pen(dot.stroke, dot.stroke_width))
    painter.setBrush(_brush(dot.fill))
    painter.drawEllipse(QPointF(dot.x, dot.y), dot.radius_x, dot.radius_y)
    if dot.strokes:
        painter.setPen(_pen(dot.stroke, dot.stroke_width * SIGN_WIDTH, round_cap=True))
        for start, end in dot.strokes:
            painter.drawLine(QPointF(*start), QPointF(*end))


def _paint_wire(painter: QPainter, wire: Wire) -> None:
    strokes, head = _outline(wire.points, wire.width, wire.radius, wire.arrow, wire.gaps)
    painter.setPen(_pen(wire.color, wire.width, wire.dashed))
    painter.setBrush(NO_BRUSH)
    for stroke in strokes:
        painter.drawPath(stroke)
    if head is not None:
        painter.setPen(NO_PEN)
        painter.setBrush(_brush(wire.color))
        painter.drawPolygon(head)


def _paint_label(painter: QPainter, label: Label) -> None:
    for piece in _set_line(label.runs, label.size, label.family, label.anchor):
        painter.save()
        painter.setPen(_color(label.color))
        painter.setFont(piece.font)
        painter.translate(label.x + piece.x, label.y + piece.y)
        painter.scale(piece.scale, piece.scale)
        painter.drawText(ORIGIN, piece.characters)
        painter.restore()
        if piece.accent is not None:
            painter.setPen(_pen(label.color, accent_width(label), round_cap=True))
            painter.setBrush(NO_BRUSH)
            painter.drawPath(piece.accent.translated(label.x, label.y))


def _paint_chip(painter: QPainter, chip: Chip) -> None:
    pill, number = chip_parts(chip)
    _paint_box(painter, pill)
    _paint_label(painter, number)


def _paint_heat(painter: QPainter, heat: Heat) -> None:
    place = QRectF(heat.x, heat.y, heat.width, heat.height)
    if painter.paintEngine().type() == QPaintEngine.Type.Pdf:
        for cell in heat_cells(heat):
            painter.fillRect(QRectF(cell.x, cell.y, cell.width, cell.height), _brush(cell.fill))
    else:
        _draw_cells(painter, heat, place)
    if heat.stroke is not None:
        painter.setPen(_pen(heat.stroke, heat.stroke_width))
        painter.setBrush(NO_BRUSH)
        painter.drawRect(place)


def _draw_cells(painter: QPainter, heat: Heat, place: QRectF) -> None:
    """Draw the cells as one image."""
    pixels = array("I", [_pixel(color) for row in heat.colors for color in row])
    draw_pixels(painter, place, memoryview(pixels), (len(heat.colors), len(heat.colors[0])))


class _Piece(NamedTuple):
    """Characters of a line in one font, their origin and accent as seen from the point where the line is anchored."""

    characters: str
    font: QFont
    scale: float
    x: float
    y: float
    accent: QPainterPath | None


@lru_cache(MOST_KEPT)
def _set_line(runs: tuple[Run, ...], size: float, family: Family, anchor: Anchor) -> tuple[_Piece, ...]:
    """The pieces of a line of text."""
    start, base = line_start(runs, size, family, anchor), baseline(size, family)
    pieces: list[_Piece] = []
    for item in place(runs, size, family):
        x, y, run, accent = start + item.x, base + item.dy, item.run, None
        if run.accent:
            top = y - accent_ground(item, family)
            accent = _qt_path(accent_path(run.accent, x + item.width / 2, top, item.size))
        font = qt_font(family, run.italic, run.weight)
        pieces.append(_Piece(item.characters, font, item.size / UNIT, x, y, accent))
    return tuple(pieces)


@lru_cache(MOST_KEPT)
def _outline(
    points: tuple[Point, ...], width: float, radius: float, arrow: bool, gaps: tuple[tuple[float, float], ...]
) -> tuple[tuple[QPainterPath, ...], QPolygonF | None]:
    """The strokes of a wire and its arrowhead."""
    strokes = wire_paths(Wire(points, "", width, radius, arrow, gaps=gaps))
    head = QPolygonF([QPointF(*corner) for corner in arrowhead(points, width)]) if arrow else None
    return tuple(_qt_path(stroke) for stroke in strokes), head


def _qt_path(path: Path) -> QPainterPath:
    drawn = QPainterPath()
    for step in path:
        match step:
            case Move():
                drawn.moveTo(*step.to)
            case Curve():
                drawn.cubicTo(*step.first, *step.second, *step.to)
            case _:
                drawn.lineTo(*step.to)
    return drawn


_PAINTERS: dict[type[Shape], Callable[[QPainter, Any], None]] = {
    Group: _paint_group,
    Box: _paint_box,
    Dot: _paint_dot,
    Wire: _paint_wire,
    Label: _paint_label,
    Chip: _paint_chip,
    Heat: _paint_heat,
}


@lru_cache(MOST_KEPT)
def _color(color: str) -> QColor:
    return QColor(color)


@lru_cache(MOST_KEPT)
def _pixel(color: str) -> int:
    return 0xFF000000 | int(color[1:], 16)


@lru_cache(MOST_KEPT)
def _brush(color: str | None) -> QBrush:
    return NO_BRUSH if color is None else QBrush(QColor(color))


@lru_cache(MOST_KEPT)
def _pen(color: str | None, width: float, dashed: bool = False, round_cap: bool = False) -> QPen:
    if color is None:
        return NO_PEN
    pen = QPen(QColor(color), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if round_cap else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setDashPattern([part / width for part in DASH])
    return pen
