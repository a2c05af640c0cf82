"""Who taught whom: how far the loss of each step reaches back to a value, and to the inputs, and what that says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from ..engine.glyph import PLAIN, Writing, symbol
from ..engine.network import place_of
from ..engine.ops import Array
from ..engine.run import Run
from ..engine.text import mark_of
from .chart import Axis, HeatMap, Saliency
from .magnitude import NO_WORDS, log_sizes
from .plot_scale import Scale, color_limit, exponent_scale
from .trajectory import NO_GRADIENT
from .words import trend, write_norm, write_power, write_value

NO_TARGETS = "No step has a target, and so there is no loss to learn from."
ALL_ZERO = "dL/dx is exactly 0 at every step."
_NOTHING = np.zeros((1, 1))


@dataclass(frozen=True, slots=True, eq=False)
class Influence:
    """log10 of ‖dL_k/dname_t‖ for the steps k in ``losses``, those with a target: ``norms`` (len(losses), T)."""

    name: str
    losses: tuple[int, ...]
    norms: Array
    writing: Writing = PLAIN

    def of_loss(self, loss: int) -> Array:
        """The exponents of the loss of one step over the source steps, (T,)."""
        row: Array = self.norms[self.losses.index(loss)]
        return row


def _loss(step: str, writing: Writing) -> str:
    return mark_of(symbol("loss", step, writing)).latex


def losses_of(run: Run) -> tuple[int, ...]:
    """The steps that have a target, and with it a loss of their own."""
    if run.loss is None or run.targets is None:
        return ()
    return tuple((np.flatnonzero(run.told) + 1).tolist())


def influence_map(found: Influence | None, name: str, message: str = "") -> HeatMap:
    """The heat map of losses over source steps, or the reason why there is none."""
    writing = PLAIN if found is None else found.writing
    latex = rf"\lVert d{_loss('k', writing)}/d{mark_of(symbol(name, writing=writing)).latex}\rVert"
    offset = writing.notation.first - 1
    if found is None or not found.losses:
        t = Axis("t", 1, 1, is_whole=True)
        words = message or (NO_GRADIENT if found is None else NO_TARGETS)
        return HeatMap("", _NOTHING, t, t, Scale("exponent", -1, 0), latex, message=words)
    t = Axis("t", 1, found.norms.shape[1], is_whole=True, offset=offset)
    texts = () if found.losses == tuple(range(1, len(found.losses) + 1)) else tuple(map(writing.number, found.losses))
    k = Axis("k", 1, len(found.losses), is_whole=True, texts=texts, offset=offset)
    return HeatMap("loss at k, source at t", found.norms, t, k, exponent_scale(found.norms), latex)


def saliency(run: Run, loss: int | None, alphabet: str | None, is_signed: bool) -> Saliency:
    """The gradient of one step's loss by every input under the inputs: with its signs, or its sizes by decades."""
    writing = run.writing
    t = Axis("t", 1, run.n_steps, is_whole=True, offset=writing.notation.first - 1)
    latex = rf"d{_loss(str(loss or 'k'), writing)}/d{mark_of(symbol('x', writing=writing)).latex}"
    if loss is None:
        unit = Axis("", 1, 1, is_whole=True)
        return Saliency("", _NOTHING, t, unit, Scale("linear", -1, 1), latex, message="\N{EN DASH}")
    gradient, inputs = run.gradients(only=loss)["x"], run["x"]
    if not gradient.any():
        return Saliency("", _NOTHING, t, t, Scale("linear", -1, 1), latex, message=ALL_ZERO)
    unit = Axis("", 1, inputs.shape[1], is_whole=True, texts=tuple(alphabet or ""), says="" if alphabet else "unit")
    values = gradient if is_signed else log_sizes(np.abs(gradient))
    return Saliency(
        "under the inputs",
        values.T,
        t,
        unit,
        symmetric_scale(values) if is_signed else exponent_scale(values),
        latex if is_signed else rf"\lvert {latex}\rvert",
        colors="gradient" if is_signed else "sequential",
        is_down=True,
        inputs=inputs.T,
        input_scale=symmetric_scale(inputs),
        symbols=read_symbols(inputs, alphabet),
    )


def symmetric_scale(values: Array) -> Scale:
    """A linear scale with zero in its middle that holds every finite value, with a round number at its ends."""
    limit = color_limit(values)
    return Scale("linear", -limit, limit)


def read_symbols(inputs: Array, alphabet: str | None) -> tuple[str, ...]:
    """The symbol of each step, (T,), where all inputs are unit vectors of an alphabet; else nothing."""
    if alphabet is None or not ((inputs == 1.0).sum(axis=1) == 1).all() or np.count_nonzero(inputs) != len(inputs):
        return ()
    return tuple(alphabet[place] for place in inputs.argmax(axis=1).tolist())


def words(found: Influence | None, loss: int | None, step: int) -> str:
    """How far the chosen loss reaches back, and which loss teaches the current step most."""
    if found is None:
        return NO_WORDS
    if loss is None:
        return NO_TARGETS
    exponents, write = found.of_loss(loss), partial(write_norm, found.name, loss=loss, writing=found.writing)
    if place_of(found.name)[0][1]:
        way = trend(exponents[loss - 1 :], write, loss, False, True, found.writing.number)
    else:
        way = trend(exponents[:loss], write, number=found.writing.number)
    return f"{way}  {_teacher(found, step)}"


def _teacher(found: Influence, step: int) -> str:
    """The loss whose gradient by the value at a step is the largest."""
    sizes, value = found.norms[:, step - 1], write_value(found.name, step, found.writing)
    for sign, is_sign in (("NaN", np.isnan(sizes)), ("infinite", np.isposinf(sizes))):
        if is_sign.any():
            loss = found.losses[int(is_sign.argmax())]
            return f"{write_norm(found.name, step, loss, found.writing)} is {sign}."
    if (sizes == -np.inf).all():
        return f"No loss teaches {value}."
    best = int(sizes.argmax())
    teacher, size = f"the loss at k = {found.writing.number(found.losses[best])}", write_power(float(sizes[best]))
    if (np.delete(sizes, best) == -np.inf).all():
        return f"{value} is taught by {teacher} alone, by {size}."
    return f"{value} is taught most by {teacher}, by {size}."
