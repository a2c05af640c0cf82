"""How large gradients are over time: the norms of dL/dv_t, or the size of every unit, and what that says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

import numpy as np

from ..engine.glyph import PLAIN, Writing, symbol
from ..engine.gradient import Gradients
from ..engine.ops import Array
from ..engine.run import Run
from ..engine.text import mark_of
from .chart import Axis, HeatMap
from .path_figure import is_against_time, shares
from .plot_scale import Scale, exponent_scale, log_scale
from .trajectory import MOST_CURVES, NO_GRADIENT, Trajectory, labels_of, length
from .words import trend, write_loss, write_norm, write_share, write_symbol

_WORTH_SAYING = 0.005
"""The least share of the belt that is spoken of."""
NO_WORDS = "There is no loss, and so there is no gradient."


def values_of(run: Run) -> tuple[str, ...]:
    """The values whose gradients can be shown: states first, then the other equations, read-out and input."""
    states = reversed(run.network.states)
    return tuple(dict.fromkeys((*states, *(name for name in run.order if name != "loss"), "x")))


def gradients_of(run: Run, loss: int | None = None) -> Gradients | None:
    """The gradients of the total loss, or of the loss of one step; None without a loss."""
    return run.gradients(only=loss) if "loss" in run else None


def norms(gradients: Gradients | None, names: Sequence[str], loss: int | None = None) -> Trajectory:
    """The norm of the gradient of each value over time."""
    writing = PLAIN if gradients is None else gradients.writing
    latex = rf"\lVert d{_loss(loss, writing)}/d{mark_of(symbol('v', writing=writing)).latex}\rVert"
    if gradients is None:
        return _nothing(latex)
    values = np.stack([length(gradients[name]) for name in names], axis=1)
    says = tuple(f"‖dL/d{write_symbol(name, writing)}‖" for name in names)
    labels = labels_of(names, writing)
    scale = log_scale(values)
    return Trajectory("gradient norm", values, tuple(names), labels, scale, latex, says=says, writing=writing)


def units(gradients: Gradients | None, name: str, loss: int | None = None) -> Trajectory | HeatMap:
    """The size of the gradient of every unit of a value over time: curves, or a heat map of many units."""
    writing = PLAIN if gradients is None else gradients.writing
    mark = mark_of(symbol(name, writing=writing)).latex
    latex = rf"\lvert d{_loss(loss, writing)}/d{mark}\rvert"
    if gradients is None:
        return _nothing(latex)
    sizes = np.abs(gradients[name])
    n_steps, n_units = sizes.shape
    if n_units <= MOST_CURVES:
        labels = tuple(str(k) for k in range(1, n_units + 1)) if n_units > 1 else ("",)
        says = tuple(f"unit {k}" for k in range(1, n_units + 1))
        scale = log_scale(sizes)
        return Trajectory("of each unit", sizes, (name,) * n_units, labels, scale, latex, says=says, writing=writing)
    exponents = log_sizes(sizes)
    axes = Axis("t", 1, n_steps, is_whole=True, offset=writing.notation.first - 1), Axis("i", 1, n_units, is_whole=True)
    return HeatMap("of each unit i", exponents.T, *axes, exponent_scale(exponents), latex, is_down=True)


def words(
    run: Run,
    gradients: Gradients | None,
    names: Sequence[str],
    loss: int | None = None,
    carried: Mapping[str, float] = MappingProxyType({}),
) -> str:
    """What the norms of the gradients say: those of up to two states, or else of the first value.

    Of several losses, the words are about the last alone: later losses add to the gradients of the steps before them,
    and so the sizes of a total gradient do not tell what gets back. ``gradients`` is then only asked for being there.
    ``carried`` has the shares of the belt in states, as far as they are to be spoken of.
    """
    if gradients is None:
        return NO_WORDS
    if loss is not None and not has_target(run, loss):
        step = run.writing.number(loss)
        return f"Step {step} has no target: its loss is 0 whatever happens, and so is every gradient of it."
    spoken = spoken_of(run, names)
    lead, said, reverse = "", [], any(map(is_against_time, spoken))
    if loss is None and run.last_loss is not None:
        loss = int(np.flatnonzero(run.told)[0]) + 1 if reverse else run.last_loss
        gradients = run.gradients(only=loss) if reverse else run.of_last_loss
        lead = f"Of the {'first' if reverse else 'last'} loss, {write_loss(loss, run.writing)}: "
    for name in spoken:
        sizes = log_sizes(length(gradients[name]))
        text = trend(
            sizes,
            partial(write_norm, name, loss=loss, writing=run.writing),
            against_time=reverse,
            number=run.writing.number,
        )
        if carried.get(name, 0.0) >= _WORTH_SAYING:
            text = f"{text.removesuffix('.')}; the belt carries {write_share(carried[name])} of it."
        said.append(text)
    return lead + "  ".join(said)


def spoken_of(run: Run, names: Sequence[str]) -> Sequence[str]:
    """The values that words are about: up to two states of one layer, or else the first.

    The state that the layer does not hand on comes first: it has the belt. Layers against time are not spoken of beside
    others, since the last loss is where they begin.
    """
    states = [name for name in names if name in run.network.states]
    states = [name for name in states if not is_against_time(name)] or states
    outputs = {layer.cell.output.name for layer in run.network.layers}
    return sorted(states[:2], key=lambda name: name.rpartition(".")[2] in outputs) or names[:1]


def carried_by_belts(run: Run, gradients: Gradients | None, names: Sequence[str]) -> dict[str, float]:
    """The share of the belt in the gradient of the step furthest back, by state, of those that words are about."""
    if gradients is None or run.n_steps == 1:
        return {}
    states = [name for name in spoken_of(run, names) if name in run.network.states]
    return {name: float(shares(gradients, name).values[-1 if is_against_time(name) else 0, 0]) for name in states}


def has_target(run: Run, step: int) -> bool:
    """Whether a step has a target."""
    return bool(run.told[step - 1])


def log_sizes(sizes: Array) -> Array:
    """The exponents of ten of magnitudes, −∞ for zero."""
    with np.errstate(all="ignore"):
        return np.asarray(np.log10(sizes))


def _loss(step: int | None, writing: Writing) -> str:
    return mark_of(symbol("loss", None if step is None else str(step), writing)).latex


def _nothing(latex: str) -> Trajectory:
    return Trajectory("", np.zeros((1, 0)), (), (), Scale("log", -1, 0), latex, NO_GRADIENT)
