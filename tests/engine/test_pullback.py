"""Within one step, derivatives go back by the chain rule, at all steps at once and diagonal as long as they can."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.pullback import Diagonal, Pullback, flows_of, identity
from rnnviz.engine.unroll import Unrolled, unroll

from .problem import ALL_CELLS, furthest, problem

every_cell = pytest.mark.parametrize("key", ALL_CELLS)


def unrolled_of(key: str) -> Unrolled:
    p = problem(ALL_CELLS[key])
    return unroll(p.cell, p.parameters, p.inputs, p.start)


@every_cell
def test_in_a_sequence_of_one_step_it_is_back_propagation(key: str) -> None:
    p = problem(ALL_CELLS[key], n_steps=1)
    unrolled = unroll(p.cell, p.parameters, p.inputs, p.start)
    random = np.random.default_rng(1)
    for name in p.cell.values:
        upstream = random.normal(size=(1, 4))
        adjoint = unrolled.backward({name: upstream})
        pullback = Pullback(unrolled, tuple(p.cell.values))
        found = pullback.back({pullback.node(name): upstream[:, None]})
        for value in p.cell.values:
            assert furthest(found.dense(pullback.node(value))[:, 0], adjoint.values[value]) < 1e-14
        for state in p.start:
            assert furthest(found.dense(pullback.symbol(state))[0, 0], adjoint.start[state]) < 1e-14
        assert furthest(found.dense(pullback.node("x"))[:, 0], adjoint.inputs) < 1e-14


@every_cell
def test_the_identity_gives_the_matrix_whose_rows_are_gradients_of_single_units(key: str) -> None:
    unrolled = unrolled_of(key)
    name = unrolled.cell.output.name
    pullback = Pullback(unrolled, (name,))
    node = pullback.node(name)
    whole = pullback.back({node: identity(pullback)})
    for symbol in pullback.graph.updates:
        for unit in range(4):
            rows = np.zeros((6, 1, 4))
            rows[:, 0, unit] = 1.0
            assert furthest(whole.dense(symbol)[:, unit], pullback.back({node: rows}).dense(symbol)[:, 0]) < 1e-14


def test_elementwise_derivatives_stay_diagonal_until_a_matrix_comes() -> None:
    pullback = Pullback(unrolled_of("lstm"))
    found = pullback.back({pullback.node("h"): identity(pullback)})
    for name in ("h", "c", "o.1", "f.1"):
        assert isinstance(found.get(pullback.node(name)), Diagonal)
    assert isinstance(found.get(pullback.symbol("c")), Diagonal)
    assert isinstance(found.get(pullback.symbol("h")), np.ndarray)


def test_what_nothing_comes_to_is_0() -> None:
    pullback = Pullback(unrolled_of("lstm"))
    found = pullback.back({pullback.node("c"): identity(pullback)})
    assert found.get(pullback.node("h")) is None
    assert found.dense(pullback.node("h")).shape == (6, 4, 4)
    assert not found.dense(pullback.node("h")).any()


def test_without_its_belt_nothing_is_left_of_a_diagonal() -> None:
    pullback = Pullback(unrolled_of("lstm"))
    found = pullback.back({pullback.node("c"): identity(pullback)})
    assert not found.dense(pullback.symbol("c"), less=pullback.belt("c")).any()
    assert np.array_equal(found.dense(pullback.symbol("c")), Diagonal(pullback.belt("c")).dense())


def test_a_window_of_steps_is_a_part_of_all() -> None:
    unrolled = unrolled_of("gru")
    whole, part = Pullback(unrolled), Pullback(unrolled, steps=slice(2, 5))
    symbol = whole.symbol("h")
    expected = whole.back({whole.node("h"): identity(whole)}).dense(symbol)[2:5]
    assert furthest(part.back({part.node("h"): identity(part)}).dense(symbol), expected) < 1e-15
    assert np.array_equal(part.belt("h"), whole.belt("h")[2:5])


def test_flows_are_derived_once_for_each_cell() -> None:
    assert flows_of(ALL_CELLS["lstm"], ("h",)) is flows_of(ALL_CELLS["lstm"], ("h",))
