"""What of a picture is shown: chips and colours of wires or not, caption and legend or not, larger text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import inf
from typing import Any

from ..scene.bounds import bounds_of
from ..scene.color import BLACK, DARK_INK, grey_of
from ..scene.shapes import Box, Chip, Dot, Group, Heat, Key, Label, Scene, Shape, Wire, flatten
from ..scene.symbol import symbol_runs
from .lettering import KINDS, enlarge_text
from .look import Look

SYMBOL = 15.0
GAP = 8.0
"""Between a symbol of the read-out and the wire that leads to it."""
MARKER = ("current step, ground", "current step")
"""The groups that mark a step of a network over time."""

Change = Callable[[Shape, tuple[str, ...]], Shape | None]
"""What becomes of a shape, which may be nothing, given the names of the groups around it."""


def show(scene: Scene, look: Look, marks_step: bool = True) -> Scene:
    """A picture as a look wants it, its shapes otherwise where they were; ``marks_step`` keeps the mark of a step."""
    room = _edge_of_names(scene.root), scene.width
    changes: list[Change] = [lambda shape, _: _within(shape, *room), _without_grounds]
    if not marks_step:
        changes.append(lambda shape, _: None if isinstance(shape, Group) and shape.name in MARKER else shape)
    if look.values in ("none", "wires"):
        told = frozenset(shape.y for shape in flatten(scene.root) if isinstance(shape, Label) and _is_told(shape))
        changes.append(lambda shape, groups: _without_chips(shape, groups, look, told))
    if look.values in ("none", "chips") or look.theme == "print":
        changes.append(lambda shape, groups: _without_wire_color(shape, groups, look))
    if not look.caption:
        changes.append(lambda shape, groups: None if isinstance(shape, Label) and groups == ("cell",) else shape)
    if not look.legend:
        changes.append(lambda shape, _: None if isinstance(shape, Group) and shape.name == "legend" else shape)
    root = scene.root
    for change in changes:
        root = change_shapes(root, change)
    # A cell makes room for larger numbers itself.
    kinds = ("symbol", "word") if scene.root.name == "cell" and look.text_size > 1.0 else KINDS
    return enlarge_text(replace(scene, root=root, background=look.ground), look.text_size, kinds)


def in_grey(scene: Scene) -> Scene:
    """A picture whose every colour is the grey of the same luminance; dark ink is black, as printers dot a grey."""
    root = change_shapes(scene.root, lambda shape, _: _greyed(shape))
    return replace(scene, root=root, background=scene.background and grey_of(scene.background))


def _greyed(shape: Shape) -> Shape:
    if isinstance(shape, Heat):
        shape = replace(shape, colors=tuple(tuple(map(grey_of, row)) for row in shape.colors))
    colors = {name: getattr(shape, name, None) for name in ("fill", "stroke", "color")}
    changes: dict[str, Any] = {name: grey_of(color) for name, color in colors.items() if color is not None}
    if colors["color"] == DARK_INK:
        changes["color"] = BLACK
    return replace(shape, **changes)


def change_shapes(group: Group, change: Change, groups: tuple[str, ...] = ()) -> Group:
    """A group with every shape below it changed, from the top downwards."""
    inside = (*groups, group.name)
    children: list[Shape] = []
    for child in group.children:
        changed = change(child, inside)
        if isinstance(changed, Group):
            changed = change_shapes(changed, change, inside)
        if changed is not None:
            children.append(changed)
    return replace(group, children=tuple(children))


def _edge_of_names(group: Group) -> float:
    """Where the ground behind the names of rows ends; −∞ where there is none."""
    grounds = [c for c in group.children if isinstance(c, Box)] if group.name == "names" else []
    inner = [_edge_of_names(child) for child in group.children if isinstance(child, Group)]
    return max([*inner, *(ground.x + ground.width for ground in grounds)], default=-inf)


def _within(shape: Shape, left: float, right: float) -> Shape | None:
    """A wire that comes from, or goes to, steps that are not shown, as far as it is on the page, if any of it is."""
    if not isinstance(shape, Wire) or all(left <= x <= right for x, _ in shape.points):
        return shape
    points = tuple((min(max(x, left), right), y) for x, y in shape.points)
    if len(set(points)) == 1:
        return None
    less = abs(points[0][0] - shape.points[0][0])
    return replace(shape, points=points, gaps=tuple((first - less, last - less) for first, last in shape.gaps))


def _without_grounds(shape: Shape, groups: tuple[str, ...]) -> Shape | None:
    """Nothing for the ground behind the names of rows, which hides what scrolls past on screen."""
    return None if isinstance(shape, Box) and groups[-1] == "names" else shape


def _is_told(label: Label) -> bool:
    """Whether a label is a target or a loss, which have no place of their own but their number."""
    return label.key is not None and label.key.name in ("target", "loss") and label.family == "sans"


def _without_chips(shape: Shape, groups: tuple[str, ...], look: Look, told: frozenset[float]) -> Shape | None:
    """Nothing for numbers and their grounds: those beside the wires of a cell, those in the cells of a network.

    Rows at the heights ``told`` are empty without their numbers, and lose their names.
    """
    if groups[-1].startswith("symbol ") or (isinstance(shape, Label) and groups[-1] == "names" and shape.y in told):
        return shape if groups[-1] != "names" else None
    if isinstance(shape, Group) and "readout" in groups:
        return _joined(shape)
    if any(name.startswith(("value ", "clamp ")) for name in groups):
        is_number = isinstance(shape, Chip | Heat | Box) or (isinstance(shape, Label) and shape.family == "sans")
        return None if is_number else shape
    if any(name.startswith("step ") or name == "start" for name in groups):
        return _named(shape, look)
    return shape


def _joined(group: Group) -> Group:
    """A value of the read-out whose wire goes on to its symbol, over the place of the chip."""
    symbols = [child for child in group.children if isinstance(child, Label) and child.family == "math"]
    ends = [bounds_of(symbol).right + GAP for symbol in symbols]
    children = (_ended(child, ends[0]) if isinstance(child, Wire) and ends else child for child in group.children)
    return replace(group, children=tuple(children))


def _ended(wire: Wire, x: float) -> Wire:
    """A wire along a row that ends, or backward starts, at its left end at x."""
    first, last = wire.points[0], wire.points[-1]
    if last[0] < first[0]:
        return replace(wire, points=(*wire.points[:-1], (x, last[1])))
    return replace(wire, points=((x, first[1]), *wire.points[1:]))


def _named(shape: Shape, look: Look) -> Shape | None:
    """Of the network over time its cells and wires; a vector becomes a box with its symbol."""
    match shape:
        case Heat(key=key) if key is not None:
            return _symbol_box(shape, key, look.colors.ink)
        case Label(family="sans", key=key) if key is not None:
            return None
        case Box(fill=None, dashed=False, key=key) if key is not None:
            return None
    return shape


def _symbol_box(heat: Heat, key: Key, ink: str) -> Group:
    """The symbol of a vector in a box in its place."""
    box = Box(heat.x, heat.y, heat.width, heat.height, 3.0, None, heat.stroke, heat.stroke_width, key=key)
    x, y, runs = heat.x + heat.width / 2, heat.y + heat.height / 2, symbol_runs(key.name, str(key.step))
    label = Label(x, y, runs, min(SYMBOL, 0.8 * heat.height), ink, family="math", key=key)
    return Group(f"symbol {key.name}", (box, label), key=key)


def _without_wire_color(shape: Shape, groups: tuple[str, ...], look: Look) -> Shape:
    """Wires in the colour of a line that has no value; what is pending keeps its own."""
    if isinstance(shape, Wire) and shape.key is not None and not shape.dashed:
        return replace(shape, color=look.colors.wire)
    if isinstance(shape, Dot) and groups[-1] == "sums":
        return replace(shape, stroke=look.colors.wire)
    return shape
