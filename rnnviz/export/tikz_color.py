"""Names for the colours of a picture, so that they can be changed in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from re import findall
from typing import NamedTuple

from ..scene.shapes import Box, Chip, Dot, Group, Heat, Label, Scene, Shape, Wire
from ..scene.theme import THEMES, Theme

SEVERAL = 3
"""A colour that so many shapes have gets a name, and any of a wire; another stands where it is used."""


class Use(NamedTuple):
    """A colour and what has it: the kind of a shape, and the name of the group that it is in."""

    color: str
    kind: str
    group: str


def color_names(scene: Scene) -> dict[str, str]:
    """A name for each colour worth one, as LaTeX takes them: the role in the theme, or what has it first."""
    uses = list(_uses(scene.root, ""))
    counts = Counter(use.color for use in uses)
    if scene.background is not None:
        uses.insert(0, Use(scene.background, "page", ""))
    roles = _roles(uses)
    names: dict[str, str] = {}
    for use in uses:
        is_worth = use.color in roles or use.kind in ("wire", "page") or counts[use.color] >= SEVERAL
        if use.color not in names and is_worth:
            wanted = roles.get(use.color) or _own_name(use)
            names[use.color] = _free(wanted, set(names.values()))
    return names


def _own_name(use: Use) -> str:
    """What a colour is called that is none of the theme's."""
    words = use.group if use.group.startswith(use.kind) else f"{use.kind} {use.group}"
    return _camel(words)


def _uses(shape: Shape, group: str) -> Iterator[Use]:
    """The colours of a shape and all below it."""
    match shape:
        case Group():
            for child in shape.children:
                yield from _uses(child, shape.name)
        case Box(fill=fill, stroke=stroke) | Dot(fill=fill, stroke=stroke):
            yield from (Use(color, "color", group) for color in (fill, stroke) if color)
        case Wire(color=color):
            yield Use(color, "wire", group)
        case Label(color=color):
            yield Use(color, "text", group)
        case Chip(fill=fill, color=color, stroke=stroke):
            yield from (Use(one, "color", group) for one in (fill, color, stroke) if one)
        case Heat(stroke=stroke) if stroke is not None:
            yield Use(stroke, "frame", group)


def _roles(uses: list[Use]) -> dict[str, str]:
    """The roles of colours in the theme that most of them are of."""
    used = {use.color for use in uses}
    found = [_theme_roles(theme) for theme in THEMES.values()]
    counts = [len(used & set(roles)) for roles in found]
    return found[counts.index(max(counts))]


def _theme_roles(theme: Theme) -> dict[str, str]:
    roles: dict[str, str] = {}
    for field in fields(theme):
        color = getattr(theme, field.name)
        if isinstance(color, str) and color.startswith("#"):
            roles.setdefault(color, _camel(field.name))
    return roles


def _camel(words: str) -> str:
    """``gate_fill`` as ``gateFill``: letters and digits are what a name of a colour may hold."""
    parts: list[str] = findall(r"[A-Za-z0-9]+", words) or ["color"]
    first, *others = parts
    return first + "".join(word[0].upper() + word[1:] for word in others)


def _free(wanted: str, taken: set[str]) -> str:
    """A name, with a number where it is taken."""
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}x{number}"
    return name
