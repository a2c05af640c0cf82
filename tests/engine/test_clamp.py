"""Rows of memory hold units at their numbers, and let the others be."""

from __future__ import annotations

import numpy as np

from rnnviz.cells import CELLS
from rnnviz.engine.clamp import Held, held_units
from rnnviz.engine.tape import Sizes
from rnnviz.engine.unroll import unroll

from .problem import furthest, problem

NUMBERS = np.array([[np.nan, 2.0], [3.0, np.nan], [np.nan, np.nan]])


def test_held_units_are_those_with_a_number_and_the_start_is_free() -> None:
    clamps = {"h": NUMBERS}
    assert held_units(clamps, "h").tolist() == [[False, True], [True, False], [False, False]]
    assert held_units(clamps, "h", received=True).tolist() == [[False, False], [False, True], [True, False]]


def test_each_row_sets_its_own_units_for_every_sequence_of_a_batch() -> None:
    held = Held(3, Sizes(1, 2, 2))
    held.load(NUMBERS)
    out = np.zeros(4)
    function, arguments = held.set(out, 0)
    function(*arguments)
    assert out.tolist() == [0.0, 0.0, 2.0, 2.0]
    function, arguments = held.silence(out, 0)
    function(*arguments)
    assert not out.any()


def test_an_infinite_gradient_is_silenced_too() -> None:
    held = Held(3, Sizes(1, 2, 1), copies=2)
    held.load(NUMBERS)
    out = np.full(4, np.inf)
    function, arguments = held.silence(out, 1)
    function(*arguments)
    assert out.tolist() == [0.0, np.inf, 0.0, np.inf]


def test_a_batch_is_clamped_as_each_of_its_sequences_is() -> None:
    p = problem(CELLS["lstm"], n_steps=300)
    random = np.random.default_rng(0)
    clamps = {
        name: np.where(random.random((300, 4)) < 0.3, random.normal(size=(300, 4)), np.nan) for name in ("c", "h")
    }
    inputs, start = random.normal(size=(300, 5, 3)), {name: random.normal(size=(5, 4)) for name in p.start}
    upstream = random.normal(size=(300, 5, 4))
    batch = unroll(p.cell, p.parameters, inputs, start, clamps)
    adjoint = batch.backward({"h": upstream})
    for k in range(5):
        own = {name: array[k] for name, array in start.items()}
        single = unroll(p.cell, p.parameters, np.ascontiguousarray(inputs[:, k]), own, clamps)
        back = single.backward({"h": np.ascontiguousarray(upstream[:, k])})
        for name, array in single.values.items():
            assert furthest(batch.values[name][:, k], array) < 1e-12
            assert furthest(adjoint.values[name][:, k], back.values[name]) < 1e-11
        assert furthest(adjoint.inputs[:, k], back.inputs) < 1e-11
        assert furthest(adjoint.start["c"][k], back.start["c"]) < 1e-11


def test_nothing_that_was_held_in_one_run_is_held_in_the_next() -> None:
    p = problem(CELLS["gru"])
    free = unroll(p.cell, p.parameters, p.inputs, p.start)
    unroll(p.cell, p.parameters, p.inputs, p.start, {"h": np.zeros((6, 4))})
    again = unroll(p.cell, p.parameters, p.inputs, p.start, {"h": np.full((6, 4), np.nan)})
    assert np.array_equal(again.values["h"], free.values["h"])


def test_a_state_that_is_held_altogether_is_what_was_set_even_after_nan() -> None:
    p = problem(CELLS["rnn-relu"])
    run = unroll(p.cell, p.parameters, np.full((6, 3), np.nan), p.start, {"h": np.ones((6, 4))})
    assert np.array_equal(run.values["h"], np.ones((6, 4)))
    assert np.isnan(run.values["h.1"]).all()
