"""What a cell picture shows of the backward pass: the gradient of every part at a step, and what is pending there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from typing_extensions import override

from ..engine.ops import Array
from .backward import Backward
from .number import NO_VALUE
from .reading import Reading
from .substep import backward_substep_of
from .theme import Theme, pick_colors


@dataclass(frozen=True)
class BackwardReading(Reading):
    """Gradients where ``Reading`` has values; ``substep`` counts the names of the reversed ``run.order``.

    The gradient of ``old:h`` is what this step hands back to the state that it received. A loss without a target sends
    nothing back.
    """

    backward: Backward

    @override
    def vector(self, name: str) -> Array:
        if name.startswith("old:"):
            handed: Array = self.backward.handed[self.standpoint.full(name)][self.step - 1]
            return handed
        if self._is_untold(name):
            return np.zeros(1)
        return self.of_step(name, self.backward.gradients.values)

    @override
    def text(self, name: str, digits: int = 2) -> str | None:
        return NO_VALUE if self._is_untold(name) else None

    @override
    def is_pending(self, name: str) -> bool:
        return self.substep is not None and self.place_of(name) > self.substep

    @override
    def place_of(self, name: str) -> int:
        if name.startswith("old:"):
            return len(self.run.order)
        return max(backward_substep_of(self.run.order, full) for full in self._names(name))

    @override
    def colors(self, name: str, theme: Theme) -> list[str]:
        return pick_colors(theme.gradient_colors, theme, self.backward.shares(self.vector(name)))

    @override
    def wire_color(self, name: str, theme: Theme) -> str:
        return self.backward.wire_color(theme, self.vector(name))

    def _is_untold(self, name: str) -> bool:
        """Whether this is the loss of a step that has no target."""
        return name == "loss" and not self.run.told[self.step - 1]
