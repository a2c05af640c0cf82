"""Networks side by side on the same inputs and targets: other cells like the present experiment, and saved ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import prod
from typing import Literal, TypeAlias

from ..engine.cell import Cell
from ..engine.error import InputError
from ..engine.initial import initialise
from ..engine.loss import Loss
from ..engine.network import Network
from . import limit
from .edits import change_cell, resize
from .experiment import Experiment
from .layer import find_cell
from .schedule import fit_network
from .target import loss_width, loss_widths, make_loss

Match: TypeAlias = Literal["hidden", "parameters"]

MOST = 6
"""A comparison has at most so many networks."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One network of a comparison, under a title.

    ``seed`` is that of its parameters where they are random. A saved one whose sizes do not fit ``has_own_inputs``;
    ``problem`` says in words why there is nothing to compare.
    """

    title: str
    experiment: Experiment
    seed: int | None = None
    has_own_inputs: bool = False
    problem: str = ""

    @property
    def n_parameters(self) -> int:
        """How many numbers its parameters have."""
        return count_parameters(self.experiment.network)


def compare(
    experiment: Experiment, others: Sequence[str | Experiment], match: Match = "hidden", seed: int = 0
) -> tuple[Contender, ...]:
    """The present experiment and ``others``, each the key of a cell or a saved experiment, on the same sequence."""
    if len(others) >= MOST:
        raise InputError("networks", len(others) + 1, f"at most {MOST}")
    return (Contender(title_of(experiment), experiment), *_contenders(experiment, others, match, seed))


def like(experiment: Experiment, cell: str | Cell, match: Match = "hidden", seed: int = 0) -> Experiment:
    """An experiment with another cell in every layer and otherwise the same network, sequence, schedule and loss.

    ``match`` says whether it has the hidden sizes of ``experiment``, or the one hidden size that comes nearest to its
    number of parameters. Its parameters are uniform in ±1/√hidden_size by ``seed``, its initial states zero.
    """
    if match not in ("hidden", "parameters"):
        raise InputError("match", match, "hidden or parameters")
    limit.check_seed(seed)
    found = change_cell(experiment, cell)
    if match == "parameters":
        wanted = count_parameters(experiment.network)
        found = resize(found, hidden_size=_size_for(found.network, find_cell(cell), wanted))
    found = found.with_parameters(initialise(found.network, "uniform", seed))
    found = found.with_start(**{name: [0.0] * size for name, size in found.network.states.items()})
    return replace(found, training=found.training and replace(found.training, progress=None))


def adopt(experiment: Experiment, saved: Experiment) -> Contender:
    """A saved experiment on the sequence and schedule of ``experiment``; on its own where they do not fit.

    It has the clamps of the states that it shares with ``experiment``.
    """
    title = saved.title or title_of(saved)
    if _fits(experiment, saved):
        taken = replace(
            saved,
            inputs=experiment.inputs,
            alphabet=experiment.alphabet,
            loss=_same_loss(experiment, saved.network),
            targets=experiment.targets,
            schedule=fit_network(experiment.schedule, saved.network),
        )
        return Contender(title, taken)
    if saved.n_steps == experiment.n_steps and saved.loss is not None:
        return Contender(title, saved, has_own_inputs=True)
    lacks = "no loss" if saved.loss is None else f"{saved.n_steps} steps"
    return Contender(title, saved, problem=f"other sizes, and {lacks}")


def title_of(experiment: Experiment) -> str:
    """The cells of a network in words, such as “LSTM”, “LSTM × 2” or “bidirectional GRU, LSTM”."""
    titles = [
        f"bidirectional {layer.cell.title}" if layer.bidirectional else layer.cell.title
        for layer in experiment.network.layers
    ]
    runs = [(title, len(list(same))) for title, same in groupby(titles)]
    return ", ".join(title if count == 1 else f"{title} × {count}" for title, count in runs)


def count_parameters(network: Network) -> int:
    """How many numbers the parameters of a network have."""
    return sum(map(prod, network.parameters.values()))


def _contenders(
    experiment: Experiment, others: Sequence[str | Experiment], match: Match, seed: int
) -> Iterator[Contender]:
    for other in others:
        if isinstance(other, Experiment):
            yield adopt(experiment, other)
        else:
            yield _built(experiment, other, match, seed)


def _built(experiment: Experiment, cell: str, match: Match, seed: int) -> Contender:
    """A contender with another cell; one that would be too large has a problem."""
    title = find_cell(cell).title
    try:
        return Contender(title, like(experiment, cell, match, seed), seed)
    except InputError as error:
        return Contender(title, experiment, seed, problem=str(error))


def _fits(experiment: Experiment, saved: Experiment) -> bool:
    """Whether the sequence of ``experiment`` can be run, and its targets be compared, on the other network."""
    network, present = saved.network, experiment.network
    if (network.input_size, network.output_size) != (present.input_size, present.output_size):
        return False
    if experiment.schedule.feedback is not None and any(layer.bidirectional for layer in network.layers):
        return False
    loss, new = experiment.loss, _same_loss(experiment, network)
    return loss is None or (new is not None and loss_width(network, new) == loss_width(present, loss))


def _same_loss(experiment: Experiment, network: Network) -> Loss | None:
    """The loss of ``experiment`` on another network: on the top of it where it is on the top of its own."""
    loss = experiment.loss
    if loss is None or loss == make_loss(loss.kind, experiment.network):
        return None if loss is None else make_loss(loss.kind, network)
    return loss if loss.on in loss_widths(network) else None


def _size_for(network: Network, cell: Cell, wanted: int) -> int:
    """The hidden size of all layers with which the number of parameters comes nearest to ``wanted``."""

    def count(size: int) -> int:
        layers = tuple(replace(layer, cell=cell, hidden_size=size) for layer in network.layers)
        return count_parameters(replace(network, layers=layers))

    low, high = 1, limit.MAX_SIZE
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if count(middle) <= wanted else (low, middle)
    return min((low, high), key=lambda size: abs(count(size) - wanted))
