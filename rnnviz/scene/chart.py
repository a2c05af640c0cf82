"""What charts show beside trajectories: heat maps, bars, curves and points in a plane, each with its axes."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import Literal, TypeAlias

import numpy as np

from ..engine.ops import Array
from .number import format_number
from .plot_scale import Scale, step_ticks


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from ``low`` to ``high``, named by LaTeX; a whole one has a cell around every whole number.

    The cells of a whole axis may have ``texts`` in place of their numbers; ``says`` names the axis in words; ``offset``
    is added to what is written.
    """

    latex: str
    low: float
    high: float
    is_whole: bool = False
    texts: tuple[str, ...] = ()
    says: str = ""
    offset: int = 0

    @property
    def ends(self) -> tuple[float, float]:
        """Where the axis begins and ends; a length of zero is given some."""
        room = 0.5 if self.is_whole or self.high == self.low else 0.0
        return self.low - room, self.high + room

    def share(self, value: float) -> float:
        """Where a value lies between the ends, from 0 to 1 for those inside."""
        low, high = self.ends
        return (value - low) / (high - low)

    def value(self, share: float) -> float:
        """The value at a share of the length; a whole number on a whole axis."""
        low, high = self.ends
        value = low + share * (high - low)
        return float(max(self.low, min(self.high, round(value)))) if self.is_whole else value

    def ticks(self, most: int) -> list[tuple[float, str]]:
        """At most ``most`` (at least 2) values to write, with their texts."""
        if self.is_whole and self.texts:
            every = ceil(len(self.texts) / most)
            return [(self.low + k, text) for k, text in enumerate(self.texts) if k % every == 0]
        if self.is_whole:
            return [
                (step, str(step + self.offset))
                for step in step_ticks(round(self.high), most, round(self.low), self.offset)
            ]
        low, high = self.ends
        return [(low + tick.share * (high - low), tick.text) for tick in Scale("linear", low, high).ticks(most)]

    def write(self, value: float) -> str:
        """A value as it is read: ``t = 3``, ``unit 3``, with the text of its cell in place of the number."""
        text = str(round(value) + self.offset) if self.is_whole else format_number(value).lstrip("+")
        text = self.texts[round(value - self.low)] if self.texts else text
        return f"{self.says} {text}" if self.says else f"{self.latex} = {text}".replace("\\", "")


Colors: TypeAlias = Literal["sequential", "diverging", "gradient"]


@dataclass(frozen=True, slots=True, eq=False)
class HeatMap:
    """A matrix as colours: ``values`` (rows, columns) along the axes ``y`` and ``x``, or words in its place.

    A ``sequential`` map goes from small to large along ``scale``; a ``diverging`` one has the colours of signed
    values, a ``gradient`` one those of signed gradients. Rows count upwards, or downwards as in a matrix. Where every
    number is 0 there is no bar of colours, as nothing has a size to hold against it.
    """

    title: str
    values: Array
    x: Axis
    y: Axis
    scale: Scale
    latex: str = ""
    colors: Colors = "sequential"
    is_down: bool = False
    message: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Saliency(HeatMap):
    """A heat map of dL/dx (I, T) with the ``inputs`` (I, T) above it and perhaps the symbol of each step between."""

    inputs: Array = field(default_factory=lambda: np.zeros((1, 1)))
    input_scale: Scale = field(default_factory=lambda: Scale("linear", -1.0, 1.0))
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class BarChart:
    """Groups of bars: ``values`` (groups, bars) with a LaTeX label for each group, or words in their place.

    ``says`` has what each bar of a group is, in words, ``groups`` what each group is; ``limit`` is drawn as a line.
    """

    title: str
    values: Array
    labels: tuple[str, ...]
    groups: tuple[str, ...]
    says: tuple[str, ...]
    scale: Scale
    latex: str = ""
    message: str = ""
    limit: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Points (x, y), of which those with y not on the axis leave a gap; what it ``says`` is in the legend.

    A faint curve lies under the others, and has no place in the legend.
    """

    x: Array
    y: Array
    says: str
    color: int = 0
    is_faint: bool = False
    is_dashed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class CurveChart:
    """Curves from ``first`` to ``last`` on a common axis, or words in their place."""

    title: str
    curves: tuple[Curve, ...]
    scale: Scale
    first: int
    last: int
    latex: str = ""
    message: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Cloud:
    """Points (n, 2), joined as a ``path`` or not; ``color`` counts the unit colours, or is ``#rrggbb``.

    ``arrows`` have a second end each, (n, 2). ``says`` tells what a point is, for the read-out.
    """

    points: Array
    form: Literal["points", "rings", "crosses", "path", "arrows"] = "points"
    color: int | str = 0
    says: str = ""
    ends: Array | None = None
    size: float = 7.0


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """What lies in a plane, with the LaTeX names of its axes, or words in its place.

    The axes hold every finite point, ``reach`` in every direction, and the unit circle where that is drawn; both have
    the same scale unless ``is_stretched``.
    """

    title: str
    clouds: tuple[Cloud, ...]
    x: str = ""
    y: str = ""
    latex: str = ""
    has_circle: bool = False
    reach: float = 0.0
    is_stretched: bool = False
    message: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class SweepMap(HeatMap):
    """The map of a sweep, whose exponents of ten mean that gradients vanish, fade, survive, grow or explode."""
