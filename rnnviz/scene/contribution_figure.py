"""What each step contributes to the gradient of a parameter: norms over time, matrices, and words about their sum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..engine.glyph import MINUS, PLAIN, Writing, symbol
from ..engine.gradient import Gradients
from ..engine.ops import Array
from ..engine.text import mark_of
from .chart import Axis, HeatMap
from .influence_figure import symmetric_scale
from .magnitude import NO_WORDS
from .plot_scale import Scale, linear_scale, log_scale
from .trajectory import NO_GRADIENT, Trajectory, length
from .words import write_share, write_size, write_steps

_AT_ONCE = 8_000_000
"""Up to so many numbers the contributions of all steps are held at the same time."""
_CANCELS = 0.2
"""Contributions are said to cancel when their sum is less than this share of their sizes."""


@dataclass(frozen=True, slots=True, eq=False)
class Contributions:
    """The norm of what each step contributes to dL/d(parameter), (T,), and the total in the parameter's shape."""

    name: str
    norms: Array
    total: Array
    writing: Writing = PLAIN

    @property
    def total_norm(self) -> float:
        """The Euclidean norm of the total."""
        return float(length(self.total.reshape(1, -1))[0])


def contributions(gradients: Gradients, name: str) -> Contributions:
    """The contributions of all steps to the gradient of a parameter."""
    total, n_steps = gradients.parameters[name], len(gradients.top)
    if n_steps * total.size <= _AT_ONCE:
        norms = length(gradients.contributions(name).reshape(n_steps, -1))
    else:
        steps = range(1, n_steps + 1)
        norms = np.concatenate([length(gradients.partial_sum(name, t, t).reshape(1, -1)) for t in steps])
    return Contributions(name, norms, total, gradients.writing)


def norm_bars(found: Contributions | None, name: str, is_log: bool) -> Trajectory:
    """A bar for the norm of each step's contribution."""
    writing = PLAIN if found is None else found.writing
    latex = rf"\lVert (dL/d{_latex(name, writing)})_t\rVert"
    if found is None:
        return Trajectory("", np.zeros((1, 0)), (), (), Scale("linear", 0, 1), latex, NO_GRADIENT)
    values = found.norms[:, None]
    scale = log_scale(values) if is_log else linear_scale(values)
    return Trajectory(
        "of each step",
        values,
        (found.name,),
        ("",),
        scale,
        latex,
        form="bars",
        says=("size of the contribution",),
        writing=writing,
    )


def step_matrix(gradients: Gradients | None, name: str, step: int) -> HeatMap:
    """What one step contributes, as a matrix."""
    values = None if gradients is None else gradients.partial_sum(name, step, step)
    writing = PLAIN if gradients is None else gradients.writing
    at = writing.number(step)
    return _matrix(values, f"at t = {at}", rf"(dL/d{_latex(name, writing)})_{{{at}}}".replace(MINUS, "-"))


def total_matrix(found: Contributions | None, name: str) -> HeatMap:
    """The sum of all contributions, the gradient itself."""
    total, writing = (None, PLAIN) if found is None else (found.total, found.writing)
    return _matrix(total, "the sum", f"dL/d{_latex(name, writing)}")


def words(found: Contributions | None, step: int) -> str:
    """What the contributions sum to, which is the largest, and what the current step adds."""
    if found is None:
        return NO_WORDS
    plain = f"dL/d{mark_of(symbol(found.name, None, found.writing)).plain}"
    broken = (np.flatnonzero(~np.isfinite(found.norms)) + 1).tolist()
    if broken:
        return f"What {plain} gets is not finite at {write_steps(broken, found.writing.number)}, and so is the sum."
    if not found.norms.any():
        return f"Every step contributes exactly 0 to {plain}."
    if len(found.norms) == 1:
        return f"The only step contributes all of {plain}: ‖{plain}‖ = {write_size(found.total_norm)}."
    return f"{_sum_words(found, plain)}  {_step_words(found, step)}"


def _sum_words(found: Contributions, plain: str) -> str:
    """The norm of the sum, and whether the contributions work against each other."""
    told = f"‖{plain}‖ = {write_size(found.total_norm)} is the norm of the sum over {len(found.norms):,} steps"
    with np.errstate(all="ignore"):
        whole = float(found.norms.sum())
        share = found.total_norm / whole
    if not np.isfinite(whole) or share >= _CANCELS:
        return f"{told}."
    return f"{told}, which cancel each other: it is {write_share(share)} of their sizes together."


def _step_words(found: Contributions, step: int) -> str:
    """The largest contribution, and that of the current step."""
    number = found.writing.number
    best, size = int(found.norms.argmax()) + 1, write_size(float(found.norms.max()))
    if best == step:
        return f"t = {number(step)} contributes most, {size}."
    mine = write_size(float(found.norms[step - 1]))
    return f"t = {number(best)} contributes most, {size}; t = {number(step)} contributes {mine}."


def _latex(name: str, writing: Writing) -> str:
    return mark_of(symbol(name, None, writing)).latex


def _matrix(values: Array | None, title: str, latex: str) -> HeatMap:
    """Numbers around zero as a heat map; a vector is a column."""
    if values is None:
        one = Axis("", 1, 1, is_whole=True)
        return HeatMap("", np.zeros((1, 1)), one, one, Scale("linear", -1, 1), latex, message="\N{EN DASH}")
    matrix = values if values.ndim == 2 else values[:, None]
    rows, columns = (
        Axis("", 1, size, is_whole=True, says=says) for size, says in zip(matrix.shape, ("row", "column"), strict=True)
    )
    return HeatMap(title, matrix, columns, rows, symmetric_scale(matrix), latex, colors="gradient", is_down=True)
