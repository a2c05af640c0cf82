"""The figures of the laboratory as charts: what the pages of the window show, for one run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from ..engine.influence import influence_columns
from ..engine.network import Network, Sweep, place_of
from ..engine.run import Run
from ..engine.spectrum import eigenvalues, log_belt_product
from ..engine.strength import belt_bias, belt_biases
from ..engine.sweep import sweep
from .chart_panel import Panel
from .clipping_figure import Mode, angle_chart, clipped, norm_chart
from .contribution_figure import contributions, norm_bars, step_matrix, total_matrix
from .influence_figure import Influence, influence_map, losses_of, saliency
from .jacobian_figure import decay, norm_curves, singular_curves, spectrum
from .magnitude import gradients_of, norms
from .path_figure import belt_curves, is_against_time, share_areas, shares, split_curves
from .portrait_figure import draw, over_time, portrait
from .sweep_figure import MOST_STEPS, RADII, Sweeping, sweep_map
from .theme import Theme

Rows: TypeAlias = tuple[tuple[Panel, ...], ...]
TOO_LONG = 2000
"""A map of influences is drawn for up to so many steps."""


def magnitudes(run: Run, names: Sequence[str], mark: int | None) -> Rows:
    """The norms of the gradients of values."""
    return ((Panel(norms(gradients_of(run), tuple(names)), mark),),)


def jacobians(run: Run, state: str, mark: int | None) -> Rows:
    """The norms of the Jacobians of a state by itself further back with their bound, and all singular values."""
    found = decay(run, state, end_of(run, state), state)
    return ((Panel(norm_curves(found), mark), Panel(singular_curves(found), mark)),)


def spectrum_of(run: Run, state: str, step: int) -> Rows:
    """The eigenvalues of the Jacobian of one step."""
    return ((Panel(spectrum(eigenvalues(run, state, step), state, step, run.writing)),),)


def paths(run: Run, state: str, mark: int | None) -> Rows:
    """Which way the gradient of a state comes, how much of it the belt carries, and both parts of every Jacobian."""
    to = end_of(run, state)
    found = shares(run.gradients(), state) if "loss" in run else None
    first = Panel(share_areas(found, state), mark)
    return ((first, Panel(belt_curves(log_belt_product(run, state, to), state, to, run.writing), mark)),)


def parts_of_jacobians(run: Run, state: str, mark: int | None) -> Rows:
    """The norms of belt and rest of every one-step Jacobian."""
    return ((Panel(split_curves(run, state), mark),),)


def influences(run: Run, state: str, alphabet: str | None, mark: int | None) -> Rows:
    """Who taught whom, and the gradient of the last loss under the inputs."""
    losses = losses_of(run)
    if not losses or run.n_steps > TOO_LONG:
        found = Influence(state, (), np.zeros((0, 0)), run.writing) if "loss" in run and not losses else None
        message = f"The map is drawn for up to {TOO_LONG:,} steps." if losses else ""
        return ((Panel(influence_map(found, state, message)),),)
    sizes = np.empty((run.n_steps, run.n_steps))
    for t, column in influence_columns(run, state):
        sizes[:, t - 1] = column
    found = Influence(state, losses, sizes[np.array(losses) - 1], run.writing)
    below = saliency(run, losses[-1], alphabet, is_signed=False)
    return ((Panel(influence_map(found, state), mark), Panel(below, mark)),)


def contributions_of(run: Run, parameter: str, step: int) -> Rows:
    """How much each step adds to the gradient of a parameter, what one step adds, and the sum."""
    gradients = gradients_of(run)
    found = None if gradients is None else contributions(gradients, parameter)
    matrices = step_matrix(gradients, parameter, step), total_matrix(found, parameter)
    bars = Panel(norm_bars(found, parameter, is_log=False), step, weight=1.3)
    return ((bars, *(Panel(matrix) for matrix in matrices)),)


def clipping(run: Run, mode: Mode, limit: float) -> Rows:
    """The norms of all gradients before and after clipping, and by which angle it turns them."""
    found = clipped(run.gradients(), mode, limit) if "loss" in run else None
    upper = (Panel(norm_chart(found)),)
    return (upper,) if mode == "norm" else (upper, (Panel(angle_chart(found)),))


def portrait_of(run: Run, state: str, step: int, theme: Theme) -> Rows:
    """The way of a state through the plane of its two units, or of its principal components, and over time."""
    count = len(run.start[state])
    found = portrait(run, state, (0, 1) if count == 2 else None)
    place = None if found is None else found.at(step)
    point = None if place is None or not np.isfinite(place).all() else (float(place[0]), float(place[1]))
    plane = Panel(draw(found, run, step, theme), point=point, weight=1.1)
    return ((plane,) if found is None else (plane, Panel(over_time(found), step)),)


def sweep_of_strengths(run: Run, which: Sweep, seed: int = 0) -> Rows:
    """How far the gradient reaches in a random network of the cell of a layer, for every spectral radius."""
    layer = run.network.layers[which[0]]
    bias = belt_bias(run.network, run.parameters) if belt_biases(Network(1, (layer,))) else None
    of = Sweeping(
        layer.cell.key,
        layer.cell.title,
        layer.hidden_size,
        max(2, min(run.n_steps, MOST_STEPS)),
        seed,
        None if bias is None else round(bias, 2),
    )
    return ((Panel(sweep_map(of, tuple(sweep(layer.cell, of.hidden_size, RADII, of.n_steps, seed, of.belt_bias)))),),)


def end_of(run: Run, state: str) -> int:
    """The step from which one goes back: the last one, against time the first."""
    return 1 if is_against_time(state) else run.n_steps


def states_of(run: Run, which: Sweep | None) -> tuple[str, ...]:
    """The states of a layer and direction, or of all from the first layer on; what a layer hands on comes first."""
    states = [name for name in reversed(run.network.states) if which is None or place_of(name)[0] == which]
    return tuple(sorted(states, key=lambda name: place_of(name)[0]))
