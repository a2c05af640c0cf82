"""What happens at which step: where inputs arrive, outputs are read or fed back, and units are held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from .error import InputError
from .loss import NO_CLASS, Targets
from .network import Network
from .ops import Array

Feedback: TypeAlias = Literal["output", "probability", "choice"]
Steps: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Schedule:
    """What happens at which of T steps; the plain one, as built without arguments, gives and reads every step.

    ``given`` (T,) are the steps that have an input from outside, None all of them; x_t is 0 at the others, or what is
    fed back. ``read`` (T,) are the steps that are read out, None all of them; targets at the others do not count.
    ``feedback`` is what a step without input receives if the step before is read: its output y_{t−1}, softmax(y_{t−1}),
    or the unit vector of its largest entry, through which no gradient passes.
    ``clamps`` has for some states, by full name, numbers (T, n) that units are set to as soon as their equation has
    been computed; NaN where a unit is free. Start states are not clamped.
    """

    given: Steps | None = None
    read: Steps | None = None
    feedback: Feedback | None = None
    clamps: Mapping[str, Array] = field(default_factory=dict)

    def is_given(self, t: int) -> bool:
        """Whether step t (from 1) has an input from outside."""
        return self.given is None or bool(self.given[t - 1])

    def is_read(self, t: int) -> bool:
        """Whether step t (from 1) is read out."""
        return self.read is None or bool(self.read[t - 1])

    def is_fed(self, t: int) -> bool:
        """Whether step t (from 1) receives what step t − 1 gave."""
        if self.feedback is None or self.given is None or not 1 < t <= len(self.given):
            return False
        return not self.is_given(t) and self.is_read(t - 1)

    @property
    def feeds(self) -> bool:
        """Whether any step receives what the step before gave."""
        return self.given is not None and any(self.is_fed(t) for t in range(2, len(self.given) + 1))

    def is_clamped(self, state: str, t: int) -> NDArray[np.bool_] | None:
        """Which units (n,) of a state are held at step t; None where none is, and at the start."""
        if state not in self.clamps or not 1 <= t <= len(self.clamps[state]):
            return None
        held = ~np.isnan(self.clamps[state][t - 1])
        return held if held.any() else None

    def received(self, inputs: Array) -> Array:
        """The inputs (T, I) with 0 where none is given."""
        return inputs if self.given is None else np.where(self.given[:, None], inputs, 0.0)

    def counted(self, targets: Targets | None) -> Targets | None:
        """The targets without those of steps that are not read."""
        if targets is None or self.read is None or self.read.all():
            return targets
        nothing = NO_CLASS if targets.ndim == 1 else np.nan
        found: Targets = np.where(self.read if targets.ndim == 1 else self.read[:, None], targets, nothing)
        found.flags.writeable = False
        return found

    def part(self, first: int, last: int) -> Schedule:
        """What happens from step ``first`` up to, but without, step ``last`` (from 0)."""
        given, read = (None if steps is None else steps[first:last] for steps in (self.given, self.read))
        return Schedule(given, read, self.feedback, {state: rows[first:last] for state, rows in self.clamps.items()})

    def check(self, network: Network, n_steps: int) -> None:
        """Raise an error unless all of it fits a network and the length of its sequence."""
        for name, steps in (("given", self.given), ("read", self.read)):
            if steps is not None and (np.shape(steps) != (n_steps,) or np.asarray(steps).dtype != bool):
                raise InputError(name, steps, f"true or false for each of {n_steps} steps, or None for all")
        self._check_feedback(network)
        for state, values in self.clamps.items():
            if state not in network.states:
                raise InputError("clamped state", state, f"one of {', '.join(network.states)}")
            shape = (n_steps, network.states[state])
            if np.shape(values) != shape or np.asarray(values).dtype != float:
                raise InputError(f"clamps of {state}", np.shape(values), f"numbers of shape {shape}, NaN where free")
            if np.isinf(values).any():
                raise InputError(f"clamps of {state}", float(values[np.isinf(values)][0]), "finite numbers, or NaN")

    def _check_feedback(self, network: Network) -> None:
        if self.feedback is None:
            return
        if self.feedback not in get_args(Feedback):
            raise InputError("feedback", self.feedback, f"one of {', '.join(get_args(Feedback))}, or None")
        if network.output_size != network.input_size:
            size = "no read-out" if network.output_size is None else f"{network.output_size} outputs"
            raise InputError(
                "feedback", f"{self.feedback} with {size}", f"a read-out of {network.input_size}, as inputs"
            )
        if any(layer.bidirectional for layer in network.layers):
            raise InputError("feedback", self.feedback, "no layer that runs against time: it would see its own future")


PLAIN = Schedule()
"""Every step has an input and is read."""
