"""Which way derivatives take from a state to the state before: the belt, or through the gates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .error import InputError
from .expr import Expr
from .graph import operands
from .network import in_time, qualify
from .ops import Array
from .pullback import Pullback, Rows, identity
from .unroll import Unrolled

if TYPE_CHECKING:
    from .adjoint import Adjoint
    from .gradient import Gradients
    from .network import Sweep
    from .run import Run


@dataclass(frozen=True, slots=True)
class PathSplit:
    """The one-step Jacobians of a state by its old self, in two parts.

    ``belt`` of shape (T, n) is the diagonal of the elementwise path on which gates and candidates are held fixed;
    ``rest`` of shape (T, n, n) is all else. diag(belt[t−1]) + rest[t−1] is d state_t / d state_{t−1}; against time,
    d state_t / d state_{t+1}.
    """

    belt: Array
    rest: Array


@dataclass(frozen=True, slots=True)
class Paths:
    """The gradient of a state by the way it comes, three terms of shape (T, n) that sum to it.

    ``belt`` has come back along the belt from the next step, ``loss`` comes from the step's own loss without another
    step, ``rest`` through gates, candidates and other states.
    """

    belt: Array
    rest: Array
    loss: Array


def locate(sweeps: Mapping[Sweep, Unrolled], field: str, name: str) -> tuple[Sweep, str]:
    """The layer and direction of a value of a cell, and its name there; ``field`` is blamed for one that is not."""
    for sweep, unrolled in sweeps.items():
        for own in unrolled.cell.values:
            if qualify(*sweep, own) == name:
                return sweep, own
    raise InputError(field, name, "a value of a cell")


def locate_state(sweeps: Mapping[Sweep, Unrolled], field: str, name: str) -> tuple[Sweep, str]:
    """The layer and direction of a state, and its name there."""
    sweep, own = locate(sweeps, field, name)
    if not sweeps[sweep].is_state(own):
        states = [qualify(*sweep, state.name) for sweep, unrolled in sweeps.items() for state in unrolled.cell.states]
        raise InputError(field, name, f"a state: {', '.join(states)}")
    return sweep, own


def one_step(run: Run, of: str, wrt: str | None = None) -> Array:
    """d of_t / d wrt_{t−1} at [t−1], of shape (T, n, n), the other old states held fixed.

    ``wrt`` is a state of the same layer and direction, ``of`` itself unless given. Against time it is
    d of_t / d wrt_{t+1}.
    """
    sweep, name = locate(run.sweeps, "of", of)
    other, old = locate_state(run.sweeps, "wrt", of if wrt is None else wrt)
    if other != sweep:
        raise InputError("wrt", wrt, f"a state of the same layer and direction as {of}")
    with np.errstate(all="ignore"):
        return step_jacobians(run.sweeps[sweep], name)[old][in_time(sweep[1])]


def step_jacobians(unrolled: Unrolled, name: str, steps: slice = slice(None)) -> dict[str, Array]:
    """The derivative of a value by each state that its step receives, each (T, n, n), as the cell runs.

    ``steps`` are those wanted, from 0.
    """
    pullback = Pullback(unrolled, (name,), steps)
    found = pullback.back({pullback.node(name): identity(pullback)})
    return {symbol.name: found.dense(symbol) for symbol in pullback.graph.updates}


def belt_of(run: Run, state: str) -> Array:
    """The diagonal of the belt of a state at every step, of shape (T, n)."""
    sweep, name = locate_state(run.sweeps, "state", state)
    with np.errstate(all="ignore"):
        return Pullback(run.sweeps[sweep]).belt(name)[in_time(sweep[1])]


def path_split(run: Run, state: str) -> PathSplit:
    """The one-step Jacobians of a state along its belt and all other ways."""
    sweep, name = locate_state(run.sweeps, "state", state)
    pullback, order = Pullback(run.sweeps[sweep]), in_time(sweep[1])
    with np.errstate(all="ignore"):
        belt = pullback.belt(name)
        found = pullback.back({pullback.node(name): identity(pullback)})
        rest = found.dense(pullback.symbol(name), less=belt)
    return PathSplit(belt[order], rest[order])


def paths(gradients: Gradients, state: str) -> Paths:
    """The gradient of a state by the way it comes, each term computed by itself: no small one is a difference."""
    sweeps = {sweep: adjoint.unrolled for sweep, adjoint in gradients.adjoints.items()}
    sweep, name = locate_state(sweeps, "state", state)
    order, adjoint = in_time(sweep[1]), gradients.adjoints[sweep]
    pullback = Pullback(sweeps[sweep])
    with np.errstate(all="ignore"):
        belt = pullback.belt(name)
        signal = gradients.signal if gradients.unfed is None else gradients.unfed
        own = within_step(sweeps, gradients.given, signal)[sweep]
        from_next = {symbol.name: from_next_step(adjoint, pullback, symbol.name) for symbol in pullback.graph.updates}
        from_next[name] = from_next_step(adjoint, pullback, name, less=belt)
        rest = take_back(sweeps[sweep], {old: _earlier(rows)[:, None] for old, rows in from_next.items()}, name)
        rest = rest + take_back(sweeps[sweep], _from_above(gradients, sweep, own), name)
        loss = take_back(sweeps[sweep], own, name)
        return Paths(_earlier(belt * adjoint.values[name])[order], rest[order, 0], loss[order, 0])


def from_next_step(adjoint: Adjoint, pullback: Pullback, state: str, less: Array | None = None) -> Array:
    """What each step gives back to a state that it receives, without its belt ``less``, of shape (T, n)."""
    symbol = pullback.symbol(state)
    total = np.zeros(pullback.shape)
    for (cut, target), factor in pullback.factors.items():
        if target is symbol:
            on_belt = less is not None and cut is pullback.graph.updates[symbol]
            total += adjoint.of(cut) * (factor - less if on_belt and less is not None else factor)
    for affine in pullback.graph.affines:
        if symbol in operands(affine):
            total += adjoint.of(affine) @ pullback.matrix(affine, symbol)
    return total


def _earlier(rows: Array) -> Array:
    """What comes from the next step at each step, 0 at the last."""
    return np.concatenate([rows[1:], np.zeros((1, rows.shape[1]))])


def _from_above(gradients: Gradients, sweep: Sweep, own: Mapping[str, Array]) -> dict[str, Array]:
    """What the layer above, or an output fed back, carries back from other steps to the output of a cell, (T, 1, n)."""
    above = [
        adjoint.inputs[in_time(other[1])] for other, adjoint in gradients.adjoints.items() if other[0] == sweep[0] + 1
    ]
    unrolled, order = gradients.adjoints[sweep].unrolled, in_time(sweep[1])
    output, size = unrolled.cell.output.name, unrolled.sizes.hidden_size
    if not above:
        return {} if gradients.fed is None else {output: gradients.fed[:, None]}
    all_steps = sum(above[1:], above[0])[order, None, size * sweep[1] : size * (1 + sweep[1])]
    direct = gradients.given.get(qualify(*sweep, output))
    same_step = own[output] if direct is None else own[output] - direct[order, None]
    return {output: all_steps - same_step}


def within_step(
    sweeps: Mapping[Sweep, Unrolled], given: Mapping[str, Array], signal: Array
) -> dict[Sweep, dict[str, Array]]:
    """What each step's own loss gives to the values of each layer within the step, from outside the layer.

    ``given`` has the derivatives of the loss by values of the run, each (T, n), ``signal`` those by what the read-out
    sees, (T, top_size). Each array found has shape (T, 1, n), in the order in which the cell runs.
    """
    found: dict[Sweep, dict[str, Array]] = {}
    for layer in sorted({layer for layer, _ in sweeps}, reverse=True):
        mine = [sweep for sweep in sweeps if sweep[0] == layer]
        for sweep, part in zip(mine, np.split(signal, len(mine), axis=1), strict=True):
            cell, order = sweeps[sweep].cell, in_time(sweep[1])
            names = {name: qualify(*sweep, name) for name in cell.values}
            own = {name: given[full][order, None] for name, full in names.items() if full in given}
            own[cell.output.name] = own.get(cell.output.name, 0.0) + part[order, None]
            found[sweep] = own
        if layer:
            below = [take_back(sweeps[sweep], found[sweep], "x")[in_time(sweep[1]), 0] for sweep in mine]
            signal = sum(below[1:], below[0])
    return found


def take_back(unrolled: Unrolled, given: Mapping[str, Array], name: str) -> Array:
    """Derivatives by some values of each step, each (T, m, n), taken back to another value of the same step."""
    pullback = Pullback(unrolled, tuple({*given, name} - {"x"}))
    start: dict[Expr, Rows] = {pullback.node(value): rows for value, rows in given.items()}
    return pullback.back(start).dense(pullback.node(name))
