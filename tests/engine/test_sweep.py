"""The sweep over the strength of the recurrence: what theory and a run by hand say of it."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.initial import initialise
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import forward
from rnnviz.engine.strength import scale_recurrent, set_belt_bias
from rnnviz.engine.sweep import sweep

from .odd_cells import ODD_CELLS
from .problem import ALL_CELLS


@pytest.mark.parametrize("key", ALL_CELLS)
def test_every_cell_can_be_swept_and_begins_with_itself(key: str) -> None:
    rows = list(sweep(ALL_CELLS[key], 3, (0.0, 1.0, 3.0), 5))
    assert [row.shape for row in rows] == [(5,)] * 3
    assert all(row[0] == pytest.approx(0.0) for row in rows)


@pytest.mark.parametrize("key", ["lstm", "gru", "rnn", "gru-z-updates"])
def test_a_row_is_the_norm_of_the_jacobians_of_a_run_without_input(key: str) -> None:
    cell, radius, seed = CELLS[key], 1.3, 2
    (row,) = sweep(cell, 4, [radius], 6, seed)
    network = Network(1, (Layer(cell, 4),))
    parameters = initialise(network, "spectral", seed)
    random = np.random.default_rng((seed, len(parameters)))
    start = {name: random.uniform(-1.0, 1.0, 4) for name in network.states}
    run = forward(network, parameters | scale_recurrent(network, parameters, radius), np.zeros((6, 1)), start)
    norms = [np.linalg.norm(run.jacobian("h", to=t, at=1), ord=2) for t in range(1, 7)]
    np.testing.assert_allclose(row, np.log10(norms), atol=1e-9)


@pytest.mark.parametrize("radius", [0.5, 1.0, 2.0])
def test_the_slope_of_a_linear_cell_is_the_logarithm_of_the_radius(radius: float) -> None:
    (row,) = sweep(ODD_CELLS["linear"], 6, [radius], 2000)
    assert (row[-1] - row[1000]) / 999 == pytest.approx(np.log10(radius), abs=1e-3)


def test_nothing_overflows_or_is_lost_over_many_steps() -> None:
    low, high = sweep(ODD_CELLS["linear"], 3, [0.01, 100.0], 400)
    assert low[-1] == pytest.approx(-2 * 399, rel=0.01)
    assert high[100] == pytest.approx(2 * 100, rel=0.02)


def test_without_recurrence_the_gradient_is_exactly_zero() -> None:
    (row,) = sweep(CELLS["rnn"], 3, [0.0], 4)
    np.testing.assert_array_equal(row, [0.0, -np.inf, -np.inf, -np.inf])


def test_a_belt_that_keeps_keeps_the_gradient() -> None:
    open_gate, closed = (next(sweep(CELLS["gru"], 4, [0.5], 60, belt_bias=bias)) for bias in (8.0, -8.0))
    assert abs(open_gate[-1]) < 0.1
    assert closed[-1] < -3
    (updated,) = sweep(CELLS["gru-z-updates"], 4, [0.5], 60, belt_bias=8.0)
    assert abs(updated[-1]) < 0.1


def test_another_seed_is_another_network() -> None:
    first, again, other = (next(sweep(CELLS["rnn"], 4, [0.9], 10, seed)) for seed in (0, 0, 1))
    np.testing.assert_array_equal(first, again)
    assert (first[1:] != other[1:]).all()


def test_the_belt_bias_is_that_of_the_edit() -> None:
    network = Network(1, (Layer(CELLS["lstm"], 2),))
    parameters = set_belt_bias(network, initialise(network, "spectral", 0), 2.5)
    np.testing.assert_array_equal(parameters["b_f"], [2.5, 2.5])
