"""One large matrix for each step, kept in blocks so that its zeros and diagonals cost little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .expr import Expr
from .ops import Array
from .pullback import Diagonal, Found, Pullback, Rows, identity


@dataclass(frozen=True, eq=False, slots=True)
class Blocks:
    """``grid[i][j]`` takes part i of a row to part j, of ``widths[j]`` numbers; None is 0. All parts i are equal."""

    grid: tuple[tuple[Rows | None, ...], ...]
    widths: tuple[int, ...]

    def times(self, rows: Array, t: int) -> Array:
        """Rows of shape (m, Σ heights) times the matrix of step t (from 0), of shape (m, Σ widths)."""
        parts = np.split(rows, len(self.grid), axis=1) if len(self.grid) > 1 else [rows]
        columns = []
        for k, width in enumerate(self.widths):
            terms = [(part, line[k]) for part, line in zip(parts, self.grid, strict=True)]
            products = [times(part, block, t) for part, block in terms if block is not None]
            columns.append(sum(products[1:], products[0]) if products else np.zeros((len(rows), width)))
        return columns[0] if len(columns) == 1 else np.concatenate(columns, axis=1)

    def dense(self, height: int, n_steps: int) -> Array:
        """The matrices themselves, of shape (T, Σ heights, Σ widths), where each part has ``height`` numbers."""
        matrices = np.zeros((n_steps, height * len(self.grid), sum(self.widths)))
        for i, line in enumerate(self.grid):
            first = 0
            for block, width in zip(line, self.widths, strict=True):
                if block is not None:
                    place = matrices[:, i * height : (i + 1) * height, first : first + width]
                    place[...] = block.dense() if isinstance(block, Diagonal) else block
                first += width
        return matrices


def times(part: Array, block: Rows, t: int) -> Array:
    """Rows times one block of step t (from 0)."""
    product: Array = part * block.entries[t] if isinstance(block, Diagonal) else part @ block[t]
    return product


def blocks_of(pullback: Pullback, found: Sequence[Found], targets: Sequence[Expr]) -> Blocks:
    """What each of several derivatives gives to each target."""
    grid = tuple(tuple(part.get(target) for target in targets) for part in found)
    return Blocks(grid, tuple(pullback.unrolled.sizes.of(target) for target in targets))


def by_new_states(pullback: Pullback) -> list[Found]:
    """The derivatives of each new state, taken back."""
    return [pullback.back({new: identity(pullback)}) for new in pullback.graph.updates.values()]
