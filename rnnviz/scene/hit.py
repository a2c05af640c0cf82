"""Finding shapes: which key lies under a point, where a key is drawn, which key is the neighbour of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import hypot
from typing import Literal, TypeAlias

from .bounds import Bounds, bounds_of
from .shapes import Group, Key, Label, Point, Scene, Shape, Wire

Direction: TypeAlias = Literal["left", "right", "up", "down"]

LABEL_REACH = 2.0
"""How far beside its ink a text is still hit, in pixels of the scene."""
# A wire beats the large box it crosses but not the small box it ends at.
_WIRE_AREA = 6000.0


@dataclass(frozen=True, slots=True)
class Target:
    """One shape that carries a key."""

    key: Key
    shape: Shape
    bounds: Bounds


def find_targets(scene: Scene) -> tuple[Target, ...]:
    """Every shape of a scene that carries a key of its own or of its group, in painting order."""
    return tuple(Target(key, shape, bounds_of(shape)) for shape, key in _keyed(scene.root, scene.root.key))


def key_at(targets: Iterable[Target], point: Point, tolerance: float) -> Key | None:
    """The key of the smallest shape under a point; a wire may be missed by ``tolerance`` pixels."""
    best, best_size = None, float("inf")
    for target in targets:
        if target.bounds.distance(*point) > tolerance:
            continue
        size = _hit_size(target, point, tolerance)
        if size is not None and size <= best_size:
            best, best_size = target.key, size
    return best


def bounds_of_key(targets: Iterable[Target], key: Key) -> tuple[Bounds, ...]:
    """Where the areas that stand for a key are drawn; where there are none, its labels; never its wires."""
    own = [target for target in targets if target.key == key and not isinstance(target.shape, Wire)]
    areas = [target for target in own if not isinstance(target.shape, Label)]
    return tuple(target.bounds for target in areas or own)


def wires_of_key(targets: Iterable[Target], key: Key) -> tuple[Wire, ...]:
    """The wires that carry a key."""
    return tuple(target.shape for target in targets if target.key == key and isinstance(target.shape, Wire))


def neighbour(targets: Iterable[Target], key: Key, direction: Direction) -> Key | None:
    """The nearest key in a direction from where ``key`` is drawn first; None at the border."""
    places = {target.key: target.bounds.center for target in reversed(tuple(targets))}
    if key not in places:
        return None
    x, y = places[key]
    ahead = [(_turn(px - x, py - y, direction), other) for other, (px, py) in places.items() if other != key]
    # Sideways distance counts twice, so that traversal keeps to its row.
    costs = [(along + 2 * abs(aside), other) for (along, aside), other in ahead if along > abs(aside) / 2 + 0.5]
    return min(costs, key=_cost, default=(0.0, None))[1]


def _keyed(shape: Shape, inherited: Key | None) -> Iterator[tuple[Shape, Key]]:
    key = shape.key or inherited
    if isinstance(shape, Group):
        for child in shape.children:
            yield from _keyed(child, key)
    elif key is not None:
        yield shape, key


def _hit_size(target: Target, point: Point, tolerance: float) -> float | None:
    """How large the target is as something to hit; None if the point misses it."""
    if isinstance(target.shape, Wire):
        distance = _wire_distance(target.shape, point) - target.shape.width / 2
        return _WIRE_AREA + distance if distance <= tolerance else None
    reach = LABEL_REACH if isinstance(target.shape, Label) else 0.0
    return target.bounds.area if target.bounds.distance(*point) <= reach else None


def _wire_distance(wire: Wire, point: Point) -> float:
    segments = zip(wire.points, wire.points[1:], strict=False)
    return min((_segment_distance(start, end, point) for start, end in segments), default=float("inf"))


def _segment_distance(start: Point, end: Point, point: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    px, py = point[0] - start[0], point[1] - start[1]
    length = dx * dx + dy * dy
    along = min(1.0, max(0.0, (px * dx + py * dy) / length)) if length else 0.0
    return hypot(px - along * dx, py - along * dy)


def _turn(dx: float, dy: float, direction: Direction) -> tuple[float, float]:
    """A displacement as (along, aside) of a direction."""
    match direction:
        case "left":
            return -dx, dy
        case "right":
            return dx, dy
        case "up":
            return -dy, dx
        case "down":
            return dy, dx


def _cost(entry: tuple[float, Key | None]) -> float:
    return entry[0]
