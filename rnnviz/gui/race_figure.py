"""The figures of a race: the losses and the gradients of all networks on common axes, and in words who has won."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..engine.ops import Array
from ..scene.chart import Curve, CurveChart
from ..scene.plot_scale import Scale, log_scale
from ..scene.training_figure import smooth
from ..scene.words import write_power
from .race import Runner
from .training_words import write_count

NOT_BEGUN = "The race has not begun."
LOSS, NORM = 1, 3
"""The columns of the curve of a training."""


def loss_chart(runners: Sequence[Runner], until: int, goal: float | None) -> CurveChart:
    """The loss of each network's batches, and that at which the task is learnt."""
    curves, seen = _curves(runners, LOSS)
    if not curves:
        return _nothing("Loss", until)
    if goal is not None:
        curves.append(Curve(np.array([0.0, until]), np.array([goal, goal]), "goal", len(runners), is_dashed=True))
        seen.append(np.array([goal]))
    return CurveChart("Loss", tuple(curves), log_scale(np.concatenate(seen)), 0, until)


def norm_chart(runners: Sequence[Runner], until: int) -> CurveChart:
    """The norm of the gradient of each network by its parameters, before clipping."""
    title = "Norm of the gradient"
    curves, seen = _curves(runners, NORM)
    return (
        CurveChart(title, tuple(curves), log_scale(np.concatenate(seen)), 0, until)
        if curves
        else _nothing(title, until)
    )


def time_chart(runners: Sequence[Runner], n_steps: int) -> CurveChart:
    """The gradient of each network's last batch by the hidden state of its top layer, over the steps of a sequence."""
    title, latex = "over a sequence", r"\lVert dL/dh_t\rVert"
    found = [(color, k, _top_norms(runner)) for color, (k, runner) in enumerate(_shown(runners)) if runner.norms]
    if not found:
        return CurveChart(title, (), Scale("log", -1, 0), 1, n_steps, latex, NOT_BEGUN)
    curves = tuple(Curve(np.arange(1.0, len(norms) + 1), norms, str(k), color) for color, k, norms in found)
    scale = log_scale(np.concatenate([norms for _, _, norms in found]))
    return CurveChart(title, curves, scale, 1, max(n_steps, *(len(norms) for _, _, norms in found)), latex)


def words(runners: Sequence[Runner], until: int, goal: float | None) -> str:
    """How far the race is, and which networks have learnt the task."""
    shown = _shown(runners)
    if not shown or all(runner.progress is None for _, runner in shown):
        return "All begin anew from the same seed and see the same sequences: the cell alone makes the difference."
    going = [runner.n_done for _, runner in shown if not runner.reason]
    least = min(going, default=0)
    said = [f"Step {write_count(least)} of {write_count(until)}."]
    if goal is not None:
        learnt = sorted((r.learnt_at, f"{k} {r.lane.title}") for k, r in shown if r.learnt_at is not None)
        others = [f"{k} {r.lane.title}" for k, r in shown if r.learnt_at is None]
        if learnt:
            said.append(f"Learnt: {', '.join(f'{name} after {write_count(step)}' for step, name in learnt)}.")
        if others:
            said.append(f"Not{'' if least >= until else ' yet'}: {', '.join(others)}.")
    said += [f"{k} {r.lane.title}: {r.reason}." for k, r in shown if r.reason]
    return "  ".join(said)


def fading(runners: Sequence[Runner]) -> str:
    """What is left of the gradient of each network at the first step, in a late batch; empty before there is one."""
    left = [(k, _share(_top_norms(runner))) for k, runner in _shown(runners) if runner.norms]
    if not left:
        return ""
    return f"Gradient left at t = 1: {', '.join(f'{k} {write_power(power)}' for k, power in left)}."


def _share(norms: Array) -> float:
    """log10 of the first over the last that is not 0."""
    present = norms[norms > 0.0]
    if not present.size:
        return -np.inf
    with np.errstate(all="ignore"):
        return float(np.log10(norms[0]) - np.log10(present[-1]))


def _shown(runners: Sequence[Runner]) -> list[tuple[int, Runner]]:
    """The networks that take part, with their places from 1."""
    return [(k, runner) for k, runner in enumerate(runners, 1) if not runner.lane.problem]


def _top_norms(runner: Runner) -> Array:
    """Of the last layer, forward."""
    names = list(runner.norms)
    n_layers = len(runner.lane.experiment.network.layers)
    top = [name for name in names if name.startswith(f"{n_layers}.")] if n_layers > 1 else names
    return runner.norms[(top or names)[0]]


def _curves(runners: Sequence[Runner], column: int) -> tuple[list[Curve], list[Array]]:
    """A smooth curve for each network that has begun, and all their numbers."""
    curves: list[Curve] = []
    seen: list[Array] = []
    for color, (k, runner) in enumerate(_shown(runners)):
        if runner.progress is None or not len(runner.progress.curve):
            continue
        found = smooth(runner.progress.curve[:, 0], runner.progress.curve[:, column], str(k), color)[-1]
        curves.append(found)
        seen.append(found.y)
    return curves, seen


def _nothing(title: str, until: int) -> CurveChart:
    return CurveChart(title, (), Scale("log", -1, 0), 0, until, message=NOT_BEGUN)
