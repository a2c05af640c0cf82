"""Each scheme gives parameters with the property it is named after, the same ones for the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.initial import SCHEMES, initialise, spectral_radius
from rnnviz.engine.network import Layer, Network

NETWORK = Network(9, (Layer(CELLS["lstm"], 16),), 4)
every_scheme = pytest.mark.parametrize("scheme", SCHEMES)


@every_scheme
def test_every_parameter_has_its_shape_and_cannot_be_written(scheme: str) -> None:
    made = initialise(NETWORK, scheme, 1)
    assert {name: array.shape for name, array in made.items()} == NETWORK.parameters
    assert all(array.dtype == np.float64 and not array.flags.writeable for array in made.values())


@every_scheme
def test_the_same_seed_gives_the_same_numbers_also_one_by_one(scheme: str) -> None:
    made = initialise(NETWORK, scheme, 1)
    for name, array in made.items():
        np.testing.assert_array_equal(initialise(NETWORK, scheme, 1, [name])[name], array)


@pytest.mark.parametrize("scheme", ["uniform", "xavier", "orthogonal", "spectral"])
def test_another_seed_and_another_gate_give_other_numbers(scheme: str) -> None:
    made = initialise(NETWORK, scheme, 1)
    assert not np.array_equal(made["U_f"], initialise(NETWORK, scheme, 2)["U_f"])
    assert not np.array_equal(made["U_f"], made["U_i"])


def test_uniform_stays_within_one_over_the_root_of_the_hidden_size() -> None:
    everything = np.concatenate([array.ravel() for array in initialise(NETWORK, "uniform", 1).values()])
    assert np.abs(everything).max() <= 0.25
    assert np.abs(everything).max() > 0.24
    assert abs(everything.mean()) < 0.02


def test_xavier_stays_within_the_bound_of_glorot_and_bengio() -> None:
    made = initialise(NETWORK, "xavier", 1)
    bound = np.sqrt(6 / (16 + 9))
    assert 0.9 * bound < np.abs(made["W_f"]).max() <= bound
    assert not made["b_f"].any()


def test_orthogonal_matrices_keep_lengths() -> None:
    made = initialise(NETWORK, "orthogonal", 1)
    np.testing.assert_allclose(made["U_f"] @ made["U_f"].T, np.eye(16), atol=1e-14)
    np.testing.assert_allclose(made["W_f"].T @ made["W_f"], np.eye(9), atol=1e-14)
    np.testing.assert_allclose(made["W_hy"] @ made["W_hy"].T, np.eye(4), atol=1e-14)


def test_identity_passes_the_state_on() -> None:
    np.testing.assert_array_equal(initialise(NETWORK, "identity", 1)["U_f"], np.eye(16))


@pytest.mark.parametrize("radius", [0.5, 1.0, 1.3])
def test_spectral_scales_to_the_radius(radius: float) -> None:
    made = initialise(NETWORK, "spectral", 1, radius=radius)
    assert np.abs(np.linalg.eigvals(made["U_f"])).max() == pytest.approx(radius, rel=1e-12)


def test_the_radius_of_a_rotation_is_its_stretch() -> None:
    assert spectral_radius(np.array([[0.0, -2.0], [2.0, 0.0]])) == pytest.approx(2.0)


@every_scheme
def test_the_forget_gate_can_be_opened_from_the_start(scheme: str) -> None:
    made = initialise(NETWORK, scheme, 1, forget_bias=1.0)
    np.testing.assert_array_equal(made["b_f"], np.ones(16))
    np.testing.assert_array_equal(made["b_i"], initialise(NETWORK, scheme, 1)["b_i"])


@pytest.mark.parametrize(
    ("scheme", "seed", "names", "field"),
    [("he", 1, None, "scheme"), ("zero", -1, None, "seed"), ("zero", 1, ["W_q"], "parameter")],
)
def test_what_is_not_known_is_refused(scheme: str, seed: int, names: list[str] | None, field: str) -> None:
    with pytest.raises(InputError) as caught:
        initialise(NETWORK, scheme, seed, names)
    assert caught.value.field == field
