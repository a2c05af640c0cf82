"""The closed set of operations a cell equation may use: one row per operation.

A derivative is written once, as ordinary arithmetic: given arrays it gives numbers, given expressions it gives
the expression that a plan evaluates and an equation panel prints.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Derivative: TypeAlias = Callable[..., tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Kernel:
    """An operation as one NumPy call: ``ufunc(*before, *args, *after, out)``.

    ``hides_nan`` says that the call is right for numbers only.
    """

    ufunc: np.ufunc
    before: tuple[float, ...] = ()
    after: tuple[float, ...] = ()
    hides_nan: bool = False


@dataclass(frozen=True, slots=True)
class Op:
    """How one operation computes, differentiates, prints and is drawn.

    ``evaluate(*args)`` takes and gives arrays. ``derivative(result, *args)`` gives the partial derivative of each
    element by the same element of each argument; it is None for the affine form, the only operation that mixes
    elements. ``binds`` is the strength with which the printed form holds its arguments together. ``kernel`` is the
    operation in one call, where there is one: the engine is fast with it, and right without. ``slope`` is the largest
    magnitude of the derivative of an operation on one argument, where it is bounded.
    """

    name: str
    evaluate: Callable[..., Array]
    derivative: Derivative | None
    latex: str
    glyph: str
    binds: int
    kernel: Kernel | None = None
    slope: float | None = None


LOOSE, SUM, PRODUCT, CALL = 0, 1, 2, 9


def _affine(*args: Array) -> Array:
    """W x + U h + … + b for ``args = (W, x, U, h, …, b)``."""
    total = args[-1].copy()
    for matrix, vector in zip(args[:-1:2], args[1:-1:2], strict=True):
        total += matrix @ vector
    return total


def _sigmoid(a: Array) -> Array:
    """The logistic function, written with tanh so that no argument overflows."""
    return 0.5 * np.tanh(0.5 * a) + 0.5


def _relu(a: Array) -> Array:
    return np.maximum(a, 0.0)


def _positive(a: Array) -> Array:
    """1 where ``a`` is positive, 0 elsewhere, NaN where it is NaN."""
    return np.heaviside(a, 0.0)


def _one_minus(a: Array) -> Array:
    return 1.0 - a


def _derive_add(_result: Any, _a: Any, _b: Any) -> tuple[Any, ...]:
    return 1, 1


def _derive_subtract(_result: Any, _a: Any, _b: Any) -> tuple[Any, ...]:
    return 1, -1


def _derive_multiply(_result: Any, a: Any, b: Any) -> tuple[Any, ...]:
    return b, a


def _derive_negate(_result: Any, _a: Any) -> tuple[Any, ...]:
    return (-1,)


def _derive_one_minus(_result: Any, _a: Any) -> tuple[Any, ...]:
    return (-1,)


def _derive_sigmoid(result: Any, _a: Any) -> tuple[Any, ...]:
    return (result * (1 - result),)


def _derive_tanh(result: Any, _a: Any) -> tuple[Any, ...]:
    return (1 - result * result,)


def _derive_relu(result: Any, _a: Any) -> tuple[Any, ...]:
    return (result > 0,)


def _derive_identity(_result: Any, _a: Any) -> tuple[Any, ...]:
    return (1,)


def _derive_positive(_result: Any, _a: Any) -> tuple[Any, ...]:
    return (0,)


AFFINE = Op("affine", _affine, None, "", "", SUM)
ADD = Op("add", np.add, _derive_add, "{} + {}", "+", SUM, Kernel(np.add))
SUBTRACT = Op("subtract", np.subtract, _derive_subtract, "{} - {}", "−", SUM, Kernel(np.subtract))
NEGATE = Op("negate", np.negative, _derive_negate, "-{}", "−", SUM, Kernel(np.negative), slope=1.0)
MULTIPLY = Op("multiply", np.multiply, _derive_multiply, r"{} \,\odot\, {}", "×", PRODUCT, Kernel(np.multiply))
ONE_MINUS = Op(
    "one_minus", _one_minus, _derive_one_minus, "1 - {}", "1−", SUM, Kernel(np.subtract, before=(1.0,)), slope=1.0
)
POSITIVE = Op(
    "positive",
    _positive,
    _derive_positive,
    r"\mathbf{{1}}[{} > 0]",
    "",
    CALL,
    Kernel(np.heaviside, after=(0.0,)),
    slope=0.0,
)
SIGMOID = Op("sigmoid", _sigmoid, _derive_sigmoid, r"\sigma({})", "σ", CALL, slope=0.25)
TANH = Op("tanh", np.tanh, _derive_tanh, r"\tanh({})", "tanh", CALL, Kernel(np.tanh), slope=1.0)
# np.maximum takes four times as long as np.fmax, which takes NaN for a missing value.
RELU = Op(
    "relu",
    _relu,
    _derive_relu,
    r"\mathrm{{ReLU}}({})",
    "ReLU",
    CALL,
    Kernel(np.fmax, after=(0.0,), hides_nan=True),
    slope=1.0,
)
IDENTITY = Op("identity", np.positive, _derive_identity, "{}", "id", CALL, Kernel(np.positive), slope=1.0)

OPS = (AFFINE, ADD, SUBTRACT, NEGATE, MULTIPLY, ONE_MINUS, POSITIVE, SIGMOID, TANH, RELU, IDENTITY)
ACTIVATIONS = (SIGMOID, TANH, RELU, IDENTITY)
