"""Losses: what a step is told about the value that the loss reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .ops import Array

Kind: TypeAlias = Literal["softmax", "squared"]
Targets: TypeAlias = NDArray[Any]

NO_CLASS = -1


def told(targets: Targets) -> NDArray[np.bool_]:
    """Which steps have a target, for one unit at least; (T,)."""
    return np.asarray(targets != NO_CLASS if targets.ndim == 1 else ~np.isnan(targets).all(axis=1))


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss per step on the value named ``on``: the read-out ``y`` or a hidden state.

    ``softmax``: L_t = −log softmax(value_t)[target_t]; targets are classes of shape (T,), −1 where a step has none.
    ``squared``: L_t = Σ (value_t − target_t)²; targets have shape (T, n), NaN where a unit has none.
    The total loss is the sum over the steps.
    """

    kind: Kind
    on: str = "y"

    def per_step(self, values: Array, targets: Targets) -> Array:
        """L_t of shape (T,) for values of shape (T, n); 0 at a step without a target."""
        if self.kind == "squared":
            difference = _difference(values, targets)
            squares: Array = (difference * difference).sum(axis=1)
            return squares
        steps = np.flatnonzero(targets != NO_CLASS)
        losses = np.zeros(len(values))
        losses[steps] = _log_partition(values[steps]) - values[steps, targets[steps]]
        return losses

    def gradient(self, values: Array, targets: Targets) -> Array:
        """dL/dvalue of shape (T, n); 0 where there is no target."""
        if self.kind == "squared":
            return 2.0 * _difference(values, targets)
        steps = np.flatnonzero(targets != NO_CLASS)
        gradient = np.zeros(values.shape)
        gradient[steps] = softmax(values[steps])
        gradient[steps, targets[steps]] -= 1.0
        return gradient

    def probability_gradient(self, probabilities: Array, targets: Targets) -> Array:
        """dL/dp of shape (T, n) for the probabilities p that softmax gives: −1/p at the target, 0 elsewhere."""
        steps = np.flatnonzero(targets != NO_CLASS)
        gradient = np.zeros(probabilities.shape)
        gradient[steps, targets[steps]] = -1.0 / probabilities[steps, targets[steps]]
        return gradient


def softmax(values: Array) -> Array:
    """The probabilities exp(v_k) / Σ exp(v) along the last axis, without overflow for large v."""
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    probabilities: Array = powers / powers.sum(axis=-1, keepdims=True)
    return probabilities


def _log_partition(values: Array) -> Array:
    """log Σ exp(v) along the last axis."""
    largest = values.max(axis=-1)
    logarithm: Array = largest + np.log(np.exp(values - largest[..., None]).sum(axis=-1))
    return logarithm


def _difference(values: Array, targets: Targets) -> Array:
    """value − target, 0 where a unit has no target (a value that is NaN stays NaN)."""
    return np.where(np.isnan(targets), 0.0, values - targets)
