"""Every use of a value has its wire, and belts run straight."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.cell import Cell
from rnnviz.scene.wiring import Join, wire

from .future import FUTURE

EVERY = pytest.mark.parametrize("cell", [*CELLS.values(), *FUTURE.values()], ids=lambda cell: cell.key)


def test_boxes_that_mix_the_same_vectors_share_a_join() -> None:
    assert wire(CELLS["lstm"]).joins == (Join("join:f", ("x", "old:h"), ("f", "i", "c_hat", "o")),)
    assert [join.users for join in wire(CELLS["gru"]).joins] == [("z", "r"), ("h_hat",)]


def test_a_belt_is_straight() -> None:
    wiring = wire(CELLS["lstm"])
    row = wiring.places["c"][1]
    belt = [route for route in wiring.routes if route.net in ("old:c", "c.1", "c") and not route.is_branch]
    assert all(y == row for route in belt for _, y in route.points)


@EVERY
def test_every_use_of_a_value_has_a_wire_that_ends_there(cell: Cell) -> None:
    wiring = wire(cell)
    ends = [route.points[-1] for route in wiring.routes]
    for name, part in wiring.anatomy.parts.items():
        n_wires = 1 if part.is_box else len(part.inputs)
        assert ends.count(wiring.places[name]) == n_wires
    for join in wiring.joins:
        assert ends.count(wiring.places[join.name]) == len(join.operands)
    assert ends.count(wiring.places["output"]) == 1


@EVERY
def test_wires_are_orthogonal_and_pass_no_part(cell: Cell) -> None:
    wiring = wire(cell)
    nodes = set(wiring.places.values())
    for route in wiring.routes:
        for (x0, y0), (x1, y1) in pairwise(route.points):
            assert (x0 == x1) != (y0 == y1)
            steps = abs(x1 - x0) + abs(y1 - y0)
            inner = {(x0 + (x1 - x0) * k // steps, y0 + (y1 - y0) * k // steps) for k in range(1, steps)}
            assert not inner & nodes


@EVERY
def test_every_wire_starts_at_its_source_or_on_its_net(cell: Cell) -> None:
    wiring = wire(cell)
    covered: dict[str, set[tuple[int, int]]] = {}
    for route in wiring.routes:
        for (x0, y0), (x1, y1) in pairwise(route.points):
            steps = abs(x1 - x0) + abs(y1 - y0)
            places = {(x0 + (x1 - x0) * k // steps, y0 + (y1 - y0) * k // steps) for k in range(steps + 1)}
            covered.setdefault(route.net, set()).update(places)
    for route in wiring.routes:
        assert route.points[0] == wiring.places[route.net] or (
            route.is_branch and route.points[0] in covered[route.net]
        )
