"""Large memory is used again when nobody holds it any more, and never before."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine import store as module
from rnnviz.engine.store import Store
from rnnviz.engine.unroll import unroll

from .problem import ALL_CELLS, problem


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGE", 10)


def address(array: np.ndarray) -> int:
    return int(array.ctypes.data)


def test_memory_that_is_let_go_is_given_again() -> None:
    store = Store()
    first = store.take(100)
    place = address(first)
    del first
    assert address(store.take(100)) == place


@pytest.mark.parametrize("part", [slice(3, 4), slice(None, None, -1)])
def test_a_view_of_a_view_keeps_its_memory(part: slice) -> None:
    store = Store()
    first = store.take(100)
    first[...] = 7.0
    held = first.reshape(10, 10)[2:, 1:][part]
    del first
    store.take(100)[...] = 0.0
    assert (held == 7.0).all()


def test_memory_of_another_size_is_new() -> None:
    store = Store()
    store.take(100)
    assert store.take(50).size == 50


def test_small_memory_is_left_to_the_system() -> None:
    assert Store().take(9).base is None


def test_values_and_gradients_that_are_held_survive_later_runs() -> None:
    p = problem(ALL_CELLS["lstm"])
    unrolled = unroll(p.cell, p.parameters, p.inputs, p.start)
    held, gradient = unrolled.values["f"], unrolled.backward({"h": np.ones((6, 4))}).values["f"]
    before, gradient_before = held.copy(), gradient.copy()
    del unrolled
    for _ in range(3):
        unroll(p.cell, p.parameters, -p.inputs, p.start).backward({"h": np.ones((6, 4))})
    assert np.array_equal(held, before)
    assert np.array_equal(gradient, gradient_before)
