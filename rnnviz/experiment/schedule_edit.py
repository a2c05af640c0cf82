"""Edits of what happens at which step: forms, inputs and read-outs, feedback, clamped units and start states.

Steps count from 1, units from 0. Setting something to what it is gives the experiment itself.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..engine.error import InputError
from ..engine.schedule import Feedback, Steps
from . import array, limit
from .experiment import Experiment
from .form import form_of, shortest, with_form
from .schedule import check_feedback
from .sequence_edit import set_length


def set_form(experiment: Experiment, form: str) -> Experiment:
    """One of ``FORMS``: which steps have an input and which are read out.

    The sequence keeps its length where that allows the form: one to one is one step, the others are two or three at
    least. Numbers of steps without input or read-out are kept, but do not count.
    """
    least = shortest(form)
    if form_of(experiment) == form:
        return experiment
    fitted = set_length(experiment, 1 if form == "one-to-one" else max(experiment.n_steps, least))
    return replace(fitted, schedule=with_form(fitted.schedule, form, fitted.n_steps))


def set_feedback(experiment: Experiment, feedback: Feedback | None) -> Experiment:
    """What a step without input receives from the step before it: the output, its softmax, its largest entry; or 0."""
    if feedback == experiment.schedule.feedback:
        return experiment
    if feedback is not None:
        check_feedback(feedback, experiment.network)
    return replace(experiment, schedule=replace(experiment.schedule, feedback=feedback))


def set_given(experiment: Experiment, t: int, is_given: bool) -> Experiment:
    """Whether step ``t`` has an input from outside."""
    mask = _set_step(experiment.schedule.given, experiment, t, is_given, "given")
    schedule = experiment.schedule
    return experiment if mask is schedule.given else replace(experiment, schedule=replace(schedule, given=mask))


def set_read(experiment: Experiment, t: int, is_read: bool) -> Experiment:
    """Whether step ``t`` is read out."""
    mask = _set_step(experiment.schedule.read, experiment, t, is_read, "read")
    schedule = experiment.schedule
    return experiment if mask is schedule.read else replace(experiment, schedule=replace(schedule, read=mask))


def clamp(experiment: Experiment, state: str, unit: int, value: float | None, t: int | None = None) -> Experiment:
    """Hold one unit of a state at ``value`` after step ``t``, or after every step; None lets it go free."""
    _check_unit(experiment, "clamped state", state, unit)
    steps = slice(None) if t is None else limit.whole_number("step", t, 1, experiment.n_steps) - 1
    number = np.nan if value is None else array.number(f"clamp of {state}, unit {unit + 1}", value)
    old = experiment.schedule.clamps.get(state)
    if old is None:
        old = np.full((experiment.n_steps, experiment.network.states[state]), np.nan)
    new = old.copy()
    new[steps, unit] = number
    return experiment if np.array_equal(old, new, equal_nan=True) else _with_clamp(experiment, state, new)


def release(experiment: Experiment) -> Experiment:
    """All units free."""
    schedule = experiment.schedule
    return replace(experiment, schedule=replace(schedule, clamps={})) if schedule.clamps else experiment


def set_start_unit(experiment: Experiment, state: str, unit: int, value: float) -> Experiment:
    """The initial value of one unit of a state."""
    _check_unit(experiment, "initial state", state, unit)
    number = array.number(f"{state}, unit {unit + 1}", value)
    old = experiment.start[state]
    if old[unit] == number:
        return experiment
    new = old.copy()
    new[unit] = number
    return experiment.with_start(**{state: new})


def _set_step(mask: Steps | None, experiment: Experiment, t: int, value: bool, field: str) -> Steps | None:
    """A mask with another value at step ``t``; the mask itself where it has this value."""
    row = limit.whole_number("step", t, 1, experiment.n_steps) - 1
    if not isinstance(value, bool | np.bool_):
        raise InputError(field, value, "true or false")
    old = np.ones(experiment.n_steps, bool) if mask is None else mask
    if old[row] == value:
        return mask
    new = old.copy()
    new[row] = value
    return new


def _check_unit(experiment: Experiment, field: str, state: str, unit: int) -> None:
    states = experiment.network.states
    if state not in states:
        raise InputError(field, state, f"one of {', '.join(states)}")
    limit.whole_number("unit", unit, 0, states[state] - 1)


def _with_clamp(experiment: Experiment, state: str, values: np.ndarray) -> Experiment:
    schedule = experiment.schedule
    return replace(experiment, schedule=replace(schedule, clamps={**schedule.clamps, state: values}))
