"""The forms of recurrent networks: which steps have an input, and which are read out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..engine.error import InputError
from ..engine.schedule import Schedule, Steps
from .schedule import insert_rows, remove_rows

if TYPE_CHECKING:
    from .experiment import Experiment

FORMS: dict[str, tuple[str, str]] = {
    "one-to-one": ("One to one", "One step: an input and its output, as in a feed-forward network."),
    "one-to-many": ("One to many", "One input at the first step, an output at every step, as in image captioning."),
    "many-to-one": ("Many to one", "An input at every step, one output at the last, as in sentiment analysis."),
    "many-to-many-delayed": (
        "Many to many, delayed",
        "First all inputs, then all outputs, as in translation.",
    ),
    "many-to-many": ("Many to many", "An input and an output at every step, as in the labelling of video frames."),
}
"""The title of each form, and a sentence about it with its use."""

_SHORTEST = {"one-to-one": 1, "many-to-many-delayed": 3}


def form_of(experiment: Experiment) -> str | None:
    """The key of the form that an experiment has; None where it has none of them."""
    return find_form(experiment.schedule, experiment.n_steps)


def find_form(schedule: Schedule, n_steps: int) -> str | None:
    """The form of a schedule over ``n_steps`` steps; the masks of a form may differ from those that it begins with.

    One to many may begin to read at the second step. Delayed, outputs begin at the last input or at the step after it.
    """
    given, read = _whole(schedule.given, n_steps), _whole(schedule.read, n_steps)
    if given.all() and read.all():
        return "one-to-one" if n_steps == 1 else "many-to-many"
    n_given, n_read = int(given.sum()), int(read.sum())
    if not (n_given and n_read and given[:n_given].all() and read[n_steps - n_read :].all()):
        return None
    if n_given == n_steps:
        return "many-to-one" if n_read == 1 else None
    if n_given == 1:
        return "one-to-many" if n_read >= n_steps - 1 else None
    return "many-to-many-delayed" if n_given + n_read in (n_steps, n_steps + 1) else None


def shortest(form: str) -> int:
    """The number of steps that a form needs at least; InputError for what is no form."""
    if form not in FORMS:
        raise InputError("form", form, f"one of {', '.join(FORMS)}")
    return _SHORTEST.get(form, 2)


def masks_of(form: str, n_steps: int) -> tuple[Steps | None, Steps | None]:
    """The steps with an input and those that are read out, (T,) each; None for all.

    Delayed, the inputs take the first half and the outputs the rest.
    """
    given, read = np.ones(n_steps, bool), np.ones(n_steps, bool)
    if n_steps >= shortest(form):
        match form:
            case "one-to-many":
                given[1:] = False
            case "many-to-one":
                read[:-1] = False
            case "many-to-many-delayed":
                half = (n_steps + 1) // 2
                given[half:], read[:half] = False, False
    return (None if given.all() else given), (None if read.all() else read)


def with_form(schedule: Schedule, form: str, n_steps: int) -> Schedule:
    """The schedule with the masks of a form."""
    given, read = masks_of(form, n_steps)
    return Schedule(given=given, read=read, feedback=schedule.feedback, clamps=schedule.clamps)


def insert_steps(schedule: Schedule, n_steps: int, row: int, count: int) -> Schedule:
    """The schedule of ``n_steps`` steps with ``count`` more before ``row`` (from 0); a form stays what it is."""
    return _keep_form(schedule, n_steps, insert_rows(schedule, row, count), n_steps + count)


def remove_steps(schedule: Schedule, n_steps: int, row: int, count: int) -> Schedule:
    """The schedule of ``n_steps`` steps without ``count`` from ``row`` (from 0) on; a form stays what it is."""
    return _keep_form(schedule, n_steps, remove_rows(schedule, row, count), n_steps - count)


def fit_length(schedule: Schedule, old: int, new: int) -> Schedule:
    """The schedule of ``old`` steps cut, or continued, to ``new`` steps; a form stays what it is."""
    if new == old:
        return schedule
    return insert_steps(schedule, old, old, new - old) if new > old else remove_steps(schedule, old, new, old - new)


def _keep_form(old: Schedule, old_length: int, new: Schedule, new_length: int) -> Schedule:
    form = find_form(old, old_length)
    if form is None or form in {"one-to-one", "many-to-many", find_form(new, new_length)}:
        return new
    return with_form(new, form, new_length)


def _whole(mask: Steps | None, n_steps: int) -> Steps:
    return np.ones(n_steps, bool) if mask is None else mask
