"""What can be plotted over time: states, gates, outputs, losses and gradient magnitudes of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, TypeAlias

import numpy as np

from ..engine.equation import Equation, equations
from ..engine.glyph import PLAIN, Writing, symbol
from ..engine.loss import Loss
from ..engine.network import Network, Sweep, qualify, sweep_of
from ..engine.ops import Array
from ..engine.run import Run
from ..engine.text import mark_of
from .plot_scale import Scale, linear_scale, log_scale

MOST_CURVES = 16
"""With more columns than this a trajectory is shown as an image."""

Form: TypeAlias = Literal["curves", "stack", "bars"]

_SAFE = 1e-250
"""Between this and its inverse no square has lost digits."""
NO_GRADIENT = "No gradients without a loss:\nchoose one under “Network”\nand give targets under “Inputs”."


@dataclass(frozen=True, slots=True, eq=False)
class Trajectory:
    """One plot: columns of values, a row for each step from ``first`` on, or in words why there is nothing to plot.

    ``names`` has the full name of the value behind each column, ``labels`` what is written at its curve (LaTeX, or a
    plain number for a unit). Step 0 is the initial state. ``says`` has what each column is in plain words, where that
    is not the value of its name. In a ``stack`` the values, from 0 to 1, lie on each other as areas. Columns in
    ``dashed`` are drawn as dashed lines. The steps in ``gaps`` have no values, whatever stands there. ``writing``
    says how steps are counted.
    """

    title: str
    values: Array
    names: tuple[str, ...]
    labels: tuple[str, ...]
    scale: Scale
    latex: str = ""
    message: str = ""
    first: int = 1
    form: Form = "curves"
    says: tuple[str, ...] = ()
    dashed: tuple[int, ...] = ()
    gaps: tuple[int, ...] = ()
    writing: Writing = PLAIN

    @property
    def last(self) -> int:
        """The last step."""
        return max(self.first, self.first + len(self.values) - 1)

    @property
    def is_image(self) -> bool:
        """Whether there are too many columns for curves."""
        return bool(self.form == "curves" and self.values.shape[1] > MOST_CURVES)


def choices(run: Run) -> Mapping[str, str]:
    """What can be plotted, by key, with its title: states and outputs by name, ``gates``, ``loss``, ``gradients``."""
    return _choices(run.network, run.loss if run.targets is not None else None)


@lru_cache(maxsize=16)
def _choices(network: Network, loss: Loss | None) -> Mapping[str, str]:
    found = equations(network, loss)
    top = _top(network)
    titles: dict[str, str] = {}
    for role in ("state", "candidate", "read-out"):
        titles |= {equation.name: _title(equation, top) for equation in reversed(found) if equation.role == role}
        if role == "state" and any(equation.role == "gate" for equation in found):
            titles["gates"] = "Gates"
    if loss is not None:
        titles["loss"] = "Loss per step"
    return MappingProxyType(titles | {"gradients": "Gradient norms"})


def most_telling(run: Run, sweep: Sweep | None = None) -> tuple[str, ...]:
    """The keys of ``choices``, the ones to show first where there is little room first.

    Values of ``sweep``, a layer and direction, come before those of others; it is the last layer unless given.
    """
    layer, reverse = sweep or (len(run.network.layers) - 1, False)
    output = qualify(layer, reverse, run.network.layers[layer].cell.output.name)
    states = sorted((name for name in run.network.states if name != output), key=lambda name: sweep_of(name) != sweep)
    keys = choices(run)
    gradients = ("gradients",) if "loss" in run else ()
    wished = (output, *gradients, *states, "gates", "loss", "y", *keys)
    return tuple(key for key in dict.fromkeys(wished) if key in keys)


def trajectory(run: Run, key: str, sweep: Sweep | None = None) -> Trajectory:
    """The plot of one of ``choices``, or of any value; gates are those of ``sweep`` where it has any."""
    if key == "gradients":
        return _gradients(run)
    if key == "gates":
        return _gates(run, sweep)
    values, first = run[key].reshape(run.n_steps, -1), 1
    if key in forward_states(run):
        values, first = np.concatenate([run.start[key][None, :], values]), 0
    n_units = values.shape[1]
    labels = tuple(str(k) for k in range(1, n_units + 1)) if n_units > 1 else ("",)
    latex = mark_of(symbol(key, writing=run.writing)).latex
    title = choices(run).get(key) or _gate_title(run, key)
    gaps = tuple((np.flatnonzero(~run.told) + 1).tolist()) if key == "loss" else ()
    return Trajectory(
        title, values, (key,) * n_units, labels, linear_scale(values), latex,
        first=first, gaps=gaps, writing=run.writing,
    )  # fmt: skip


def forward_states(run: Run) -> tuple[str, ...]:
    """The full names of the states that run along time, whose initial value lies at step 0."""
    layers = enumerate(run.network.layers)
    return tuple(qualify(k, False, state.name) for k, layer in layers for state in layer.cell.states)


def _top(network: Network) -> str:
    """The full name of the hidden state that the read-out sees."""
    return qualify(len(network.layers) - 1, False, network.layers[-1].cell.output.name)


def _gate_title(run: Run, name: str) -> str:
    """What a value is called that is not plotted by itself in the window, such as one of the gates."""
    return next((_title(equation, "") for equation in equations(run.network) if equation.name == name), "")


def _title(equation: Equation, top: str) -> str:
    """What the sentence of an equation calls it."""
    return "Hidden state" if equation.name == top else equation.says.partition(":")[0]


def _gates(run: Run, sweep: Sweep | None) -> Trajectory:
    """The mean of every gate over its units."""
    every = tuple(equation.name for equation in equations(run.network) if equation.role == "gate")
    names = tuple(name for name in every if sweep_of(name) == sweep) or every
    n_units = run[names[0]].shape[1]
    with np.errstate(all="ignore"):
        values = np.stack([run[name].mean(axis=1) for name in names], axis=1)
    title = "Gates" if n_units == 1 else f"Gates, mean over {n_units} units"
    scale, writing = linear_scale(values, 0.0, 1.0), run.writing
    return Trajectory(title, values, names, labels_of(names, writing), scale, writing=writing)


def _gradients(run: Run) -> Trajectory:
    """The Euclidean length of dL/dstate at every step."""
    names = tuple(reversed(run.network.states))
    writing = run.writing
    what = names[0] if len(names) == 1 else "v"
    latex = rf"\lVert dL/d{mark_of(symbol(what, writing=writing)).latex}\rVert"
    if "loss" not in run:
        return Trajectory("Gradient norms", np.zeros((run.n_steps, 0)), (), (), Scale("log", -1, 0), latex, NO_GRADIENT)
    gradients = run.gradients()
    values = np.stack([length(gradients[name]) for name in names], axis=1)
    labels, scale = labels_of(names, writing), log_scale(values)
    return Trajectory("Gradient norms", values, names, labels, scale, latex, writing=writing)


def length(vectors: Array) -> Array:
    """The Euclidean length of each row of (T, n); neither overflows nor underflows before the length itself does."""
    with np.errstate(all="ignore"):
        squares = np.einsum("tn,tn->t", vectors, vectors)
        if squares.size and squares.min() > _SAFE and squares.max() < 1.0 / _SAFE:
            return np.asarray(np.sqrt(squares))
        largest = np.abs(vectors).max(axis=1, initial=0.0)
        scale = np.where((largest > 0.0) & np.isfinite(largest), largest, 1.0)
        return np.asarray(scale * np.sqrt(np.square(vectors / scale[:, None]).sum(axis=1)))


def labels_of(names: Sequence[str], writing: Writing) -> tuple[str, ...]:
    """The symbols of values or parameters without their time, as LaTeX."""
    return tuple(mark_of(symbol(name, None, writing)).latex for name in names)
