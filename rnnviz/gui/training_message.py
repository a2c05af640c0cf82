"""What the window and the process that trains tell each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ..engine.ops import Array
from ..engine.score import Score
from ..engine.train import Progress

Phase: TypeAlias = Literal["forward", "loss", "backward", "update"]
PHASES: tuple[Phase, ...] = ("forward", "loss", "backward", "update")
"""The phases of a step, in their order."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Make ready to train the experiment in a text; every answer carries the ``number`` of the training."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Train until so many updates are done, at ``rate`` steps per second, or as fast as possible without one."""

    until: int
    rate: float | None = None


@dataclass(frozen=True, slots=True)
class Advance:
    """Do the next phase of a step, or all phases that are left of it."""

    whole: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop after the step that is being made."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The last snapshot has been shown; the next one is wanted after ``interval`` seconds of work at the earliest."""

    interval: float


Order: TypeAlias = Begin | Run | Advance | Pause | Seen


@dataclass(frozen=True, eq=False, slots=True)
class Snapshot:
    """How far a training is.

    ``progress`` is whole but for its checkpoints: only those that no snapshot before has had; ``kept`` has the steps of
    all. ``norms`` has by the full name of what each layer gives ‖dL/dh_t‖ over the steps of the last batch, ``sample``
    what a character model writes by now; either is None where it was not looked for. ``is_running`` says whether the
    training goes on.
    """

    number: int
    progress: Progress
    kept: tuple[int, ...]
    is_running: bool
    norms: Mapping[str, Array] | None = None
    sample: str | None = None


@dataclass(frozen=True, eq=False, slots=True)
class PhaseDone:
    """What a phase of step ``step`` has computed.

    ``batch`` is the number of steps and of sequences. Forward: ``outputs`` of the first sequence, (T, n). Loss: the
    ``score``. Backward: ``norms`` over the steps as in a snapshot, ``lengths`` of the gradient by each parameter, and
    the ``norm`` of the whole. Update: the ``changes`` of all parameters.
    """

    number: int
    step: int
    phase: Phase
    batch: tuple[int, int]
    outputs: Array | None = None
    score: Score | None = None
    norms: Mapping[str, Array] | None = None
    lengths: Mapping[str, float] = field(default_factory=dict)
    norm: float = 0.0
    changes: Mapping[str, Array] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ready:
    """A training can begin."""

    number: int


@dataclass(frozen=True, slots=True)
class Stopped:
    """A training cannot begin or go on, and why; it ``exploded``, or what it was given is wrong."""

    number: int
    reason: str
    exploded: bool


Answer: TypeAlias = Snapshot | PhaseDone | Ready | Stopped
