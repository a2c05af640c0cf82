"""How well a batch was answered: the mean loss, its gradient, and the accuracy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .batch import Batch, told_steps
from .loss import Loss
from .ops import Array
from .schedule import Steps


@dataclass(frozen=True, slots=True)
class Score:
    """``loss`` is the mean of L_t over the ``n_told`` steps with a target, of all sequences; NaN where there are none.

    ``accuracy`` is, with a softmax loss, the share of these steps whose largest value is that of the target. With a
    squared loss whose targets are all whole numbers it is the share of steps at which every told unit comes nearest to
    its target; otherwise it is None.
    """

    loss: float
    n_told: int
    accuracy: float | None


def score(loss: Loss, values: Array, batch: Batch, read: Steps | None = None) -> tuple[Score, Array]:
    """The score of ``values`` of shape (T, n, B), and the gradient of the mean loss by them, of the same shape.

    Targets at steps that are not ``read`` (T,) do not count.
    """
    told = told_steps(batch) if read is None else told_steps(batch) & read[:, None]
    n_told = int(np.count_nonzero(told))
    if n_told == 0:
        return Score(float("nan"), 0, None), np.zeros(values.shape)
    if loss.kind == "softmax":
        return _softmax(values, batch.targets, told, n_told)
    targets = np.where(told[:, None], batch.targets.swapaxes(1, 2), np.nan)
    return _squared(values, targets, told, n_told)


def _softmax(values: Array, targets: NDArray[np.int64], told: NDArray[np.bool_], n_told: int) -> tuple[Score, Array]:
    """L_t = log Σ exp(v) − v[target], with the largest v taken away from all so that nothing overflows."""
    is_all = n_told == told.size
    chosen = targets if is_all else np.where(told, targets, 0)
    best = values.argmax(axis=1)
    slope = values - np.take_along_axis(values, best[:, None], axis=1)
    picked = np.take_along_axis(slope, chosen[:, None], axis=1)[:, 0]
    np.exp(slope, out=slope)
    # A product with ones is much faster here than a sum along the middle axis.
    total = np.matmul(np.ones(values.shape[1]), slope)
    losses, hits = np.log(total) - picked, best == chosen
    total *= n_told
    slope /= total[:, None]
    share = np.take_along_axis(slope, chosen[:, None], axis=1)
    np.put_along_axis(slope, chosen[:, None], share - 1.0 / n_told, axis=1)
    if not is_all:
        losses, hits = losses[told], hits[told]
        slope *= told[:, None]
    return Score(float(losses.sum()) / n_told, n_told, float(np.count_nonzero(hits)) / n_told), slope


def _squared(values: Array, targets: Array, told: NDArray[np.bool_], n_told: int) -> tuple[Score, Array]:
    """L_t = Σ (v − target)² over the units that have a target."""
    known = ~np.isnan(targets)
    slope = values - targets
    if not known.all():
        slope[~known] = 0.0
    loss = float(np.vdot(slope, slope)) / n_told
    accuracy = None
    wished = targets[known]
    if (np.rint(wished) == wished).all():
        near = (np.abs(slope) < 0.5).all(axis=1)
        accuracy = float(np.count_nonzero(near & told)) / n_told
    slope *= 2.0 / n_told
    return Score(loss, n_told, accuracy), slope
