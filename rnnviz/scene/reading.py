"""What a cell picture shows of a run: the value of every part at a step, its colour, and whether it is computed yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ..engine.network import Sweep
from ..engine.ops import Array
from ..engine.run import Run
from .number import NO_VALUE, format_size
from .raster import find_limit
from .shapes import Key
from .standpoint import Standpoint, standpoint
from .substep import substep_of
from .theme import Theme, blend_wire, colors_of


@dataclass(frozen=True)
class Reading:
    """One layer of a run at ``step`` (from 1), with ``substep`` values of ``run.order`` computed; None means all.

    Parts have the names of the anatomy: ``old:h`` is the state from the step before. ``sweep`` is the layer, counted
    from 0, and whether it runs against time.
    """

    run: Run
    step: int
    substep: int | None
    sweep: Sweep = field(default=(0, False), kw_only=True)

    @cached_property
    def standpoint(self) -> Standpoint:
        """The layer and direction with the names of what it receives."""
        return standpoint(self.run.network, self.sweep, self.run.writing)

    @property
    def step_before(self) -> int:
        """The step whose state this step receives; 0 where that is the initial state."""
        before = self.step + (1 if self.sweep[1] else -1)
        return before if before <= self.run.n_steps else 0

    @property
    def is_read(self) -> bool:
        """Whether the step is read out."""
        return self.run.schedule.is_read(self.step)

    def key(self, name: str) -> Key:
        """What a part stands for."""
        return Key(self.step_before if name.startswith("old:") else self.step, self.standpoint.full(name))

    def vector(self, name: str) -> Array:
        """The value of a part, of shape (n,)."""
        if name.startswith("old:"):
            return self.run.state_before(self.standpoint.full(name), self.step)
        return self.of_step(name, self.run.values)

    def of_step(self, name: str, values: Mapping[str, Array]) -> Array:
        """What ``values``, each (T, n), have of a part at the step; of all inputs together for ``x``."""
        found = [np.atleast_1d(values[full][self.step - 1]) for full in self._names(name)]
        return found[0] if len(found) == 1 else np.concatenate(found)

    def _names(self, name: str) -> tuple[str, ...]:
        """The full names of what a part stands for: all inputs for ``x``."""
        return self.standpoint.inputs if name == "x" else (self.standpoint.full(name),)

    def clamped(self, name: str) -> NDArray[np.bool_]:
        """Which units of a state, or of an old one, are clamped; of shape (n,), or empty where none can be."""
        key = self.key(name)
        clamps = self.run.schedule.clamps.get(key.name)
        return np.zeros(0, bool) if clamps is None or not key.step else ~np.isnan(clamps[key.step - 1])

    def text(self, name: str, digits: int = 2) -> str | None:
        """What is written in place of the signed number of a value; None for most."""
        if name != "loss":
            return None
        return format_size(float(self.vector(name)[0]), digits) if self.run.told[self.step - 1] else NO_VALUE

    def norm(self, name: str) -> float:
        """The length of a vector."""
        with np.errstate(over="ignore", invalid="ignore"):
            return float(np.sqrt((self.vector(name) ** 2).sum()))

    def limit(self, name: str) -> float:
        """The size that gets the full colour: the same at all steps, at least 1."""
        known = _limits(self.run)
        names = self._names(name)
        for full in names:
            if full not in known:
                known[full] = find_limit(self.run[full])
        return max(known[full] for full in names)

    def is_pending(self, name: str) -> bool:
        """Whether a value is not computed yet."""
        return self.substep is not None and self.place_of(name) > self.substep

    def is_current(self, name: str) -> bool:
        """Whether a value belongs to the equation that was computed last; none does when the step is complete."""
        is_between = self.substep is not None and 0 < self.substep < len(self.run.order)
        return is_between and self.place_of(name) == self.substep

    def place_of(self, name: str) -> int:
        """The sub-step that gives a part its value; 0 where an earlier step, or the outside, has done so."""
        if name.startswith("old:"):
            return 0
        return max(substep_of(self.run.order, full) for full in self._names(name))

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
