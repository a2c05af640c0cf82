"""Outputs that come back as inputs: what the steps of a sequence receive, and what flows back through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .adjoint import Adjoint
from .loss import softmax
from .network import Network, qualify
from .ops import Array
from .scaled import Powers
from .schedule import Feedback, Schedule
from .unroll import Unrolled, unroll

if TYPE_CHECKING:
    from .network import Sweep
    from .run import Run


def feed(kind: Feedback, output: Array) -> Array:
    """The input (n,) that an output (n,) becomes."""
    if kind == "output":
        return output
    if kind == "probability":
        return softmax(output)
    unit = np.zeros(output.shape)
    unit[output.argmax()] = 1.0
    return unit


def feed_back(kind: Feedback, output: Array, rows: Array) -> Array:
    """Derivatives (m, n) by the input that ``output`` (n,) has become, taken back to the output."""
    if kind == "output":
        return rows
    if kind == "probability":
        p = softmax(output)
        return np.asarray(p * (rows - (rows @ p)[:, None]))
    return np.zeros(rows.shape)


def receive(
    network: Network, parameters: Mapping[str, Array], inputs: Array, start: Mapping[str, Array], schedule: Schedule
) -> Array:
    """What each step receives, (T, I): inputs where they are given, elsewhere 0 or what the step before gave."""
    received = schedule.received(inputs)
    fed = [t for t in range(1, len(inputs) + 1) if schedule.is_fed(t)]
    if not fed or schedule.feedback is None:
        return received
    received = received.copy()
    states = dict(start)
    for t in range(1, fed[-1]):
        signal = received[t - 1 : t]
        for k in range(len(network.layers)):
            signal = _step(network, k, parameters, signal, states, schedule, t)
        if schedule.is_fed(t + 1):
            output = signal[0] @ parameters["W_hy"].T + parameters["b_y"]
            received[t] = feed(schedule.feedback, output)
    return received


def _step(  # noqa: PLR0913, PLR0917 - what one step of one layer needs
    network: Network,
    layer: int,
    parameters: Mapping[str, Array],
    signal: Array,
    states: dict[str, Array],
    schedule: Schedule,
    t: int,
) -> Array:
    """What a layer makes of ``signal`` (1, n) at step t; ``states`` are replaced by the new ones."""
    cell = network.layers[layer].cell
    own = {p.name: parameters[qualify(layer, False, p.name)] for p in cell.parameters}
    names = {state.name: qualify(layer, False, state.name) for state in cell.states}
    clamps = {name: schedule.clamps[full][t - 1 : t] for name, full in names.items() if full in schedule.clamps}
    done = unroll(cell, own, signal, {name: states[full] for name, full in names.items()}, clamps)
    states |= {full: done.values[name][0] for name, full in names.items()}
    return done.values[cell.output.name]


@dataclass(frozen=True, eq=False)
class StepBack:
    """What flows back through one step of a network whose outputs are fed back, for B derivatives at once.

    ``later`` has by full name what the next step hands back to each state, ``signals`` by layer what comes to its
    output from above, ``handed`` what this step hands back to each state it receives; ``y`` is all that comes to the
    output, ``fed`` the part of it from the next step's input ``x``. Each has shape (B, n), times 2 to ``powers`` (B,).
    """

    t: int
    adjoints: Mapping[Sweep, Adjoint]
    later: Mapping[str, Array]
    signals: Mapping[int, Array]
    handed: Mapping[str, Array]
    y: Array
    fed: Array
    x: Array
    powers: Powers

    def value(self, name: str) -> Array:
        """The derivatives by a value of the step, (B, n)."""
        if name in ("x", "y"):
            return self.x if name == "x" else self.y
        for sweep, adjoint in self.adjoints.items():
            for own, array in adjoint.values.items():
                if qualify(*sweep, own) == name:
                    return array.reshape(len(self.y), -1)
        raise KeyError(name)


def steps_back(
    run: Run,
    count: int,
    given: Callable[[int], Mapping[str, Array]],
    *,
    last: int | None = None,
    scaled: bool = False,
) -> Iterator[StepBack]:
    """Back from the ``last`` step to the first, for ``count`` derivatives at once.

    ``given(t)`` has what comes from outside to values of step t, each (count, n). Where ``scaled``, what flows on is
    kept about 1 by powers of two; a derivative must not be given anything once something of it flows.
    """
    schedule = run.schedule
    assert schedule.feedback is not None
    later = {name: np.zeros((count, size)) for name, size in run.network.states.items()}
    fed = np.zeros((count, run["y"].shape[1]))
    powers: Powers = np.zeros(count, dtype=np.int64)
    for t in range(run.n_steps if last is None else last, 0, -1):
        step = _step_back(run, t, given(t), later, fed, powers)
        yield step
        later, fed = dict(step.handed), np.zeros(fed.shape)
        if schedule.is_fed(t):
            fed = feed_back(schedule.feedback, run["y"][t - 2], step.x)
        if scaled:
            shift = _powers((*later.values(), fed))
            powers = powers + shift
            later, fed = {name: _shifted(rows, -shift) for name, rows in later.items()}, _shifted(fed, -shift)


def _step_back(  # noqa: PLR0913, PLR0917 - all that comes back to one step
    run: Run, t: int, given: Mapping[str, Array], later: Mapping[str, Array], fed: Array, powers: Powers
) -> StepBack:
    count = len(fed)
    y = fed + given["y"] if "y" in given else fed
    signal = y @ run.parameters["W_hy"]
    adjoints: dict[Sweep, Adjoint] = {}
    signals: dict[int, Array] = {}
    handed: dict[str, Array] = {}
    for sweep in sorted(run.sweeps, reverse=True):
        unrolled = _at(run.sweeps[sweep], t, count)
        signals[sweep[0]] = signal
        upstream = {unrolled.cell.output.name: signal}
        for name in unrolled.cell.values:
            full = qualify(*sweep, name)
            for more in (part[full] for part in (given, later) if full in part):
                upstream[name] = upstream[name] + more if name in upstream else more
        rows = {name: array if count == 1 else array[None] for name, array in upstream.items()}
        adjoint = adjoints[sweep] = unrolled.backward(rows)
        handed |= {qualify(*sweep, name): array.reshape(count, -1) for name, array in adjoint.start.items()}
        signal = adjoint.inputs.reshape(count, -1)
    x = signal + given["x"] if "x" in given else signal
    return StepBack(t, adjoints, later, signals, handed, y, fed, x, powers)


def _at(unrolled: Unrolled, t: int, count: int) -> Unrolled:
    """One step of an unrolled cell, as often as there are derivatives."""
    record = unrolled.record[t - 1 : t + 1]
    if count > 1:
        record = np.repeat(record[:, :, None], count, axis=2)
    clamps = {name: values[t - 1 : t] for name, values in unrolled.clamps.items()}
    return Unrolled(unrolled.cell, unrolled.parameters, unrolled.sizes._replace(batch=count), record, clamps)


def _powers(parts: tuple[Array, ...]) -> Powers:
    """For each derivative, the power of two of its largest number; 0 where that is no number."""
    largest = np.max([np.abs(part).max(axis=1) for part in parts], axis=0)
    return np.where(np.isfinite(largest), np.frexp(largest)[1], 0).astype(np.int64)


def _shifted(rows: Array, powers: Powers) -> Array:
    return np.asarray(np.ldexp(rows, powers[:, None]))


def come_back(run: Run, given: Mapping[str, Array]) -> Array:
    """What comes back to each output, as the next step's input, of what is ``given`` from outside; all (T, n)."""
    found = np.zeros(run["y"].shape)
    for step in steps_back(run, 1, lambda t: {name: array[t - 1 : t] for name, array in given.items()}):
        found[step.t - 1] = step.fed[0]
    return found
