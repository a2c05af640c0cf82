"""What a cell picture shows of a run: the value of every part at a step, its colour, and whether it is computed yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..engine.ops import Array
from ..engine.run import Run
from .color import mix
from .raster import find_limit
from .shapes import Key
from .substep import substep_of
from .theme import Theme, wire_color


@dataclass(frozen=True, slots=True)
class Reading:
    """The first layer of a run at ``step`` (from 1), with ``substep`` values of ``run.order`` computed; None means all.

    Parts have the names of the anatomy: ``old:h`` is the state from the step before.
    """

    run: Run
    step: int
    substep: int | None

    def key(self, name: str) -> Key:
        """What a part stands for."""
        place, _, state = name.partition(":")
        return Key(self.step - 1, state) if place == "old" else Key(self.step, name)

    def vector(self, name: str) -> Array:
        """The value of a part, of shape (n,)."""
        place, _, state = name.partition(":")
        if place == "old":
            return self.run.state_before(state, self.step)
        return np.atleast_1d(self.run[name][self.step - 1])

    def norm(self, name: str) -> float:
        """The length of a vector."""
        with np.errstate(over="ignore", invalid="ignore"):
            return float(np.sqrt((self.vector(name) ** 2).sum()))

    def limit(self, name: str) -> float:
        """The size that gets the full colour: the same at all steps, at least 1."""
        known = _limits(self.run)
        if name not in known:
            known[name] = find_limit(self.run[name.removeprefix("old:")])
        return known[name]

    def is_pending(self, name: str) -> bool:
        """Whether a value is not computed yet."""
        return self.substep is not None and substep_of(self.run.order, name) > self.substep

    def is_current(self, name: str) -> bool:
        """Whether a value belongs to the equation that was computed last; none does when the step is complete."""
        is_between = self.substep is not None and 0 < self.substep < len(self.run.order)
        return is_between and substep_of(self.run.order, name) == self.substep

    def wire_color(self, name: str, theme: Theme) -> str:
        """The colour of the wire of a value.

        The mean size of the elements gives its strength; its hue is mixed of the colours for plus and minus by what
        each contributes to that size, so that +1 and −1 together are not taken for 0.
        """
        values = self.vector(name)
        if not np.isfinite(values).all():
            return theme.error
        scaled = np.clip(values / self.limit(name), -1.0, 1.0)
        size = float(np.abs(scaled).mean())
        plus = float(scaled.mean()) / (2 * size) + 0.5 if size else 0.5
        return mix(wire_color(theme, -size, 1.0), wire_color(theme, size, 1.0), plus)


@lru_cache(maxsize=1)
def _limits(_run: Run) -> dict[str, float]:
    """The limits of a run, filled when first asked for."""
    return {}
