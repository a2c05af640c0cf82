"""Which way the gradient of a state comes: along the belt, through the gates, or from the step’s own loss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..engine.glyph import MINUS, PLAIN, Writing, symbol
from ..engine.gradient import Gradients
from ..engine.network import place_of
from ..engine.ops import Array
from ..engine.run import Run
from ..engine.text import mark_of
from .jacobian_figure import latex_of
from .plot_scale import exponent_scale, linear_scale
from .trajectory import MOST_CURVES, Trajectory, length
from .words import trend, write_share, write_steps, write_symbol, write_value

WAYS = ("along the belt", "through activations and other states", "from the loss of the step itself")
_LABELS = (r"\text{belt}", r"\text{rest}", r"\text{loss}")


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """The shares of the three ways in dL/dstate_t, (T, 3): lengths of the terms, divided by the sum of the lengths.

    A step whose gradient is zero has NaN in ``values`` and is in ``zero``; one that is not finite is in ``broken``.
    """

    state: str
    values: Array
    zero: tuple[int, ...]
    broken: tuple[int, ...]
    writing: Writing = PLAIN


def shares(gradients: Gradients, state: str) -> Shares:
    """The shares of the ways at every step."""
    found = gradients.paths(state)
    sizes = np.stack([length(term) for term in (found.belt, found.rest, found.loss)], axis=1)
    with np.errstate(all="ignore"):
        largest = sizes.max(axis=1, keepdims=True)
        scaled = sizes / largest
        values = scaled / scaled.sum(axis=1, keepdims=True)
    is_finite = np.isfinite(sizes).all(axis=1)
    values[~is_finite] = np.nan
    is_zero = is_finite & (largest[:, 0] == 0.0)
    steps = np.arange(1, len(values) + 1)
    return Shares(state, values, tuple(steps[is_zero].tolist()), tuple(steps[~is_finite].tolist()), gradients.writing)


def share_areas(found: Shares | None, state: str) -> Trajectory:
    """The shares over the steps as areas on each other."""
    writing = PLAIN if found is None else found.writing
    latex = rf"dL/d{mark_of(symbol(state, writing=writing)).latex}"
    values = np.zeros((1, 3)) if found is None else found.values
    message = "No gradient without a loss:\nchoose one under “Network”." if found is None else ""
    if found is not None and len(found.zero) == len(values):
        message = "The gradient is exactly 0 at every step."
    elif found is not None and len(found.broken) == len(values):
        message = "The gradient is not finite at any step."
    scale = linear_scale(np.array([0.0, 1.0]))
    return Trajectory(
        "by path", values, (state,) * 3, _LABELS, scale, latex, message, form="stack", says=WAYS, writing=writing
    )


def belt_curves(values: Array, state: str, to: int, writing: Writing = PLAIN) -> Trajectory:
    """The belt product (t = 0…to, n) as its logarithm, a curve for each unit; of many units the extremes.

    Against time it goes over t = to…T + 1.
    """
    n_units = values.shape[1]
    labels = tuple(str(k) for k in range(1, n_units + 1)) if n_units > 1 else ("",)
    says = tuple(f"unit {k}" for k in range(1, n_units + 1))
    if n_units > MOST_CURVES:
        with np.errstate(all="ignore"):
            values = np.quantile(values, (1.0, 0.5, 0.0), axis=1, method="nearest").T
        labels = (r"\text{max}", r"\text{median}", r"\text{min}")
        says = ("largest of the units", "median of the units", "smallest of the units")
    names = (state,) * values.shape[1]
    message = (
        f"{write_symbol(state, writing)} has no belt:\nevery way back leads\nthrough an activation."
        if has_no_belt(values)
        else ""
    )
    return Trajectory(
        *(f"belt product from t to {writing.number(to)}", values, names, labels, exponent_scale(values), "", message),
        first=to if is_against_time(state) else 0,
        says=says,
        writing=writing,
    )


def split_curves(run: Run, state: str) -> Trajectory:
    """The spectral norms of the two parts of every one-step Jacobian."""
    split = run.path_split(state)
    values = np.stack([np.abs(split.belt).max(axis=1), spectral_norms(split.rest)], axis=1)
    latex = latex_of(state, "t", state, "t+1" if is_against_time(state) else f"t{MINUS}1", run.writing)
    return Trajectory(
        "belt and rest", values, (state,) * 2, _LABELS[:2], linear_scale(values), latex,
        says=WAYS[:2], writing=run.writing,
    )  # fmt: skip


def spectral_norms(matrices: Array) -> Array:
    """The largest singular value of each of (T, n, n); NaN where a matrix is not finite."""
    found = np.full(len(matrices), np.nan)
    is_finite = np.isfinite(matrices).all(axis=(1, 2))
    found[is_finite] = np.linalg.norm(matrices[is_finite], ord=2, axis=(1, 2))
    return found


def has_no_belt(product: Array) -> bool:
    """Whether a belt product, 1 at one of its ends, is zero over every step."""
    is_zero = (product == -np.inf).all(axis=1)
    return bool(len(product) > 1 and (is_zero[:-1].all() or is_zero[1:].all()))


def is_against_time(state: str) -> bool:
    """Whether the layer of a state runs against time."""
    return place_of(state)[0][1]


def words(found: Shares | None, product: Array, state: str, to: int, writing: Writing = PLAIN) -> str:
    """What the shares say of the furthest step, and the belt product of the whole way."""
    said = [] if found is None else [share_words(found)]
    if has_no_belt(product):
        said.append(f"{write_symbol(state, writing)} has no belt: every way back leads through an activation.")
    else:
        with np.errstate(all="ignore"):
            best = product.max(axis=1)
        reverse = is_against_time(state)
        number = writing.number

        def write(step: int) -> str:
            return f"The largest belt product from t = {number(step)} to {number(to)}"

        said.append(trend(best, write, to if reverse else 0, True, reverse, number))
    return "  ".join(said)


def share_words(found: Shares) -> str:
    """What carries the gradient at the first step, against time at the last, and where it is not a number or zero."""
    step = len(found.values) if is_against_time(found.state) else 1
    name = f"dL/d{write_value(found.state, step, found.writing)}"
    if found.broken:
        return f"The gradient is not finite at {write_steps(found.broken, found.writing.number)}."
    if len(found.zero) == len(found.values):
        return "The gradient is exactly 0 at every step: there is nothing to carry."
    if len(found.values) == 1:
        return f"{name} comes from the step’s own loss alone: there is no later step."
    if step in found.zero:
        others = f", as at {write_steps(found.zero, found.writing.number)}" if len(found.zero) > 1 else ""
        return f"{name} is exactly 0{others}."
    parts = sorted(zip(found.values[step - 1].tolist(), WAYS, strict=True), reverse=True)
    return f"{name} comes {', '.join(f'{write_share(share)} {way}' for share, way in parts if share > 0.0)}."
