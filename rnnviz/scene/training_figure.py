"""The figures of a training: loss and accuracy, norms of gradients, and what the phases of a step compute."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..engine.glyph import PLAIN, Writing, symbol
from ..engine.ops import Array
from ..engine.text import mark_of
from ..engine.train import Progress
from .chart import Axis, BarChart, Curve, CurveChart, HeatMap
from .plot_scale import Scale, linear_scale, log_scale
from .trajectory import Trajectory, labels_of
from .words import write_symbol

NOT_BEGUN = "The training has not begun: Start, or go phase by phase."
NO_ACCURACY = "There is no accuracy where numbers are to be met."
MEAN_OVER = 60
"""A curve of more points than this is drawn faint, under its mean over about so many parts of its length."""


def loss_chart(progress: Progress | None, last: int, is_log: bool) -> CurveChart:
    """The loss of the batches, and of the sequences that are held out."""
    return _chart("Loss", progress, last, 1, "log" if is_log else "linear")


def accuracy_chart(progress: Progress | None, last: int) -> CurveChart:
    """The accuracy in percent; words where there is none."""
    found = _chart("Accuracy", progress, last, 2, "percent")
    is_missing = progress is not None and len(progress.curve) and np.isnan(progress.curve[:, 2]).all()
    return CurveChart("Accuracy", (), found.scale, 0, last, message=NO_ACCURACY) if is_missing else found


def norm_chart(progress: Progress | None, last: int, clip: float | None) -> CurveChart:
    """The norm of the gradient of each step before clipping, and where it is clipped."""
    title = "Norm of the gradient"
    if progress is None or not len(progress.curve):
        return CurveChart(title, (), Scale("log", -1, 0), 0, last, message=NOT_BEGUN)
    steps, norms = progress.curve[:, 0], progress.curve[:, 3]
    curves = list(smooth(steps, norms, "unclipped" if clip is not None else "", 0))
    seen, end = norms, _last(progress, last)
    if clip is not None:
        curves.append(Curve(np.array([0.0, end]), np.array([clip, clip]), "limit", 1, is_dashed=True))
        seen = np.append(norms, clip)
    return CurveChart(title, tuple(curves), log_scale(seen), 0, end)


def time_trajectory(norms: Mapping[str, Array] | None, writing: Writing = PLAIN) -> Trajectory:
    """The norms of the gradient by what each layer gives, over the steps of the last batch."""
    title = "Gradient over time, last batch"
    if not norms:
        return Trajectory(title, np.zeros((1, 0)), (), (), Scale("log", -1, 0), message=NOT_BEGUN)
    names = tuple(norms)
    values = np.stack([norms[name] for name in names], axis=1)
    labels = labels_of(names, writing)
    latex = rf"\lVert dL/d{mark_of(symbol('h', writing=writing)).latex}\rVert"
    says = tuple(f"gradient of {write_symbol(name, writing)}" for name in names)
    return Trajectory(title, values, names, labels, log_scale(values), latex, says=says, writing=writing)


def length_chart(title: str, lengths: Mapping[str, float], writing: Writing = PLAIN) -> BarChart:
    """The length of something for each parameter, by decades."""
    values = np.array([[length] for length in lengths.values()])
    labels = labels_of(tuple(lengths), writing)
    return BarChart(title, values, labels, tuple(lengths), ("length",), log_scale(values))


def change_map(name: str, change: Array, writing: Writing = PLAIN) -> HeatMap:
    """The change of a parameter as a picture: rows and columns as in its table."""
    rows = change.reshape(len(change), -1)
    limit = float(np.abs(rows).max(initial=0.0)) or 1.0
    x = Axis("", 1, rows.shape[1], is_whole=True, says="column")
    y = Axis("", 1, len(rows), is_whole=True, says="row")
    latex = mark_of(symbol(name, None, writing)).latex
    return HeatMap("change", rows, x, y, Scale("linear", -limit, limit), latex, colors="diverging", is_down=True)


def output_map(outputs: Array) -> HeatMap:
    """What the network gives for a sequence: a column for each step, a row for each output."""
    values = outputs.T
    limit = float(np.abs(values).max(initial=0.0)) or 1.0
    x, y = Axis("t", 1, values.shape[1], is_whole=True), Axis("", 1, len(values), is_whole=True, says="output")
    title = "Outputs of the first sequence"
    return HeatMap(title, values, x, y, Scale("linear", -limit, limit), colors="diverging", is_down=True)


def _chart(title: str, progress: Progress | None, last: int, column: int, kind: str) -> CurveChart:
    """A column of the curves, of the batches and of what is held out."""
    if progress is None or not len(progress.curve):
        return CurveChart(title, (), Scale("linear", 0.0, 1.0), 0, last, message=NOT_BEGUN)
    factor = 100.0 if kind == "percent" else 1.0
    steps, values = progress.curve[:, 0], factor * progress.curve[:, column]
    kept = factor * progress.held_out[:, column]
    curves = (*smooth(steps, values, "training", 0), Curve(progress.held_out[:, 0], kept, "held out", 1))
    seen = np.concatenate([values, kept])
    scale = log_scale(seen) if kind == "log" else linear_scale(seen, 0.0, factor if kind == "percent" else 0.0)
    return CurveChart(
        title, curves, scale, 0, _last(progress, last), unit="\N{NARROW NO-BREAK SPACE}%" if kind == "percent" else ""
    )


def _last(progress: Progress, last: int) -> int:
    """The end of the axis: the goal while it lies ahead and not too far, else a little beyond what there is."""
    return max(1, last if progress.step <= last <= 4 * progress.step else round(1.25 * progress.step))


def smooth(steps: Array, values: Array, says: str, color: int) -> tuple[Curve, ...]:
    """A curve, and its mean over parts of its length where it has many points."""
    if len(values) <= MEAN_OVER:
        return (Curve(steps, values, says, color),)
    width = (steps[-1] - steps[0]) / MEAN_OVER
    part = np.minimum((steps - steps[0]) // width, MEAN_OVER - 1).astype(int)
    counts = np.bincount(part, minlength=MEAN_OVER)
    with np.errstate(all="ignore"):
        means, places = (np.bincount(part, numbers, MEAN_OVER) / counts for numbers in (values, steps))
    return (
        Curve(steps, values, "", color, is_faint=True),
        Curve(places[counts > 0], means[counts > 0], says, color),
    )
