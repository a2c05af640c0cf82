"""Formulas joined to lines of text that can be edited, where a picture sets each of their symbols by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..scene.bounds import bounds_of
from ..scene.measure import measure
from ..scene.shapes import Group, Label, Run, Shape

NARROW, WIDE, APART = 0.12, 0.24, 0.5
"""Gaps in parts of the size of the text: narrower ones are no space, wider ones a space; those in between a thin one.
Symbols that stand further apart belong to different lines."""


def join_lines(group: Group, can_join: Callable[[Label], bool] = lambda _: True) -> Group:
    """The group with the symbols of each line of a formula as one label.

    A line that something follows closely stays as it is, for in another font its end would not meet it. A symbol that
    ``can_join`` denies stays by itself.
    """
    children: list[Shape] = []
    for line in _lines(group.children, can_join):
        first = line[0]
        if isinstance(first, Label) and len(line) > 1 and not _is_followed(line, group.children):
            children.append(replace(first, runs=tuple(_runs(line))))
        else:
            children += line
    inner = (join_lines(child, can_join) if isinstance(child, Group) else child for child in children)
    return replace(group, children=tuple(inner))


def _lines(shapes: Sequence[Shape], can_join: Callable[[Label], bool]) -> list[list[Shape]]:
    """The shapes in their order, those of one line of a formula together."""
    lines: list[list[Shape]] = []
    for shape in shapes:
        last = lines[-1][-1] if lines else None
        pair = (last, shape) if isinstance(last, Label) and isinstance(shape, Label) else None
        if pair is not None and all(map(can_join, pair)) and _gap(*pair) is not None:
            lines[-1].append(shape)
        else:
            lines.append([shape])
    return lines


def _is_followed(line: Sequence[Shape], shapes: Sequence[Shape]) -> bool:
    """Whether a shape that is not of a line stands close to its end."""
    last, own = line[-1], set(map(id, line))
    if not isinstance(last, Label):
        return False
    end, size = last.x + measure(last.runs, last.size, last.family), last.size
    others = (bounds_of(shape) for shape in shapes if id(shape) not in own)
    return any(
        -NARROW * size < other.left - end < APART * size and other.top < last.y < other.bottom for other in others
    )


def _runs(line: Sequence[Shape]) -> Iterator[Run]:
    """The runs of labels with the spaces between them; brackets stand close to what they hold."""
    labels = [shape for shape in line if isinstance(shape, Label)]
    yield from labels[0].runs
    for before, label in pairwise(labels):
        is_close = before.runs[-1].text[-1:] in "([" or label.runs[0].text[:1] in ")]"
        gap = _gap(before, label) or 0.0
        if gap >= NARROW and not is_close:
            yield Run("\N{THIN SPACE}" if gap < WIDE else " ")
        yield from label.runs


def _gap(first: Label, second: Label) -> float | None:
    """How far a symbol stands after another of its line, in parts of the text's size; None for one of another line."""
    looks = [(label.y, label.size, label.color, label.anchor, label.family, label.key) for label in (first, second)]
    if looks[0] != looks[1] or (first.anchor, first.family) != ("start", "math"):
        return None
    gap = (second.x - first.x - measure(first.runs, first.size, first.family)) / first.size
    return gap if -NARROW < gap < APART else None
