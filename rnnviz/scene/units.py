"""The units of one layer as a graph: each unit a circle of a ring, each recurrent weight an arrow between two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import cos, hypot, pi, sin

import numpy as np
from numpy.typing import NDArray

from ..engine.network import Sweep, qualify
from ..engine.ops import Array
from ..engine.run import Run as NetworkRun
from .color import ink_on, mix
from .measure import measure
from .number import format_number
from .padlock import draw_badge, draw_padlock
from .raster import find_limit
from .reading import Reading
from .shapes import Box, Dot, Group, Key, Label, Point, Run, Scene, Shape, Wire
from .symbol import joint_symbol, symbol_runs
from .theme import GREY, Theme, color_of, wire_color
from .unfolding import find_weights

MOST_UNITS = 8
WIDTH, HEIGHT = 620.0, 520.0
MIDDLE: Point = (310.0, 242.0)
RING, RADIUS = 158.0, 27.0
ASIDE = 5.0
"""How far beside the straight line between two units an arrow runs, so that there and back are two."""
THINNEST, WIDEST = 1.0, 4.6
LEAST_SHARE = 0.01
"""Weights below this part of the largest are not drawn."""
LOOP, SAMPLES = 46.0, 20
LEGEND_Y, LEGEND_SIZE, SPACE = 492.0, 13.0, 26.0
TITLE_SIZE, NUMBER_SIZE, SYMBOL_SIZE = 14.0, 13.0, 18.0
NUMBER_ROOM = 42.0


def recurrent_matrices(run: NetworkRun, sweep: Sweep) -> tuple[str, ...]:
    """The full names of the matrices on the states of a layer and direction."""
    return find_weights(run.network, *sweep).recurrent


def can_draw_units(run: NetworkRun, sweep: Sweep) -> bool:
    """Whether a layer has so few units that each can be seen."""
    return run.network.layers[sweep[0]].hidden_size <= MOST_UNITS


def draw_units(  # noqa: PLR0913 -- a picture has this many choices
    run: NetworkRun,
    step: int,
    *,
    theme: Theme,
    sweep: Sweep = (0, False),
    matrix: str | None = None,
    selection: Key | None = None,
    digits: int = 2,
) -> Scene:
    """The units of a layer and direction after ``step`` (from 1), with their weights: those of ``matrix`` (full name).

    An arrow from unit j to unit i is the entry (i, j). Clamped units have a padlock, units with a start state a square
    of its colour, units with a target a second ring: whole where the target is one of this step.
    """
    chosen = matrix or recurrent_matrices(run, sweep)[0]
    graph = _Graph(Reading(run, step, None, sweep=sweep), theme, chosen, selection, digits)
    parts = (
        Group("title", tuple(graph.title())),
        Group("weights", tuple(graph.weights()), "Weights"),
        Group("units", tuple(graph.units()), "Units"),
        Group("legend", tuple(graph.legend()), "What the marks mean"),
    )
    return Scene(WIDTH, HEIGHT, Group("units", parts, "Units and their weights"), theme.background)


@dataclass(frozen=True)
class _Graph:
    reading: Reading
    theme: Theme
    matrix: str
    selection: Key | None
    digits: int

    @cached_property
    def state(self) -> str:
        """The full name of what the units give on."""
        layer, reverse = self.reading.sweep
        return qualify(layer, reverse, self.reading.run.network.layers[layer].cell.output.name)

    @cached_property
    def values(self) -> Array:
        found: Array = self.reading.run[self.state][self.reading.step - 1]
        return found

    @cached_property
    def places(self) -> list[Point]:
        """The middles of the units, the first at the top, then clockwise."""
        count = len(self.values)
        radius = RING if count > 1 else 0.0
        angles = [2 * pi * k / count - pi / 2 for k in range(count)]
        return [(MIDDLE[0] + radius * cos(angle), MIDDLE[1] + radius * sin(angle)) for angle in angles]

    def outward(self, unit: int) -> Point:
        """The direction from the middle of the ring to a unit; upwards for one alone."""
        x, y = self.places[unit]
        length = hypot(x - MIDDLE[0], y - MIDDLE[1])
        return ((x - MIDDLE[0]) / length, (y - MIDDLE[1]) / length) if length else (0.0, -1.0)

    def title(self) -> Iterator[Shape]:
        run, step = self.reading.run, self.reading.step
        text = f"{self.reading.standpoint.title(run.network)}, step {step} of {run.n_steps}"
        yield Label(20.0, 22.0, (Run(text, weight="medium"),), TITLE_SIZE, self.theme.muted, "start")
        runs = (*joint_symbol((self.matrix,), run.writing), Run(" "))
        key = Key(None, self.matrix)
        yield Label(WIDTH - 20.0, 22.0, runs, SYMBOL_SIZE, self.theme.ink, "end", "math", key)

    def weights(self) -> Iterator[Shape]:
        """The arrows, the weakest first so that the strongest lie on top."""
        weights = self.reading.run.parameters[self.matrix]
        limit = float(np.abs(weights[np.isfinite(weights)]).max(initial=0.0)) or 1.0
        entries = [(float(weights[i, j]), i, j) for i in range(len(weights)) for j in range(len(weights))]
        for weight, to, source in sorted(entries, key=lambda entry: abs(entry[0])):
            share = min(1.0, abs(weight) / limit) if np.isfinite(weight) else 1.0
            if share < LEAST_SHARE:
                continue
            points = self._loop(to) if to == source else self._line(source, to)
            width = THINNEST + (WIDEST - THINNEST) * share
            name = f"from unit {source + 1} to unit {to + 1}: {format_number(weight)}"
            color, is_broken = self._ink(weight, limit)
            wire = Wire(points, color, width, dashed=is_broken, arrow=True, key=Key(None, self.matrix))
            yield Group(f"weight {to + 1} {source + 1}", (wire,), name)

    def _ink(self, weight: float, limit: float) -> tuple[str, bool]:
        """The colour of an arrow, and whether it is dashed: without colours a weight below 0 is."""
        if self.theme is GREY:
            return self.theme.wire, weight < 0.0
        return wire_color(self.theme, weight, limit), False

    def _line(self, source: int, to: int) -> tuple[Point, ...]:
        """From one unit to another, a little to the left as seen from the first."""
        (x0, y0), (x1, y1) = self.places[source], self.places[to]
        length = hypot(x1 - x0, y1 - y0)
        dx, dy = (x1 - x0) / length, (y1 - y0) / length
        aside = (dy * ASIDE, -dx * ASIDE)
        far = RADIUS + 5.0
        start = (x0 + dx * far + aside[0], y0 + dy * far + aside[1])
        return start, (x1 - dx * (far + 3.0) + aside[0], y1 - dy * (far + 3.0) + aside[1])

    def _loop(self, unit: int) -> tuple[Point, ...]:
        """From a unit back to itself, outside of the ring."""
        (x, y), (ux, uy) = self.places[unit], self.outward(unit)
        side = (-uy, ux)
        ends = ((RADIUS + 2.0, -9.0), (RADIUS + LOOP, -26.0), (RADIUS + LOOP, 26.0), (RADIUS + 5.0, 10.0))
        corners = [(x + ux * out + side[0] * along, y + uy * out + side[1] * along) for out, along in ends]
        points: list[Point] = []
        for k in range(SAMPLES + 1):
            t = k / SAMPLES
            shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            pairs = list(zip(shares, corners, strict=True))
            points.append((sum(s * px for s, (px, _) in pairs), sum(s * py for s, (_, py) in pairs)))
        return tuple(points)

    def units(self) -> Iterator[Group]:
        for unit in range(len(self.values)):
            yield Group(f"unit {unit + 1}", tuple(self._unit(unit)), f"unit {unit + 1}")

    def _unit(self, unit: int) -> Iterator[Shape]:
        (x, y), key = self.places[unit], Key(self.reading.step, self.state)
        value = float(self.values[unit])
        fill = color_of(self.theme, value, find_limit(self.reading.run[self.state]))
        is_clamped = bool(self.reading.clamped(self.state_part)[unit : unit + 1].any())
        yield from self._target_ring(unit)
        stroke = self.theme.accent if self.selection == key else self.theme.ink
        yield Dot(x, y, RADIUS, RADIUS, fill, stroke, 2.4 if is_clamped or self.selection == key else 1.4, key=key)
        ink = ink_on(fill)
        yield Label(x, y - 8.0, symbol_runs(f"h_{unit + 1}", None), 15.0, ink, "middle", "math", key)
        number = (Run(format_number(value, self.digits)),)
        size = NUMBER_SIZE * min(1.0, NUMBER_ROOM / measure(number, NUMBER_SIZE, "sans"))
        yield Label(x, y + 9.0, number, size, ink, key=key)
        if is_clamped:
            yield from draw_badge(*self._rim(unit, 0.62), self.theme.ink, self.theme.background, key)
        start = float(self.reading.run.start[self.state][unit]) if self.state in self.reading.run.start else 0.0
        if start:
            px, py = self._rim(unit, -0.62)
            shown = color_of(self.theme, start, 1.0)
            yield Box(px - 6.5, py - 6.5, 13.0, 13.0, 2.0, shown, self.theme.ink, 1.2, key=Key(0, self.state))

    @property
    def state_part(self) -> str:
        """The local name of the state."""
        return self.reading.run.network.layers[self.reading.sweep[0]].cell.output.name

    def _rim(self, unit: int, turn: float) -> Point:
        """A point on the outer rim of a unit, turned by an angle from the outward direction."""
        (x, y), (ux, uy) = self.places[unit], self.outward(unit)
        far = RADIUS + 5.0
        dx, dy = ux * cos(turn) - uy * sin(turn), ux * sin(turn) + uy * cos(turn)
        return x + dx * far * 1.02, y + dy * far * 1.02

    def _targets(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Whether each unit has a target at some step, and at this one."""
        run, count = self.reading.run, len(self.values)
        if run.loss is None or run.loss.on != self.state or run.targets is None or run.targets.ndim != 2:
            return np.zeros(count, bool), np.zeros(count, bool)
        wanted: NDArray[np.bool_] = ~np.isnan(run.targets)
        return np.asarray(wanted.any(axis=0)), wanted[self.reading.step - 1]

    def _target_ring(self, unit: int) -> Iterator[Shape]:
        """A second ring, whole where the target is one of this step, else in parts."""
        ever, now = (bool(has[unit]) for has in self._targets())
        (x, y), key = self.places[unit], Key(self.reading.step, "target")
        far = RADIUS + 4.5
        if now:
            yield Dot(x, y, far, far, None, self.theme.ink, 1.6, key=key)
        elif ever:
            for k in range(12):
                ends = [2 * pi * (k + share) / 12 for share in (0.0, 0.25, 0.5)]
                points = [(x + far * cos(angle), y + far * sin(angle)) for angle in ends]
                yield from (Wire(pair, self.theme.muted, 1.4, key=key) for pair in pairwise(points))

    def legend(self) -> Iterator[Shape]:
        """What is to be seen of the marks, each with its words, in one line."""
        entries = list(self._entries())
        widths = [22.0 + measure((Run(words),), LEGEND_SIZE, "sans") for _, words in entries]
        x = (WIDTH - sum(widths) - SPACE * (len(widths) - 1)) / 2
        for (kind, words), width in zip(entries, widths, strict=True):
            yield from self._sign(kind, x + 8.0)
            yield Label(x + 22.0, LEGEND_Y, (Run(words),), LEGEND_SIZE, self.theme.muted, "start")
            x += width + SPACE

    def _entries(self) -> Iterator[tuple[str, str]]:
        run = self.reading.run
        if self.state in run.start and run.start[self.state].any():
            yield "start", "start state"
        if self.state in run.schedule.clamps and (~np.isnan(run.schedule.clamps[self.state])).any():
            yield "clamp", "clamped at this step"
        if self._targets()[0].any():
            yield "target", "target"
        yield "plus", "weight above 0"
        yield "minus", "below 0"

    def _sign(self, kind: str, x: float) -> Iterator[Shape]:
        ink = self.theme.ink
        match kind:
            case "start":
                yield Box(x - 6.0, LEGEND_Y - 6.0, 12.0, 12.0, 2.0, mix(ink, self.theme.background, 0.6), ink, 1.2)
            case "clamp":
                yield from draw_padlock(x, LEGEND_Y, 13.0, ink)
            case "target":
                yield Dot(x, LEGEND_Y, 4.5, 4.5, None, ink, 1.2)
                yield Dot(x, LEGEND_Y, 7.5, 7.5, None, ink, 1.4)
            case _:
                color, is_broken = self._ink(1.0 if kind == "plus" else -1.0, 1.0)
                # Dashes need a longer line, and fill it where they are wide.
                start, width = (x - 22.0, 1.6) if is_broken else (x - 8.0, 2.6)
                yield Wire(((start, LEGEND_Y), (x + 10.0, LEGEND_Y)), color, width, dashed=is_broken, arrow=True)
