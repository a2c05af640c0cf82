"""Norms, singular values and bounds of long products of Jacobians, and the laws of vanishing and exploding."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.ops import Array
from rnnviz.engine.run import Run, forward
from rnnviz.engine.spectrum import (
    belt_product,
    decay_bound,
    eigenvalues,
    jacobian_norms,
    log_belt_product,
    singular_values,
)

from .problem import ALL_CELLS, problem, setting

every_cell = pytest.mark.parametrize("key", ALL_CELLS)


def run_of(key: str, n_steps: int = 8, hidden_size: int = 4, **changes: Array) -> Run:
    p = problem(ALL_CELLS[key], n_steps=n_steps, hidden_size=hidden_size)
    network = Network(3, (Layer(p.cell, hidden_size),))
    return forward(network, {**p.parameters, **changes}, p.inputs, p.start)


def logarithm(array: Array) -> Array:
    with np.errstate(divide="ignore"):
        found: Array = np.log10(array)
    return found


@every_cell
def test_norms_are_those_of_the_jacobians(key: str) -> None:
    run = run_of(key)
    for of in run.start:
        for wrt in run.start:
            norms = jacobian_norms(run, of, 7, wrt)
            jacobians = [run.jacobian(of, 7, t, wrt) for t in range(8)]
            spectral, frobenius = ([np.linalg.norm(j, kind) for j in jacobians] for kind in (2, "fro"))
            np.testing.assert_allclose(norms.log_spectral, logarithm(np.array(spectral)), atol=1e-12)
            np.testing.assert_allclose(norms.log_frobenius, logarithm(np.array(frobenius)), atol=1e-12)


@every_cell
def test_singular_values_are_those_of_the_jacobians(key: str) -> None:
    run = run_of(key)
    for of in run.start:
        for wrt in run.start:
            found = 10 ** singular_values(run, of, 7, wrt)
            for t in range(8):
                expected = np.linalg.svd(run.jacobian(of, 7, t, wrt), compute_uv=False)
                np.testing.assert_allclose(found[t], expected, rtol=1e-10, atol=1e-14 * expected[0])


def test_against_time_steps_go_up_to_the_end_of_the_sequence() -> None:
    run = setting(Layer(CELLS["lstm"], 4, bidirectional=True), n_steps=6).run()
    norms, values = jacobian_norms(run, "1r.h", 3), singular_values(run, "1r.h", 3)
    expected = [np.linalg.norm(run.jacobian("1r.h", 3, t), 2) for t in range(3, 8)]
    np.testing.assert_allclose(norms.log_spectral, np.log10(expected), atol=1e-12)
    np.testing.assert_allclose(values[:, 0], norms.log_spectral, atol=1e-12)
    assert np.array_equal(belt_product(run, "1r.c", 3)[0], np.ones(4))
    np.testing.assert_allclose(belt_product(run, "1r.c", 3)[2], run["1r.f"][2] * run["1r.f"][3])


def test_eigenvalues_are_those_of_one_step() -> None:
    run = run_of("rnn")
    found = np.sort_complex(eigenvalues(run, "h", 3))
    np.testing.assert_allclose(found, np.sort_complex(np.linalg.eigvals(run.jacobian("h", 3, 2))))
    reverse = setting(Layer(CELLS["rnn"], 4, bidirectional=True), n_steps=6).run()
    found, expected = eigenvalues(reverse, "1r.h", 2), np.linalg.eigvals(reverse.jacobian("1r.h", 2, 3))
    np.testing.assert_allclose(np.sort_complex(found), np.sort_complex(expected))
    belt = np.sort(eigenvalues(run_of("lstm"), "c", 3).real)
    np.testing.assert_allclose(belt, np.sort(run_of("lstm")["f"][2]))


@pytest.mark.parametrize("key", ["lstm", "gru", "gru-z-updates"])
def test_the_belt_product_multiplies_the_belts_of_all_steps_between(key: str) -> None:
    run = run_of(key)
    state = next(state for state in ("c", "h") if state in run.start)
    belt, found = run.path_split(state).belt, belt_product(run, state, 6)
    assert found.shape == (7, 4)
    for t in range(7):
        np.testing.assert_allclose(found[t], belt[t:6].prod(axis=0))
    np.testing.assert_allclose(log_belt_product(run, state, 6), np.log10(found), atol=1e-13)


def test_the_belt_product_goes_on_where_numbers_end() -> None:
    run = run_of("lstm", n_steps=1000, b_f=np.full(4, -20.0))
    assert not belt_product(run, "c", 1000)[0].any()
    assert (log_belt_product(run, "c", 1000)[0] < -5000).all()
    assert np.isfinite(log_belt_product(run, "c", 1000)).all()


def test_a_forget_gate_of_1_and_an_input_gate_of_0_keep_the_gradient_exactly() -> None:
    run = run_of("lstm", n_steps=1000, b_f=np.full(4, 800.0), b_i=np.full(4, -800.0))
    for t in (0, 1, 500, 999, 1000):
        assert np.array_equal(run.jacobian("c", 1000, t), np.eye(4))
    split = run.path_split("c")
    assert np.array_equal(split.belt, np.ones((1000, 4)))
    assert not split.rest.any()
    assert np.array_equal(belt_product(run, "c", 1000), np.ones((1001, 4)))
    assert not jacobian_norms(run, "c", 1000).log_spectral.any()
    np.testing.assert_allclose(singular_values(run, "c", 1000), np.zeros((1001, 4)), atol=1e-12)


@pytest.mark.parametrize("norm", [0.5, 0.9, 1.5])
def test_no_tanh_network_exceeds_the_bound(norm: float) -> None:
    matrix = problem(CELLS["rnn"]).parameters["U"]
    run = run_of("rnn", n_steps=60, U=norm * matrix / np.linalg.norm(matrix, 2))
    bound = decay_bound(run, "h", 60)
    assert bound is not None
    np.testing.assert_allclose(bound, np.log10(norm) * np.arange(60, -1, -1), atol=1e-12)
    assert (jacobian_norms(run, "h", 60).log_spectral <= bound + 1e-12).all()


@pytest.mark.parametrize("key", ["lstm", "gru", "gru-reset-after", "peephole", "mgu", "deep", "idle", "twins"])
def test_a_cell_with_another_way_than_one_matrix_has_no_bound(key: str) -> None:
    run = run_of(key)
    assert all(decay_bound(run, state, 5) is None for state in run.start)


def test_the_bound_of_a_rectifier_is_reached_by_units_that_are_alive() -> None:
    run = run_of("rnn-relu", U=1.5 * np.eye(4), b=np.full(4, 100.0))
    bound = decay_bound(run, "h", 8)
    assert bound is not None
    np.testing.assert_allclose(jacobian_norms(run, "h", 8).log_spectral, bound, atol=1e-12)


@pytest.mark.parametrize("radius", [0.3, 0.9, 1.0, 1.1, 3.0])
def test_a_linear_network_decays_or_grows_as_its_spectral_radius(radius: float) -> None:
    matrix = np.random.default_rng(5).normal(size=(4, 4))
    scaled = radius * matrix / np.abs(np.linalg.eigvals(matrix)).max()
    run = run_of("linear", n_steps=1000, U_s=scaled)
    norms = jacobian_norms(run, "s", 1000).log_spectral
    assert (norms[0] - norms[600]) / 600 == pytest.approx(np.log10(radius), abs=2e-3)
    assert np.log10(np.abs(eigenvalues(run, "s", 7)).max()) == pytest.approx(np.log10(radius))


def test_scaling_the_matrix_of_a_linear_network_moves_its_decay_as_theory_says() -> None:
    matrix = problem(ALL_CELLS["linear"]).parameters["U_s"]
    norms = [jacobian_norms(run_of("linear", n_steps=300, U_s=k * matrix), "s", 300).log_frobenius for k in (1.0, 2.5)]
    np.testing.assert_allclose(norms[1] - norms[0], np.log10(2.5) * np.arange(300, -1, -1), atol=1e-9)


def test_a_dead_network_passes_nothing_back() -> None:
    run = run_of("rnn-relu", b=np.full(4, -100.0))
    norms = jacobian_norms(run, "h", 8)
    for curve in (norms.log_spectral, norms.log_frobenius, singular_values(run, "h", 8)[:, 0]):
        assert np.isfinite(curve[8])
        assert (curve[:8] == -np.inf).all()


def test_nan_spoils_what_lies_behind_it_and_nothing_else() -> None:
    p = problem(CELLS["rnn"], n_steps=8)
    inputs = p.inputs.copy()
    inputs[4] = np.nan
    run = forward(Network(3, (Layer(p.cell, 4),)), p.parameters, inputs, p.start)
    whole = jacobian_norms(run, "h", 4).log_spectral
    assert np.isfinite(whole).all()
    for curve in (jacobian_norms(run, "h", 8).log_spectral, singular_values(run, "h", 8)[:, 3]):
        assert np.isfinite(curve[8])
        assert np.isnan(curve[:5]).all()
    assert np.isnan(eigenvalues(run, "h", 5)).all()


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda run: jacobian_norms(run, "q", 3), "of"),
        (lambda run: jacobian_norms(run, "f", 3), "of"),
        (lambda run: jacobian_norms(run, "c", 9), "to"),
        (lambda run: singular_values(run, "c", -1), "to"),
        (lambda run: singular_values(run, "c", 3, "f"), "wrt"),
        (lambda run: eigenvalues(run, "c", 0), "t"),
        (lambda run: belt_product(run, "o", 1), "state"),
        (lambda run: decay_bound(run, "c", 9), "to"),
        (lambda run: decay_bound(run, "f", 2), "of"),
    ],
)
def test_what_is_not_there_is_refused(call: object, field: str) -> None:
    with pytest.raises(InputError) as caught:
        call(run_of("lstm"))  # type: ignore[operator]
    assert caught.value.field == field
