"""The influence of every value on every loss is the gradient of one loss at a time."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.influence import influence_columns, influence_norms
from rnnviz.engine.network import Layer
from rnnviz.engine.ops import Array
from rnnviz.engine.run import Run

from .problem import ALL_CELLS, furthest, setting

every_cell = pytest.mark.parametrize("key", ALL_CELLS)


def runs_of(key: str) -> list[Run]:
    cell = ALL_CELLS[key]
    return [
        setting(Layer(cell, 4)).run(),
        setting(Layer(cell, 4), kind="softmax").run(),
        setting(Layer(cell, 4), Layer(cell, 3), on=f"2.{cell.output.name}").run(),
        setting(Layer(cell, 4, bidirectional=True), Layer(cell, 3, bidirectional=True)).run(),
    ]


def values_of(run: Run) -> list[str]:
    return [name for name in run.values if name not in ("loss", "p")]


def log_norms(array: Array) -> Array:
    with np.errstate(divide="ignore"):
        norms: Array = np.log10(np.sqrt((array * array).sum(axis=2)))
    return norms


@every_cell
def test_a_row_is_the_gradient_of_one_loss(key: str) -> None:
    for run in runs_of(key):
        alone = [run.gradients(only=k) for k in range(1, 6)]
        for name in values_of(run):
            assert furthest(run.influence(name), np.array([gradients[name] for gradients in alone])) < 1e-13


@every_cell
def test_columns_sum_to_the_gradient(key: str) -> None:
    for run in runs_of(key):
        for name in values_of(run):
            assert furthest(run.influence(name).sum(axis=0), run.gradients()[name]) < 1e-13


@every_cell
def test_no_loss_depends_on_a_later_step(key: str) -> None:
    run = runs_of(key)[2]
    for name in values_of(run):
        assert not run.influence(name)[np.tril_indices(5, -1)[::-1]].any()


@every_cell
def test_norms_are_those_of_the_influence(key: str) -> None:
    for run in runs_of(key):
        for name in values_of(run):
            expected = log_norms(run.influence(name))
            found = influence_norms(run, name)
            assert np.array_equal(np.isinf(found), np.isinf(expected))
            np.testing.assert_allclose(found[np.isfinite(found)], expected[np.isfinite(found)], atol=1e-12)


@pytest.mark.parametrize("decades", [-2, 2])
def test_norms_go_on_where_numbers_end(decades: int) -> None:
    given = setting(Layer(CELLS["rnn-relu"], 4), n_steps=400)
    parameters = {**given.parameters, "W": np.ones((4, 3)), "U": 10.0**decades * np.eye(4), "b": np.zeros(4)}
    inputs, targets = np.full((400, 3), 1e-200), np.zeros((400, 2))
    run = given.run(parameters=parameters, inputs=inputs, start={"h": np.zeros(4)}, targets=targets)
    found = influence_norms(run, "h")
    for k in (100, 250):
        distance = np.arange(k, -1, -1)
        np.testing.assert_allclose(found[k, : k + 1], found[k, k] + decades * distance, atol=1e-9)
    if decades < 0:
        assert found[399, 0] < -790
        assert not run.influence("h")[399, 0].any()


def test_without_a_loss_nothing_teaches() -> None:
    run = setting(Layer(CELLS["lstm"], 4)).run(loss=None, targets=None)
    assert not run.influence("c").any()
    assert not run.influence("y").any()
    assert (influence_norms(run, "x") == -np.inf).all()


def test_nan_stays_with_the_steps_that_it_reaches() -> None:
    given = setting(Layer(CELLS["lstm"], 4))
    inputs = given.inputs.copy()
    inputs[2] = np.nan
    found = given.run(inputs=inputs).influence("h")
    assert np.isfinite(found[:2]).all()
    assert np.isnan(found[4, :3]).all()


def test_a_value_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="name"):
        runs_of("lstm")[0].influence("q")


@every_cell
def test_columns_come_once_for_every_step_and_leave_the_error_state_alone(key: str) -> None:
    for run in runs_of(key):
        steps = []
        before = np.geterr()
        for t, norms in influence_columns(run, run.order[0]):
            assert np.geterr() == before
            assert norms.shape == (5,)
            steps.append(t)
        assert sorted(steps) == [1, 2, 3, 4, 5]
