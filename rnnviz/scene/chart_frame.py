"""The frame of a chart over time: value axis, bands for what it cannot hold, and the steps below."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

import numpy as np

from ..engine.ops import Array
from .bounds import Bounds
from .color import ink_on
from .measure import measure
from .number import MINUS
from .paper import Paper
from .plot_scale import BANDS, N_ABOVE, Scale, Tick, step_ticks
from .shapes import Box, Group, Label, Run, Shape, Wire

_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
_GAP = 8.0
"""The space between numbers and their axis."""


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """A value axis in pixels: ``axes`` is where its values lie, ``view`` has the bands above and below as well."""

    scale: Scale
    view: Bounds
    axes: Bounds
    band: float

    @property
    def above(self) -> tuple[str, ...]:
        """The bands over the axis, from top to bottom."""
        return tuple(text for text in self.scale.bands if BANDS.index(text) < N_ABOVE)

    @property
    def below(self) -> tuple[str, ...]:
        """The bands under the axis, from top to bottom."""
        return tuple(text for text in self.scale.bands if BANDS.index(text) >= N_ABOVE)

    def band_y(self, text: str) -> float:
        """The middle of a band."""
        if text in self.above:
            return self.view.top + (self.above.index(text) + 0.5) * self.band
        return self.view.bottom - (len(self.below) - self.below.index(text) - 0.5) * self.band

    def y(self, values: Array) -> Array:
        """The height of every value; those that the axis cannot hold lie in the middle of their band."""
        bands = self.scale.band(values)
        places = self.axes.bottom - self.scale.share(values) * (self.axes.bottom - self.axes.top)
        for text in self.scale.bands:
            places[bands == BANDS.index(text)] = self.band_y(text)
        return np.asarray(places)

    def share_y(self, share: float) -> float:
        """The height of a share of the axis."""
        return self.axes.bottom - share * (self.axes.bottom - self.axes.top)


def value_axis(scale: Scale, view: Bounds, paper: Paper) -> ValueAxis:
    """The axis inside ``view`` with room for its bands."""
    band = 1.5 * paper.small
    above = sum(BANDS.index(text) < N_ABOVE for text in scale.bands)
    below = len(scale.bands) - above
    top, bottom = (count * band + (0.5 * band if count else 0.0) for count in (above, below))
    return ValueAxis(scale, view, Bounds(view.left, view.top + top, view.right, view.bottom - bottom), band)


def ticks_of(scale: Scale, height: float, paper: Paper, unit: str = "") -> list[Tick]:
    """The numbers that have room on a height, with their unit; at least two of a linear axis."""
    most = max(2, min(7, int(height / (2.2 * paper.small))))
    ticks = [tick for tick in scale.ticks(most) if tick.text]
    while len(ticks) < 2 and scale.kind == "linear" and most < 7:
        most += 1
        more = list(scale.ticks(most))
        if len(more) > 1 and (more[1].share - more[0].share) * height < 1.4 * paper.small:
            break
        ticks = more
    if scale.kind != "linear" and len(ticks) < most and height > 8.0 * paper.small:
        ticks += _between(scale)
    return [Tick(tick.share, tick.text + unit, tick.power) for tick in ticks]


def _between(scale: Scale) -> list[Tick]:
    """Twice and five times the powers of ten of an axis of one or two decades."""
    low, high = round(scale.low), round(scale.high)
    if high - low > 2:
        return []
    places = [(k, factor) for k in range(low, high) for factor in (2, 5)]
    return [_tick(k, factor, (k + log10(factor) - low) / (high - low)) for k, factor in places]


def _tick(exponent: int, factor: int, share: float) -> Tick:
    if -4 < exponent < 4:
        return Tick(share, f"{factor * 10.0**exponent:g}")
    return Tick(share, f"{factor}·10", str(exponent).replace("-", MINUS))


def numbers_width(scale: Scale, height: float, paper: Paper, unit: str = "") -> float:
    """The room for the numbers of a value axis and their space to it."""
    ticks = ticks_of(scale, height, paper, unit)
    widths = [paper.number_width(tick.text, tick.power) for tick in ticks]
    return max([*widths, *(paper.number_width(text) for text in scale.bands)], default=0.0) + _GAP


def draw_value_axis(axis: ValueAxis, paper: Paper, unit: str = "") -> Group:
    """The numbers with lines behind the values, and the bands."""
    view, axes, theme = axis.view, axis.axes, paper.theme
    parts: list[Shape] = []
    for text in axis.scale.bands:
        y, half = axis.band_y(text), 0.4 * axis.band
        parts.append(Box(view.left, y - half, view.right - view.left, 2 * half, 3.0, _stripe(paper)))
        parts.append(paper.number(view.left - _GAP, y, text, "end"))
    for tick in ticks_of(axis.scale, axes.bottom - axes.top, paper, unit):
        y = axis.share_y(tick.share)
        is_zero = axis.scale.kind == "linear" and tick.is_zero
        parts.append(paper.rule((axes.left, y), (axes.right, y), theme.cell_stroke if is_zero else ""))
        parts.append(paper.number(view.left - _GAP, y, tick.text, "end", tick.power))
    return Group("values", tuple(parts), "value axis")


def _stripe(paper: Paper) -> str:
    """The ground of a band, seen also where the surface of the theme is that of the page."""
    theme = paper.theme
    return theme.surface if theme.surface != theme.background else "#f2f2f2"


def step_text(step: int) -> str:
    """A step at an axis, large ones with their thousands apart."""
    return f"{step:,}".replace(",", _NARROW_SPACE).replace("-", MINUS)


@dataclass(frozen=True, slots=True)
class StepAxis:
    """Steps from ``first`` to ``last``, each with a column of its own, or points between the sides of an area.

    ``offset`` is added to the numbers that are written.
    """

    first: int
    last: int
    left: float
    right: float
    has_columns: bool = True
    offset: int = 0

    @property
    def pitch(self) -> float:
        """The distance between two steps."""
        count = self.last - self.first + (1 if self.has_columns else 0)
        return (self.right - self.left) / max(1, count)

    def x(self, steps: Array | float) -> Array:
        """The middle of every step."""
        shift = 0.5 if self.has_columns else 0.0
        return np.asarray(self.left + (np.asarray(steps, dtype=float) - self.first + shift) * self.pitch)


def steps_height(paper: Paper) -> float:
    """The room for the numbers of the steps under an area."""
    return 1.9 * paper.small


def draw_step_axis(axis: StepAxis, area: Bounds, paper: Paper, name: str = "t") -> Group:
    """The numbers of the steps below an area, and behind them the name of the axis."""
    y = area.bottom + 1.25 * paper.small
    widest = paper.number_width(step_text(axis.last + axis.offset))
    most = max(2, min(11, int((area.right - area.left) / (widest + 2.2 * paper.small))))
    parts: list[Shape] = [paper.rule((area.left, area.bottom), (area.right, area.bottom), paper.theme.cell_stroke)]
    end = -np.inf
    for step in step_ticks(axis.last, most, axis.first, axis.offset):
        x, half = float(axis.x(step)), paper.number_width(step_text(step + axis.offset)) / 2
        if x - half > end + 0.5 * paper.small:
            parts.append(paper.rule((x, area.bottom), (x, area.bottom + 4.0), paper.theme.cell_stroke))
            parts.append(paper.number(x, y, step_text(step + axis.offset)))
            end = x + half
    if name:
        parts.append(paper.symbol(max(area.right + 6.0, end + 0.6 * paper.small), y + 0.5, name))
    return Group("steps", tuple(parts), "time axis")


def draw_cursor(x: float, area: Bounds, step: int, paper: Paper) -> Group:
    """The present step: a line with its number over it, inside of ``area`` as far as that is wide enough."""
    theme, height = paper.theme, 1.5 * paper.small
    runs = (Run("t", italic=True, weight="medium"), Run(f" = {step_text(step)}", weight="medium"))
    half = measure(runs, paper.small, "sans") / 2 + 6.0
    middle = max(area.left + half, min(area.right - half, x))
    y = area.top - 1.0 - height / 2
    tag = Box(middle - half, y - height / 2, 2 * half, height, height / 2, theme.accent)
    line = Wire(((x, area.top - 1.0), (x, area.bottom)), theme.accent, 1.4)
    label = Label(middle, y, runs, paper.small, ink_on(theme.accent))
    return Group("present step", (line, tag, label), f"step {step}")
