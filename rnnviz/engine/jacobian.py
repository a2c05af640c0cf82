"""Jacobians between any two steps of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .ops import Array

if TYPE_CHECKING:
    from .run import Run


def jacobian(run: Run, of: str, to: int, at: int) -> Array:
    """d of_to / d of_at of shape (n, n); step 0 is the initial state."""
    size = run[of].shape[1]
    if to <= at:
        return np.eye(size) if to == at else np.zeros((size, size))
    rows = []
    for unit in range(size):
        upstream = np.zeros(run[of].shape)
        upstream[to - 1, unit] = 1.0
        gradients = run.gradients(upstream={of: upstream})
        rows.append(gradients.start[of] if at == 0 else gradients[of][at - 1])
    return np.stack(rows)
