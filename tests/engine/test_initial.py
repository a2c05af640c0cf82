"""Each scheme gives the matrices it promises, and the same seed gives the same numbers."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.initial import SCHEMES, initialise, spectral_radius
from rnnviz.engine.network import Layer, Network

NETWORK = Network(5, (Layer(CELLS["lstm"], 8),), 3)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_parameter_gets_its_shape_and_the_seed_decides(scheme: str) -> None:
    first, again = initialise(NETWORK, scheme, 4), initialise(NETWORK, scheme, 4)
    assert {name: array.shape for name, array in first.items()} == NETWORK.parameters
    assert all(np.array_equal(first[name], again[name]) for name in first)
    assert not any(array.flags.writeable for array in first.values())


@pytest.mark.parametrize("scheme", ["uniform", "xavier", "orthogonal", "spectral"])
def test_seeds_and_gates_have_numbers_of_their_own(scheme: str) -> None:
    parameters = initialise(NETWORK, scheme, 0)
    assert not np.array_equal(parameters["U_f"], parameters["U_i"])
    assert not np.array_equal(parameters["U_f"], initialise(NETWORK, scheme, 1)["U_f"])


def test_one_parameter_alone_is_what_it_is_among_all() -> None:
    assert list(alone := initialise(NETWORK, "xavier", 3, names=["U_o"])) == ["U_o"]
    assert np.array_equal(alone["U_o"], initialise(NETWORK, "xavier", 3)["U_o"])


def test_uniform_stays_within_one_over_the_root_of_the_hidden_size() -> None:
    numbers = np.concatenate([array.ravel() for array in initialise(NETWORK, "uniform", 0).values()])
    assert np.abs(numbers).max() <= 1 / np.sqrt(8)
    assert np.abs(numbers).max() > 0.9 / np.sqrt(8)


def test_xavier_stays_within_its_bound_and_leaves_biases_at_zero() -> None:
    parameters = initialise(NETWORK, "xavier", 0)
    assert 0.8 < np.abs(parameters["W_f"]).max() / np.sqrt(6 / 13) <= 1
    assert not parameters["b_f"].any()


def test_orthogonal_matrices_keep_lengths() -> None:
    parameters = initialise(NETWORK, "orthogonal", 0)
    assert np.allclose(parameters["U_f"] @ parameters["U_f"].T, np.eye(8))
    assert np.allclose(parameters["W_f"].T @ parameters["W_f"], np.eye(5))
    assert np.allclose(parameters["W_hy"] @ parameters["W_hy"].T, np.eye(3))


def test_identity_has_ones_on_the_diagonal() -> None:
    parameters = initialise(NETWORK, "identity", 0)
    assert np.array_equal(parameters["U_c"], np.eye(8))
    assert np.array_equal(parameters["W_c"], np.eye(8, 5))
    assert not parameters["b_c"].any()


@pytest.mark.parametrize("radius", [0.5, 1.0, 1.3])
def test_spectral_scales_the_recurrent_matrices(radius: float) -> None:
    parameters = initialise(NETWORK, "spectral", 0, radius=radius)
    assert spectral_radius(parameters["U_o"]) == pytest.approx(radius)


def test_zero_is_zero() -> None:
    assert not any(array.any() for array in initialise(NETWORK, "zero", 0).values())


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_forget_bias_is_set_in_every_scheme_and_layer(scheme: str) -> None:
    network = Network(2, (Layer(CELLS["lstm"], 3, bidirectional=True), Layer(CELLS["lstm"], 2)))
    parameters = initialise(network, scheme, 0, forget_bias=1.5)
    assert all((parameters[name] == 1.5).all() for name in ("b_f", "1r.b_f", "2.b_f"))
    assert not (parameters["b_i"] == 1.5).any()


@pytest.mark.parametrize(
    ("scheme", "seed", "names", "field"),
    [("magic", 0, None, "scheme"), ("uniform", -1, None, "seed"), ("zero", 0, ["W_q"], "parameter")],
)
def test_what_is_not_there_is_refused(scheme: str, seed: int, names: list[str] | None, field: str) -> None:
    with pytest.raises(InputError) as caught:
        initialise(NETWORK, scheme, seed, names)
    assert caught.value.field == field
