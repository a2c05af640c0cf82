"""Larger text in a picture: as large as is wished, or as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..scene.bounds import Bounds, bounds_of
from ..scene.path import chip_parts
from ..scene.shapes import Chip, Dot, Group, Label, Scene, Shape, Wire, flatten

KINDS = ("symbol", "word", "number")
STEP = 0.05
"""Factors are tried in such steps."""
CLEAR = 1.0
"""The least distance in pixels that text which has grown keeps from everything else."""
IN_ELLIPSE = 0.8, 0.6
"""A rectangle with these parts of the axes of an ellipse lies inside it."""

Rectangles: TypeAlias = NDArray[np.float64]
Obstacles: TypeAlias = tuple[Rectangles, NDArray[np.bool_]]
"""Rectangles, and which of them text may lie in."""


def enlarge_text(scene: Scene, factor: float, kinds: tuple[str, ...] = KINDS) -> Scene:
    """A picture whose text is larger by a factor; symbols, words and numbers each by the same, as far as they fit.

    Text that stood clear of everything still does, and what stood inside a shape stands inside it.
    """
    if factor == 1.0:
        return scene
    shapes = list(flatten(scene.root))
    groups: dict[tuple[str, float], list[Label | Chip]] = {}
    for shape in shapes:
        if isinstance(shape, Label | Chip):
            groups.setdefault(_group(shape), []).append(shape)
    around = _obstacles(shapes, scene)
    found = {group: _largest(texts, around, factor) if group[0] in kinds else 1.0 for group, texts in groups.items()}
    return replace(scene, root=_enlarged(scene.root, lambda shape: found[_group(shape)]))


def _group(shape: Label | Chip) -> tuple[str, float]:
    """The kind of a text with its size; numbers, which are set smaller where they are long, keep one factor."""
    kind = _kind(shape)
    return kind, 0.0 if kind == "number" else shape.size


def _kind(shape: Label | Chip) -> str:
    """Text of one kind keeps one size."""
    if isinstance(shape, Chip):
        return "number"
    if shape.family == "math":
        return "symbol"
    return "number" if shape.runs and shape.runs[0].text[:1] in "+−" else "word"


def _largest(texts: Sequence[Label | Chip], around: Obstacles, factor: float) -> float:
    """The largest factor at which all of some texts fit; 1 where nothing larger does."""
    found = factor
    for text in texts:
        while found > 1.0 and not _fits(text, found, around):
            found = max(1.0, found - STEP)
    return found


def _obstacles(shapes: Sequence[Shape], scene: Scene) -> Obstacles:
    """The rectangles of all shapes, of wires stretch by stretch, and that of the page; and which can hold text."""
    found, holds = [Bounds(0.0, 0.0, scene.width, scene.height)], [True]
    for shape in shapes:
        if isinstance(shape, Wire):
            reach = shape.width / 2
            for (x0, y0), (x1, y1) in pairwise(shape.points):
                found.append(Bounds(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)).grown(reach))
                holds.append(False)
        else:
            found.append(bounds_of(shape))
            holds.append(not isinstance(shape, Label))
        if isinstance(shape, Dot):
            x, y = IN_ELLIPSE[0] * shape.radius_x, IN_ELLIPSE[1] * shape.radius_y
            found.append(Bounds(shape.x - x, shape.y - y, shape.x + x, shape.y + y))
            holds.append(True)
    return np.array(found), np.array(holds)


def _fits(text: Label | Chip, factor: float, obstacles: Obstacles) -> bool:
    """Whether text that has grown lies in what it lay in, and beside what it lay beside."""
    around, holds = obstacles
    label = chip_parts(text)[1] if isinstance(text, Chip) else text
    before, after = bounds_of(label), bounds_of(replace(label, size=label.size * factor)).grown(CLEAR)
    leaves = _inside(before, around) & ~_inside(after, around) & holds
    meets = _meets(after, around) & ~_meets(before, around)
    return not leaves.any() and not meets.any()


def _inside(one: Bounds, around: Rectangles) -> NDArray[np.bool_]:
    left, top, right, bottom = around.T
    inside: NDArray[np.bool_] = (left <= one.left) & (top <= one.top) & (right >= one.right) & (bottom >= one.bottom)
    return inside


def _meets(one: Bounds, around: Rectangles) -> NDArray[np.bool_]:
    left, top, right, bottom = around.T
    meets: NDArray[np.bool_] = (left < one.right) & (one.left < right) & (top < one.bottom) & (one.top < bottom)
    return meets


def _enlarged(group: Group, factor_of: Callable[[Label | Chip], float]) -> Group:
    children: list[Shape] = []
    for child in group.children:
        if isinstance(child, Group):
            children.append(_enlarged(child, factor_of))
        elif isinstance(child, Label | Chip):
            children.append(replace(child, size=child.size * factor_of(child)))
        else:
            children.append(child)
    return replace(group, children=tuple(children))
