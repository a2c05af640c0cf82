"""What the tables of parameters show in place of values: the gradient, one step's part of it, or the running sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np

from ..engine.gradient import Gradients
from ..engine.ops import Array
from ..scene.raster import largest_size
from ..scene.words import write_size
from .session import Session

Part: TypeAlias = Literal["total", "step", "sum"]
PARTS: tuple[Part, ...] = ("total", "step", "sum")

TOLERANCE = 1e-9
"""So much of the largest entry may a running sum differ from the total by rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class GradientReading:
    """A part of the gradient of every parameter at a step, as far as the backward pass has come.

    The total is the sum over t of what each step adds; the running sum adds the steps from T down to the current one.
    ``owners`` gives by the name of a parameter the value that it makes, ``pending`` those values whose gradient at
    ``step`` is not computed yet.
    """

    gradients: Gradients
    part: Part
    step: int
    n_steps: int
    owners: Mapping[str, str]
    pending: frozenset[str]
    _found: dict[str, Array | None] = field(default_factory=dict, repr=False)

    def of(self, name: str) -> Array | None:
        """The part of one parameter, in its shape; None where nothing of it is computed yet."""
        if name not in self._found:
            self._found[name] = self._compute(name)
        return self._found[name]

    def _compute(self, name: str) -> Array | None:
        if self.part == "total":
            return self.gradients.parameters[name]
        first = self.step + (self.owners[name] in self.pending)
        last = self.step if self.part == "step" else self.n_steps
        return self.gradients.partial_sum(name, first, last) if first <= last else None

    @property
    def identity(self) -> tuple[object, ...]:
        """What tells one reading from another: equal where the same numbers are shown."""
        return (self.gradients, self.part) if self.part == "total" else (
            self.gradients, self.part, self.step, self.pending,
        )  # fmt: skip

    @property
    def is_complete(self) -> bool:
        """Whether this is a running sum that holds every step."""
        return self.part == "sum" and self.step == 1 and not self.pending

    @property
    def largest(self) -> float:
        """The largest entry of the total, by which all parts are coloured."""
        return max(largest_size(total) for total in self.gradients.parameters.values())

    def largest_difference(self) -> float:
        """The most that a finite entry of the running sum is away from the total; ∞ where only one is finite."""
        pairs = [(self.of(name), total) for name, total in self.gradients.parameters.items()]
        return max(_difference(shown, total) for shown, total in pairs if shown is not None)

    def of_what(self) -> str:
        """What every number is a part of, to put behind the name of a gradient: ``of step 7``; empty for the total."""
        return {"total": "", "step": f" of step {self.step}", "sum": f" of steps {self.n_steps} to {self.step}"}[
            self.part
        ]

    def caption(self) -> str:
        """The formula of what is shown, in rich text."""
        one, number = "(∂L/∂W)<sub>t</sub>", self.gradients.writing.number
        if self.part == "total":
            return f"∂L/∂W = Σ<sub>t</sub> {one}, sum over t = {number(1)}…{number(self.n_steps)}"
        if self.part == "step":
            if self.pending:
                return f"{one} at t = {number(self.step)}, as far as it has come"
            return f"{one}: what step {self.step} adds to ∂L/∂W"
        if self.is_complete:
            return f"Σ {one} over t = {self._back_to(1)} {self._verdict()}"
        if not self.pending:
            return f"Σ {one} over t = {self._back_to(self.step)}"
        whole = f"over t = {self._back_to(self.step + 1)}, " if self.step < self.n_steps else ""
        return f"Σ {one} {whole}part of t = {number(self.step)}"

    def _back_to(self, first: int) -> str:
        number = self.gradients.writing.number
        return f"{number(self.n_steps)}…{number(first)}" if first < self.n_steps else number(first)

    def _verdict(self) -> str:
        """Whether the complete sum is the total."""
        difference = self.largest_difference()
        if difference <= TOLERANCE * self.largest:
            return "<b>= ∂L/∂W ✓</b>"
        return f"and ∂L/∂W differ by {write_size(difference)}"


def read_gradient(session: Session, part: Part, owners: Mapping[str, str]) -> GradientReading | None:
    """What a session's tables show of a part now; None without a loss."""
    gradients = session.gradients if session.can_go_backward else None
    if gradients is None:
        return None
    are_pending = session.direction == "backward"
    pending = frozenset(value for value in owners.values() if are_pending and session.is_pending(value))
    return GradientReading(gradients, part, session.step, session.run.n_steps, owners, pending)


def _difference(one: Array, other: Array) -> float:
    is_finite = np.isfinite(one) & np.isfinite(other)
    if not np.array_equal(np.isfinite(one), np.isfinite(other)):
        return np.inf
    return float(np.abs(one[is_finite] - other[is_finite]).max(initial=0.0))
