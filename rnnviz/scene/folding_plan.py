"""Where everything stands while a network folds and unfolds, and when it moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import pi, sin
from string import ascii_uppercase
from typing import Literal, NamedTuple, TypeAlias

from ..engine.glyph import PLAIN, Writing
from ..engine.run import Run as NetworkRun
from .measure import measure
from .shapes import Point
from .standpoint import outputs_of
from .symbol import symbol_runs
from .unfolding import find_weights

WIDTH, HEIGHT = 840.0, 430.0
CAPTION_Y, LEGEND_Y = 26.0, 386.0
TOP, FOOT = 88.0, 322.0
"""The heights of the highest and of the lowest level."""
MOST_UNITS = 5
LABEL = 36.0
END_ROOM = 62.0
"""The room at both sides of the unfolded copies for the arrows that come from nowhere and lead on."""
WIDEST_PITCH = 158.0
LOOP, LOOP_HALF = 58.0, 24.0
Kind: TypeAlias = Literal["input", "hidden", "output"]
MatrixKind: TypeAlias = Literal["upward", "recurrent"]


def smooth(share: float) -> float:
    """0 to 1 as ``share`` goes from 0 to 1, gently at both ends."""
    x = max(0.0, min(1.0, share))
    return x * x * (3.0 - 2.0 * x)


class Column(NamedTuple):
    """One copy of the network: its step, its middle, the sizes of its boxes and units, and how far it has come out."""

    step: int
    x: float
    width: float
    radius: float
    pitch: float
    label: float
    emerged: float

    @property
    def left(self) -> float:
        """The left edge of its boxes."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """The right edge of its boxes."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Level:
    """A layer of units: input, hidden or output, with the full name of its values and its height on the page.

    ``steps`` are those at which it is there: where an input is received, or an output read.
    """

    name: str
    kind: Kind
    size: int
    y: float
    height: float
    steps: frozenset[int]

    def units(self, place: Column) -> Iterator[tuple[int | None, float]]:
        """The units that are drawn and where; None stands for those left out."""
        shown: list[int | None] = list(range(self.size))
        if self.size > MOST_UNITS:
            shown = [0, 1, 2, None, self.size - 1]
        middle = place.left + place.label + (place.width - place.label) / 2 - 4.0
        for k, unit in enumerate(shown):
            yield unit, middle + (k - (len(shown) - 1) / 2) * place.pitch


@dataclass(frozen=True, slots=True)
class Matrix:
    """The weights that one arrow stands for; ``level`` is where it leads, ``letter`` what it is called here."""

    letter: str
    kind: MatrixKind
    level: int
    names: tuple[str, ...]
    words: str
    reverse: bool = False
    shift: float = 0.0

    def letter_place(self, levels: tuple[Level, ...], places: list[Column], timing: Timing) -> Point:
        """Where its letter stands: at the first copy that has its arrow."""
        first, level = places[0], levels[self.level]
        if self.kind == "upward":
            both = (level, levels[self.level - 1])
            first = next((place for place in places if all(place.step in end.steps for end in both)), first)
            below = levels[self.level - 1]
            fan = max(len(list(end.units(first))) for end in (below, level)) * first.pitch / 2
            return first.x + 16.0 + (1.0 - timing.bundled) * fan, (level.y + below.y) / 2
        side = -1.0 if self.reverse else 1.0
        beside = (first.left if self.reverse else first.right) + side * (0.75 * LOOP + 14.0)
        if len(places) == 1:
            return beside, level.y - timing.opened * 26.0
        share = places[1].emerged
        middle, away = (first.right + places[1].left) / 2, side * 15.0 * share
        rise = 34.0 * sin(pi * share) if not self.reverse else -34.0 * sin(pi * share)
        return beside + (middle - beside) * share, level.y + self.shift * share - away - rise


@dataclass(frozen=True)
class Timing:
    """What has happened at a progress from 0 to 2, of a network that unfolds into ``n_copies``."""

    progress: float
    n_copies: int
    writing: Writing = PLAIN

    @cached_property
    def bundled(self) -> float:
        """How far the connections have become one arrow."""
        return smooth(self.progress / 0.5)

    @cached_property
    def looped(self) -> float:
        """How much of the loop is there."""
        return smooth((self.progress - 0.45) / 0.5)

    @cached_property
    def spread(self) -> float:
        """How far everything has become small enough for all copies."""
        return smooth((self.progress - 1.0) / 0.6)

    @cached_property
    def opened(self) -> float:
        """How far the loop has become an arrow that leads on."""
        return smooth((self.progress - 1.78) / 0.22)

    def emerged(self, copy: int) -> float:
        """How far a copy (from 0) has slid out of the one before."""
        if copy == 0:
            return 1.0
        through = (self.progress - 1.0) / 0.8 * (1 + 0.55 * (self.n_copies - 2))
        return smooth(through - 0.55 * (copy - 1))

    def columns(self, levels: tuple[Level, ...]) -> list[Column]:
        """The copies from left to right."""
        widest = max(
            LABEL - 4.0,
            *(measure(symbol_runs(level.name, writing=self.writing), 16.0, "math") + 16.0 for level in levels),
        )
        large = min(14.0, levels[0].height / 2 - 5.0)
        ends = ((2.8 * large, 15.0), (large, 5.2), (widest + 6.0, widest))
        pitch, radius, label = (a + (b - a) * self.spread for a, b in ends)
        most = max(min(level.size, MOST_UNITS) for level in levels)
        width = label + most * pitch + 6.0
        last = widest + most * 15.0 + 6.0
        apart = min(WIDEST_PITCH, (WIDTH - 2 * END_ROOM - last) / max(1, self.n_copies - 1))
        offsets = [0.0]
        for copy in range(1, self.n_copies):
            offsets.append(offsets[-1] + apart * self.emerged(copy))
        start = WIDTH / 2 - offsets[-1] / 2
        return [
            Column(copy + 1, start + offset, width, radius, pitch, label, self.emerged(copy))
            for copy, offset in enumerate(offsets)
        ]

    def indices(self, step: int) -> Iterator[tuple[str | None, float]]:
        """The indices that a symbol of a step has, and how strongly each is seen."""
        to_t, to_number = smooth((self.progress - 0.5) / 0.3), smooth((self.progress - 1.05) / 0.3)
        if step > 1:
            yield str(step), 1.0
        elif to_t < 0.5:
            yield None, 1.0 - 2.0 * to_t if to_t else 1.0
        elif to_number < 0.5:
            yield "t", (2.0 * to_t - 1.0) * (1.0 - 2.0 * to_number)
        else:
            yield "1", 2.0 * to_number - 1.0


def find_levels(run: NetworkRun) -> tuple[Level, ...]:
    """The levels from the input upwards."""
    found: list[tuple[str, Kind]] = [("x", "input")]
    found += [(outputs_of(run.network, layer)[0], "hidden") for layer in range(len(run.network.layers))]
    if "y" in run:
        found.append(("y", "output"))
    apart = (FOOT - TOP) / (len(found) - 1)
    height = min(50.0, apart * 0.58)
    return tuple(
        Level(name, kind, run[name].shape[1], FOOT - k * apart, height, _steps(run, kind))
        for k, (name, kind) in enumerate(found)
    )


def _steps(run: NetworkRun, kind: Kind) -> frozenset[int]:
    """The steps at which a level is there."""
    schedule, steps = run.schedule, range(1, run.n_steps + 1)
    match kind:
        case "input":
            return frozenset(step for step in steps if schedule.is_given(step) or schedule.is_fed(step))
        case "output":
            return frozenset(step for step in steps if schedule.is_read(step))
    return frozenset(steps)


def find_matrices(run: NetworkRun) -> tuple[Matrix, ...]:
    """The matrices from the input upwards, lettered in this order."""
    found: list[Matrix] = []
    letters = iter(ascii_uppercase)
    for layer, described in enumerate(run.network.layers):
        weights = find_weights(run.network, layer)
        words = "from the layer below" if layer else "from the input"
        found.append(Matrix(next(letters), "upward", layer + 1, weights.inward, words))
        for reverse in described.directions:
            names = find_weights(run.network, layer, reverse).recurrent
            words = f"from the step {'after' if reverse else 'before'}"
            shift = (8.0 if reverse else -8.0) if described.bidirectional else 0.0
            found.append(Matrix(next(letters), "recurrent", layer + 1, names, words, reverse, shift))
    if "W_hy" in run.parameters:
        found.append(Matrix(next(letters), "upward", len(run.network.layers) + 1, ("W_hy",), "to the output"))
    return tuple(found)
