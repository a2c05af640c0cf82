"""Networks side by side on the same inputs and targets: other cells like the present experiment, and saved ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Literal, TypeAlias

from ..engine.cell import Cell
from ..engine.error import InputError
from ..engine.initial import initialise
from ..engine.network import Network
from . import limit
from .edits import change_cell, resize
from .experiment import Experiment
from .layer import find_cell

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
    """An experiment with another cell and otherwise the same sizes, inputs, targets and loss.

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
    return found.with_start(**{name: [0.0] * size for name, size in found.network.states.items()})


def adopt(experiment: Experiment, saved: Experiment) -> Contender:
    """A saved experiment on the inputs and targets of ``experiment``; on its own where the sizes do not fit."""
    network, present = saved.network, experiment.network
    title = saved.title or title_of(saved)
    if (network.input_size, network.output_size) == (present.input_size, present.output_size) and _reads_the_same(
        experiment, saved
    ):
        changes = {"inputs": experiment.inputs, "loss": experiment.loss, "targets": experiment.targets}
        return Contender(title, replace(saved, alphabet=experiment.alphabet, **changes))  # type: ignore[arg-type]
    if saved.n_steps == experiment.n_steps and saved.loss is not None:
        return Contender(title, saved, has_own_inputs=True)
    lacks = "no loss" if saved.loss is None else f"{saved.n_steps} steps"
    return Contender(title, saved, problem=f"other sizes, and {lacks}")


def title_of(experiment: Experiment) -> str:
    """The cells of a network in words."""
    return ", ".join(dict.fromkeys(layer.cell.title for layer in experiment.network.layers))


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


def _reads_the_same(experiment: Experiment, saved: Experiment) -> bool:
    """Whether the targets of ``experiment`` fit what its loss would read of the other network."""
    loss = experiment.loss
    return loss is None or loss.on == "y" or saved.network.top_size == experiment.network.top_size


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
