"""Where the parts of a cell stand: columns and rows of a grid, found from what feeds what.

Boxes stand in reading order in one row at the bottom, belts run along the top. A dot stands above the last box that
feeds it, or above or below the dot it works with, so that most wires are straight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .anatomy import Anatomy, Part, old


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns of all parts that are computed, and rows below the belts (1, 2, …) of the dots that are on no belt."""

    columns: dict[str, int]
    rows: dict[str, int]
    n_columns: int
    n_rows: int


@dataclass(frozen=True, slots=True)
class Order:
    """``right`` stands at least ``gap`` columns to the right of ``left``; with ``tie`` in the same column."""

    left: str
    right: str
    gap: int
    tie: bool = False


def arrange(anatomy: Anatomy) -> Layout:
    """The layout of a cell."""
    placer = Placer(anatomy)
    columns = placer.place_columns()
    rows = _place_rows(placer, columns)
    return Layout(columns, rows, max(columns.values()) + 1, max(rows.values(), default=1))


class Placer:
    """Collects what the parts demand of each other and pushes them apart until all is met."""

    def __init__(self, anatomy: Anatomy) -> None:
        self.anatomy = anatomy
        self.parts = {name: part for name, part in anatomy.parts.items() if part.kind not in ("input", "old")}
        self.belt_nodes = {name for belt in anatomy.belts.values() for name in belt}
        self.dots = [name for name, part in self.parts.items() if part.kind == "dot"]
        self.free_dots = [
            name for name, part in self.parts.items() if part.kind == "dot" and name not in self.belt_nodes
        ]
        self.orders = list(self._orders())

    def anchor(self, name: str) -> str | None:
        """The last of the boxes that feed a dot: it stands right below."""
        feeding = [box for box in self.anatomy.boxes if box in self.parts[name].inputs]
        return feeding[-1] if feeding else None

    def comes_from_above(self, name: str) -> bool:
        """Whether a dot uses nothing but what is on a belt."""
        inputs = self.parts[name].inputs
        return all(
            self.is_on_belt(source) or (self._is_free(source) and self.comes_from_above(source)) for source in inputs
        )

    def is_on_belt(self, name: str) -> bool:
        """Whether a value runs along a belt."""
        return name in self.belt_nodes or any(name == old(state) for state in self.anatomy.belts)

    def stacked_below(self, name: str) -> str | None:
        """The dot that feeds ``name`` from below, in the same column; one that has no other input is fed sideways."""
        if name not in self.belt_nodes and (self.anchor(name) is not None or len(self.parts[name].inputs) == 1):
            return None
        feeding = [source for source in self.parts[name].inputs if self._is_free(source)]
        feeding = [source for source in feeding if name in self.belt_nodes or not self.comes_from_above(source)]
        return feeding[-1] if feeding else None

    def stacked_above(self, name: str) -> str | None:
        """The dot that feeds ``name`` from above, in the same column."""
        feeding = [
            source for source in self.parts[name].inputs if self._is_free(source) and self.comes_from_above(source)
        ]
        return feeding[-1] if feeding and name not in self.belt_nodes else None

    def beside(self, name: str) -> Iterator[str]:
        """The free dots that feed ``name`` from the left, in the same row."""
        stacked = (self.stacked_below(name), self.stacked_above(name))
        if name not in self.belt_nodes:
            yield from (source for source in self.parts[name].inputs if self._is_free(source) and source not in stacked)

    def _is_free(self, name: str) -> bool:
        return name in self.parts and self.parts[name].kind == "dot" and name not in self.belt_nodes

    def _orders(self) -> Iterator[Order]:
        for row in (self.anatomy.boxes, *self.anatomy.belts.values()):
            yield from (Order(left, right, 1) for left, right in pairwise(row))
        for part in self.parts.values():
            yield from self._orders_of_box(part) if part.is_box else self._orders_of_dot(part)
        yield from self._orders_of_taps()

    def _orders_of_box(self, part: Part) -> Iterator[Order]:
        yield from (Order(source, part.name, 1) for source in part.inputs if source in self.parts)

    def _orders_of_dot(self, part: Part) -> Iterator[Order]:
        stacked = (self.stacked_below(part.name), self.stacked_above(part.name))
        anchor = self.anchor(part.name)
        for source in part.inputs:
            if source not in self.parts:
                continue
            if source in stacked:
                yield Order(source, part.name, 0, tie=True)
            elif source == anchor or (part.name in self.belt_nodes and self.parts[source].is_box):
                yield Order(source, part.name, 0)
            else:
                yield Order(source, part.name, 1)
        if len(part.inputs) == 1 and part.name not in self.belt_nodes and self.stands_in_line(part.name):
            yield from self._orders_in_line(part)

    def _orders_in_line(self, part: Part) -> Iterator[Order]:
        """A dot that changes the value of a box stands behind the branches of that box to the belts."""
        (source,) = part.inputs
        if source in self.parts and self.parts[source].is_box:
            yield Order(source, part.name, 1)
            for user in self.anatomy.consumers(source):
                if user in self.belt_nodes:
                    yield Order(user, part.name, 1)

    def stands_in_line(self, name: str) -> bool:
        """Whether no other dot has the dot ``name`` right above or below it."""
        users = self.anatomy.consumers(name)
        return all(
            name not in (self.stacked_below(user), self.stacked_above(user)) for user in users if user in self.dots
        )

    def _orders_of_taps(self) -> Iterator[Order]:
        """What leaves a belt does so before the next dot of the belt changes the value."""
        for state, belt in self.anatomy.belts.items():
            for value, following in pairwise((old(state), *belt)):
                for user in self.anatomy.consumers(value):
                    if self._is_free(user):
                        yield Order(user, following, 1)

    def place_columns(self) -> dict[str, int]:
        """The leftmost columns that meet every demand, then what has room moves right to stand under its user."""
        columns = dict.fromkeys(self.parts, 0)
        self._push(columns)
        for name in reversed(self.parts):
            self._move_under_user(name, columns)
        self._push(columns)
        return columns

    def _push(self, columns: dict[str, int]) -> None:
        for _ in range(len(self.parts) ** 2):
            changed = False
            for order in self.orders:
                least = columns[order.left] + order.gap
                if columns[order.right] < least:
                    columns[order.right], changed = least, True
                if order.tie and columns[order.left] < columns[order.right]:
                    columns[order.left], changed = columns[order.right], True
            if not changed:
                return

    def _move_under_user(self, name: str, columns: dict[str, int]) -> None:
        if name in self.belt_nodes:
            return
        users = [user for user in self.anatomy.consumers(name) if self.parts[user].kind == "dot"]
        users = [user for user in users if self.anchor(user) == name or user in self.belt_nodes or self._is_free(name)]
        if not users or (self._is_free(name) and self.anchor(name) is not None and users[0] not in self.belt_nodes):
            return
        room = min(columns[order.right] - order.gap for order in self.orders if order.left == name)
        goal = min(room, max(columns[user] for user in users))
        columns[name] = max(columns[name], goal)


def _place_rows(placer: Placer, columns: dict[str, int]) -> dict[str, int]:
    """The highest free row of each dot: dots side by side share one, dots of a stack have one each."""
    rows: dict[str, int] = {}
    taken: set[tuple[int, int]] = set()
    for group in _groups(placer):
        least = _least_row(placer, group, rows)
        spans = [_span(placer, name, columns) for name in group]
        row = next(k for k in range(least, least + 99) if not any((c, k) in taken for span in spans for c in span))
        taken.update((column, row) for span in spans for column in span)
        rows |= dict.fromkeys(group, row)
    return rows


def _groups(placer: Placer) -> list[list[str]]:
    """The free dots, those side by side together, each group after those that stand above it."""
    groups: dict[str, list[str]] = {name: [name] for name in placer.free_dots}
    for name in placer.free_dots:
        for source in placer.beside(name):
            merged = groups[source] + [other for other in groups[name] if other not in groups[source]]
            for member in merged:
                groups[member] = merged
    ordered: list[list[str]] = []
    waiting = [group for k, group in enumerate(groups.values()) if group not in list(groups.values())[:k]]
    while waiting:
        ready = next((group for group in waiting if not _is_blocked(placer, group, waiting)), waiting[0])
        waiting.remove(ready)
        ordered.append(ready)
    return ordered


def _above(placer: Placer, name: str) -> list[str]:
    """The free dots that stand right above a dot."""
    users = [user for user in placer.free_dots if placer.stacked_below(user) == name]
    fed = placer.stacked_above(name)
    return users + ([fed] if fed is not None else [])


def _is_blocked(placer: Placer, group: list[str], waiting: list[list[str]]) -> bool:
    rest = {name for other in waiting if other is not group for name in other}
    return any(upper in rest for name in group for upper in _above(placer, name))


def _least_row(placer: Placer, group: list[str], rows: dict[str, int]) -> int:
    return max((rows.get(upper, 0) + 1 for name in group for upper in _above(placer, name)), default=1)


def _span(placer: Placer, name: str, columns: dict[str, int]) -> range:
    """The columns that a dot and the wires that reach it from the left take in its row."""
    sources = [source for source in placer.parts[name].inputs if source in placer.parts]
    boxes = [columns[source] for source in sources if placer.parts[source].is_box and columns[source] < columns[name]]
    is_unary_below_belt = len(sources) == 1 and any(placer.stacked_below(user) == name for user in placer.belt_nodes)
    start = columns[name] if is_unary_below_belt or not boxes else min(boxes)
    return range(start, columns[name] + 1)
