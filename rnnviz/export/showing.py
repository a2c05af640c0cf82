"""What of a picture is shown: chips and colours of wires or not, caption and legend or not, larger text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..scene.shapes import Box, Chip, Dot, Group, Heat, Label, Scene, Shape, Wire
from .look import Look

MARKER = ("current step, ground", "current step")
"""The groups that mark a step of a network over time."""

Change = Callable[[Shape, tuple[str, ...]], Shape | None]
"""What becomes of a shape, which may be nothing, given the names of the groups around it."""


def show(scene: Scene, look: Look, marks_step: bool = True) -> Scene:
    """A picture as a look wants it, its shapes otherwise where they were; ``marks_step`` keeps the mark of a step."""
    changes: list[Change] = [_without_grounds]
    if not marks_step:
        changes.append(lambda shape, _: None if isinstance(shape, Group) and shape.name in MARKER else shape)
    if look.values in ("none", "wires"):
        changes.append(_without_chips)
    if look.values in ("none", "chips"):
        changes.append(lambda shape, groups: _without_wire_color(shape, groups, look))
    if not look.legend:
        changes.append(lambda shape, _: None if isinstance(shape, Group) and shape.name == "legend" else shape)
    root = scene.root
    for change in changes:
        root = change_shapes(root, change)
    return replace(scene, root=root, background=look.ground)


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


def _without_grounds(shape: Shape, groups: tuple[str, ...]) -> Shape | None:
    """Nothing for the ground behind the names of rows, which hides what scrolls past on screen."""
    return None if isinstance(shape, Box) and groups[-1] == "names" else shape


def _without_chips(shape: Shape, groups: tuple[str, ...]) -> Shape | None:
    """Nothing for numbers and their grounds: those beside the wires of a cell, those in the cells of a network."""
    if any(name.startswith(("value ", "clamp ")) for name in groups):
        is_number = isinstance(shape, Chip | Heat | Box) or (isinstance(shape, Label) and shape.family == "sans")
        return None if is_number else shape
    if any(name.startswith("step ") or name == "start" for name in groups):
        return _emptied(shape)
    return shape


def _emptied(shape: Shape) -> Shape | None:
    """Of the network over time its cells and wires; a row of numbers becomes an empty box."""
    match shape:
        case Heat():
            return Box(shape.x, shape.y, shape.width, shape.height, 3.0, None, shape.stroke, 1.2, key=shape.key)
        case Label(family="sans", key=key) if key is not None:
            return None
    return shape


def _without_wire_color(shape: Shape, groups: tuple[str, ...], look: Look) -> Shape:
    """Wires in the colour of a line that has no value; what is pending keeps its own."""
    if isinstance(shape, Wire) and shape.key is not None and not shape.dashed:
        return replace(shape, color=look.colors.wire)
    if isinstance(shape, Dot) and groups[-1] == "sums":
        return replace(shape, stroke=look.colors.wire)
    return shape
