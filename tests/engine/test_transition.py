"""What the gradient laboratory shows agrees with itself on every network: stacked, two-way, clamped and fed back."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.handed_back import handed_back
from rnnviz.engine.influence import influence_norms
from rnnviz.engine.network import Layer
from rnnviz.engine.run import Run
from rnnviz.engine.schedule import Schedule
from rnnviz.engine.spectrum import (
    belt_product,
    decay_bound,
    eigenvalues,
    jacobian_norms,
    log_belt_product,
    singular_values,
)
from rnnviz.engine.transition import Transition

from .odd_cells import ODD_CELLS
from .problem import furthest, setting
from .scheduled import fed_setting, random_clamps, random_schedule

LSTM, GRU, RNN = (CELLS[key] for key in ("lstm", "gru", "rnn"))


def fed(*layers: Layer, clamped: bool = False, feedback: str = "output") -> Run:
    """Two of seven steps given, the outputs of nearly all others fed back."""
    s = fed_setting(*layers, n_steps=7)
    given = np.array([True, False, False, True, False, False, False])
    read = np.array([True, True, True, True, True, False, True])
    clamps = random_clamps(s.network, 7) if clamped else {}
    return s.run(schedule=Schedule(given, read, feedback, clamps))  # type: ignore[arg-type]


def clamped(*layers: Layer) -> Run:
    s = setting(*layers, n_steps=7)
    return s.run(schedule=random_schedule(s.network, 7))


RUNS = {
    "clamped": clamped(Layer(LSTM, 3)),
    "clamped stack": clamped(Layer(LSTM, 3), Layer(GRU, 2)),
    "clamped two-way": clamped(Layer(GRU, 2, bidirectional=True), Layer(LSTM, 3, bidirectional=True)),
    "fed": fed(Layer(RNN, 3)),
    "fed stack": fed(Layer(LSTM, 3), Layer(GRU, 2), feedback="probability"),
    "fed and clamped": fed(Layer(GRU, 2), Layer(LSTM, 3), clamped=True),
    "fed by no state": fed(Layer(ODD_CELLS["linear"], 3), Layer(RNN, 2)),
}
every_run = pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)


def before(run: Run, state: str, t: int) -> int:
    """The step that step t receives a state from."""
    return t + 1 if "r." in state else t - 1


def stops(run: Run, state: str) -> int:
    """The last step of a sequence as a state runs."""
    return 1 if "r." in state else run.n_steps


def steps_to(run: Run, state: str, to: int) -> range:
    """The steps that norms and products are given at."""
    return range(to, run.n_steps + 2) if "r." in state else range(to + 1)


@every_run
def test_one_step_is_the_jacobian_of_neighbouring_steps(run: Run) -> None:
    for state in run.start:
        found = run.one_step(state)
        for t in range(1, run.n_steps + 1):
            assert furthest(found[t - 1], run.jacobian(state, t, before(run, state, t))) < 1e-13


@every_run
def test_the_paths_of_a_step_sum_to_its_jacobian(run: Run) -> None:
    for state in run.start:
        split = run.path_split(state)
        whole = split.rest + np.einsum("ti,ij->tij", split.belt, np.eye(split.belt.shape[1]))
        assert furthest(whole, run.one_step(state)) < 1e-14


@every_run
def test_the_belt_of_a_held_unit_is_cut_on_both_sides(run: Run) -> None:
    for state, numbers in run.schedule.clamps.items():
        held = ~np.isnan(numbers)
        belt = run.path_split(state).belt
        assert not belt[held].any()
        later = np.roll(held, 1, axis=0) if "r." not in state else np.roll(held, -1, axis=0)
        later[0 if "r." not in state else -1] = False
        assert not belt[later].any()
        assert not run.gradients()[state][held].any()


@every_run
def test_eigenvalues_are_those_of_one_step(run: Run) -> None:
    for state in run.start:
        for t in (1, 4):
            expected = np.linalg.eigvals(run.one_step(state)[t - 1])
            assert np.allclose(np.sort_complex(eigenvalues(run, state, t)), np.sort_complex(expected))


@every_run
def test_singular_values_and_norms_are_those_of_the_jacobians(run: Run) -> None:
    for state in run.start:
        to = stops(run, state)
        values, norms = singular_values(run, state, to), jacobian_norms(run, state, to)
        for k, t in enumerate(steps_to(run, state, to)):
            expected = np.linalg.svd(run.jacobian(state, to, t), compute_uv=False)
            assert np.allclose(10.0 ** values[k], expected, rtol=1e-9, atol=1e-12 * max(1.0, expected[0]))
            assert 10.0 ** norms.log_spectral[k] == pytest.approx(expected[0], rel=1e-9, abs=1e-300)
            assert 10.0 ** norms.log_frobenius[k] == pytest.approx(np.linalg.norm(expected), rel=1e-9, abs=1e-300)


def test_norms_by_another_state_of_the_cell_are_those_of_the_jacobians() -> None:
    run = RUNS["fed stack"]
    values = singular_values(run, "h", 6, "c")
    for t in range(7):
        expected = np.linalg.svd(run.jacobian("h", 6, t, "c"), compute_uv=False)
        assert np.allclose(10.0 ** values[t], expected, rtol=1e-9)


@every_run
def test_products_of_the_belt_are_products(run: Run) -> None:
    for state in run.start:
        to = stops(run, state)
        product = belt_product(run, state, to)
        with np.errstate(divide="ignore"):
            assert np.allclose(log_belt_product(run, state, to), np.log10(np.abs(product)))


def test_the_bound_holds_where_it_is_given_and_is_not_given_where_outputs_come_back() -> None:
    assert decay_bound(RUNS["fed"], "h", 7) is None
    s = setting(Layer(RNN, 3), Layer(RNN, 4), n_steps=7)
    run = s.run(schedule=Schedule(clamps=random_clamps(s.network, 7)))
    for state in run.start:
        bound = decay_bound(run, state, 7)
        assert bound is not None
        assert (jacobian_norms(run, state, 7).log_spectral <= bound + 1e-12).all()


@every_run
def test_the_ways_of_a_gradient_sum_to_it(run: Run) -> None:
    gradients = run.gradients()
    for state in run.start:
        paths = gradients.paths(state)
        assert furthest(paths.belt + paths.rest + paths.loss, gradients[state]) < 1e-13
        alone = np.array([run.gradients(only=t).paths(state).loss[t - 1] for t in range(1, run.n_steps + 1)])
        assert furthest(paths.loss, alone) < 1e-13


@every_run
def test_influence_is_the_gradient_of_each_loss_alone(run: Run) -> None:
    names = ["x", *run.start, "y", *(name for name in run.values if name.endswith((".r", ".z", ".f")))]
    alone = [run.gradients(only=k) for k in range(1, run.n_steps + 1)]
    for name in names:
        found = run.influence(name)
        assert furthest(found, np.stack([gradients[name] for gradients in alone])) < 1e-12
        sizes = np.linalg.norm(found, axis=2)
        assert np.allclose(10.0 ** influence_norms(run, name), sizes, rtol=1e-9, atol=1e-300)


@pytest.mark.parametrize("key", ["clamped", "clamped stack", "clamped two-way"])
def test_what_a_step_hands_back_is_what_it_makes_of_the_state_alone(key: str) -> None:
    run = RUNS[key]
    top = [name for name in run.start if name.startswith("2") or len(run.network.layers) == 1]
    for of_step in (np.flatnonzero(run.told) + 1).tolist():
        gradients = run.gradients(only=of_step)
        by_output = gradients["y"][of_step - 1]
        assert by_output.any()
        for state in top:
            for t in range(1, run.n_steps + 1):
                reached = t >= of_step if "r." in state else t <= of_step
                expected = by_output @ run.jacobian("y", of_step, before(run, state, t), state)
                assert np.allclose(handed_back(gradients)[state][t - 1], expected if reached else 0.0, atol=1e-14)


def test_long_products_of_a_network_that_feeds_itself_neither_vanish_nor_explode() -> None:
    s = fed_setting(Layer(RNN, 3), n_steps=400)
    small = {name: array * 0.05 for name, array in s.parameters.items()}
    run = s.run(parameters=small, schedule=Schedule(np.arange(400) < 1, None, "output"))
    norms = jacobian_norms(run, "h", 400)
    assert np.isfinite(norms.log_spectral).all()
    assert norms.log_spectral[0] < -400
    assert norms.log_spectral[0] - norms.log_spectral[200] == pytest.approx(norms.log_spectral[200], rel=0.05)
    size = influence_norms(run, "h")[399, 0]
    assert np.isfinite(size)
    assert size < -400


def test_a_transition_has_a_place_for_every_state_and_the_output() -> None:
    run = RUNS["fed stack"]
    transition = Transition(run)
    assert list(transition.places) == [*run.start, "y"]
    jacobians = transition.jacobians()
    assert jacobians.shape == (7, 12, 12)
    # What a lower layer leaves does not depend on what an upper one has left, but through the output.
    assert not jacobians[:, transition.place("h"), transition.place("2.h")].any()
    assert jacobians[1:2, transition.place("h"), transition.place("y")].all()
    assert not jacobians[3, :, transition.place("y")].any()
