"""Who taught whom: the loss of one step by the values of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .ops import Array

if TYPE_CHECKING:
    from .run import Run


def influence(run: Run, name: str) -> Array:
    """dL_k / d name_t at [k−1, t−1], of shape (T, T, n); 0 without a loss, and where the value comes too late."""
    return np.stack([run.gradients(only=k)[name] for k in range(1, run.n_steps + 1)])
