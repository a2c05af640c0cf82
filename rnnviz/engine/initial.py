"""Initial parameters: seeded schemes for the matrices, zero for the biases, a wish for the forget gate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeAlias, TypedDict

import numpy as np
from typing_extensions import Unpack

from .error import InputError
from .network import Network
from .ops import Array

Draw: TypeAlias = Callable[[np.random.Generator, tuple[int, ...]], Array]

SCHEMES = ("uniform", "xavier", "orthogonal", "identity", "spectral", "zero")


class Options(TypedDict, total=False):
    """What a scheme can be told beside the seed.

    ``forget_bias`` is the value of every ``b_f``; ``radius`` is the spectral radius that ``spectral`` gives each
    square matrix, 1 unless given.
    """

    forget_bias: float | None
    radius: float


def initialise(
    network: Network, scheme: str, seed: int, names: Iterable[str] | None = None, **options: Unpack[Options]
) -> dict[str, Array]:
    """New parameters, all of them or those in ``names``; the same seed gives the same numbers.

    Each parameter has its own stream of random numbers, so that initialising one alone gives what initialising all
    gives. Biases are 0 but under ``uniform``.
    """
    if scheme not in SCHEMES:
        raise InputError("scheme", scheme, f"one of {', '.join(SCHEMES)}")
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise InputError("seed", seed, "a whole number of at least 0")
    wanted = tuple(network.parameters if names is None else names)
    for name in wanted:
        if name not in network.parameters:
            raise InputError("parameter", name, f"one of {', '.join(network.parameters)}")
    draw, forget_bias = _draw(network, scheme, options), options.get("forget_bias")
    result: dict[str, Array] = {}
    for k, (name, shape) in enumerate(network.parameters.items()):
        if name in wanted:
            is_forget_bias = forget_bias is not None and name.rpartition(".")[2] == "b_f"
            result[name] = (
                np.full(shape, forget_bias) if is_forget_bias else draw(np.random.default_rng((seed, k)), shape)
            )
            result[name].flags.writeable = False
    return result


def spectral_radius(matrix: Array) -> float:
    """The largest absolute value of an eigenvalue of a square matrix."""
    return float(np.abs(np.linalg.eigvals(matrix)).max())


def _draw(network: Network, scheme: str, options: Options) -> Draw:
    """How a scheme fills an array of a given shape."""
    bound = 1.0 / np.sqrt(network.hidden_size)
    draws: dict[str, Draw] = {
        "uniform": lambda random, shape: random.uniform(-bound, bound, shape),
        "xavier": _xavier,
        "orthogonal": _orthogonal,
        "identity": lambda _random, shape: np.eye(*shape) if len(shape) == 2 else np.zeros(shape),
        "spectral": partial(_spectral, radius=options.get("radius", 1.0)),
        "zero": lambda _random, shape: np.zeros(shape),
    }
    return draws[scheme]


def _xavier(random: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Uniform ±√(6 / (rows + columns)) (Glorot and Bengio 2010); a vector is 0."""
    if len(shape) < 2:
        return np.zeros(shape)
    bound = np.sqrt(6.0 / sum(shape))
    return random.uniform(-bound, bound, shape)


def _orthogonal(random: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Orthonormal rows or columns, whichever are fewer, uniformly distributed (Saxe et al. 2014); a vector is 0."""
    if len(shape) < 2:
        return np.zeros(shape)
    rows, columns = shape
    q, r = np.linalg.qr(random.standard_normal((max(shape), min(shape))))
    q = q * np.where(np.diagonal(r) < 0.0, -1.0, 1.0)
    return np.ascontiguousarray(q if rows >= columns else q.T)


def _spectral(random: np.random.Generator, shape: tuple[int, ...], radius: float) -> Array:
    """A Gaussian square matrix scaled to a spectral radius (Jaeger 2001); other matrices as Xavier, a vector is 0."""
    if len(shape) < 2 or shape[0] != shape[1]:
        return _xavier(random, shape)
    matrix = random.standard_normal(shape)
    return matrix * (radius / spectral_radius(matrix))
