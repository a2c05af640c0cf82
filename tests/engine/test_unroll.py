"""The planned engine gives what the equations say, for every cell, size and block length."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.engine.ops import Array
from rnnviz.engine.unroll import unroll
from tests import reference

from .problem import ALL_CELLS, furthest, problem

SIZES = [(1, 1, 1), (6, 3, 4), (300, 2, 5), (4, 16, 70), (3, 2, 300)]
every_cell = pytest.mark.parametrize("key", ALL_CELLS)


@every_cell
@pytest.mark.parametrize(("n_steps", "input_size", "hidden_size"), SIZES)
def test_every_value_is_that_of_the_reference(key: str, n_steps: int, input_size: int, hidden_size: int) -> None:
    p = problem(ALL_CELLS[key], n_steps, input_size, hidden_size)
    unrolled = unroll(p.cell, p.parameters, p.inputs, p.start)
    expected = reference.forward(p.cell, p.parameters, p.inputs, p.start)
    for name, values in unrolled.values.items():
        assert furthest(values, expected.history(name)) < 1e-12, name


@every_cell
@pytest.mark.parametrize(("n_steps", "input_size", "hidden_size"), SIZES)
def test_every_gradient_is_that_of_the_reference(key: str, n_steps: int, input_size: int, hidden_size: int) -> None:
    check_gradients(key, (n_steps, input_size, hidden_size), [ALL_CELLS[key].output.name])


@every_cell
def test_gradients_may_be_given_for_any_value(key: str) -> None:
    names = list(ALL_CELLS[key].values)
    for chosen in ([names[0]], names[::2], names[1::2], names):
        check_gradients(key, (7, 3, 4), chosen)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    key=st.sampled_from(sorted(ALL_CELLS)),
    sizes=st.tuples(st.integers(1, 40), st.integers(1, 9), st.integers(1, 9)),
    data=st.data(),
)
def test_random_sizes_and_random_values_given(key: str, sizes: tuple[int, int, int], data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(list(ALL_CELLS[key].values)), unique=True, min_size=1))
    check_gradients(key, sizes, names)


def check_gradients(key: str, sizes: tuple[int, int, int], names: list[str]) -> None:
    """Hold every gradient against the reference, when gradients are given for ``names``."""
    p = problem(ALL_CELLS[key], *sizes)
    random = np.random.default_rng(1)
    upstream = {name: random.normal(size=(sizes[0], sizes[2])) for name in names}
    found = unroll(p.cell, p.parameters, p.inputs, p.start).backward(upstream)
    expected = reference.backward(reference.forward(p.cell, p.parameters, p.inputs, p.start), upstream)
    for name, values in found.values.items():
        assert close(values, expected.history(name)), name
    for name in p.parameters:
        assert close(found.contributions(name), expected.contributions(name)), name
        assert close(found.parameters[name], expected.contributions(name).sum(axis=0)), name
    for name in p.start:
        assert close(found.start[name], expected.start[name]), name
    assert close(found.inputs, expected.inputs)


def close(a: Array, b: Array) -> bool:
    """Whether two gradients agree to 1e-12 of their largest number, or are 0 but for rounding."""
    assert a.shape == b.shape
    return bool(np.abs(a - b).max() <= 1e-12 * np.abs(b).max() + 1e-15)


@every_cell
@pytest.mark.parametrize("hidden_size", [3, 90])
def test_a_batch_is_its_sequences_one_by_one(key: str, hidden_size: int) -> None:
    p = problem(ALL_CELLS[key], 5, 4, hidden_size)
    random = np.random.default_rng(2)
    inputs = random.normal(size=(5, 3, 4))
    start = {name: random.normal(size=(3, hidden_size)) for name in p.start}
    upstream = {p.cell.output.name: random.normal(size=(5, 3, hidden_size))}
    batch = unroll(p.cell, p.parameters, inputs, start)
    found = batch.backward(upstream)
    singles = [
        unroll(p.cell, p.parameters, inputs[:, k], {name: state[k] for name, state in start.items()}) for k in range(3)
    ]
    alone = [one.backward({name: g[:, k] for name, g in upstream.items()}) for k, one in enumerate(singles)]
    for k in range(3):
        assert all(furthest(batch.values[name][:, k], singles[k].values[name]) < 1e-12 for name in batch.values)
        assert all(furthest(found.start[name][k], alone[k].start[name]) < 1e-12 for name in start)
        assert furthest(found.inputs[:, k], alone[k].inputs) < 1e-12
    for name in p.parameters:
        total = np.sum([one.parameters[name] for one in alone], axis=0)
        contributions = np.sum([one.contributions(name) for one in alone], axis=0)
        assert furthest(found.parameters[name], total) < 1e-12
        assert furthest(found.contributions(name), contributions) < 1e-12


def test_a_batch_of_one_is_a_batch() -> None:
    p = problem(ALL_CELLS["lstm"])
    start = {name: state[None] for name, state in p.start.items()}
    batch = unroll(p.cell, p.parameters, p.inputs[:, None], start)
    assert batch.values["c"].shape == (6, 1, 4)
    assert np.array_equal(batch.values["c"][:, 0], unroll(p.cell, p.parameters, p.inputs, p.start).values["c"])


def test_an_older_result_is_not_touched_by_a_newer_one() -> None:
    p = problem(ALL_CELLS["lstm"])
    old = unroll(p.cell, p.parameters, p.inputs, p.start)
    old_gradients = old.backward({"h": np.ones((6, 4))})
    before = {name: values.copy() for name, values in old.values.items()}
    gradients_before = {name: values.copy() for name, values in old_gradients.values.items()}
    other = unroll(p.cell, {name: 2 * array for name, array in p.parameters.items()}, -p.inputs, p.start)
    other.backward({"h": np.ones((6, 4))})
    assert all(np.array_equal(old.values[name], before[name]) for name in before)
    assert all(np.array_equal(old_gradients.values[name], gradients_before[name]) for name in gradients_before)


def test_a_changed_parameter_counts_whether_its_array_is_new_or_was_written_into() -> None:
    p = problem(ALL_CELLS["rnn"])
    parameters = dict(p.parameters)
    first = unroll(p.cell, parameters, p.inputs, p.start).values["h"].copy()
    parameters["U"][0, 0] += 1.0
    second = unroll(p.cell, parameters, p.inputs, p.start).values["h"].copy()
    frozen = parameters | {"U": parameters["U"] - 1.0}
    frozen["U"].flags.writeable = False
    third = unroll(p.cell, frozen, p.inputs, p.start).values["h"]
    assert not np.allclose(first, second)
    assert not np.allclose(second, third)
    assert np.array_equal(third, unroll(p.cell, frozen, p.inputs, p.start).values["h"])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("key", ["rnn-relu", "linear", "rectified"])
def test_nan_goes_through_the_rectifier(key: str) -> None:
    p = problem(ALL_CELLS[key])
    inputs = p.inputs.copy()
    inputs[2, 0] = np.nan
    with np.errstate(all="ignore"):
        values = unroll(p.cell, p.parameters, inputs, p.start).values[p.cell.output.name]
        expected = reference.forward(p.cell, p.parameters, inputs, p.start).history(p.cell.output.name)
    assert np.isnan(values[2:]).all()
    assert np.allclose(values, expected, rtol=1e-12, equal_nan=True)
