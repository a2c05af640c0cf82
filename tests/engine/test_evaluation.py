"""Expressions are computed right, and neighbours in one call."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.evaluation import Evaluation, join_copies
from rnnviz.engine.expr import Expr, state_vector, tanh
from rnnviz.engine.ops import Array
from rnnviz.engine.tape import BoundCall

a, b = state_vector("a"), state_vector("b")
MEMORY = np.random.default_rng(0).normal(size=(5, 12))
KNOWN: dict[Expr, Array] = {a: MEMORY[:, 0:3], b: MEMORY[:, 3:6]}


def run(calls: list[BoundCall]) -> int:
    for function, arguments in calls:
        function(*arguments)
    return len(calls)


def test_neighbours_that_do_the_same_share_a_call() -> None:
    out = np.empty((5, 6))
    evaluation = Evaluation(KNOWN, KNOWN[a])
    evaluation.store(1 - a, out[:, :3])
    evaluation.store(1 - b, out[:, 3:])
    assert run(evaluation.bind()) == 1
    assert np.array_equal(out, 1 - MEMORY[:, :6])


def test_neighbours_may_share_all_calls_up_to_the_result() -> None:
    out = np.empty((5, 6))
    evaluation = Evaluation(KNOWN, KNOWN[a])
    evaluation.store(a * (1 - a), out[:, :3])
    evaluation.store(b * (1 - b), out[:, 3:])
    assert run(evaluation.bind()) == 2
    assert np.allclose(out, MEMORY[:, :6] * (1 - MEMORY[:, :6]))


def test_what_was_computed_once_is_known_later() -> None:
    first, second, third = (np.empty((5, 3)) for _ in range(3))
    shared = tanh(a * b)
    evaluation = Evaluation(KNOWN, KNOWN[a])
    evaluation.store(shared, first)
    assert run(evaluation.bind()) == 2
    evaluation.store(shared * a, second)
    assert run(evaluation.bind()) == 1
    evaluation.store(shared, third)
    assert run(evaluation.bind()) == 1
    expected = np.tanh(KNOWN[a] * KNOWN[b])
    assert np.allclose(first, expected)
    assert np.allclose(second, expected * KNOWN[a])
    assert np.array_equal(third, first)


def test_one_expression_may_be_wanted_twice() -> None:
    first, second = np.empty((5, 3)), np.empty((5, 3))
    evaluation = Evaluation(KNOWN, KNOWN[a])
    evaluation.store(product := a * b, first)
    evaluation.store(product, second)
    run(evaluation.bind())
    assert np.array_equal(first, second)
    assert np.allclose(first, KNOWN[a] * KNOWN[b])


def test_a_number_is_stored_at_once() -> None:
    out = np.empty((5, 3))
    evaluation = Evaluation(KNOWN, KNOWN[a])
    evaluation.store(-1, out)
    assert evaluation.bind() == []
    assert (out == -1).all()


def test_copies_of_neighbours_become_one() -> None:
    sources: list[tuple[Array, slice]] = [
        (MEMORY[:, 0:3], slice(0, 3)),
        (MEMORY[:, 3:5], slice(3, 5)),
        (MEMORY[:, 7:9], slice(5, 7)),
        (MEMORY[:, 9:10], slice(9, 10)),
    ]
    joined = join_copies(sources)
    assert [target for _, target in joined] == [slice(0, 5), slice(5, 7), slice(9, 10)]
    assert np.array_equal(joined[0][0], MEMORY[:, :5])


def test_squares_of_neighbours_are_one_call_that_reads_one_operand() -> None:
    out = np.empty((5, 6))
    evaluation = Evaluation(KNOWN, KNOWN[a])
    evaluation.store(a * a, out[:, :3])
    evaluation.store(b * b, out[:, 3:])
    ((function, arguments),) = evaluation.bind()
    function(*arguments)
    assert function is np.square
    assert np.array_equal(out, MEMORY[:, :6] * MEMORY[:, :6])
