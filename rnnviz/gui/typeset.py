"""LaTeX as pictures, set once by ziamath in STIX Two Math and kept; and the same font for the numbers between."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil
from types import ModuleType
from typing import cast
from xml.etree.ElementTree import Element

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPixmap

from ..export.qtfont import load_fonts
from ..scene.formula import Metrics

_UNIT = 100.0
"""The size in pixels that formulas are set at; paths are scaled from it."""
_TOKEN = re.compile(r"[MLQCZ]|-?\d+\.?\d*(?:e-?\d+)?")
_FRACTION = re.compile(r"\\frac\{([^{}]+)\}\{(.+)\}")
_SHIFT, _RULE, _THICKNESS, _OVERHANG, _CLEARANCE = 0.64, -0.292, 0.068, 0.04, 0.074
"""The measures of a fraction in STIX Two Math, in units of the size.

Its baselines and its rule; how far the rule goes beyond the parts; how far above the baseline the lower part ends.
"""
_POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3, "Z": 0}


@dataclass(frozen=True, slots=True)
class Outline:
    """A formula of size 1: its path from x = 0 with the baseline at y = 0, and how far its ink reaches."""

    path: QPainterPath
    width: float
    ascent: float
    descent: float


@cache
def _ziamath() -> ModuleType:
    """The typesetter, imported when it is first needed: that takes a tenth of a second."""
    with warnings.catch_warnings():
        # WORKAROUND(ziamath 0.13): it finds its font through a deprecated function.
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath.tex
    # WORKAROUND(ziamath 0.13): by default it writes references that only SVG 2 knows.
    ziamath.config.svg2 = False
    return cast("ModuleType", ziamath)


@lru_cache(maxsize=2048)
def outline(latex: str) -> Outline:
    """The outline of a formula; takes some milliseconds when asked for the first time."""
    fraction = _FRACTION.fullmatch(latex)
    if fraction is not None:
        return _fraction(outline(fraction[1]), outline(fraction[2]))
    ziamath = _ziamath()
    # WORKAROUND(ziamath 0.13): the combining accent of \hat is drawn too wide; the free-standing one fits.
    mathml = ziamath.tex.tex2mml(latex).replace("<mo>&#x00302;", "<mo>&#x002C6;")
    svg = ziamath.Math(mathml, size=_UNIT).svgxml()
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for element in svg.iter():
        _add(path, element)
    ink = path.boundingRect()
    path.translate(-ink.left(), 0.0)
    return Outline(path, ink.width(), -ink.top(), ink.bottom())


def _fraction(above: Outline, below: Outline) -> Outline:
    """A fraction as ziamath sets it, of parts that may be known: that takes a third of the time."""
    width, drop = max(above.width, below.width) + 2 * _OVERHANG, max(_SHIFT, below.ascent - _CLEARANCE)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addPath(above.path.translated((width - above.width) / 2, -_SHIFT))
    path.addPath(below.path.translated((width - below.width) / 2, drop))
    path.addRect(QRectF(0.0, _RULE, width, _THICKNESS))
    return Outline(path, width, above.ascent + _SHIFT, below.descent + drop)


def _add(path: QPainterPath, element: Element) -> None:
    """Add what an SVG element fills, scaled to size 1."""
    if element.tag == "rect":
        x, y, width, height = (float(element.attrib[name]) / _UNIT for name in ("x", "y", "width", "height"))
        path.addRect(QRectF(x, y, width, height))
    elif element.tag == "path":
        tokens = iter(_TOKEN.findall(element.attrib["d"]))
        for command in tokens:
            points = [QPointF(float(next(tokens)), float(next(tokens))) / _UNIT for _ in range(_POINTS[command])]
            _draw_to(path, command, points)


def _draw_to(path: QPainterPath, command: str, points: list[QPointF]) -> None:
    match command:
        case "M":
            path.moveTo(points[0])
        case "L":
            path.lineTo(points[0])
        case "Q":
            path.quadTo(points[0], points[1])
        case "C":
            path.cubicTo(points[0], points[1], points[2])
        case _:
            path.closeSubpath()


def rise(latex: str, size: float) -> int:
    """How many whole pixels a formula reaches above its baseline."""
    return max(0, ceil(outline(latex).ascent * size))


@lru_cache(maxsize=2048)
def picture(latex: str, size: float, color: str, ratio: float) -> QPixmap:
    """A formula as pixels, ``size`` pixels large, for a screen of ``ratio`` device pixels per pixel.

    Its baseline lies ``rise(latex, size)`` pixels below its top edge.
    """
    shape = outline(latex)
    top, bottom = rise(latex, size), max(0, ceil(shape.descent * size))
    pixels = QPixmap(ceil((shape.width * size + 1) * ratio), ceil((top + bottom + 1) * ratio))
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(0.0, top)
    painter.scale(size, size)
    painter.fillPath(shape.path, QColor(color))
    painter.end()
    return pixels


def draw_math(painter: QPainter, latex: str, left: QPointF, size: float, color: str) -> float:
    """Draw a formula with its baseline at ``left``, on whole pixels; gives its width."""
    ratio = painter.device().devicePixelRatioF()
    corner = QPointF(round(left.x()), round(left.y()) - rise(latex, size))
    painter.drawPixmap(corner, picture(latex, size, color, ratio))
    return outline(latex).width * size


@cache
def number_font(size: int) -> QFont:
    """The font that numbers in formulas are set in."""
    load_fonts()
    font = QFont("STIX Two Math")
    font.setPixelSize(size)
    font.setKerning(False)
    return font


@cache
def _character_width(character: str, size: int) -> float:
    return QFontMetricsF(number_font(size)).horizontalAdvance(character)


@lru_cache(maxsize=2048)
def text_width(text: str, size: int) -> float:
    """The width of a number in pixels; it is set without kerning."""
    return sum(_character_width(character, size) for character in text)


SCREEN = Metrics(outline, text_width)
"""What the window sets formulas with."""
