"""The clamps of a state as a grid: each unit at every step, and at one step."""

from __future__ import annotations

import numpy as np

from ..engine.glyph import writing_of
from ..engine.ops import Array
from ..experiment import edits
from ..experiment.experiment import Experiment
from .entry import NumberEntry
from .grid import Grid

EVERY, HERE = 0, 1
FREE_OR_NUMBER = NumberEntry(optional=True)


def clamp_grid(experiment: Experiment, state: str, step: int) -> Grid:
    """A row for every step at once and one for ``step``; a free unit is empty, as is one that varies over the steps."""
    values = clamps_of(experiment, state)
    here = values[step - 1]
    always = np.where((values == here).all(axis=0), here, np.nan)
    units = tuple(map(str, range(1, values.shape[1] + 1)))
    number = writing_of(experiment.network, experiment.notation).number(step)
    where = ("every step", f"step {number}")

    def label(row: int, column: int) -> str:
        return f"clamp of {state}[{column + 1}] at {where[row]}"

    return Grid(
        title=f"Clamps of {state}",
        values=np.stack([always, here]),
        entries=(FREE_OR_NUMBER,) * len(units),
        rows=("all t", f"t = {number}"),
        columns=units,
        label=label,
    )


def set_clamps(experiment: Experiment, values: Array, state: str, step: int) -> Experiment:
    """The experiment with what differs in a changed grid (2, n): clamped at every step, or at ``step`` alone."""
    before = clamp_grid(experiment, state, step).values
    for row, column in np.argwhere(~((values == before) | (np.isnan(values) & np.isnan(before)))).tolist():
        number = float(values[row, column])
        wished = None if np.isnan(number) else number
        experiment = edits.clamp(experiment, state, column, wished, step if row == HERE else None)
    return experiment


def clamps_of(experiment: Experiment, state: str) -> Array:
    """The clamps (T, n) of a state, NaN where it is free."""
    found = experiment.schedule.clamps.get(state)
    return np.full((experiment.n_steps, experiment.network.states[state]), np.nan) if found is None else found
