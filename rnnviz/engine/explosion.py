"""Where numbers have left the range of floating point, and what helps."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .batch import Batch
from .loss import Loss
from .network import Network
from .ops import Array
from .optimiser import Settings
from .run import Run, forward
from .schedule import Schedule


class Exploded(ArithmeticError):  # noqa: N818 - what has happened to a training, not a fault of the program
    """A training has left the range of floating point: at which update, what came first, and what helps."""

    def __init__(self, step: int, culprit: str, remedies: tuple[str, ...]) -> None:
        self.step = step
        self.culprit = culprit
        self.remedies = remedies
        super().__init__(f"step {step}: {culprit} is not a finite number. What helps: {', or '.join(remedies)}")


def find_parameter(parameters: Mapping[str, Array]) -> str | None:
    """The first parameter that is not finite."""
    return next((name for name, array in parameters.items() if not np.isfinite(array).all()), None)


def find_gradient(gradients: Mapping[str, Array]) -> str:
    """The parameter whose gradient is the first that is not finite, or else the largest."""
    largest = max(gradients, key=lambda name: float(np.abs(gradients[name]).max()))
    return f"the gradient of {find_parameter(gradients) or largest}"


def find_value(network: Network, parameters: Mapping[str, Array], loss: Loss, batch: Batch, schedule: Schedule) -> str:
    """What was the first not to be finite: a parameter, else the value of the earliest step."""
    name = find_parameter(parameters)
    if name is not None:
        return f"the parameter {name}"
    found = [
        first for b in range(batch.size) if (first := _first_value(_run(network, parameters, loss, batch, schedule, b)))
    ]
    if not found:
        return "the loss"
    t, _, name = min(found)
    return f"{'the loss' if name == 'loss' else name} at step {t} of a sequence"


def find_remedies(settings: Settings, n_done: int) -> tuple[str, ...]:
    """What helps against an explosion after a number of updates."""
    if n_done == 0:
        return "smaller initial weights", "smaller inputs and targets"
    clip = (
        "clipping the norm of the gradient"
        if settings.clip is None
        else f"clipping to a smaller norm than {settings.clip:g}"
    )
    return f"a lower learning rate than {settings.rate:g}", clip, "smaller initial weights"


def _run(  # noqa: PLR0913, PLR0917 - all that a run is made of
    network: Network, parameters: Mapping[str, Array], loss: Loss, batch: Batch, schedule: Schedule, b: int
) -> Run:
    """One sequence of a batch."""
    length = batch.n_steps if batch.lengths is None else int(batch.lengths[b])
    given = batch.start or {}
    start = {name: given[name][b] if name in given else np.zeros(size) for name, size in network.states.items()}
    inputs, targets = batch.inputs[:length, b], batch.targets[:length, b]
    return forward(network, parameters, inputs, start, loss, targets, schedule.part(0, length))


def _first_value(run: Run) -> tuple[int, int, str] | None:
    """The step (from 1), place in the order and name of the first value that is not finite."""
    found = []
    for place, name in enumerate(("x", *run.order)):
        finite = np.isfinite(run[name]).reshape(run.n_steps, -1).all(axis=1)
        if not finite.all():
            found.append((int(finite.argmin()) + 1, place, name))
    return min(found, default=None)
