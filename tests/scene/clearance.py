"""Finds what is drawn on top of each other: symbols and values against everything else in a picture of a cell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from rnnviz.scene.annotation import stretch_area
from rnnviz.scene.bounds import Bounds, around, bounds_of
from rnnviz.scene.path import arrowhead
from rnnviz.scene.shapes import Box, Dot, Group, Heat, Scene, Shape, Wire, flatten

FROM_WIRES = 4.0
"""The clear space that is asked for between a value and any wire, in pixels."""


def collisions(scene: Scene) -> list[str]:
    """One line for every pair that is too close."""
    groups = {group.name: group for group in _notes(scene)}
    notes = [(name, area) for name, group in groups.items() for area in _areas(group)]
    found = [f"{a} on {b}" for (a, first), (b, second) in combinations(notes, 2) if first.overlaps(second)]
    for name, area in notes:
        found += [f"{name} on {part}" for part, other in _parts(scene) if area.overlaps(other)]
        wires = _wires(scene, groups[name])
        found += [f"{name} at wire {key}" for key, other in wires if area.grown(FROM_WIRES).overlaps(other)]
        if not (area.left >= 0 and area.top >= 0 and area.right <= scene.width and area.bottom <= scene.height):
            found.append(f"{name} off the page")
    return found


def children(scene: Scene, name: str) -> tuple[Shape, ...]:
    """What a group at the top of a picture holds."""
    return next(shape.children for shape in scene.root.children if isinstance(shape, Group) and shape.name == name)


def _notes(scene: Scene) -> Iterator[Group]:
    for shape in (*children(scene, "values"), *children(scene, "readout")):
        if isinstance(shape, Group):
            yield shape


def _areas(group: Group) -> Iterator[Bounds]:
    """The rectangles of symbols and values; the numbers inside a grid belong to the grid."""
    shapes = [shape for shape in flatten(group) if not isinstance(shape, Wire)]
    grids = [bounds_of(shape) for shape in shapes if isinstance(shape, Heat)]
    for shape in shapes:
        area = bounds_of(shape)
        inside = any(g.left <= area.left and area.right <= g.right and g.top <= area.top for g in grids)
        if isinstance(shape, Heat) or not inside:
            yield area


def _parts(scene: Scene) -> Iterator[tuple[str, Bounds]]:
    """The parts, and the signs where gradients are added."""
    for group in scene.root.children:
        if isinstance(group, Group) and group.name in ("parts", "sums"):
            yield from ((str(shape.key), bounds_of(shape)) for shape in flatten(group) if isinstance(shape, Box | Dot))
    for shape in children(scene, "readout"):
        if isinstance(shape, Box):
            yield "read-out", bounds_of(shape)


def _wires(scene: Scene, apart_from: Group) -> Iterator[tuple[str, Bounds]]:
    """The stretches and arrowheads of all wires, but for the arrow of the read-out that points at the value."""
    own = tuple(flatten(apart_from))
    for wire in flatten(scene.root):
        if isinstance(wire, Wire) and wire not in own:
            for start, end in pairwise(wire.points):
                yield str(wire.key), stretch_area(start, end, wire.width)
            if wire.arrow:
                yield str(wire.key), around(arrowhead(wire.points, wire.width))
