"""How well a batch was answered: the mean loss, its gradient, and the accuracy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
    """The score of ``values`` of shape (T, B, n), and the gradient of the mean loss by them, of the same shape.

    Targets at steps that are not ``read`` (T,) do not count.
    """
    told = told_steps(batch) if read is None else told_steps(batch) & read[:, None]
    n_told = int(np.count_nonzero(told))
    if n_told == 0:
        return Score(float("nan"), 0, None), np.zeros(values.shape)
    some = values[told]
    targets = batch.targets[told]
    losses, slopes = loss.per_step(some, targets), loss.gradient(some, targets)
    gradient = np.zeros(values.shape)
    gradient[told] = slopes / n_told
    if loss.kind == "softmax":
        accuracy = float((some.argmax(axis=1) == targets).mean())
        return Score(float(losses.mean()), n_told, accuracy), gradient
    known = ~np.isnan(targets)
    if not (np.round(targets[known]) == targets[known]).all():
        return Score(float(losses.mean()), n_told, None), gradient
    near = np.abs(some - targets) < 0.5
    return Score(float(losses.mean()), n_told, float((near | ~known).all(axis=1).mean())), gradient
