"""Painting formulas that are laid out."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QTransform

from ..scene.formula import Arrangement, Bracket, Setting, Sign, Text
from .typeset import number_font, picture, rise


def paint(painter: QPainter, arrangement: Arrangement, setting: Setting, color: str) -> None:
    """Paint formulas with their top left corner at the origin of the painter."""
    ratio = painter.device().devicePixelRatioF()
    ink = QColor(color)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(number_font(setting.number_size))
    painter.setPen(ink)
    for item in arrangement.items:
        match item:
            case Text(x=x, y=y, text=text):
                painter.drawText(QPointF(x, y), text)
            case Sign(x=x, y=y, latex=latex):
                top = round(y * ratio) / ratio - rise(latex, setting.size)
                painter.drawPixmap(QPointF(round(x * ratio) / ratio, top), picture(latex, setting.size, color, ratio))
            case Bracket():
                painter.fillPath(_bracket_path(item, setting.size), ink)


@lru_cache(maxsize=256)
def _bracket_path(bracket: Bracket, size: float) -> QPainterPath:
    """The shape of a tall bracket."""
    if bracket.latex in "[]":
        return _square_path(bracket, size)
    half, width = bracket.height / 2, 0.3 * size + 0.02 * bracket.height
    thick = 0.09 * size
    path = QPainterPath(QPointF(width, -half))
    path.quadTo(QPointF(-width * 0.9, 0.0), QPointF(width, half))
    path.quadTo(QPointF(-width * 0.9 + 2 * thick, 0.0), QPointF(width, -half))
    if bracket.latex == ")":
        path = _mirrored(path, width)
    path.translate(bracket.x, bracket.y)
    return path


def _square_path(bracket: Bracket, size: float) -> QPainterPath:
    x, y, half, thick, foot = round(bracket.x), bracket.y, bracket.height / 2, 1.0, round(0.24 * size)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    stem = x if bracket.latex == "[" else x + foot - thick
    path.addRect(stem, round(y - half), thick, round(2 * half))
    path.addRect(x, round(y - half), foot, thick)
    path.addRect(x, round(y - half) + round(2 * half) - thick, foot, thick)
    return path


def _mirrored(path: QPainterPath, width: float) -> QPainterPath:
    return QTransform(-1.0, 0.0, 0.0, 1.0, width, 0.0).map(path)
