"""Pictures written as SVG: named groups, editable text, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, pairwise
from re import sub
from xml.sax.saxutils import escape, quoteattr

from ..scene.measure import PlacedRun, accent_ground, baseline, line_start, place
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
from ..scene.shapes import Box, Chip, Dot, Family, Group, Heat, Label, Scene, Shape, Wire

FONTS = {
    "sans": "Inter, 'Helvetica Neue', Arial, sans-serif",
    "math": "'STIX Two Math', 'Cambria Math', 'STIX Two Text', serif",
}
STYLES = {
    "sans": " style=\"font-variant-numeric:tabular-nums;font-feature-settings:'tnum';font-kerning:none\"",
    "math": "",
}
WEIGHTS = {"regular": "400", "medium": "500", "semibold": "600"}


def to_svg(scene: Scene) -> str:
    """The scene as an SVG document; one scene pixel is one user unit."""
    size = f'width="{_number(scene.width)}" height="{_number(scene.height)}"'
    view = f'viewBox="0 0 {_number(scene.width)} {_number(scene.height)}"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view}>']
    if scene.background is not None:
        lines.append(f'<rect width="100%" height="100%" fill="{scene.background}"/>')
    lines += _write(scene.root, _Names())
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


def _write(shape: Shape, names: _Names) -> Iterator[str]:
    match shape:
        case Group():
            yield from _write_group(shape, names)
        case Box():
            yield _rectangle(shape)
        case Dot():
            yield from _write_dot(shape)
        case Wire():
            yield from _write_wire(shape)
        case Label():
            yield from _write_label(shape)
        case Chip():
            yield from _write_chip(shape)
        case Heat():
            yield from _write_heat(shape)


def _write_group(group: Group, names: _Names) -> Iterator[str]:
    yield f"<g id={quoteattr(names.new(group.name))}>"
    if group.title:
        yield f"<title>{escape(group.title)}</title>"
    for child in group.children:
        yield from _write(child, names)
    yield "</g>"


def _rectangle(box: Box) -> str:
    place = _attributes(x=box.x, y=box.y, width=box.width, height=box.height, rx=box.radius)
    return f"<rect {place} {_look(box.fill, box.stroke, box.stroke_width)}{_dashes(box.dashed)}/>"


def _write_dot(dot: Dot) -> Iterator[str]:
    place = _attributes(cx=dot.x, cy=dot.y, rx=dot.radius_x, ry=dot.radius_y)
    yield f"<ellipse {place} {_look(dot.fill, dot.stroke, dot.stroke_width)}/>"
    if dot.strokes:
        lines = " ".join(f"M{_point(start)} L{_point(end)}" for start, end in dot.strokes)
        yield f'<path d="{lines}" {_look(None, dot.stroke, dot.stroke_width * SIGN_WIDTH)} stroke-linecap="round"/>'


def _write_wire(wire: Wire) -> Iterator[str]:
    lines = " ".join(map(_path, wire_paths(wire)))
    look = _look(None, wire.color, wire.width)
    yield f'<path d="{lines}" {look} stroke-linejoin="round"{_dashes(wire.dashed)}/>'
    if wire.arrow:
        corners = " L".join(map(_point, arrowhead(wire.points, wire.width)))
        yield f'<path d="M{corners} Z" fill="{wire.color}"/>'


def _write_label(label: Label) -> Iterator[str]:
    """One line of editable text that keeps its anchor also in another font, and its accents as strokes."""
    base = label.y + baseline(label.size, label.family)
    placed = place(label.runs, label.size, label.family)
    font = f'font-family="{FONTS[label.family]}" font-size="{_number(label.size)}"'
    start = label.x + line_start(label.runs, label.size, label.family, label.anchor)
    # Where scripts stand one above the other, the text does not end with its last run.
    is_stacked = any(after.x < item.x + item.width - 1e-6 for item, after in pairwise(placed))
    x, anchor = (start, "start") if is_stacked else (label.x, label.anchor)
    at = f'x="{_number(x)}" y="{_number(base)}" text-anchor="{anchor}"'
    look = f'{font} fill="{label.color}"{STYLES[label.family]} xml:space="preserve"'
    yield f"<text {at} {look}>{_spans(placed, label.family)}</text>"
    for item in placed:
        if item.run.accent:
            x, top = start + item.x + item.width / 2, base + item.dy - accent_ground(item, label.family)
            line = _path(accent_path(item.run.accent, x, top, item.size))
            look = _look(None, label.color, accent_width(label))
            yield f'<path d="{line}" {look} stroke-linecap="round" stroke-linejoin="round"/>'


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


def _write_chip(chip: Chip) -> Iterator[str]:
    pill, number = chip_parts(chip)
    yield _rectangle(pill)
    yield from _write_label(number)


def _write_heat(heat: Heat) -> Iterator[str]:
    yield '<g shape-rendering="crispEdges">'
    for cell in heat_cells(heat):
        yield f'<rect {_attributes(x=cell.x, y=cell.y, width=cell.width, height=cell.height)} fill="{cell.fill}"/>'
    yield "</g>"
    if heat.stroke is not None:
        yield _rectangle(Box(heat.x, heat.y, heat.width, heat.height, 0, None, heat.stroke, heat.stroke_width))


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
