"""Gradient clipping: the step that training takes when a gradient has exploded."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .error import InputError
from .ops import Array


def global_norm(gradients: Mapping[str, Array]) -> float:
    """The Euclidean norm of all gradients together; right as long as it is a number of its own, ∞ or NaN else."""
    largest = max((float(np.abs(array).max(initial=0.0)) for array in gradients.values()), default=0.0)
    arrays = list(gradients.values())
    if any(np.isnan(array).any() for array in arrays):
        return float("nan")
    if largest == 0.0 or np.isinf(largest):
        return largest
    # Squares of the largest and the smallest numbers would be ∞ and 0.
    return largest * float(np.sqrt(sum(float(((array / largest) ** 2).sum()) for array in arrays)))


def clip_by_norm(gradients: Mapping[str, Array], limit: float) -> dict[str, Array]:
    """All gradients times the one factor that brings their common norm down to ``limit`` (Pascanu et al., 2013).

    A norm within the limit leaves them as they are. Where it is ∞ or NaN, no factor helps: the result is NaN where a
    gradient is not finite, and 0 elsewhere if the norm is ∞.
    """
    _check_limit(limit)
    norm = global_norm(gradients)
    if norm <= limit:
        return dict(gradients)
    with np.errstate(all="ignore"):
        return {name: array / norm * limit for name, array in gradients.items()}


def clip_by_value(gradients: Mapping[str, Array], limit: float) -> dict[str, Array]:
    """Every entry brought into [−limit, limit] by itself; NaN stays NaN."""
    _check_limit(limit)
    return {name: np.clip(array, -limit, limit) for name, array in gradients.items()}


def _check_limit(limit: float) -> None:
    if not (limit > 0.0 and np.isfinite(limit)):
        raise InputError("limit", limit, "a number above 0")
