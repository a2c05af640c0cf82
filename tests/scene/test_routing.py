"""Wires run orthogonally around what is in their way."""

from __future__ import annotations

import pytest

from rnnviz.scene.routing import EAST, NORTH, Request, Route, Router


def router(*nodes: tuple[int, int]) -> Router:
    return Router(12, 12, set(nodes))


def test_a_free_way_is_straight() -> None:
    grid = router((1, 5), (9, 5))
    grid.route(Request("a", (1, 5), (9, 5)))
    assert grid.routes == [Route("a", ((1, 5), (9, 5)), False)]


def test_a_wire_goes_around_a_node() -> None:
    grid = router((1, 5), (5, 5), (9, 5))
    grid.route(Request("a", (1, 5), (9, 5)))
    (route,) = grid.routes
    assert (5, 5) not in route.points
    assert len(route.points) == 4


def test_a_wire_ends_in_the_direction_asked_for() -> None:
    grid = router((1, 8), (6, 3))
    grid.route(Request("a", (1, 8), (6, 3), leaving=(EAST,), arriving=(NORTH,)))
    assert grid.routes[0].points == ((1, 8), (6, 8), (6, 3))


def test_the_second_wire_of_a_net_branches_off_the_first() -> None:
    grid = router((1, 5), (10, 5), (5, 2))
    grid.route(Request("a", (1, 5), (10, 5)))
    grid.route(Request("a", (1, 5), (5, 2), arriving=(NORTH,)))
    assert grid.routes[1] == Route("a", ((5, 5), (5, 2)), True)


def test_a_wire_that_goes_straight_on_at_a_corner_takes_over_the_trunk() -> None:
    grid = router((1, 8), (5, 3), (10, 8))
    grid.route(Request("a", (1, 8), (5, 3), (EAST,), (NORTH,)))
    grid.route(Request("a", (1, 8), (10, 8), (EAST,), (EAST,)))
    assert grid.routes == [Route("a", ((1, 8), (10, 8)), False), Route("a", ((5, 8), (5, 3)), True)]


def test_other_nets_are_crossed_straight_and_never_followed() -> None:
    grid = router((1, 5), (10, 5), (5, 2), (5, 9))
    grid.route(Request("a", (1, 5), (10, 5)))
    grid.route(Request("b", (5, 9), (5, 2)))
    assert grid.routes[1].points == ((5, 9), (5, 2))
    grid.route(Request("c", (1, 5), (10, 5), leaving=(NORTH,)))
    assert grid.routes[2].points[0] == (1, 5)
    assert len(grid.routes[2].points) > 2


def test_a_place_that_cannot_be_reached_is_an_error() -> None:
    grid = router((5, 5), (1, 1), (4, 5), (6, 5), (5, 4), (5, 6))
    with pytest.raises(LookupError, match="no way for a"):
        grid.route(Request("a", (1, 1), (5, 5)))


def test_the_border_is_for_ends_only() -> None:
    grid = router((0, 1), (11, 1), (5, 1))
    grid.route(Request("a", (0, 1), (11, 1)))
    assert all(0 < y < 11 for _, y in grid.routes[0].points)
