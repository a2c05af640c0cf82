"""Where the legend of a cell picture stands: in a free corner below the cell, or below everything."""

from __future__ import annotations

from itertools import pairwise

from .annotation import stretch_area
from .bounds import Bounds
from .caption import WORD_SIZE
from .measure import measure
from .plan import CellPlan
from .shapes import Point, Run

HALF_HEIGHT = 8.0
MARGIN = 12.0
CLEAR = 6.0
LONGEST_NORM = "norm 8.8e−88"


def legend_place(plan: CellPlan, width: float) -> Point:
    """The left end and the middle of a legend of a width."""
    frame, obstacles = plan.frame, _obstacles(plan)
    y = frame.height - HALF_HEIGHT - 2.0
    for x in (frame.width - width - MARGIN, frame.body[2] - width - MARGIN, MARGIN):
        area = Bounds(x, y - HALF_HEIGHT, x + width, y + HALF_HEIGHT).grown(CLEAR)
        if not any(area.overlaps(obstacle) for obstacle in obstacles):
            return x, y
    return frame.width - width - MARGIN, frame.height + HALF_HEIGHT + 2.0


def _obstacles(plan: CellPlan) -> list[Bounds]:
    """The body, the values with their norms, and the wires outside of the body."""
    found = [Bounds(*plan.frame.body), *(area for note in plan.notes for area in note.areas)]
    half = measure((Run(LONGEST_NORM),), WORD_SIZE, "sans")
    found += [Bounds(x - half, y - 8.0, x + half, y + 8.0) for x, y, _ in (n.caption for n in plan.notes if n.caption)]
    lines = plan.frame.lines
    found += [stretch_area(*ends, line.width) for line in lines for ends in pairwise(line.points)]
    return found
