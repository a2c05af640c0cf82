"""Edits of the inputs and targets over time; steps count from 1, units from 0."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..engine.error import InputError
from . import array, form, limit
from .experiment import Experiment
from .target import missing_like


def set_input(experiment: Experiment, t: int, unit: int, value: float) -> Experiment:
    """One input number x_t[unit]."""
    row = _row(experiment, t)
    limit.whole_number("unit", unit, 0, experiment.network.input_size - 1)
    number = array.number(f"inputs, step {t}, unit {unit + 1}", value)
    if experiment.inputs[row, unit] == number:
        return experiment
    inputs = experiment.inputs.copy()
    inputs[row, unit] = number
    return replace(experiment, inputs=inputs)


def set_symbol(experiment: Experiment, t: int, char: str) -> Experiment:
    """The symbol at one step, as a unit vector."""
    row = _row(experiment, t)
    if experiment.alphabet is None:
        raise InputError("symbol", char, "a number, as the experiment has no alphabet")
    place = array.place(f"inputs, step {t}", char, experiment.alphabet)
    if experiment.symbols[row] == char:
        return experiment
    inputs = experiment.inputs.copy()
    inputs[row] = 0.0
    inputs[row, place] = 1.0
    return replace(experiment, inputs=inputs)


def set_inputs(experiment: Experiment, rows: object) -> Experiment:
    """All inputs (T, input_size); targets are cut or padded to the new length."""
    return experiment.with_inputs(array.sequence("inputs", rows, experiment.network.input_size))


def set_text(experiment: Experiment, text: str) -> Experiment:
    """All inputs as symbols; targets are cut or padded to the new length."""
    if not isinstance(text, str):
        raise InputError("inputs", text, "text")
    return experiment.with_inputs(text)


def insert_steps(experiment: Experiment, at: int, rows: object) -> Experiment:
    """``rows`` (n, input_size), or text, put before step ``at``; T + 1 is the end. They have no targets.

    A schedule that has a form keeps it; else the new steps are given, read and clamped like the step before them.
    """
    row = limit.whole_number("step", at, 1, experiment.n_steps + 1) - 1
    if isinstance(rows, str) and experiment.alphabet is not None:
        rows = array.one_hot("inputs", rows, experiment.alphabet)
    added = array.sequence("inputs", rows, experiment.network.input_size)
    inputs = np.insert(experiment.inputs, row, added, axis=0)
    targets = experiment.targets
    if targets is not None:
        targets = np.insert(targets, row, missing_like(targets, len(added)), axis=0)
    schedule = form.insert_steps(experiment.schedule, experiment.n_steps, row, len(added))
    return replace(experiment, inputs=inputs, targets=targets, schedule=schedule)


def remove_steps(experiment: Experiment, at: int, count: int = 1) -> Experiment:
    """The sequence without ``count`` steps from step ``at`` on; at least one step stays."""
    row = _row(experiment, at)
    limit.whole_number("number of steps to remove", count, 1, experiment.n_steps - row)
    if count == experiment.n_steps:
        raise InputError("number of steps to remove", count, f"at most {count - 1}, so that one step is left")
    gone = slice(row, row + count)
    targets = None if experiment.targets is None else np.delete(experiment.targets, gone, axis=0)
    schedule = form.remove_steps(experiment.schedule, experiment.n_steps, row, count)
    inputs = np.delete(experiment.inputs, gone, axis=0)
    return replace(experiment, inputs=inputs, targets=targets, schedule=schedule)


def set_length(experiment: Experiment, n_steps: int) -> Experiment:
    """The sequence cut, or continued with zeros (with its last symbol where there is an alphabet), to ``n_steps``."""
    limit.whole_number("number of steps", n_steps, 1, limit.MAX_STEPS)
    if n_steps == experiment.n_steps:
        return experiment
    kept = experiment.inputs[:n_steps]
    filler = experiment.inputs[-1] if experiment.alphabet is not None else np.zeros(experiment.network.input_size)
    added = np.tile(filler, (n_steps - len(kept), 1))
    return experiment.with_inputs(np.concatenate([kept, added]))


def set_target(experiment: Experiment, t: int, unit: int, value: float | None) -> Experiment:
    """One target number of a squared loss; None for no target."""
    row = _row(experiment, t)
    if experiment.targets is None or experiment.targets.ndim != 2:
        raise InputError("target", value, "a squared loss to compare a number with")
    limit.whole_number("unit", unit, 0, experiment.targets.shape[1] - 1)
    number = np.nan if value is None else array.number(f"targets, step {t}, unit {unit + 1}", value)
    if np.array_equal(experiment.targets[row, unit], number, equal_nan=True):
        return experiment
    targets = experiment.targets.copy()
    targets[row, unit] = number
    return replace(experiment, targets=targets)


def set_target_class(experiment: Experiment, t: int, target: int | str | None) -> Experiment:
    """The class at one step for a softmax loss, or its symbol; None for no target."""
    row = _row(experiment, t)
    if experiment.targets is None or experiment.targets.ndim != 1:
        raise InputError("target", target, "a softmax loss to compare a class with")
    old: list[object] = experiment.targets.tolist()
    new = experiment.with_targets([*old[:row], target, *old[row + 1 :]])
    return experiment if new.targets is not None and new.targets[row] == old[row] else new


def set_targets(experiment: Experiment, targets: object) -> Experiment:
    """All targets: rows, classes or text, one entry for each step; None for no target anywhere."""
    return experiment.with_targets(targets)


def shuffle_steps(experiment: Experiment, seed: int, with_targets: bool = False) -> Experiment:
    """The same inputs in another order, chosen by ``seed``, each with its target where ``with_targets``.

    Only the steps that have an input change places; with fewer than two of them there is no other order.
    """
    limit.check_seed(seed)
    steps = (
        np.arange(experiment.n_steps)
        if experiment.schedule.given is None
        else np.flatnonzero(experiment.schedule.given)
    )
    if len(steps) < 2:
        return experiment
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(steps))
    while (order == np.arange(len(steps))).all():
        order = rng.permutation(len(steps))
    inputs, targets = experiment.inputs.copy(), experiment.targets
    inputs[steps] = experiment.inputs[steps[order]]
    if with_targets and targets is not None:
        moved = targets.copy()
        moved[steps] = targets[steps[order]]
        targets = moved
    return replace(experiment, inputs=inputs, targets=targets)


def _row(experiment: Experiment, t: int) -> int:
    """The row of step ``t``, which counts from 1."""
    return limit.whole_number("step", t, 1, experiment.n_steps) - 1
