"""The strength of the recurrence: spectral radii, biases on the belt, and what theory says of a linear network."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.cell import Cell
from rnnviz.engine.error import InputError
from rnnviz.engine.initial import initialise, spectral_radius
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import forward
from rnnviz.engine.spectrum import belt_product, jacobian_norms
from rnnviz.engine.strength import (
    belt_bias,
    belt_biases,
    recurrent_matrices,
    recurrent_radius,
    scale_recurrent,
    set_belt_bias,
)

from .odd_cells import ODD_CELLS
from .problem import ALL_CELLS, problem


def network_of(cell: Cell, hidden_size: int = 5) -> Network:
    return Network(2, (Layer(cell, hidden_size),))


@pytest.mark.parametrize("cell", ALL_CELLS.values(), ids=ALL_CELLS.keys())
@pytest.mark.parametrize("radius", [0.0, 0.4, 1.0, 3.0])
def test_every_recurrent_matrix_gets_the_radius(cell: Cell, radius: float) -> None:
    network = network_of(cell)
    parameters = initialise(network, "uniform", 3)
    scaled = scale_recurrent(network, parameters, radius)
    assert set(scaled) == {name for name, shape in network.parameters.items() if shape == (5, 5)}
    assert [spectral_radius(matrix) for matrix in scaled.values()] == pytest.approx([radius] * len(scaled))
    assert recurrent_radius(network, {**parameters, **scaled}) == pytest.approx(radius)


def test_scaling_keeps_the_directions_of_a_matrix() -> None:
    network = network_of(CELLS["rnn"])
    parameters = initialise(network, "uniform", 3)
    ratio = scale_recurrent(network, parameters, 2.0)["U"] / parameters["U"]
    np.testing.assert_allclose(ratio, 2.0 / recurrent_radius(network, parameters), rtol=1e-12)


@pytest.mark.parametrize("matrix", [np.zeros((5, 5)), np.eye(5, k=1), 1e-310 * np.eye(5, k=2)])
def test_a_matrix_whose_eigenvalues_are_all_zero_gets_the_radius_on_its_diagonal(matrix: np.ndarray) -> None:
    network = network_of(CELLS["rnn"])
    scaled = scale_recurrent(network, {"U": matrix}, 1.5)["U"]
    np.testing.assert_array_equal(scaled, matrix + 1.5 * np.eye(5))


def test_a_tiny_matrix_is_scaled_without_losing_its_digits() -> None:
    random = np.random.default_rng(0).normal(size=(5, 5))
    network = network_of(CELLS["rnn"])
    small, plain = (scale_recurrent(network, {"U": scale * random}, 1.0)["U"] for scale in (2.0**-1000, 1.0))
    np.testing.assert_allclose(small, plain, rtol=1e-12)


@pytest.mark.parametrize("radius", [-0.1, np.nan, np.inf])
def test_an_impossible_radius_is_refused(radius: float) -> None:
    network = network_of(CELLS["rnn"])
    with pytest.raises(InputError, match="spectral radius"):
        scale_recurrent(network, initialise(network, "uniform", 0), radius)


def test_matrices_of_every_layer_and_direction_are_recurrent() -> None:
    rnn = CELLS["rnn"]
    network = Network(2, (Layer(rnn, 3, bidirectional=True), Layer(rnn, 4)))
    assert recurrent_matrices(network) == ("U", "1r.U", "2.U")


@pytest.mark.parametrize(
    ("cell", "biases"),
    [
        ("rnn", {}),
        ("rnn-relu", {}),
        ("rnn-identity", {}),
        ("lstm", {"b_f": 1}),
        ("gru", {"b_z": 1}),
        ("gru-reset-after", {"b_z": 1}),
        ("gru-z-updates", {"b_z": -1}),
        ("peephole", {"b_f": 1}),
        ("mgu", {"b_f": -1}),
        ("idle", {"b_g": -1}),
        ("deep", {}),
    ],
)
def test_the_bias_of_the_gate_on_the_belt_is_found_with_its_sign(cell: str, biases: dict[str, int]) -> None:
    assert belt_biases(network_of({**CELLS, **ODD_CELLS}[cell])) == biases


@pytest.mark.parametrize("name", ["lstm", "gru", "gru-reset-after", "gru-z-updates", "mgu", "peephole"])
def test_a_larger_belt_bias_keeps_more_of_the_state(name: str) -> None:
    found = problem(ALL_CELLS[name], n_steps=4)
    network = Network(3, (Layer(found.cell, 4),))
    state = "c" if "c" in network.states else "h"
    kept = []
    for value in (-2.0, 1.0, 40.0):
        parameters = {**found.parameters, **set_belt_bias(network, found.parameters, value)}
        assert belt_bias(network, parameters) == value
        kept.append(belt_product(forward(network, parameters, found.inputs, found.start), state, 4)[0])
    assert (kept[0] < kept[1]).all()
    np.testing.assert_allclose(kept[2], 1.0, atol=1e-12)


def test_a_cell_without_a_gate_on_the_belt_has_no_belt_bias() -> None:
    network = network_of(CELLS["rnn"])
    parameters = initialise(network, "uniform", 0)
    assert belt_bias(network, parameters) is None
    with pytest.raises(InputError, match="cell"):
        set_belt_bias(network, parameters, 1.0)


def test_a_belt_bias_that_is_no_number_is_refused() -> None:
    network = network_of(CELLS["lstm"])
    with pytest.raises(InputError, match="belt bias"):
        set_belt_bias(network, initialise(network, "uniform", 0), np.nan)


@pytest.mark.parametrize("radius", [0.3, 0.9, 1.0, 1.1, 2.5])
@pytest.mark.parametrize("scheme", ["orthogonal", "uniform"])
def test_the_decay_rate_of_a_linear_network_is_the_spectral_radius(radius: float, scheme: str) -> None:
    network = network_of(ODD_CELLS["linear"])
    parameters = initialise(network, scheme, 2)
    parameters |= scale_recurrent(network, parameters, radius)
    run = forward(network, parameters, np.ones((400, 2)), {"s": np.zeros(5)})
    norms = jacobian_norms(run, "s", 400).log_spectral
    rate = (norms[0] - norms[200]) / 200
    assert rate == pytest.approx(np.log10(radius), abs=1e-12 if scheme == "orthogonal" else 2e-3)
