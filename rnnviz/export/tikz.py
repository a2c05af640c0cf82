"""Pictures written as TikZ: a LaTeX document to compile with pdflatex, to read and to edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

from ..engine.error import InputError
from ..scene.measure import baseline, measure
from ..scene.part import Line, take_apart
from ..scene.path import chip_parts, cut, length
from ..scene.shapes import Box, Chip, Dot, Group, Heat, Label, Point, Scene, Shape, Wire
from .joint import join_lines
from .size import Frame
from .tikz_color import color_names
from .tikz_text import to_latex

ANCHORS = {"start": "base west", "middle": "base", "end": "base east"}
LARGEST = 16000
"""The longest side of a picture in pixels: TeX knows no number above 16383."""
PIXEL = 0.75
"""A pixel of 1/96 inch in bp, the unit of PDF."""
LONG = {"start": 2, "middle": 5, "end": 5}
"""Symbols of so many characters are kept within their width, which in LaTeX's font would be larger; those that are
anchored at their start the more so, as they are parts of formulas."""
HEAD = r"""\documentclass{article}
% For another document, copy the preamble from here on, and the tikzpicture.
\usepackage{amsmath,amssymb,xcolor,tikz}
\usetikzlibrary{arrows.meta}

% How many bp (1/72 inch) a pixel of the picture measures: change it to scale everything.
\newcommand\pixel{PIXEL}
% Coordinates and sizes are in pixels, y downwards.
\tikzset{
  picture/.style={x=\pixel bp, y=-\pixel bp, line join=round},
  wide/.style={line width=#1*\pixel bp},
  bend/.style={rounded corners=#1*\pixel bp},
  arrow/.style={wide=#1, -{Stealth[
    length=(9+1.6*#1)*\pixel bp, width=(7+1.6*#1)*\pixel bp, inset=(2+0.35*#1)*\pixel bp]}},
  dashes/.style={dash pattern=on 7*\pixel bp off 5*\pixel bp},
  words/.style={inner sep=0pt, outer sep=0pt, font=\sffamily, scale=0.108*\pixel*#1},
  symbol/.style={inner sep=0pt, outer sep=0pt, scale=0.103*\pixel*#1, /utils/exec=\def\symbolsize{#1}},
  fill hex/.code={\definecolor{fillhex}{HTML}{#1}\pgfkeysalso{fill=fillhex}},
  draw hex/.code={\definecolor{drawhex}{HTML}{#1}\pgfkeysalso{draw=drawhex}},
  text hex/.code={\definecolor{texthex}{HTML}{#1}\pgfkeysalso{text=texthex}},
}
"""
FIT = r"""% A symbol that is no wider than so many pixels.
\newcommand\atmost[2]{\sbox0{#2}\pgfmathsetlengthmacro\limit{9.71bp*#1/\symbolsize}%
  \ifdim\wd0>\limit\relax\resizebox{\limit}{\height}{\usebox0}\else\usebox0\fi}
"""
HEAT = r"""% A row of coloured cells: left, top, width of a cell, right end, lower end of all rows, colours.
\newcommand\heatrow[6]{\foreach \hex [count=\k from 0] in {#6} {%
  \definecolor{cell}{HTML}{\hex}\fill[cell] (#1+\k*#3,#2) rectangle (#4,#5);}}
"""
BEGIN = r"""
\begin{document}
\newsavebox\figurebox
\begin{lrbox}\figurebox
\begin{tikzpicture}[picture]"""
END = r"""\end{tikzpicture}%
\end{lrbox}
% The page is as large as the picture.
\pdfpagewidth=\wd\figurebox \pdfpageheight=\ht\figurebox
\hoffset=-1in \voffset=-1in
\shipout\box\figurebox
\end{document}
"""


def to_tikz(scene: Scene, frame: Frame | None = None) -> str:
    """The scene as a LaTeX document of one page, ``frame`` or of the size of the scene.

    InputError for a scene too large for TeX.
    """
    page = frame or Frame(scene.width, scene.height)
    if max(scene.width, scene.height) > LARGEST:
        size = f"{scene.width:.0f} × {scene.height:.0f} pixels"
        raise InputError("picture", size, f"at most {LARGEST} pixels wide and high for TeX, with fewer steps")
    names = color_names(scene)
    colors = [rf"\definecolor{{{name}}}{{HTML}}{{{color[1:].upper()}}}" for color, name in names.items()]
    body = "\n".join(_Writer(names).write(scene, page))
    head = HEAD.replace("PIXEL", _number(PIXEL * page.scale, 4))
    macros = "".join(macro for name, macro in (("atmost", FIT), ("heatrow", HEAT)) if rf"\{name}" in body)
    return "\n".join([f"{head}{macros}", *colors, f"{BEGIN}\n{body}\n{END}"])


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes shapes; ``names`` are those of the colours that have one."""

    names: dict[str, str]

    def write(self, scene: Scene, page: Frame) -> Iterator[str]:
        left, top = -page.x / page.scale, -page.y / page.scale
        corner = _point((left + page.width / page.scale, top + page.height / page.scale))
        yield rf"  \useasboundingbox {_point((left, top))} rectangle {corner};"
        if scene.background is not None:
            yield rf"  \fill[{self._color('fill', scene.background)}] {_point((left, top))} rectangle {corner};"
        yield from self._group(join_lines(scene.root), "  ")

    def _group(self, group: Group, indent: str) -> Iterator[str]:
        if not group.children:
            return
        title = f": {group.title}" if group.title and group.title.lower() != group.name else ""
        yield f"{indent}% {_one_line(group.name + title)}"
        yield rf"{indent}\begin{{scope}}"
        for child in group.children:
            lines = self._group(child, f"{indent}  ") if isinstance(child, Group) else self._shape(child)
            yield from lines if isinstance(child, Group) else (f"{indent}  {line}" for line in lines)
        yield rf"{indent}\end{{scope}}"

    def _shape(self, shape: Shape) -> Iterator[str]:
        match shape:
            case Box():
                yield self._box(shape)
            case Dot():
                yield from self._dot(shape)
            case Wire():
                yield from self._wire(shape)
            case Label():
                yield self._label(shape)
            case Chip():
                pill, number = chip_parts(shape)
                yield self._box(pill)
                yield self._label(number)
            case Heat():
                yield from self._heat(shape)

    def _box(self, box: Box) -> str:
        radius = min(box.radius, box.width / 2, box.height / 2)
        look = [*self._look(box), *([f"bend={_number(radius)}"] if radius else [])]
        look += ["dashes"] if box.dashed else []
        return rf"\path[{', '.join(look)}] {_point((box.x, box.y))} rectangle +{_point((box.width, box.height))};"

    def _look(self, shape: Box | Dot) -> list[str]:
        """The fill and outline of a shape."""
        fill = [] if shape.fill is None else [self._color("fill", shape.fill)]
        if shape.stroke is None:
            return fill
        return [*fill, self._color("draw", shape.stroke), f"wide={_number(shape.stroke_width)}"]

    def _dot(self, dot: Dot) -> Iterator[str]:
        radii = f"x radius={_number(dot.radius_x)}, y radius={_number(dot.radius_y)}"
        round_shape = f"circle[radius={_number(dot.radius_x)}]" if dot.radius_x == dot.radius_y else f"ellipse[{radii}]"
        yield rf"\path[{', '.join(self._look(dot))}] {_point((dot.x, dot.y))} {round_shape};"
        for part in take_apart(dot):
            if isinstance(part, Line):
                look = f"{self._color('draw', part.color)}, wide={_number(part.width)}, line cap=round"
                lines = " ".join(" -- ".join(_point(step[-1]) for step in path) for path in part.paths)
                yield rf"\path[{look}] {lines};"

    def _wire(self, wire: Wire) -> Iterator[str]:
        """The stretches of a wire, the last with its arrowhead."""
        ends = [0.0, *(end for gap in sorted(wire.gaps) for end in gap), length(wire.points)]
        stretches = [(low, high) for low, high in zip(ends[::2], ends[1::2], strict=True) if high > low]
        for low, high in stretches:
            has_head = wire.arrow and (low, high) == stretches[-1]
            look = [self._color("draw", wire.color), f"{'arrow' if has_head else 'wide'}={_number(wire.width)}"]
            look += ["dashes"] if wire.dashed else []
            yield rf"\path[{', '.join(look)}] {_bent(cut(wire.points, low, high), wire.radius)};"

    def _label(self, label: Label) -> str:
        size = f"{'symbol' if label.family == 'math' else 'words'}={_number(label.size)}"
        look = f"{size}, {self._color('text', label.color)}, anchor={ANCHORS[label.anchor]}"
        place = _point((label.x, label.y + baseline(label.size, label.family)))
        text = to_latex(label)
        if label.family == "math" and sum(len(run.text) for run in label.runs) >= LONG[label.anchor]:
            text = rf"\atmost{{{_number(measure(label.runs, label.size, label.family))}}}{{{text}}}"
        return rf"\node[{look}] at {place} {{{text}}};"

    def _heat(self, heat: Heat) -> Iterator[str]:
        height, width = heat.height / len(heat.colors), heat.width / len(heat.colors[0])
        right, below = _number(heat.x + heat.width), _number(heat.y + heat.height)
        for number, row in enumerate(heat.colors):
            left, top = _number(heat.x), _number(heat.y + number * height)
            colors = ",".join(color[1:].upper() for color in row)
            yield rf"\heatrow{{{left}}}{{{top}}}{{{_number(width, 4)}}}{{{right}}}{{{below}}}{{{colors}}}"
        if heat.stroke is not None:
            yield self._box(Box(heat.x, heat.y, heat.width, heat.height, 0, None, heat.stroke, heat.stroke_width))

    def _color(self, use: str, color: str) -> str:
        return f"{use}={self.names[color]}" if color in self.names else f"{use} hex={color[1:].upper()}"


def _bent(points: tuple[Point, ...], radius: float) -> str:
    """A line whose corners are rounded as far as they have room."""
    text, last = _point(points[0]), len(points) - 1
    set_to = 0.0
    for k in range(1, last + 1):
        own = _corner(points, k, radius) if k < last else set_to
        if abs(own - set_to) > 1e-9:
            text, set_to = f"{text} [bend={_number(own)}]", own
        text = f"{text} -- {_point(points[k])}"
    return text


def _corner(points: tuple[Point, ...], k: int, radius: float) -> float:
    """The radius of a corner: at most half of each inner stretch, or all of an outer one."""
    (x0, y0), (x, y), (x1, y1) = points[k - 1 : k + 2]
    before, after = hypot(x - x0, y - y0), hypot(x1 - x, y1 - y)
    return min(radius, before if k == 1 else before / 2, after if k == len(points) - 2 else after / 2)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _point(point: Point) -> str:
    return f"({_number(point[0])},{_number(point[1])})"


def _number(value: float, digits: int = 2) -> str:
    """Two decimals, without the zeros that say nothing."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
