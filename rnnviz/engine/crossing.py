"""Jacobians between layers, directions, inputs and outputs, and of networks whose outputs are fed back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .clamp import held_units
from .error import InputError
from .feedback import steps_back
from .gradient import Gradients, backward
from .jacobian import jacobian_of_cell
from .network import in_time
from .ops import Array
from .path import from_next_step, locate
from .pullback import Pullback
from .transition import by_state_alone

if TYPE_CHECKING:
    from .network import Sweep
    from .run import Run

OUTSIDE = ("x", "y", "p")
"""Values that belong to no cell."""


def jacobian(run: Run, of: str, to: int, at: int, wrt: str) -> Array:
    """d of_to / d wrt_at of shape (n, m) for any values of a run, as ``Run.jacobian`` says."""
    _check(run, "to", of, to)
    _check(run, "at", wrt, at)
    sweeps = [locate(run.sweeps, "of", name)[0] if name not in OUTSIDE else None for name in (of, wrt)]
    if sweeps[0] == sweeps[1] is not None and (not run.schedule.feeds or to <= at):
        return jacobian_of_cell(run, of, to, at, wrt)
    if of == "p" and run.loss is not None:
        p = run["p"][to - 1]
        below = np.eye(len(p)) if (wrt, at) == (run.loss.on, to) else run.jacobian(run.loss.on, to, at, wrt)
        return np.asarray((np.diag(p) - np.outer(p, p)) @ below)
    if of == wrt and to == at:
        return np.eye(run[of].shape[1])
    if not 1 <= to <= run.n_steps:
        return np.zeros((run[of].shape[1], run[wrt].shape[1]))
    find = _by_feedback if run.schedule.feeds else _by_gradients
    with np.errstate(all="ignore"):
        found = find(run, of, to, at, wrt)
    if wrt in run.schedule.clamps and 1 <= at <= run.n_steps:
        return np.where(held_units(run.schedule.clamps, wrt)[at - 1], 0.0, found)
    return found


def crossed(run: Run, of: str, to: int, wrt: str) -> Array:
    """d of_to / d wrt_t by a state of another layer or direction, at every step t that it has: (T + 1, n, m).

    Steps are t = 0…T, of a state that runs against time t = 1…T + 1; see ``jacobian``.
    """
    _check(run, "to", of, to)
    first = int(_is_reverse(run, wrt))
    if run.schedule.feeds or not 1 <= to <= run.n_steps:
        return np.stack([jacobian(run, of, to, t, wrt) for t in range(first, first + run.n_steps + 1)])
    rows = []
    with np.errstate(all="ignore"):
        for unit in np.eye(run[of].shape[1]):
            upstream = np.zeros(run[of].shape)
            upstream[to - 1] = unit
            rows.append(_by_state_everywhere(run, backward(run, {of: upstream}), wrt))
    return np.stack(rows, axis=1)


def _by_state_everywhere(run: Run, gradients: Gradients, wrt: str) -> Array:
    """What ``_by_state`` finds, at every step that a state has, (T + 1, m) in the order of time."""
    sweep, name = locate(run.sweeps, "wrt", wrt)
    unrolled, order = run.sweeps[sweep], in_time(sweep[1])
    found = np.zeros((run.n_steps + 1, run[wrt].shape[1]))
    found[:-1] = from_next_step(gradients.adjoints[sweep], Pullback(unrolled), name)
    found[1:] += by_state_alone(unrolled, _from_above(run, gradients, sweep)[order, None], name)[:, 0]
    if name in unrolled.clamps:
        found[1:][held_units(unrolled.clamps, name)] = 0.0
    return found[order]


def _check(run: Run, argument: str, name: str, step: int) -> None:
    """Blame a step that a value does not have."""
    if name == "loss" or (name == "p" and argument == "at"):
        raise InputError("of" if argument == "to" else "wrt", name, "a value of the network")
    if name not in OUTSIDE:
        locate(run.sweeps, "of" if argument == "to" else "wrt", name)
    elif name not in run:
        raise InputError("of" if argument == "to" else "wrt", name, "a value of the network")
    starts = {name: run.n_steps + 1 if _is_reverse(run, name) else 0 for name in run.start}
    if not isinstance(step, int | np.integer) or not (1 <= step <= run.n_steps or step == starts.get(name)):
        raise InputError(argument, step, f"a step of the run, of which there are {run.n_steps}")


def _is_reverse(run: Run, name: str) -> bool:
    return locate(run.sweeps, "state", name)[0][1]


def _by_gradients(run: Run, of: str, to: int, at: int, wrt: str) -> Array:
    """One backward pass for each unit of ``of``."""
    units = np.eye(run[of].shape[1])
    rows = []
    for unit in units:
        upstream = np.zeros(run[of].shape)
        upstream[to - 1] = unit
        gradients = backward(run, {of: upstream})
        is_state = wrt in run.start
        rows.append(_by_state(run, gradients, wrt, at) if is_state else gradients[wrt][at - 1])
    return np.stack(rows)


def _by_state(run: Run, gradients: Gradients, wrt: str, at: int) -> Array:
    """The gradient of a state at a step, the other states of its cell held fixed: from its next step and from above."""
    sweep, name = locate(run.sweeps, "wrt", wrt)
    unrolled, adjoint = run.sweeps[sweep], gradients.adjoints[sweep]
    order = run.n_steps + 1 - at if sweep[1] else at
    found = np.zeros(run[wrt].shape[1])
    if order < run.n_steps:
        found = found + from_next_step(adjoint, Pullback(unrolled), name)[order]
    if order > 0:
        above = _from_above(run, gradients, sweep)[None, at - 1 : at]
        found = found + by_state_alone(unrolled, above, name, slice(order - 1, order))[0, 0]
    return found


def _from_above(run: Run, gradients: Gradients, sweep: Sweep) -> Array:
    """What comes from the layer above, or the read-out, to what a cell gives, of shape (T, n) in the order of time."""
    layer, reverse = sweep
    size = run.network.layers[layer].hidden_size
    columns = slice(size * reverse, size * (1 + reverse))
    above = [
        adjoint.inputs[::-1] if other[1] else adjoint.inputs
        for other, adjoint in gradients.adjoints.items()
        if other[0] == layer + 1
    ]
    found: Array = sum(above[1:], above[0]) if above else gradients.signal
    return found[:, columns]


def _by_feedback(run: Run, of: str, to: int, at: int, wrt: str) -> Array:
    """One pass for all units of ``of``, step by step from ``to`` to ``at``."""
    units = np.eye(run[of].shape[1])
    for step in steps_back(run, len(units), lambda t: {of: units} if t == to else {}, last=to):
        if step.t == at and wrt not in run.start:
            return step.value(wrt)
        if step.t == 1 and at == 0:
            return step.handed[wrt]
        if step.t == at:
            sweep, name = locate(run.sweeps, "wrt", wrt)
            above = step.signals[sweep[0]][None]
            return np.asarray(step.later[wrt] + by_state_alone(run.sweeps[sweep], above, name, slice(at - 1, at))[0])
    return np.zeros((len(units), run[wrt].shape[1]))
