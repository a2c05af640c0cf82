"""Each operation computes what it says, and its derivative is the slope of what it computes."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable

import numpy as np
import pytest

from rnnviz.engine.ops import AFFINE, OPS, POSITIVE, RELU, SIGMOID, Op

ELEMENTWISE = [op for op in OPS if op is not AFFINE]
every_operation = pytest.mark.parametrize("op", ELEMENTWISE, ids=lambda op: op.name)
PLAIN: dict[str, Callable[..., float]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "negate": lambda a: -a,
    "one_minus": lambda a: 1 - a,
    "positive": lambda a: float(a > 0),
    "sigmoid": lambda a: 1 / (1 + math.exp(-a)),
    "tanh": math.tanh,
    "relu": lambda a: max(a, 0.0),
}


def arguments(op: Op) -> list[np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """As many vectors as the operation takes, away from the kink at 0."""
    random = np.random.default_rng(1)
    count = op.latex.count("{}")
    return [random.choice([-1.0, 1.0], 7) * random.uniform(0.1, 2.0, 7) for _ in range(count)]


@every_operation
def test_an_operation_computes_what_its_name_says(op: Op) -> None:
    args = arguments(op)
    wanted = [PLAIN[op.name](*numbers) for numbers in zip(*(a.tolist() for a in args), strict=True)]
    np.testing.assert_allclose(op.evaluate(*args), wanted, rtol=1e-15, atol=1e-16)


@every_operation
def test_the_derivative_is_the_slope(op: Op) -> None:
    args = arguments(op)
    assert op.derivative is not None
    slopes = op.derivative(op.evaluate(*args), *args)
    assert len(slopes) == len(args)
    step = 1e-6
    for k, slope in enumerate(slopes):
        up, down = ([a + sign * step * (j == k) for j, a in enumerate(args)] for sign in (1, -1))
        measured = (op.evaluate(*up) - op.evaluate(*down)) / (2 * step)
        np.testing.assert_allclose(np.broadcast_to(slope, measured.shape), measured, rtol=1e-7, atol=1e-9)


@every_operation
def test_one_call_gives_what_evaluating_gives(op: Op) -> None:
    if op.kernel is None:
        pytest.skip("computed in several calls")
    args = arguments(op)
    out = np.empty(7)
    op.kernel.ufunc(*op.kernel.before, *args, *op.kernel.after, out)
    np.testing.assert_array_equal(out, op.evaluate(*args))


def test_the_affine_form_mixes_any_number_of_products() -> None:
    w, u = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.5, 0.0], [0.0, -0.5]])
    x, h, b = np.array([1.0, -1.0]), np.array([2.0, 4.0]), np.array([0.25, 0.5])
    np.testing.assert_array_equal(AFFINE.evaluate(w, x, u, h, b), [-1 + 1 + 0.25, -1 - 2 + 0.5])
    np.testing.assert_array_equal(AFFINE.evaluate(w, x, b), [-0.75, -0.5])
    np.testing.assert_array_equal(b, [0.25, 0.5])


def test_a_gate_reaches_its_ends_without_overflow() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        np.testing.assert_array_equal(SIGMOID.evaluate(np.array([-1e6, 0.0, 1e6, np.inf])), [0.0, 0.5, 1.0, 1.0])


@pytest.mark.parametrize("op", [RELU, POSITIVE], ids=lambda op: op.name)
def test_what_is_not_a_number_stays_so(op: Op) -> None:
    np.testing.assert_array_equal(np.isnan(op.evaluate(np.array([np.nan, -1.0, 1.0]))), [True, False, False])


def test_names_and_printed_forms_are_distinct() -> None:
    assert len({op.name for op in OPS}) == len({op.latex for op in OPS}) == len(OPS)
