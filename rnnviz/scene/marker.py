"""Step numbers, row names and the marker of the current step of the unfolded network."""

from __future__ import annotations

from collections.abc import Iterator

from .arrangement import CROWDED_NAME, ROW_NAME
from .color import ink_on, mix
from .measure import measure
from .shapes import Box, Chip, Group, Label, Run, Shape, Wire
from .strip import COLUMNS_PITCH, Strip
from .symbol import joint_names, symbol_runs
from .theme import Theme

TICK = 11.0
NAME_PITCH = 1.12
"""The least distance of two names of rows, in parts of their size."""
_STEPS = (1, 2, 5)


def draw_ticks(strip: Strip, theme: Theme) -> Group:
    """Step numbers under the columns, at round steps where they would not all fit."""
    spacing = tick_spacing(strip)
    offset = strip.writing.notation.first - 1
    rounds = range(-(-(strip.first + offset) // spacing) * spacing - offset, strip.last + 1, spacing)
    ones = (1,) if spacing > 1 and strip.first == 1 and strip.viewport.pitch >= 16 else ()
    steps = (*((0,) if strip.first == 1 else ()), *ones, *rounds)
    labels = (
        Label(strip.center(step), strip.axis, (Run(strip.writing.number(step)),), TICK, theme.muted) for step in steps
    )
    return Group("axis", tuple(labels), title="steps")


def tick_spacing(strip: Strip) -> int:
    """The number of steps from one step number to the next."""
    widest = measure((Run(str(strip.n_steps)),), TICK, "sans") + 14
    decade = 1
    while True:
        for factor in _STEPS:
            if factor * decade * strip.viewport.pitch >= widest:
                return factor * decade
        decade *= 10


def draw_row_names(strip: Strip, theme: Theme) -> Group:
    """The symbol of each row at the left border, on the ground's colour so that scrolled steps pass under it."""
    right = max(strip.margins.gutter, strip.left)
    x = right - 8
    ground = Box(0.0, 0.0, right - 3, strip.viewport.height, 0.0, theme.background)
    lowest = min(row.height for row in strip.rows)
    size = ROW_NAME if lowest >= 15 else CROWDED_NAME
    names = [
        Label(x, middle, runs, size, theme.muted, "end", "math")
        for middle, runs in _thin_out(sorted(_named_rows(strip, NAME_PITCH * size)), NAME_PITCH * size)
    ]
    axis = Label(x, strip.axis, (Run("t", italic=True),), size, theme.muted, "end", "math")
    return Group("names", (ground, *names, axis), title="rows")


def _named_rows(strip: Strip, least: float) -> Iterator[tuple[float, tuple[Run, ...]]]:
    """Where the names of rows stand; states of one cell that are too close for two names share one."""
    for row in strip.rows:
        if row.kind != "state":
            yield row.middle, symbol_runs("y*" if row.kind == "target" else row.name, writing=strip.writing)
    for box in strip.boxes:
        rows = [row for row in strip.rows if row.kind == "state" and box.top <= row.middle <= box.bottom]
        if len(rows) == 1 or rows[1].middle - rows[0].middle >= least:
            yield from ((row.middle, symbol_runs(row.name, writing=strip.writing)) for row in rows)
        else:
            yield (rows[0].middle + rows[-1].middle) / 2, joint_names([row.name for row in rows], writing=strip.writing)


def _thin_out(names: list[tuple[float, tuple[Run, ...]]], least: float) -> Iterator[tuple[float, tuple[Run, ...]]]:
    """The names that stand ``least`` pixels apart: of those that are too close, the upper ones."""
    last = -least
    for middle, runs in names:
        if middle - last >= least:
            last = middle
            yield middle, runs


def draw_band(strip: Strip, step: int, theme: Theme) -> Group:
    """What marks the current step behind the picture."""
    if strip.viewport.pitch < COLUMNS_PITCH:
        return Group("current step, ground", ())
    left, width = _column(strip, step)
    tint = mix(theme.background, theme.accent, 0.12)
    foot = strip.axis + (10 if strip.detail == "full" else -6)
    band = Box(left, strip.top, width, foot - strip.top, min(8.0, width / 4), tint)
    return Group("current step, ground", (band,))


def _column(strip: Strip, step: int) -> tuple[float, float]:
    """Left end and width of the band of a step."""
    width = strip.viewport.pitch - (4.0 if strip.viewport.pitch > 40 else 0.0)
    return strip.center(step) - width / 2, width


def draw_marker(strip: Strip, step: int, theme: Theme) -> Group:
    """What marks the current step over the picture: its frame and its number."""
    return Group("current step", tuple(_marker(strip, step, theme)), title=f"current step {step}")


def _marker(strip: Strip, step: int, theme: Theme) -> Iterator[Shape]:
    x = strip.center(step)
    if strip.detail == "full":
        for box in strip.boxes:
            left = strip.x_of(box, step) - strip.box_width / 2
            yield Box(left, box.top, strip.box_width, box.bottom - box.top, 7.0, None, theme.accent, 2.2)
    elif strip.detail == "columns":
        left, width = _column(strip, step)
        yield Box(left, strip.top, width, strip.axis - 6 - strip.top, min(6.0, width / 4), None, theme.accent, 1.8)
    else:
        yield Wire(((x, strip.top), (x, strip.axis - 8)), theme.accent, 1.6)
    runs = (Run(strip.writing.number(step)),)
    width = max(22.0, measure(runs, 12.0, "sans") + 12)
    x = max(width / 2 + 2, min(strip.viewport.width - width / 2 - 2, x))
    yield Chip(x, strip.axis, width, 16.0, runs[0].text, 12.0, theme.accent, ink_on(theme.accent), theme.background)
