"""How the gradient fades in several networks: curves on one axis, and which of them keeps it in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..engine.glyph import PLAIN, Writing, symbol
from ..engine.ops import Array
from ..engine.text import mark_of
from ..experiment.comparison import Contender, title_of
from ..experiment.experiment import Experiment
from ..scene.plot_scale import Scale, log_scale
from ..scene.trajectory import NO_GRADIENT, Trajectory, length
from ..scene.words import VERDICTS, judge, write_loss, write_power

WHOLE, OUTPUT = "whole", "output"
"""What of a network is compared: all its states together, or the hidden state that the read-out sees."""
_STATE = {WHOLE: "s", OUTPUT: "h"}
_WORDS = {
    "survives": "Keeps the gradient",
    "fades": "Fades",
    "vanishes": "Loses it",
    "grows": "Grows",
    "explodes": "Explodes",
}
_UNKNOWN = "Not a number"
_FEW = 3
"""Of more networks than this the words and the ends of the curves give the numbers alone."""


def gradient_norms(experiment: Experiment, what: str) -> Array:
    """The length of the gradient of the last loss at every step, (T,)."""
    gradients, network = experiment.run().of_last_loss, experiment.network
    top = f"{len(network.layers)}." if len(network.layers) > 1 else ""
    names = tuple(network.states) if what == WHOLE else (top + network.layers[-1].cell.output.name,)
    return length(np.concatenate([gradients[name] for name in names], axis=1))


def curves(contenders: Sequence[Contender], what: str) -> Trajectory:
    """The gradient norms of those without a problem, labelled by their place from 1, if few also by cell."""
    shown = [(k, contender) for k, contender in enumerate(contenders, 1) if is_shown(contender)]
    if not shown:
        scale = Scale("log", -1, 0)
        return Trajectory(
            "gradient of each network", np.zeros((1, 0)), (), (), scale, _latex((), what, PLAIN), NO_GRADIENT
        )
    values = np.stack([gradient_norms(contender.experiment, what) for _, contender in shown], axis=1)
    says = tuple(f"{k} {contender.title}" for k, contender in shown)
    labels = tuple(_label(k, contender) if len(shown) <= _FEW else str(k) for k, contender in shown)
    writing = shown[0][1].experiment.run().writing
    latex = _latex([contender.experiment.run().last_loss for _, contender in shown], what, writing)
    title = "gradient of all states" if what == WHOLE else "gradient of the hidden state"
    return Trajectory(title, values, labels, labels, log_scale(values), latex, says=says, writing=writing)


def _latex(losses: Sequence[int | None], what: str, writing: Writing) -> str:
    last = losses[0] if len(set(losses)) == 1 else None
    loss = mark_of(symbol("loss", None if last is None else str(last), writing)).latex
    return rf"\lVert d{loss}/d{mark_of(symbol(_STATE[what], writing=writing)).latex}\rVert"


def _label(place: int, contender: Contender) -> str:
    return rf"\text{{{place} {title_of(contender.experiment)}}}"


def is_shown(contender: Contender) -> bool:
    """Whether a network has a curve."""
    return not contender.problem and contender.experiment.loss is not None


def words(contenders: Sequence[Contender], what: str) -> str:
    """Which networks keep the gradient of their last loss back to the first step, and which lose it or let it explode.

    The number behind each is the share that is left at the first step.
    """
    shown = [(k, contender) for k, contender in enumerate(contenders, 1) if is_shown(contender)]
    if not shown:
        return "There is no loss, and so there is no gradient."
    run = shown[0][1].experiment.run()
    told = (np.flatnonzero(run.told) + 1).tolist()
    if run.n_steps == 1:
        return "There is a single step; there is no step before it to go back to."
    if told == [1]:
        return f"The loss is at t = {run.writing.number(1)}; there is no step before it to go back to."
    if not told:
        return "No step has a target: every gradient is 0."
    found: dict[str, list[str]] = {verdict: [] for verdict in (*_WORDS.values(), _UNKNOWN)}
    for k, contender in shown:
        left = _left(gradient_norms(contender.experiment, what))
        name = f"{k} {contender.title}" if len(contenders) <= _FEW else str(k)
        found[_UNKNOWN if np.isnan(left) else _WORDS[VERDICTS[judge(left)]]].append(
            f"{name} ({write_power(left)} left)"
        )
    said = [f"{verdict}: {', '.join(names)}." for verdict, names in found.items() if names]
    lead = "From" if run.last_loss is None else f"Of the last loss, {write_loss(run.last_loss, run.writing)}, from"
    return f"{lead} t = {run.writing.number(told[-1])} back to {run.writing.number(1)}.  {'  '.join(said)}"


def _left(norms: Array) -> float:
    """log10 of the norm at the first step over that at the last step whose gradient is not zero."""
    present = norms[norms != 0.0]
    if not present.size:
        return -np.inf
    with np.errstate(all="ignore"):
        return float(np.log10(norms[0]) - np.log10(present[-1]))
