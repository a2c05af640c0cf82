"""What a cell picture shows of a run: the value of every part at a step, its colour, and whether it is computed yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..engine.ops import Array
from ..engine.run import Run
from .number import NO_VALUE, format_size
from .raster import find_limit
from .shapes import Key
from .substep import substep_of
from .theme import Theme, blend_wire, colors_of


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

    def text(self, name: str) -> str | None:
        """What is written in place of the signed number of a value; None for most."""
        if name != "loss":
            return None
        return format_size(float(self.vector(name)[0])) if self.run.told[self.step - 1] else NO_VALUE

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

    def colors(self, name: str, theme: Theme) -> list[str]:
        """The colour of each element of a value."""
        return colors_of(theme, self.vector(name), self.limit(name))

    def wire_color(self, name: str, theme: Theme) -> str:
        """The colour of the wire of a value."""
        return blend_wire(theme.wire_colors, theme, self.vector(name) / self.limit(name))


@lru_cache(maxsize=1)
def _limits(_run: Run) -> dict[str, float]:
    """The limits of a run, filled when first asked for."""
    return {}
