"""Points, paths and arrows in a plane as shapes, perhaps with the unit circle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

import numpy as np

from ..engine.ops import Array
from .bounds import Bounds
from .chart import Axis, Cloud, Plane
from .curve_label import curve_color
from .paper import Paper
from .shapes import Dot, Group, Point, Shape, Wire

_EDGE = 0.05
_LARGEST = 1e150
_MOST_POINTS = 1500


@dataclass(frozen=True, slots=True)
class PlanePlot:
    """A plane laid out: its axes and where they lie."""

    data: Plane
    x: Axis
    y: Axis
    area: Bounds
    paper: Paper

    def place(self, x: float, y: float) -> Point:
        """Where coordinates lie in pixels."""
        area = self.area
        return (
            area.left + self.x.share(x) * (area.right - area.left),
            area.bottom - self.y.share(y) * (area.bottom - area.top),
        )

    def draw(self) -> Iterator[Shape]:
        """The grid with its numbers, the unit circle, and every cloud."""
        yield Group("axes", tuple(self._grid()), "axes")
        if self.data.has_circle:
            (left, top), (right, bottom) = self.place(-1.0, 1.0), self.place(1.0, -1.0)
            middle = (left + right) / 2, (top + bottom) / 2
            circle = Dot(*middle, (right - left) / 2, (bottom - top) / 2, None, self.paper.theme.muted, 1.4)
            yield Group("unit circle", (circle,), "unit circle")
        for cloud in self.data.clouds:
            yield Group(cloud.says or cloud.form, tuple(self._cloud(cloud)), cloud.says)

    def cursor(self, point: tuple[float, float]) -> Group:
        """A ring around a point."""
        ring = Dot(*self.place(*point), 7.0, 7.0, None, self.paper.theme.accent, 2.2)
        return Group("present step", (ring,), "present step")

    def _grid(self) -> Iterator[Shape]:
        area, paper = self.area, self.paper
        yield from (self._rule(value, True) for value, _ in self.x.ticks(self._most(True)))
        yield from (self._rule(value, False) for value, _ in self.y.ticks(self._most(False)))
        for value, text in self.x.ticks(self._most(True)):
            x = self.place(value, self.y.low)[0]
            yield paper.number(x, area.bottom + 1.1 * paper.small, text)
        for value, text in self.y.ticks(self._most(False)):
            yield paper.number(area.left - 7.0, self.place(self.x.low, value)[1], text, "end")
        if self.data.x:
            x, y = (area.left + area.right) / 2, area.bottom + 1.1 * paper.small + 1.5 * paper.size
            yield paper.label(x, y, self.data.x, "middle", paper.theme.ink)
        if self.data.y:
            yield paper.label(area.left, area.top - 1.1 * paper.size, self.data.y, "start", paper.theme.ink)

    def _most(self, is_across: bool) -> int:
        area, small = self.area, self.paper.small
        return (
            max(2, min(7, int((area.right - area.left) / (5.0 * small))))
            if is_across
            else max(2, min(7, int((area.bottom - area.top) / (2.8 * small))))
        )

    def _rule(self, value: float, is_across: bool) -> Shape:
        area, color = self.area, self.paper.theme.cell_stroke if value == 0.0 else ""
        x, y = self.place(value, value)
        ends = ((x, area.top), (x, area.bottom)) if is_across else ((area.left, y), (area.right, y))
        return self.paper.rule(*ends, color)

    def _cloud(self, cloud: Cloud) -> Iterator[Shape]:
        theme = self.paper.theme
        color = cloud.color if isinstance(cloud.color, str) else curve_color(theme, cloud.color)
        if cloud.form == "arrows":
            yield from self._arrows(cloud, color)
            return
        known = cloud.points[np.isfinite(cloud.points).all(axis=1)]
        places = [self.place(*self._held(point)) for point in known.tolist()]
        if cloud.form == "path":
            yield from (Wire(tuple(part), color, 1.6) for part in _parts(places))
            return
        radius = cloud.size / 2 + 0.5
        every = -(-len(places) // _MOST_POINTS) or 1
        for x, y in places[::every]:
            if cloud.form == "crosses":
                r = radius
                yield Wire(((x - r, y - r), (x + r, y + r)), color, 2.0)
                yield Wire(((x - r, y + r), (x + r, y - r)), color, 2.0)
            elif cloud.form == "rings":
                yield Dot(x, y, radius, radius, None, color, 1.8)
            else:
                yield Dot(x, y, radius, radius, color, theme.background, 1.0)

    def _held(self, point: list[float]) -> tuple[float, float]:
        x, y = (max(-_LARGEST, min(_LARGEST, value)) for value in point)
        return x, y

    def _arrows(self, cloud: Cloud, color: str) -> Iterator[Shape]:
        """A fine line from each point to its end, with a small head where it is long enough."""
        ends = cloud.points if cloud.ends is None else cloud.ends
        known = np.isfinite(cloud.points).all(axis=1) & np.isfinite(ends).all(axis=1)
        for point, end in zip(cloud.points[known].tolist(), ends[known].tolist(), strict=True):
            start, tip = self.place(*self._held(point)), self.place(*self._held(end))
            long = hypot(tip[0] - start[0], tip[1] - start[1])
            if long < 0.5:
                continue
            yield Wire((start, tip), color, 1.1)
            if long > 3.0:
                share = min(4.5, 0.4 * long) / long
                back = (tip[0] - start[0]) * share, (tip[1] - start[1]) * share
                one = tip[0] - back[0] - back[1] / 2, tip[1] - back[1] + back[0] / 2
                other = tip[0] - back[0] + back[1] / 2, tip[1] - back[1] - back[0] / 2
                yield Wire((one, tip, other), color, 1.1)


def _parts(places: list[Point]) -> Iterator[list[Point]]:
    """A path without the points that lie on the one before them; nothing where no two are left."""
    kept = places[:1] + [b for a, b in pairwise(places) if a != b]
    if len(kept) > 1:
        yield kept


def plane_plot(data: Plane, place: Bounds, paper: Paper) -> PlanePlot:
    """A plane laid out inside ``place``; both axes have one scale unless the plane is stretched."""
    low, high = _reach(data)
    numbers = 7.0 + max(paper.number_width(text) for text in ("−0.00", *_numbers(low[1], high[1])))
    bottom = 1.8 * paper.small + (1.7 * paper.size if data.x else 0.0)
    top = 1.9 * paper.size if data.y else 0.0
    area = Bounds(place.left + numbers, place.top + top, place.right - 0.6 * paper.small, place.bottom - bottom)
    if not data.is_stretched:
        size = np.array([area.right - area.left, area.bottom - area.top])
        half = size * float(max((high - low) / size)) / 2
        low, high = (low + high) / 2 - half, (low + high) / 2 + half
    x, y = Axis(data.x, float(low[0]), float(high[0])), Axis(data.y, float(low[1]), float(high[1]))
    return PlanePlot(data, x, y, area, paper)


def _numbers(low: float, high: float) -> list[str]:
    return [text for _, text in Axis("", float(low), float(high)).ticks(7)]


def _reach(data: Plane) -> tuple[Array, Array]:
    """The corners of what is shown."""
    found = [cloud.points for cloud in data.clouds] + [cloud.ends for cloud in data.clouds if cloud.ends is not None]
    points = np.concatenate([*found, np.zeros((0, 2))])
    points = np.clip(points[np.isfinite(points).all(axis=1)], -_LARGEST, _LARGEST)
    least = 1.12 if data.has_circle else data.reach
    if not len(points) and not least:
        least = 1.0
    if least:
        points = np.concatenate([points, [[-least, -least], [least, least]]])
    low, high = points.min(axis=0), points.max(axis=0)
    edge = _EDGE * np.maximum(high - low, 1e-9 * max(1.0, float(np.abs(points).max())))
    return low - edge, high + edge
