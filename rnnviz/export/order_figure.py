"""What the order of the steps does: a value in order and in another order on common axes, and in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..engine.network import place_of
from ..engine.ops import Array
from ..engine.run import Run
from ..experiment import edits
from ..experiment.experiment import Experiment
from ..scene.number import format_size
from ..scene.plot_scale import linear_scale
from ..scene.trajectory import Trajectory, length, trajectory
from ..scene.words import write_share, write_symbol, write_value

MOST_STEPS = 16
"""Of longer sequences the order is not written out."""
_SAME = 1e-9
"""States that differ by less than this share of their length are the same."""
NO_OTHER_ORDER = "There is no other order: fewer than two steps have an input."


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """An experiment and the same with its steps in another order; ``places`` (T,) are those of before, from 0."""

    in_order: Experiment
    shuffled: Experiment
    places: Array

    @property
    def is_another(self) -> bool:
        """Whether there is another order at all."""
        return self.shuffled is not self.in_order


def shuffle(experiment: Experiment, seed: int, with_targets: bool) -> Order:
    """The steps of an experiment in an order chosen by ``seed``, alone or each with its target."""
    counted = np.zeros(experiment.inputs.shape)
    counted[:, 0] = np.arange(experiment.n_steps)
    places = edits.shuffle_steps(replace(experiment, inputs=counted), seed).inputs[:, 0].astype(int)
    return Order(experiment, edits.shuffle_steps(experiment, seed, with_targets), places)


def values_of(run: Run) -> tuple[str, ...]:
    """What can be compared: the read-out and the states, those of the last layer first."""
    return (*(name for name in ("y",) if name in run), *reversed(run.network.states))


def curves(order: Order, name: str) -> tuple[Trajectory, Trajectory]:
    """The value in order and in the other order, on one scale."""
    first, second = (trajectory(experiment.run(), name) for experiment in (order.in_order, order.shuffled))
    scale = linear_scale(np.concatenate([first.values, second.values]))
    return replace(first, title="in order", scale=scale), replace(second, title="shuffled", scale=scale)


def words(order: Order, name: str) -> str:
    """The order, and what it does to the loss and to the value at the last step."""
    if not order.is_another:
        return NO_OTHER_ORDER
    return "  ".join(text for text in (_order(order), _loss(order), _last(order, name)) if text)


def _order(order: Order) -> str:
    """The steps, or symbols, as they are read."""
    text, other = _text(order.in_order), _text(order.shuffled)
    if text and len(text) <= 2 * MOST_STEPS:
        return f"“{text}” is read as “{other}”."
    if len(order.places) > MOST_STEPS:
        return ""
    number = order.in_order.run().writing.number
    return f"The inputs come in the order t = {', '.join(number(k + 1) for k in order.places)}."


def _text(experiment: Experiment) -> str:
    """The symbols of the steps that have an input; empty where one is no symbol."""
    given = experiment.schedule.is_given
    symbols = [symbol for t, symbol in enumerate(experiment.symbols, 1) if given(t)]
    return "".join(symbol for symbol in symbols if symbol) if all(symbols) else ""


def _loss(order: Order) -> str:
    before, after = (experiment.run().total_loss for experiment in (order.in_order, order.shuffled))
    if before is None or after is None:
        return ""
    told = f"The total loss is {format_size(before, 4)} in order and {format_size(after, 4)} shuffled"
    if not np.isfinite([before, after]).all() or min(before, after) <= 0.0:
        return f"{told}."
    times = max(after / before, before / after)
    return f"{told}, {times:.2g} times as {'large' if after >= before else 'small'}."


def _last(order: Order, name: str) -> str:
    """How far the value at the step that is computed last is from what it was."""
    before, after = order.in_order.run(), order.shuffled.run()
    step = 1 if place_of(name)[0][1] else before.n_steps
    ends = np.stack([before[name][step - 1], after[name][step - 1]])
    whole = float(length(ends[:1])[0])
    with np.errstate(all="ignore"):
        apart = float(length(ends[:1] - ends[1:])[0])
    written = write_value(name, step, before.writing)
    if not np.isfinite([whole, apart]).all():
        return f"{written} is not finite."
    if apart <= _SAME * whole:
        return f"{written} is the same: {write_symbol(name, before.writing)} does not keep the order."
    share = f", {write_share(apart / whole)} of its length" if whole > 0.0 else ""
    return f"{written} moves by {apart:.2g}{share}: it depends on the order."
