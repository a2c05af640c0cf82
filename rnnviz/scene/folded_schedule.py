"""What the folded network shows of a schedule: the steps with input and read-out, the way back of the output."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.network import sweep_of
from ..engine.run import Run as NetworkRun
from ..engine.schedule import Steps
from .shapes import Box, Group, Key, Label, Point, Run, Shape, Wire
from .symbol import symbol_runs
from .theme import Theme

SQUARE, PITCH = 5.0, 7.0
MOST_SQUARES = 9
NOTE = 11.0
LANE = 14.0
"""How far left of the cells the output goes back."""
SYMBOL = 14.0
RADIUS = 8.0


def has_feedback(run: NetworkRun) -> bool:
    """Whether any step receives the output of the step before."""
    return run.schedule.feeds


def clamped_layers(run: NetworkRun) -> set[int]:
    """The layers (from 0) with a clamped unit."""
    sweeps = (sweep_of(name) or (0, False) for name in run.schedule.clamps)
    return {layer for layer, _ in sweeps}


def draw_steps(steps: Steps | None, place: Point, theme: Theme, words: str) -> Iterator[Group]:
    """A small square for each step from ``place`` to the right, filled where ``steps`` has it; nothing for all."""
    if steps is None or steps.all():
        return
    x, y = place
    title = f"{words} at {int(steps.sum())} of {len(steps)} steps"
    if len(steps) > MOST_SQUARES:
        text = Run(f"{int(steps.sum())} of {len(steps)}")
        yield Group("steps", (Label(x, y, (text,), NOTE, theme.muted, "start"),), title)
        return
    shapes: list[Shape] = []
    for k, is_there in enumerate(steps.tolist()):
        fill = theme.ink if is_there else None
        shapes.append(Box(x + k * PITCH, y - SQUARE / 2, SQUARE, SQUARE, 1.0, fill, theme.muted, 1.0))
    yield Group("steps", tuple(shapes), title)


def draw_feedback(run: NetworkRun, output: Point, entry: Point, left: float, theme: Theme) -> Group:
    """The dashed way from the left of the output's node down to the left of the input's."""
    lane = left - LANE
    name = "p" if run.schedule.feedback == "probability" and "p" in run else "y"
    points = (output, (lane, output[1]), (lane, entry[1]), entry)
    wire = Wire(points, theme.wire, 1.6, RADIUS, arrow=True, dashed=True, key=Key(1, name))
    place = ((lane + output[0]) / 2 - 2, output[1] + 12)
    label = Label(*place, symbol_runs(name, "t−1", run.writing), SYMBOL, theme.ink, "middle", "math", Key(1, name))
    return Group("feedback", (wire, label), f"{run.schedule.feedback} of a step is the input of the next")
