"""Every operation of the table: its derivative is its slope, and its one call does what it does."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

from rnnviz.engine.expr import Apply, Expr, state_vector
from rnnviz.engine.graph import COPY, Algebra
from rnnviz.engine.ops import AFFINE, OPS, RELU, SIGMOID, Array, Op
from rnnviz.engine.tape import bind

from .problem import furthest, slope

ELEMENTWISE = [op for op in (*OPS, COPY) if op is not AFFINE]
every_op = pytest.mark.parametrize("op", ELEMENTWISE, ids=lambda op: op.name)


def arguments(op: Op) -> list[Array]:
    """Numbers on both sides of 0, away from it."""
    assert op.derivative is not None
    random = np.random.default_rng(0)
    count = len(inspect.signature(op.derivative).parameters) - 1
    return [random.choice([-1.0, 1.0], size=7) * random.uniform(0.2, 2.0, size=7) for _ in range(count)]


@every_op
def test_the_derivative_is_the_slope(op: Op) -> None:
    args = arguments(op)
    assert op.derivative is not None
    for k, derivative in enumerate(op.derivative(op.evaluate(*args), *args)):

        def total(moved: Array, k: int = k) -> float:
            return float(op.evaluate(*args[:k], moved, *args[k + 1 :]).sum())

        assert furthest(np.broadcast_to(np.float64(derivative), (7,)), slope(total, args[k])) < 1e-9


@every_op
def test_the_derivative_of_expressions_is_that_of_numbers(op: Op) -> None:
    args = arguments(op)
    symbols = [state_vector(f"s{k}") for k, _ in enumerate(args)]
    algebra = Algebra()
    node = algebra.add_node(op, *symbols)
    numbers: dict[Expr, Array] = {**dict(zip(symbols, args, strict=True)), node: op.evaluate(*args)}

    def value(expression: Expr | int) -> Array:
        if isinstance(expression, int):
            return np.full(7, float(expression))
        if expression in numbers:
            return numbers[expression]
        assert isinstance(expression, Apply)
        return expression.op.evaluate(*(value(argument) for argument in expression.args))

    assert op.derivative is not None
    for (_, found), expected in zip(algebra.partials(node), op.derivative(numbers[node], *args), strict=True):
        assert np.allclose(value(found), expected)


@pytest.mark.parametrize("careful", [False, True])
@every_op
def test_one_call_does_what_the_operation_does(op: Op, careful: bool) -> None:
    args, out = arguments(op), np.empty(7)
    function, bound = bind(op, args, out, careful)
    function(*bound)
    assert np.array_equal(out, op.evaluate(*args))


@pytest.mark.filterwarnings("error")
@every_op
def test_nan_comes_out_of_every_operation_and_of_its_careful_call(op: Op) -> None:
    args, out = [np.full(3, np.nan) for _ in arguments(op)], np.empty(3)
    function, bound = bind(op, args, out, careful=True)
    function(*bound)
    assert np.isnan(out).all()
    assert np.isnan(op.evaluate(*args)).all()


def test_an_affine_form_adds_products_and_a_bias() -> None:
    found = AFFINE.evaluate(
        np.array([[1.0, 2.0]]), np.array([3.0, 4.0]), np.array([[5.0]]), np.array([6.0]), np.array([7.0])
    )
    assert np.array_equal(found, [3.0 + 8.0 + 30.0 + 7.0])


@pytest.mark.filterwarnings("error")
def test_a_sigmoid_of_huge_arguments_is_0_or_1() -> None:
    assert np.array_equal(SIGMOID.evaluate(np.array([-1e308, 0.0, 1e308])), [0.0, 0.5, 1.0])


def test_a_rectifier_is_0_at_0_and_below() -> None:
    assert np.array_equal(RELU.evaluate(np.array([-2.0, 0.0, 3.0])), [0.0, 0.0, 3.0])


@every_op
def test_no_derivative_is_steeper_than_the_slope_of_the_operation(op: Op) -> None:
    if op.slope is None:
        assert len(arguments(op)) > 1
        return
    assert op.derivative is not None
    numbers = np.linspace(-8.0, 8.0, 4001)
    steepest = np.abs(op.derivative(op.evaluate(numbers), numbers)[0]).max()
    assert steepest == op.slope
