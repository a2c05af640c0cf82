"""Letters as areas, for pictures that must look alike where the fonts are not installed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from .measure import font_file
from .part import Area, Text
from .path import Curve, Move, Path, Step, Straight
from .shapes import Family


def outline(text: Text) -> Area:
    """A line of text as one area."""
    family, paths = text.label.family, []
    for item in text.placed:
        x, y = text.left + item.x, text.baseline + item.dy
        for character in item.characters:
            style = (family, item.run.italic, item.run.weight)
            paths += [_moved(path, x, y, item.size) for path in _glyph(character, *style)]
            x += item.size * font_file(*style).advance(character)
    return Area(tuple(paths), text.label.color)


@cache
def _glyph(character: str, family: Family, italic: bool, weight: str) -> tuple[Path, ...]:
    """The closed paths of a character of size 1 on a baseline of height 0, y downwards."""
    file = font_file(family, italic, weight)
    font = _font(file.path)
    return tuple(_paths(font.glyph_fromid(file.glyph(character)).operators, font.info.layout.unitsperem))


@cache
def _font(path: FilePath) -> Any:
    """The reader of outlines that comes with the equations."""
    import ziafont

    return ziafont.Font(str(path))


def _paths(operators: list[Any], em: int) -> Iterator[Path]:
    """The paths of a glyph; each operator has its points, whichever it is."""
    path: list[Step] = []
    for operator in operators:
        points = [(point.x / em, -point.y / em) for point in operator.points()[0]]
        kind = type(operator).__name__
        if kind == "Moveto":
            if path:
                yield tuple(path)
            path = [Move(points[0])]
        elif kind == "Lineto":
            path.append(Straight(points[-1]))
        elif kind == "Quad":
            path.append(_cubic(path[-1].to, points[-2], points[-1]))
        elif kind == "Cubic":
            path.append(Curve(*points[-3:]))
    if path:
        yield tuple(path)


def _cubic(start: tuple[float, float], handle: tuple[float, float], end: tuple[float, float]) -> Curve:
    """The cubic curve that is the quadratic one."""
    first, second = (
        (near[0] + 2 / 3 * (handle[0] - near[0]), near[1] + 2 / 3 * (handle[1] - near[1])) for near in (start, end)
    )
    return Curve(first, second, end)


def _moved(path: Path, x: float, y: float, scale: float) -> Path:
    """A path enlarged and moved."""
    found: list[Step] = []
    for step in path:
        match step:
            case Curve():
                found.append(Curve(*((x + scale * px, y + scale * py) for px, py in step)))
            case Move():
                found.append(Move((x + scale * step.to[0], y + scale * step.to[1])))
            case _:
                found.append(Straight((x + scale * step.to[0], y + scale * step.to[1])))
    return tuple(found)
