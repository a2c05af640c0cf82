"""The shapes of a scene as DrawingML, the drawing language of office programs: native, named and grouped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import NamedTuple
from unicodedata import normalize
from xml.sax.saxutils import quoteattr

from ..scene.measure import measure
from ..scene.part import Line, polygon, take_apart
from ..scene.path import DASH, Curve, Move, Path, Straight, arrow_length, chip_parts, wire_paths
from ..scene.shapes import Box, Chip, Dot, Group, Heat, Label, Point, Scene, Shape, Wire
from .joint import join_lines
from .pptx_text import box_of, is_plain, text_body, text_boxes, with_letters

POINT = 12700
"""English Metric Units, the lengths of the format, per point."""
HEAD_SIZES = {"sm": 2.0, "med": 3.0, "lg": 5.0}
"""The sizes that native arrowheads come in, in parts of the width of their line."""
THINNEST = 2.0
"""Arrowheads of thinner lines are as large as those of lines of so many points."""
SLIMMER = 0.8
"""The width of a full triangle that looks as large as a barbed arrowhead of width 1."""
OVERLAP = 0.4
"""How far the cells of a heat reach under their neighbours, in pixels, so that no ground shines through."""
MOST_CELLS = 400
"""A heat of more cells has one shape for all that have the same colour, which any office program still moves fast."""
_STEPS = {Move: "moveTo", Straight: "lnTo", Curve: "cubicBezTo"}
KINDS = {Box: "box", Dot: "dot", Wire: "line", Label: "text", Chip: "number", Heat: "heat"}


class Drawn(NamedTuple):
    """A written shape and the rectangle around it, in English Metric Units."""

    xml: str
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class ShapeWriter:
    """Writes a scene whose upper left corner stands at (x, y) and whose pixel is ``unit`` English Metric Units.

    Every shape has a name of its own, the same for the same scene; ``mark`` comes before it.
    """

    x: float
    y: float
    unit: float
    mark: str = ""
    _ids: Iterator[int] = field(default_factory=lambda: count(10))
    _names: Counter[str] = field(default_factory=Counter)

    def write(self, scene: Scene) -> str:
        """The scene as one group; nothing for an empty one."""
        return "".join(drawn.xml for drawn in self._group(join_lines(scene.root, is_plain)))

    def _shape(self, shape: Shape, name: str) -> Iterator[Drawn]:
        match shape:
            case Group():
                yield from self._group(shape)
            case Box():
                yield self._box(shape, name)
            case Dot():
                yield from self._dot(shape, name)
            case Wire():
                yield from self._wire(shape, name)
            case Label():
                yield from self._label(shape, name)
            case Chip():
                yield self._chip(shape, name)
            case Heat():
                yield from self._heat(shape, name)

    def _group(self, group: Group) -> Iterator[Drawn]:
        name = _readable(group.name)
        parts = [
            drawn
            for child in group.children
            for drawn in self._shape(child, name if isinstance(child, Group) else f"{name}, {KINDS[type(child)]}")
        ]
        if parts:
            yield self._grouped(parts, name, group.title)

    def _grouped(self, parts: list[Drawn], name: str, title: str = "") -> Drawn:
        left, top = min(part.left for part in parts), min(part.top for part in parts)
        right, bottom = max(part.right for part in parts), max(part.bottom for part in parts)
        size = f'<a:off x="{left}" y="{top}"/><a:ext cx="{right - left}" cy="{bottom - top}"/>'
        inner = f'<a:chOff x="{left}" y="{top}"/><a:chExt cx="{right - left}" cy="{bottom - top}"/>'
        head = f"<p:nvGrpSpPr>{self._named(name, title)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        frame = f"<p:grpSpPr><a:xfrm>{size}{inner}</a:xfrm></p:grpSpPr>"
        xml = f"<p:grpSp>{head}{frame}{''.join(part.xml for part in parts)}</p:grpSp>"
        return Drawn(xml, left, top, right, bottom)

    def _named(self, name: str, title: str = "") -> str:
        """The id and name of a shape, both its own, and what a reader hears for it."""
        self._names[name] += 1
        own = f"{self.mark}{name}" if self._names[name] == 1 else f"{self.mark}{name} {self._names[name]}"
        says = f" descr={quoteattr(title)}" if title else ""
        return f'<p:cNvPr id="{next(self._ids)}" name={quoteattr(own)}{says}/>'

    def _box(self, box: Box, name: str, text: str = "") -> Drawn:
        radius = min(0.5, box.radius / min(box.width, box.height)) if box.radius else 0.0
        guide = f'<a:gd name="adj" fmla="val {round(100000 * radius)}"/>' if radius else ""
        shape = f'<a:prstGeom prst="{"roundRect" if radius else "rect"}"><a:avLst>{guide}</a:avLst></a:prstGeom>'
        look = _fill(box.fill) + self._line(box.stroke, box.stroke_width, box.dashed)
        return self._placed(name, (box.x, box.y, box.width, box.height), shape + look, text)

    def _placed(self, name: str, place: tuple[float, float, float, float], look: str, text: str = "") -> Drawn:
        """A shape of a form and look at a place (left, top, width, height in pixels)."""
        left, top, right, bottom = self._frame(*place)
        frame = f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{right - left}" cy="{bottom - top}"/></a:xfrm>'
        head = f"<p:nvSpPr>{self._named(name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        return Drawn(f"<p:sp>{head}<p:spPr>{frame}{look}</p:spPr>{text}</p:sp>", left, top, right, bottom)

    def _dot(self, dot: Dot, name: str) -> Iterator[Drawn]:
        look = '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>' + _fill(dot.fill)
        place = (dot.x - dot.radius_x, dot.y - dot.radius_y, 2 * dot.radius_x, 2 * dot.radius_y)
        yield self._placed(name, place, look + self._line(dot.stroke, dot.stroke_width))
        yield from self._strokes(dot, f"{name}, sign")

    def _strokes(self, shape: Dot | Label, name: str) -> Iterator[Drawn]:
        """The sign of a dot, or the accents of a line of text."""
        for part in take_apart(shape):
            if isinstance(part, Line):
                path = tuple(step for path in part.paths for step in path)
                yield self._freeform(name, path, self._line(part.color, part.width, cap="rnd"))

    def _wire(self, wire: Wire, name: str) -> Iterator[Drawn]:
        """The stretches of a wire; the native arrowhead ends where the wire does, so its shaft is not shortened."""
        paths = wire_paths(replace(wire, arrow=False))
        for number, path in enumerate(paths, 1):
            head = _arrowhead(wire.width, self.unit) if wire.arrow and number == len(paths) else ""
            look = self._line(wire.color, wire.width, wire.dashed, head)
            straight = len(path) == 2
            yield self._straight(name, path[0].to, path[-1].to, look) if straight else self._freeform(name, path, look)

    def _straight(self, name: str, start: Point, end: Point, look: str) -> Drawn:
        """A straight line."""
        (x0, y0), (x1, y1) = start, end
        left, top, right, bottom = self._frame(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
        flips = (' flipH="1"' if x1 < x0 else "") + (' flipV="1"' if y1 < y0 else "")
        size = f'<a:off x="{left}" y="{top}"/><a:ext cx="{right - left}" cy="{bottom - top}"/>'
        shape = '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        head = f"<p:nvCxnSpPr>{self._named(name)}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
        xml = f"<p:cxnSp>{head}<p:spPr><a:xfrm{flips}>{size}</a:xfrm>{shape}{look}</p:spPr></p:cxnSp>"
        return Drawn(xml, left, top, right, bottom)

    def _freeform(self, name: str, path: Path, look: str, fill: str | None = None) -> Drawn:
        """Straight and curved lines, closed and filled with ``fill`` if any, whose points can be edited."""
        points = [point for step in path for point in step]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        place = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        left, top, right, bottom = self._frame(*place)
        steps: list[str] = []
        for step in path:
            if fill is not None and steps and isinstance(step, Move):
                steps.append("<a:close/>")
            kind, ends = _STEPS[type(step)], (self._at(*point) for point in step)
            pairs = "".join(f'<a:pt x="{x - left}" y="{y - top}"/>' for x, y in ends)
            steps.append(f"<a:{kind}>{pairs}</a:{kind}>")
        size = f'w="{right - left}" h="{bottom - top}"' + ("" if fill else ' fill="none"')
        lists = '<a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        closed = "<a:close/>" if fill else ""
        shape = (
            f"<a:custGeom>{lists}<a:pathLst><a:path {size}>{''.join(steps)}{closed}</a:path></a:pathLst></a:custGeom>"
        )
        return self._placed(name, place, f"{shape}{_fill(fill)}{look}")

    def _label(self, label: Label, name: str) -> Iterator[Drawn]:
        spelled = with_letters(label)
        for part in text_boxes(spelled):
            yield self._text_box(part, name)
        yield from self._strokes(spelled, f"{name}, accent")

    def _text_box(self, label: Label, name: str) -> Drawn:
        left, top, right, bottom = self._frame(*box_of(label, measure(label.runs, label.size, label.family)))
        frame = f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{right - left}" cy="{bottom - top}"/></a:xfrm>'
        look = f'{frame}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        head = f'<p:nvSpPr>{self._named(name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        text = text_body(label, label.size * self.unit / POINT)
        return Drawn(f"<p:sp>{head}<p:spPr>{look}</p:spPr>{text}</p:sp>", left, top, right, bottom)

    def _chip(self, chip: Chip, name: str) -> Drawn:
        pill, number = chip_parts(chip)
        return self._box(pill, name, text_body(number, number.size * self.unit / POINT, "ctr"))

    def _heat(self, heat: Heat, name: str) -> Iterator[Drawn]:
        cells = list(_cells(heat))
        if len(cells) <= MOST_CELLS:
            parts = [self._box(cell, f"{name}, cell") for cell in cells]
        else:
            parts = [self._same_colored(color, group, f"{name}, cells") for color, group in _by_color(cells)]
        if heat.stroke is not None:
            frame = Box(heat.x, heat.y, heat.width, heat.height, 0, None, heat.stroke, heat.stroke_width)
            parts.append(self._box(frame, f"{name}, frame"))
        yield self._grouped(parts, name)

    def _same_colored(self, color: str, cells: list[Box], name: str) -> Drawn:
        """Many cells of one colour as one shape."""
        corners = (
            ((x, y), (x + c.width, y), (x + c.width, y + c.height), (x, y + c.height))
            for c in cells
            for x, y in ((c.x, c.y),)
        )
        path = tuple(step for four in corners for step in polygon(four))
        return self._freeform(name, path, self._line(None, 0.0), color)

    def _line(self, color: str | None, width: float, dashed: bool = False, head: str = "", cap: str = "flat") -> str:
        """The look of an outline or wire."""
        if color is None:
            return "<a:ln><a:noFill/></a:ln>"
        dashes = ""
        if dashed:
            long, space = (round(100000 * part / width) for part in DASH)
            dashes = f'<a:custDash><a:ds d="{long}" sp="{space}"/></a:custDash>'
        return f'<a:ln w="{round(width * self.unit)}" cap="{cap}">{_fill(color)}{dashes}<a:round/>{head}</a:ln>'

    def _at(self, x: float, y: float) -> tuple[int, int]:
        return round(self.x + x * self.unit), round(self.y + y * self.unit)

    def _frame(self, left: float, top: float, width: float, height: float) -> tuple[int, int, int, int]:
        return (*self._at(left, top), *self._at(left + width, top + height))


def _readable(name: str) -> str:
    """A name with its hats: ``value c_hat`` is ``value ĉ``."""
    return normalize("NFC", name.replace("_hat", "\N{COMBINING CIRCUMFLEX ACCENT}"))


def _fill(color: str | None) -> str:
    return "<a:noFill/>" if color is None else f'<a:solidFill><a:srgbClr val="{color[1:].upper()}"/></a:solidFill>'


def _arrowhead(width: float, unit: float) -> str:
    """The native arrowhead whose size is closest to that of the scene's, which is barbed and so looks slimmer."""
    base = max(width, THINNEST * POINT / unit)
    wanted = {"w": SLIMMER * (7 + 1.6 * width) / base, "len": arrow_length(width) / base}
    sizes = {side: min(HEAD_SIZES, key=lambda size: abs(HEAD_SIZES[size] - far)) for side, far in wanted.items()}
    return f'<a:tailEnd type="triangle" w="{sizes["w"]}" len="{sizes["len"]}"/>'


def _by_color(cells: list[Box]) -> Iterator[tuple[str, list[Box]]]:
    """The cells that have the same colour, colour by colour."""
    found: dict[str, list[Box]] = {}
    for cell in cells:
        found.setdefault(cell.fill or "", []).append(cell)
    yield from found.items()


def _cells(heat: Heat) -> Iterator[Box]:
    """The cells of a heat, each a little larger to the right and below where it has a neighbour."""
    n_rows, n_columns = len(heat.colors), len(heat.colors[0])
    width, height = heat.width / n_columns, heat.height / n_rows
    for i, row in enumerate(heat.colors):
        for j, color in enumerate(row):
            right, below = (OVERLAP if k + 1 < n else 0.0 for k, n in ((j, n_columns), (i, n_rows)))
            yield Box(heat.x + j * width, heat.y + i * height, width + right, height + below, 0.0, color)
