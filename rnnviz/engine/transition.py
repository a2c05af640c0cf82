"""One step of a whole network: what all layers, and outputs that are fed back, make of what the step receives."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .feedback import feed_back
from .network import qualify
from .ops import Array
from .path import locate_state
from .pullback import Pullback
from .unroll import Unrolled

if TYPE_CHECKING:
    from .run import Run


@dataclass(frozen=True, eq=False, slots=True)
class Down:
    """Derivatives by values of each step, taken back within the step through all layers below; each (T, m, n).

    ``states`` are by the states that a step receives, ``outputs`` by what each layer gives, ``x`` by the input.
    """

    states: Mapping[str, Array]
    outputs: Mapping[int, Array]
    x: Array


def take_down(run: Run, given: Mapping[str, Array]) -> Down:
    """Take derivatives by values of each step, by full name and each (T, m, n), down; no layer runs against time."""
    states: dict[str, Array] = {}
    outputs: dict[int, Array] = {}
    signal = given["y"] @ run.parameters["W_hy"] if "y" in given else None
    for sweep in sorted(run.sweeps, reverse=True):
        unrolled = run.sweeps[sweep]
        mine = {name: given[qualify(*sweep, name)] for name in unrolled.cell.values if qualify(*sweep, name) in given}
        if signal is not None:
            output = unrolled.cell.output.name
            outputs[sweep[0]] = signal
            mine[output] = mine[output] + signal if output in mine else signal
        if mine:
            pullback = Pullback(unrolled, tuple(mine))
            found = pullback.back({pullback.node(name): rows for name, rows in mine.items()})
            states |= {qualify(*sweep, symbol.name): found.dense(symbol) for symbol in pullback.graph.updates}
            signal = found.dense(unrolled.cell.input)
    return Down(states, outputs, given["x"] if signal is None else signal)


def by_state_alone(unrolled: Unrolled, rows: Array, state: str, steps: slice = slice(None)) -> Array:
    """Derivatives (T, m, n) by what a cell gives, taken to a state of the same step, its other states held fixed.

    The T rows are those of ``steps``, from 0 as the cell runs.
    """
    output = unrolled.cell.output.name
    pullback = Pullback(unrolled, (output, state), steps)
    mine = pullback.graph.updates[pullback.symbol(state)]
    others = [new for new in pullback.graph.updates.values() if new is not mine]
    return pullback.back({pullback.node(output): rows}, fixed=others).dense(mine)


def through_feedback(run: Run, of: str, wrt: str) -> Array:
    """The part of d of_t / d wrt_{t−1} at [t−1] that comes through the output of step t − 1, of shape (T, n, n)."""
    (layer, reverse), state = locate_state(run.sweeps, "wrt", wrt)
    by_input = _by_output(run, take_down(run, {of: _ones(run, of)}).x)
    by_layer = take_down(run, {"y": _ones(run, "y")}).outputs[layer]
    by_state = by_state_alone(run.sweeps[layer, reverse], by_layer, state)
    found = np.zeros((*run[of].shape, by_state.shape[2]))
    found[1:] = by_input[1:] @ by_state[:-1]
    return found


class Transition:
    """The derivatives of all that a step leaves to the next by all that it receives: its states, and the output.

    Everything has a place of ``size`` rows or columns, as many as the largest needs, 0 where it needs less.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self.places = {name: k for k, name in enumerate((*run.start, "y"))}
        self.size = max(run[name].shape[1] for name in self.places)
        self._downs = {name: take_down(run, {name: _ones(run, name)}) for name in self.places}

    def place(self, name: str) -> slice:
        """The rows or columns of a state or of the output."""
        first = self.places[name] * self.size
        return slice(first, first + self._run[name].shape[1])

    def jacobians(self) -> Array:
        """The derivatives at each step, of shape (T, N, N)."""
        width = len(self.places) * self.size
        found = np.zeros((self._run.n_steps, width, width))
        for name, down in self._downs.items():
            for old, rows in down.states.items():
                found[:, self.place(name), self.place(old)] = rows
            found[:, self.place(name), self.place("y")] = _by_output(self._run, down.x)
        return found

    def within(self, state: str) -> Array:
        """What a state, the others of its cell held fixed, makes of all that its step leaves, at [t], (T + 1, N, n).

        The initial state, at [0], has made nothing yet.
        """
        sweep, own = locate_state(self._run.sweeps, "state", state)
        unrolled = self._run.sweeps[sweep]
        found = np.zeros((self._run.n_steps + 1, len(self.places) * self.size, unrolled.sizes.hidden_size))
        found[:, self.place(state)] = np.eye(unrolled.sizes.hidden_size)
        for name, down in self._downs.items():
            if sweep[0] in down.outputs:
                found[1:, self.place(name)] = by_state_alone(unrolled, down.outputs[sweep[0]], own)
        return found

    def walk_back(self, of: str, wrt: str, last: int) -> Iterator[tuple[Array, int]]:
        """d of_last / d wrt_t for t = last…0, each as a matrix and the power of two that it is to be multiplied by."""
        jacobians, within = self.jacobians(), self.within(wrt)
        rows, power = np.eye(jacobians.shape[1])[self.place(of)], 0
        for t in range(last, -1, -1):
            yield rows @ within[t], power
            if t:
                rows = rows @ jacobians[t - 1]
                largest = float(np.abs(rows).max())
                shift = math.frexp(largest)[1] if 0.0 < largest < math.inf else 0
                rows, power = np.ldexp(rows, -shift), power + shift


def _ones(run: Run, name: str) -> Array:
    """The derivative of a value by itself at every step, (T, n, n)."""
    n_steps, size = run[name].shape
    return np.broadcast_to(np.eye(size), (n_steps, size, size))


def _by_output(run: Run, rows: Array) -> Array:
    """Derivatives (T, m, n) by the input of each step, taken to the output that it has been; 0 where it is not fed."""
    found = np.zeros(rows.shape)
    feedback = run.schedule.feedback
    for t in range(2, run.n_steps + 1):
        if feedback is not None and run.schedule.is_fed(t):
            found[t - 1] = feed_back(feedback, run["y"][t - 2], rows[t - 1])
    return found
