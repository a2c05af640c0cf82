"""Connections that bundle, loops that grow and open."""

from __future__ import annotations

from itertools import pairwise
from math import atan2, hypot, pi

import pytest

from rnnviz.scene.folding_plan import Column, Timing, find_levels, find_matrices
from rnnviz.scene.folding_wires import Look, draw_bundle, draw_loop, draw_recurrence
from rnnviz.scene.shapes import Key, Wire

from .case import make_run

LOOK = Look("#ff0000", Key(None, "U"))


def column(x: float) -> Column:
    return Column(1, x, 90.0, 5.0, 15.0, 32.0, 1.0)


def loop(progress: float) -> Wire | None:
    run = make_run()
    recurrent = next(matrix for matrix in find_matrices(run) if matrix.kind == "recurrent")
    found = list(draw_loop(column(100.0), find_levels(run)[1], recurrent, Timing(progress, 3), LOOK))
    return found[0] if found else None


def length(wire: Wire) -> float:
    return sum(hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(wire.points))


def test_connections_end_up_as_one_arrow() -> None:
    below, above, *_ = find_levels(make_run(hidden_size=3, input_size=2))
    first, half, last = (list(draw_bundle(below, above, column(100.0), share, LOOK)) for share in (0.0, 0.5, 1.0))
    assert (len(first), len(half), len(last)) == (6, 7, 1)
    assert last[0].arrow
    spreads = [max(w.points[0][0] for w in wires) - min(w.points[0][0] for w in wires) for wires in (first, half, last)]
    assert spreads[0] > spreads[1] > spreads[2] == 0.0


def test_the_arrow_between_copies_is_as_long_as_their_gap() -> None:
    assert list(draw_recurrence(column(100.0), column(120.0), 50.0, LOOK, reverse=False)) == []
    (wire,) = draw_recurrence(column(100.0), column(250.0), 50.0, LOOK, reverse=False)
    assert wire.points == ((145.0, 50.0), (203.0, 50.0))
    (back,) = draw_recurrence(column(100.0), column(250.0), 50.0, LOOK, reverse=True)
    assert back.points == ((205.0, 50.0), (147.0, 50.0))


def test_the_loop_grows_and_then_opens() -> None:
    assert loop(0.4) is None
    lengths = [length(found) for p in (0.6, 0.7, 0.8, 1.0) if (found := loop(p))]
    assert lengths == sorted(lengths)
    closed, opened = loop(1.0), loop(2.0)
    assert closed is not None
    assert opened is not None
    assert closed.points[-1][0] == pytest.approx(closed.points[0][0], abs=3.0)
    assert len({round(y, 6) for _, y in opened.points}) == 1
    assert opened.points[-1][0] > opened.points[0][0] + 40


def test_the_arrowhead_turns_round_without_a_jump() -> None:
    angles = []
    for k in range(101):
        wire = loop(1.75 + k / 400)
        assert wire is not None
        (x0, y0), (x1, y1) = wire.points[-2:]
        angles.append(atan2(y1 - y0, x1 - x0))
    turns = [abs((after - before + pi) % (2 * pi) - pi) for before, after in pairwise(angles)]
    assert max(turns) < 0.5
