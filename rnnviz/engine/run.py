"""Forward through time: a network over a sequence, every value kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .crossing import jacobian
from .error import InputError, UnknownNameError
from .feedback import receive
from .glyph import PLAIN as DEFAULT_WRITING
from .glyph import Writing, writing_of
from .gradient import Gradients, backward
from .influence import influence
from .loss import Loss, Targets, softmax, told
from .network import Network, Sweep, in_time, qualify
from .notation import Notation
from .ops import Array
from .path import PathSplit, one_step, path_split
from .schedule import PLAIN, Schedule
from .transition import through_feedback
from .unroll import Unrolled, unroll


@dataclass(frozen=True, eq=False, repr=False)
class Run:
    """Every value of a network over a sequence of T steps; arrays are read-only.

    ``run[name]`` has shape (T, n) for every value by its full name: the equations and their inner parts, the input
    ``x`` as it is received, the read-out ``y`` and, with a softmax loss, its probabilities ``p``; ``run["loss"]`` has
    shape (T,). ``inputs`` are those from outside; ``targets`` are those that count: none at a step that is not read.
    """

    network: Network
    parameters: Mapping[str, Array]
    inputs: Array
    start: Mapping[str, Array]
    loss: Loss | None
    targets: Targets | None
    sweeps: Mapping[Sweep, Unrolled]
    values: Mapping[str, Array]
    schedule: Schedule = PLAIN
    writing: Writing = DEFAULT_WRITING

    def __repr__(self) -> str:
        return f"<Run of {self.n_steps} steps: {', '.join(self.values)}>"

    def write_in(self, notation: Notation) -> Run:
        """The same run, to be written in a notation."""
        return replace(self, writing=writing_of(self.network, notation))

    @property
    def n_steps(self) -> int:
        """The number of steps T."""
        return len(self.inputs)

    def __getitem__(self, name: str) -> Array:
        try:
            return self.values[name]
        except KeyError:
            raise UnknownNameError("value", name, self.values) from None

    def __contains__(self, name: object) -> bool:
        return name in self.values

    @property
    def total_loss(self) -> float | None:
        """The sum of the losses of all steps; None where there is no loss."""
        return float(self.values["loss"].sum()) if "loss" in self.values else None

    @cached_property
    def told(self) -> NDArray[np.bool_]:
        """Which steps have a target, and so a loss, for one unit at least; (T,)."""
        return np.zeros(self.n_steps, bool) if self.targets is None else told(self.targets)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """What one step computes, in order: the equations, the read-out, the loss."""
        equations = [
            qualify(layer, reverse, equation.name)
            for (layer, reverse), unrolled in self.sweeps.items()
            for equation in unrolled.cell.equations
        ]
        return (*equations, *(name for name in ("y", "loss") if name in self.values))

    @cached_property
    def top(self) -> Array:
        """What the read-out sees, of shape (T, top_size)."""
        return _given_by(self.network, len(self.network.layers) - 1, self.values)

    def state_before(self, name: str, t: int) -> Array:
        """The state that step t (from 1) receives, of shape (n,): a layer against time receives it from step t + 1."""
        if name not in self.start:
            raise UnknownNameError("state", name, self.start)
        if not 1 <= t <= self.n_steps:
            raise InputError("step", t, f"a step of the run, of which there are {self.n_steps}")
        against_time = name.partition(".")[0].endswith("r") and "." in name
        before = t + 1 if against_time else t - 1
        return self.values[name][before - 1] if 1 <= before <= self.n_steps else self.start[name]

    def gradients(self, upstream: Mapping[str, Array] | None = None, only: int | None = None) -> Gradients:
        """The gradients of the total loss; with ``only``, of the loss of that step (from 1) alone.

        With ``upstream``, dL/d(value) of shape (T, n) for any values is given from outside, in place of the loss;
        a run without a loss has no others.
        """
        return self._of_loss if upstream is None and only is None else backward(self, upstream, only)

    @cached_property
    def _of_loss(self) -> Gradients:
        return backward(self, None)

    @cached_property
    def last_loss(self) -> int | None:
        """The last step with a target where several have one; None where the total loss is all there is to tell."""
        found = np.flatnonzero(self.told)
        return int(found[-1]) + 1 if len(found) > 1 else None

    @cached_property
    def of_last_loss(self) -> Gradients:
        """The gradients of the last loss alone: only that of one loss shows how far a gradient gets back."""
        return self._of_loss if self.last_loss is None else backward(self, None, self.last_loss)

    def jacobian(self, of: str, to: int, at: int, wrt: str | None = None) -> Array:
        """d of_to / d wrt_at of shape (n, m): how ``of`` at step ``to`` depends on ``wrt``, or itself, at step ``at``.

        They are any values of cells, or the input ``x``, the read-out ``y``, the probabilities ``p`` (``of`` only). By
        a state, the other states of its cell at step ``at`` are held fixed. Steps count from 1; the initial state is
        step 0, or T + 1 in a layer that runs against time. What is computed in a unit that is held does not matter.
        """
        return jacobian(self, of, to, at, of if wrt is None else wrt)

    def one_step(self, of: str, wrt: str | None = None) -> Array:
        """d of_t / d wrt_{t−1} at [t−1], of shape (T, n, n), for all steps at once; ``wrt`` is a state, or ``of``.

        Against time it is d of_t / d wrt_{t+1}. The way through an output that is fed back is in it.
        """
        found = one_step(self, of, wrt)
        return found + through_feedback(self, of, wrt or of) if self.schedule.feeds else found

    def path_split(self, state: str) -> PathSplit:
        """The one-step Jacobians of a state: ``belt`` (T, n), the diagonal of the elementwise path, and ``rest``.

        ``rest`` has shape (T, n, n); diag(belt[t−1]) + rest[t−1] is d state_t / d state_{t−1}.
        """
        split = path_split(self, state)
        return replace(split, rest=split.rest + through_feedback(self, state, state)) if self.schedule.feeds else split

    def influence(self, name: str) -> Array:
        """dL_k / d name_t at [k−1, t−1], of shape (T, T, n): how the loss of step k depends on a value of step t."""
        return influence(self, name)


def forward(  # noqa: PLR0913, PLR0917 - the seven things that a run is made of
    network: Network,
    parameters: Mapping[str, Array],
    inputs: Array,
    start: Mapping[str, Array],
    loss: Loss | None = None,
    targets: Targets | None = None,
    schedule: Schedule = PLAIN,
) -> Run:
    """Run ``network`` over ``inputs`` of shape (T, I) from the states in ``start`` (full names, each (n,))."""
    schedule.check(network, len(inputs))
    targets = schedule.counted(targets)
    sweeps: dict[Sweep, Unrolled] = {}
    with np.errstate(all="ignore"):
        signal = receive(network, parameters, inputs, start, schedule)
        values: dict[str, Array] = {"x": signal.view()}
        for layer in range(len(network.layers)):
            found = _layer(network, layer, parameters, signal, start, schedule)
            sweeps |= found
            for (_, reverse), unrolled in found.items():
                order = in_time(reverse)
                values |= {qualify(layer, reverse, name): array[order] for name, array in unrolled.values.items()}
            signal = _given_by(network, layer, values)
        if network.output_size is not None:
            values["y"] = signal @ parameters["W_hy"].T + parameters["b_y"]
        if loss is not None and targets is not None:
            if loss.kind == "softmax":
                values["p"] = softmax(values[loss.on])
            values["loss"] = loss.per_step(values[loss.on], targets)
    for array in values.values():
        array.flags.writeable = False
    return Run(network, parameters, inputs, start, loss, targets, sweeps, values, schedule)


def _layer(  # noqa: PLR0913, PLR0917 - what a layer is part of
    network: Network,
    layer: int,
    parameters: Mapping[str, Array],
    signal: Array,
    start: Mapping[str, Array],
    schedule: Schedule,
) -> dict[Sweep, Unrolled]:
    """Each direction of a layer over ``signal`` of shape (T, n)."""
    cell = network.layers[layer].cell
    found: dict[Sweep, Unrolled] = {}
    for reverse in network.layers[layer].directions:
        own = {p.name: parameters[qualify(layer, reverse, p.name)] for p in cell.parameters}
        first = {state.name: start[qualify(layer, reverse, state.name)] for state in cell.states}
        order = in_time(reverse)
        names = {state.name: qualify(layer, reverse, state.name) for state in cell.states}
        clamps = {name: schedule.clamps[full][order] for name, full in names.items() if full in schedule.clamps}
        found[layer, reverse] = unroll(cell, own, signal[order], first, clamps)
    return found


def _given_by(network: Network, layer: int, values: Mapping[str, Array]) -> Array:
    """What a layer gives to the next: its output, both directions side by side, of shape (T, n)."""
    output = network.layers[layer].cell.output.name
    directions = network.layers[layer].directions
    outputs = [values[qualify(layer, reverse, output)] for reverse in directions]
    return outputs[0] if len(outputs) == 1 else np.concatenate(outputs, axis=1)
