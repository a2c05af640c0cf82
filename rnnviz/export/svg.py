"""Pictures written as SVG: named groups, editable text, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, pairwise
from re import sub
from xml.sax.saxutils import escape, quoteattr

from ..scene.measure import PlacedRun
from ..scene.outline import outline
from ..scene.part import Area, Cells, Ellipse, Line, Part, Text, take_apart
from ..scene.path import DASH, Curve, Move, Path
from ..scene.shapes import Box, Family, Group, Scene, Shape
from .size import Frame

FONTS = {
    "sans": "Inter, 'Helvetica Neue', Arial, sans-serif",
    "math": "'STIX Two Math', 'Cambria Math', 'STIX Two Text', serif",
}
STYLES = {
    "sans": " style=\"font-variant-numeric:tabular-nums;font-feature-settings:'tnum';font-kerning:none\"",
    "math": "",
}
WEIGHTS = {"regular": "400", "medium": "500", "semibold": "600"}


def to_svg(scene: Scene, outlines: bool = False, frame: Frame | None = None) -> str:
    """The scene as an SVG document; one scene pixel is one user unit.

    With ``outlines`` letters are shapes, which look alike where the fonts are missing. ``frame`` is the page, that of
    the scene without it.
    """
    page = frame or Frame(scene.width, scene.height)
    left, top = -page.x / page.scale, -page.y / page.scale
    width, height = page.width / page.scale, page.height / page.scale
    size = _attributes(width=page.width, height=page.height)
    view = f'viewBox="{" ".join(map(_number, (left, top, width, height)))}"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view}>']
    if scene.background is not None:
        corner = f"{_attributes(x=left, y=top)} " if (left, top) != (0.0, 0.0) else ""
        lines.append(f'<rect {corner}width="100%" height="100%" fill="{scene.background}"/>')
    lines += _write(scene.root, _Names(), outlines)
    return "\n".join([*lines, "</svg>", ""])


class _Names:
    """Gives every group an id of its own that follows its name."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, name: str) -> str:
        base = sub(r"[^A-Za-z0-9_.-]+", "-", name).strip("-") or "group"
        for k in count(1):
            wanted = base if k == 1 else f"{base}-{k}"
            if wanted not in self._taken:
                break
        self._taken.add(wanted)
        return wanted


def _write(shape: Shape, names: _Names, outlines: bool) -> Iterator[str]:
    if not isinstance(shape, Group):
        for part in take_apart(shape):
            yield from _write_part(outline(part) if outlines and isinstance(part, Text) else part)
        return
    yield f"<g id={quoteattr(names.new(shape.name))}>"
    if shape.title:
        yield f"<title>{escape(shape.title)}</title>"
    for child in shape.children:
        yield from _write(child, names, outlines)
    yield "</g>"


def _write_part(part: Part) -> Iterator[str]:
    match part:
        case Box():
            yield _rectangle(part)
        case Ellipse():
            place = _attributes(cx=part.x, cy=part.y, rx=part.radius_x, ry=part.radius_y)
            yield f"<ellipse {place} {_look(part.fill, part.stroke, part.stroke_width)}/>"
        case Line():
            yield _line(part)
        case Area():
            yield f'<path d="{" ".join(f"{_path(path)} Z" for path in part.paths)}" fill="{part.color}"/>'
        case Text():
            yield _text(part)
        case Cells():
            yield '<g shape-rendering="crispEdges">'
            for cell in part.boxes:
                place = _attributes(x=cell.x, y=cell.y, width=cell.width, height=cell.height)
                yield f'<rect {place} fill="{cell.fill}"/>'
            yield "</g>"


def _rectangle(box: Box) -> str:
    place = _attributes(x=box.x, y=box.y, width=box.width, height=box.height, rx=box.radius)
    return f"<rect {place} {_look(box.fill, box.stroke, box.stroke_width)}{_dashes(box.dashed)}/>"


def _line(line: Line) -> str:
    ends = ' stroke-linecap="round"' if line.cap == "round" else ""
    look = f'{_look(None, line.color, line.width)}{ends} stroke-linejoin="round"{_dashes(line.dashed)}'
    return f'<path d="{" ".join(map(_path, line.paths))}" {look}/>'


def _text(text: Text) -> str:
    """One line of editable text that keeps its anchor also in another font."""
    label, placed = text.label, text.placed
    font = f'font-family="{FONTS[label.family]}" font-size="{_number(label.size)}"'
    # Where scripts stand one above the other, the text does not end with its last run.
    is_stacked = any(after.x < item.x + item.width - 1e-6 for item, after in pairwise(placed))
    x, anchor = (text.left, "start") if is_stacked else (label.x, label.anchor)
    at = f'x="{_number(x)}" y="{_number(text.baseline)}" text-anchor="{anchor}"'
    look = f'{font} fill="{label.color}"{STYLES[label.family]} xml:space="preserve"'
    return f"<text {at} {look}>{_spans(placed, label.family)}</text>"


def _spans(placed: tuple[PlacedRun, ...], family: Family) -> str:
    """The runs of a line, each placed after the one before it."""
    spans: list[str] = []
    x = y = 0.0
    for item in placed:
        moves = {"dx": item.x - x, "dy": item.dy - y}
        own = [f'{name}="{_number(move)}"' for name, move in moves.items() if _number(move) != "0"]
        if item.run.level:
            own.append(f'font-size="{_number(item.size)}"')
        if item.run.weight != "regular":
            own.append(f'font-weight="{WEIGHTS[item.run.weight]}"')
        if item.run.italic and family == "sans":
            own.append('font-style="italic"')
        text = escape(item.characters)
        spans.append(f"<tspan {' '.join(own)}>{text}</tspan>" if own else text)
        x, y = item.x + item.width, item.dy
    return "".join(spans)


def _look(fill: str | None, stroke: str | None, width: float) -> str:
    line = f' stroke="{stroke}" stroke-width="{_number(width)}"' if stroke is not None else ""
    return f'fill="{fill or "none"}"{line}'


def _dashes(dashed: bool) -> str:
    return f' stroke-dasharray="{" ".join(map(_number, DASH))}"' if dashed else ""


def _path(path: Path) -> str:
    parts: list[str] = []
    for step in path:
        match step:
            case Move():
                parts.append(f"M{_point(step.to)}")
            case Curve():
                parts.append(f"C{_point(step.first)} {_point(step.second)} {_point(step.to)}")
            case _:
                parts.append(f"L{_point(step.to)}")
    return " ".join(parts)


def _point(point: tuple[float, float]) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _attributes(**numbers: float) -> str:
    return " ".join(f'{name}="{_number(value)}"' for name, value in numbers.items())


def _number(value: float) -> str:
    """Two decimals, without the zeros that say nothing."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
