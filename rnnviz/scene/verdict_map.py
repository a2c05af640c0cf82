"""The borders between vanishing, fading, surviving, growing and exploding in the map of a sweep, and their words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .chart_heat import HeatPlot
from .measure import measure
from .shapes import Box, Group, Label, Point, Run, Shape, Wire
from .sweep_figure import verdicts
from .words import VERDICTS

_NEAR, _FAR = 0.06, 0.75
"""Where along the steps the words stand: near the side where the stretches of a verdict are longest."""


def borders(classes: NDArray[np.intp]) -> list[tuple[Point, Point]]:
    """The lines between cells of different classes (rows, columns), in cells from the upper left corner."""
    lines: list[tuple[Point, Point]] = []
    for row, differs in enumerate(classes[1:] != classes[:-1], 1):
        lines += [((first, row), (last, row)) for first, last in stretches(differs)]
    for column, differs in enumerate((classes[:, 1:] != classes[:, :-1]).T, 1):
        lines += [((column, first), (column, last)) for first, last in stretches(differs)]
    return lines


def stretches(holds: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where something holds without a break: the first place of each stretch, and the one after its last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], holds.astype(int), [0]])))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def word_places(classes: NDArray[np.intp]) -> Iterator[tuple[str, float, int, int]]:
    """Each verdict with where its words stand: a share of the steps, and its first row and the one after the last."""
    for verdict, name in enumerate(VERDICTS):
        across = _NEAR if name == "survives" else _FAR
        column = classes[:, int(across * classes.shape[1])]
        yield from ((name, across, first, last) for first, last in stretches(column == verdict))


def draw_verdicts(plot: HeatPlot) -> Group:
    """The borders and words over a map that is laid out."""
    area, paper = plot.area, plot.paper
    classes = verdicts(plot.data.values)[::-1]
    rows, columns = classes.shape
    pitch = (area.right - area.left) / columns, (area.bottom - area.top) / rows
    parts: list[Shape] = []
    for ends in borders(classes):
        start, end = ((area.left + x * pitch[0], area.top + y * pitch[1]) for x, y in ends)
        parts.append(Wire((start, end), paper.theme.ink, 1.0))
    for name, across, first, last in word_places(classes):
        y, height = area.top + (first + last) / 2 * pitch[1], 1.5 * paper.size
        if (last - first) * pitch[1] < 1.1 * height:
            continue
        half = measure((Run(name),), paper.size, "sans") / 2 + 6.0
        x = max(area.left + half + 4.0, area.left + across * (area.right - area.left))
        parts.append(Box(x - half, y - height / 2, 2 * half, height, height / 2, paper.theme.background))
        parts.append(Label(x, y, (Run(name),), paper.size, paper.theme.ink))
    return Group("verdicts", tuple(parts), "where gradients vanish, survive and explode")
