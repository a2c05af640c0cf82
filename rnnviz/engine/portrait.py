"""A state as a moving point: planes to see it in, and for two units the field that moves it, with its fixed points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .error import InputError
from .ops import Array
from .path import locate_state, step_jacobians
from .tape import Sizes
from .unroll import Unrolled, unroll
from .worked import seen

if TYPE_CHECKING:
    from .run import Run

Kind: TypeAlias = Literal["attracts", "repels", "saddle", "neutral"]

_STARTS, _ITERATIONS = 7, 40
"""Newton's method begins on a grid of so many by so many points and takes at most so many steps."""
_EXACT, _SAME, _NEUTRAL = 1e-10, 1e-6, 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class PrincipalPlane:
    """The plane through the mean of points along which they differ most.

    ``mean`` is (n,), ``axes`` (2, n) orthonormal, ``shares`` (2,) the parts of the variance along each axis.
    """

    mean: Array
    axes: Array
    shares: Array

    def project(self, points: Array) -> Array:
        """The coordinates (m, 2) of points (m, n)."""
        with np.errstate(all="ignore"):
            return np.asarray((points - self.mean) @ self.axes.T)


@dataclass(frozen=True, slots=True, eq=False)
class FixedPoint:
    """A state (2,) that a step leaves where it is, and the eigenvalues (2,) of the step's Jacobian there."""

    point: Array
    eigenvalues: NDArray[np.complex128]

    @property
    def kind(self) -> Kind:
        """What happens nearby: neutral where an eigenvalue lies on the unit circle."""
        sizes = np.abs(self.eigenvalues)
        if (np.abs(sizes - 1.0) < _NEUTRAL).any():
            return "neutral"
        return "attracts" if (sizes < 1.0).all() else "repels" if (sizes > 1.0).all() else "saddle"


def principal_plane(values: Array) -> PrincipalPlane:
    """The plane of the first two principal components of points (m, n) with n ≥ 2; those not finite are left out."""
    finite = values[np.isfinite(values).all(axis=1)]
    if values.shape[1] < 2 or not len(finite):
        raise InputError("values", values.shape, "finite points of at least two coordinates")
    scale = max(float(np.abs(finite).max()), np.finfo(float).tiny)
    points = finite / scale
    mean = points.mean(axis=0)
    _, sizes, axes = np.linalg.svd(np.concatenate([points - mean, np.zeros((2, values.shape[1]))]))
    # The sign of an axis is free: its largest entry is positive, so that the picture does not flip.
    largest = np.abs(axes[:2]).argmax(axis=1)
    axes = axes[:2] * np.where(axes[[0, 1], largest] < 0.0, -1.0, 1.0)[:, None]
    variance = np.square(sizes)
    shares = variance[:2] / variance.sum() if variance.any() else np.zeros(2)
    return PrincipalPlane(mean * scale, axes, shares)


def is_planar(run: Run, state: str) -> bool:
    """Whether a state of two units is all that a step of its cell receives, beside the input."""
    (layer, _), _ = locate_state(run.sweeps, "state", state)
    return run.network.layers[layer].hidden_size == 2 and len(run.network.layers[layer].cell.states) == 1


def step_map(run: Run, t: int, points: Array, state: str | None = None) -> Array:
    """Where step t (from 1) with its input takes each of ``points`` (m, 2): the new states, (m, 2).

    ``state`` is the first one of the network unless given; see ``is_planar``.
    """
    unrolled, name = _one_step(run, t, points, state)
    moved: Array = unrolled.values[name][0]
    return moved


def fixed_points(run: Run, t: int, state: str | None = None, reach: float = 1.0) -> tuple[FixedPoint, ...]:
    """The states that step t with its input leaves where they are, found by Newton's method, from left to right.

    It begins on a grid over ±``reach``; ends elsewhere count too.
    """
    grid = np.linspace(-reach, reach, _STARTS)
    points = np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2)
    with np.errstate(all="ignore"):
        for _ in range(_ITERATIONS):
            moved, jacobians = _linearised(run, t, points, state)
            gap = moved - points
            if not (np.abs(gap) > _EXACT * (1.0 + np.abs(points))).any():
                break
            points = points - _solve(jacobians - np.eye(2), gap)
            points = points[np.isfinite(points).all(axis=1)]
            if not len(points):
                return ()
        moved, jacobians = _linearised(run, t, points, state)
        is_fixed = (np.abs(moved - points) <= _EXACT * (1.0 + np.abs(points))).all(axis=1)
    found: list[FixedPoint] = []
    for k in np.flatnonzero(is_fixed)[np.lexsort(points[is_fixed].T[::-1])]:
        if all(np.abs(points[k] - other.point).max() > _SAME * (1.0 + np.abs(points[k]).max()) for other in found):
            found.append(FixedPoint(points[k], np.linalg.eigvals(jacobians[k]).astype(np.complex128)))
    return tuple(found)


def _one_step(run: Run, t: int, points: Array, state: str | None) -> tuple[Unrolled, str]:
    """One step from each of the points as a batch, and the name of the state in its cell."""
    if not 1 <= t <= run.n_steps:
        raise InputError("t", t, f"a step of the run, of which there are {run.n_steps}")
    full = next(iter(run.start)) if state is None else state
    sweep, name = locate_state(run.sweeps, "state", full)
    if not is_planar(run, full):
        raise InputError("state", full, "the only state of a layer with two units")
    unrolled = run.sweeps[sweep]
    given = seen(run, sweep[0], t)
    inputs = np.ascontiguousarray(np.broadcast_to(given, (1, len(points), len(given))))
    order = run.n_steps - t if sweep[1] else t - 1
    clamps = {state: values[order : order + 1] for state, values in unrolled.clamps.items()}
    with np.errstate(all="ignore"):
        return unroll(unrolled.cell, unrolled.parameters, inputs, {name: np.ascontiguousarray(points)}, clamps), name


def _linearised(run: Run, t: int, points: Array, state: str | None) -> tuple[Array, Array]:
    """Where a step takes points (m, 2), and its Jacobians there, (m, 2, 2)."""
    batch, name = _one_step(run, t, points, state)
    # As one sequence: a row that begins at each point, and after it the row of what it leaves, which begins nothing.
    record = batch.record.transpose(2, 0, 1).reshape(2 * len(points), -1)
    sizes = Sizes(batch.sizes.input_size, batch.sizes.hidden_size, 1)
    free = np.full(2, np.nan)
    clamps = {state: np.tile([held[0], free], (len(points), 1))[:-1] for state, held in batch.clamps.items()}
    row = Unrolled(batch.cell, batch.parameters, sizes, np.ascontiguousarray(record), clamps)
    return batch.values[name][0], step_jacobians(row, name)[name][::2]


def _solve(matrices: Array, right: Array) -> Array:
    """The solutions (m, 2) of m systems of two equations; not finite where there is none."""
    (a, b), (c, d) = matrices[:, 0].T, matrices[:, 1].T
    x, y = right.T
    return np.asarray(np.stack([d * x - b * y, a * y - c * x], axis=1) / (a * d - b * c)[:, None])
