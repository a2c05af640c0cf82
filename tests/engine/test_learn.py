"""What a batch teaches: each sequence alone, central differences, and batches that do not fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine.batch import Batch
from rnnviz.engine.learn import learn
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Network
from rnnviz.engine.ops import Array
from rnnviz.engine.schedule import PLAIN, Schedule

from .batches import NETWORKS, draw_batch, draw_parameters, run_alone
from .problem import furthest, slope

SQUARED, SOFTMAX = Loss("squared"), Loss("softmax")


def loss_of(network: Network, kind: str = "squared") -> Loss:
    return (
        Loss("squared", "2.h") if network.output_size is None else Loss("softmax" if kind == "softmax" else "squared")
    )


def check_slopes(gradient: Array, function: Callable[[Array], float], at: Array) -> None:
    """Hold a gradient against central differences along two random directions."""
    for direction in np.random.default_rng(0).normal(size=(2, *at.shape)):

        def moved(steps: Array, direction: Array = direction) -> float:
            return function(at + steps[0] * direction)

        np.testing.assert_allclose((gradient * direction).sum(), slope(moved, np.zeros(1))[0], rtol=0, atol=1e-7)


@pytest.mark.parametrize("ragged", [False, True])
@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("kind", ["softmax", "squared"])
@pytest.mark.parametrize("name", NETWORKS)
def test_a_batch_teaches_the_mean_of_what_its_sequences_teach(name: str, kind: str, size: int, ragged: bool) -> None:
    network = NETWORKS[name]
    loss, parameters = loss_of(network, kind), draw_parameters(network)
    batch = draw_batch(network, loss, size, ragged=ragged)
    found = learn(network, parameters, loss, batch, norms=True)
    runs = [run_alone(network, parameters, loss, batch, b) for b in range(batch.size)]
    n_told = sum(int(run.told.sum()) for run in runs)
    assert found.n_told == n_told
    np.testing.assert_allclose(found.loss * n_told, sum(run.total_loss or 0.0 for run in runs), rtol=1e-12)
    for parameter, gradient in found.parameters.items():
        expected = sum(run.gradients().parameters[parameter] for run in runs)
        assert furthest(gradient * n_told, np.asarray(expected)) < 1e-12
    for b, run in enumerate(runs):
        np.testing.assert_allclose(found.outputs[: run.n_steps, b], run[loss.on], rtol=0, atol=1e-13)
        for state, last in found.states.items():
            np.testing.assert_allclose(last[b], run[state][-1], rtol=0, atol=1e-13)
    assert found.norms is not None
    for output, norms in found.norms.items():
        for t in range(batch.n_steps):
            here = [float(np.linalg.norm(run.gradients()[output][t])) for run in runs if t < run.n_steps]
            np.testing.assert_allclose(norms[t], np.mean(here) if here else 0.0, rtol=1e-10)


@pytest.mark.parametrize("name", NETWORKS)
def test_gradients_agree_with_central_differences(name: str) -> None:
    network = NETWORKS[name]
    loss, parameters = loss_of(network), draw_parameters(network)
    batch = draw_batch(network, loss, 3, ragged=True)
    gradients = learn(network, parameters, loss, batch).parameters
    for changed in network.parameters:

        def mean_loss(array: Array, changed: str = changed) -> float:
            return learn(network, parameters | {changed: array}, loss, batch).loss

        if name != "relu":  # which has no derivative where one of these steps crosses 0
            check_slopes(gradients[changed], mean_loss, parameters[changed])


def fed() -> tuple[Network, Schedule]:
    network = replace(NETWORKS["stacked"], input_size=2)
    clamps = {"2.h": np.full((6, 3), np.nan)}
    clamps["2.h"][3, 1] = 0.7
    return network, Schedule(np.array([1, 1, 0, 0, 1, 0], bool), np.array([0, 1, 1, 0, 1, 1], bool), "output", clamps)


@pytest.mark.parametrize("kind", ["softmax", "squared"])
def test_outputs_fed_back_and_units_held_are_learned_through(kind: str) -> None:
    network, schedule = fed()
    loss, parameters = loss_of(network, kind), draw_parameters(network)
    batch = draw_batch(network, loss, 3)
    found = learn(network, parameters, loss, batch, schedule, norms=True)
    runs = [run_alone(network, parameters, loss, batch, b, schedule) for b in range(3)]
    assert found.n_told == sum(int(run.told.sum()) for run in runs)
    np.testing.assert_allclose(found.loss * found.n_told, sum(run.total_loss or 0.0 for run in runs), rtol=1e-12)
    for changed in network.parameters:
        expected = sum(run.gradients().parameters[changed] for run in runs)
        assert furthest(found.parameters[changed] * found.n_told, np.asarray(expected)) < 1e-12

        def mean_loss(array: Array, changed: str = changed) -> float:
            return learn(network, parameters | {changed: array}, loss, batch, schedule).loss

        check_slopes(found.parameters[changed], mean_loss, parameters[changed])


@pytest.mark.parametrize("name", ["lstm", "stacked-bidirectional"])
def test_only_inputs_that_are_given_and_steps_that_are_read_count(name: str) -> None:
    network = NETWORKS[name]
    parameters = draw_parameters(network)
    schedule = Schedule(np.array([1, 0, 1, 1, 0, 1], bool), np.array([0, 1, 0, 0, 1, 1], bool))
    batch = draw_batch(network, SQUARED, 3)
    found = learn(network, parameters, SQUARED, batch, schedule)
    runs = [run_alone(network, parameters, SQUARED, batch, b, schedule) for b in range(3)]
    for parameter, gradient in found.parameters.items():
        expected = sum(run.gradients().parameters[parameter] for run in runs)
        assert furthest(gradient * found.n_told, np.asarray(expected)) < 1e-12
    other = batch.inputs.copy()
    other[1] = 7.0
    again = learn(network, parameters, SQUARED, replace(batch, inputs=other), schedule)
    assert again.loss == found.loss


def test_what_lies_beyond_the_end_of_a_sequence_does_not_count() -> None:
    network = NETWORKS["stacked-bidirectional"]
    parameters = draw_parameters(network)
    batch = draw_batch(network, SOFTMAX, 3, ragged=True)
    assert batch.lengths is not None
    inputs, targets = batch.inputs.copy(), batch.targets.copy()
    for b, length in enumerate(batch.lengths):
        inputs[length:, b], targets[length:, b] = 5.0, 1
    one = learn(network, parameters, SOFTMAX, batch)
    other = learn(network, parameters, SOFTMAX, replace(batch, inputs=inputs, targets=targets))
    assert one.loss == other.loss
    for name, gradient in one.parameters.items():
        np.testing.assert_array_equal(gradient, other.parameters[name])


def test_a_sequence_of_no_steps_leaves_its_states_as_they_were() -> None:
    network = NETWORKS["lstm"]
    batch = draw_batch(network, SOFTMAX, 2)
    assert batch.start is not None
    found = learn(network, draw_parameters(network), SOFTMAX, replace(batch, lengths=np.array([6, 0])))
    np.testing.assert_array_equal(found.states["c"][1], batch.start["c"][1])


def test_states_that_are_missing_begin_at_zero() -> None:
    network = NETWORKS["lstm"]
    batch = draw_batch(network, SOFTMAX)
    zeros = {name: np.zeros((3, 4)) for name in ("h", "c")}
    one = learn(network, draw_parameters(network), SOFTMAX, replace(batch, start=None))
    other = learn(network, draw_parameters(network), SOFTMAX, replace(batch, start=zeros))
    assert one.loss == other.loss


def test_a_batch_after_one_of_another_shape_is_learned_as_if_it_were_the_first() -> None:
    network = NETWORKS["stacked"]
    parameters = draw_parameters(network)
    batch, longer = draw_batch(network, SOFTMAX, 3, 6), draw_batch(network, SOFTMAX, 3, 9)
    first = learn(network, parameters, SOFTMAX, batch)
    learn(network, parameters, SOFTMAX, longer)
    again = learn(network, parameters, SOFTMAX, batch)
    for name, gradient in first.parameters.items():
        np.testing.assert_array_equal(gradient, again.parameters[name])


def test_long_sequences_are_learned_in_blocks_that_do_not_show() -> None:
    network = NETWORKS["stacked"]
    parameters = draw_parameters(network)
    batch = draw_batch(network, SOFTMAX, 2, 301)
    found = learn(network, parameters, SOFTMAX, batch)
    runs = [run_alone(network, parameters, SOFTMAX, batch, b) for b in range(2)]
    for parameter, gradient in found.parameters.items():
        expected = sum(run.gradients().parameters[parameter] for run in runs)
        assert furthest(gradient * found.n_told, np.asarray(expected)) < 1e-12


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"inputs": np.zeros((6, 3, 4))}, "inputs"),
        ({"inputs": np.zeros((0, 3, 3))}, "inputs"),
        ({"targets": np.zeros((6, 2), int)}, "targets"),
        ({"targets": np.full((6, 3), 2)}, "targets"),
        ({"targets": np.full((6, 3), -2)}, "targets"),
        ({"lengths": np.array([1, 2, 7])}, "lengths"),
        ({"lengths": np.array([1, 2])}, "lengths"),
        ({"start": {"h": np.zeros((3, 5))}}, "start of h"),
        ({"start": {"q": np.zeros((3, 4))}}, "start of q"),
    ],
)
def test_a_batch_that_does_not_fit_is_refused(changes: dict[str, object], words: str) -> None:
    network = NETWORKS["lstm"]
    batch: Batch = replace(draw_batch(network, SOFTMAX), **changes)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=words):
        learn(network, draw_parameters(network), SOFTMAX, batch, PLAIN)
