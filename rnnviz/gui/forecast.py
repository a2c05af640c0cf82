"""What a network expects at every step of a sequence: the probability of each class, or of each next symbol."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

import numpy as np

from ..engine.glyph import PLAIN, Writing
from ..engine.loss import NO_CLASS, softmax
from ..engine.ops import Array
from ..experiment.experiment import Experiment
from ..experiment.sampling import Sample, heated
from ..scene.letter import show_letter
from .sequence_grid import target_symbols


@dataclass(frozen=True, eq=False, slots=True)
class Forecast:
    """The probabilities (T, n) of ``classes``, and for each step what was read and the place of what was right.

    ``reads`` is empty where steps read no symbols; the place is −1 where nothing is known to be right. Steps that are
    not read out have NaN for probabilities. ``writing`` says how steps are counted.
    """

    probabilities: Array
    classes: tuple[str, ...]
    reads: tuple[str, ...]
    right: tuple[int, ...]
    writing: Writing = PLAIN

    @property
    def n_steps(self) -> int:
        """How many steps there are."""
        return len(self.probabilities)

    def likeliest(self, step: int, count: int) -> list[tuple[int, float]]:
        """The places of the likeliest classes at a step, from 1, with probabilities; none if it is not read."""
        row = self.probabilities[step - 1]
        if np.isnan(row).all():
            return []
        return [(int(k), float(row[k])) for k in np.argsort(-row, kind="stable")[:count]]


def forecast_of(experiment: Experiment, temperature: float = 1.0) -> Forecast | None:
    """What an experiment expects along its own sequence: softmax(y / temperature); None without a softmax loss."""
    if experiment.loss is None or experiment.loss.kind != "softmax":
        return None
    run = experiment.run()
    outputs = run[experiment.loss.on]
    with np.errstate(all="ignore"):
        rows = softmax(outputs) if temperature == 1.0 else np.array([heated(row, temperature) for row in outputs])
    if experiment.schedule.read is not None:
        rows = np.where(experiment.schedule.read[:, None], rows, np.nan)
    reads = tuple("" if symbol is None else show_letter(symbol) for symbol in experiment.symbols)
    right = () if experiment.targets is None else tuple(experiment.targets.tolist())
    found = tuple(map(show_letter, target_symbols(experiment)))
    return Forecast(rows, found, reads if any(reads) else (), right or (NO_CLASS,) * run.n_steps, run.writing)


def forecast_of_sample(sample: Sample, writing: Writing = PLAIN) -> Forecast:
    """What a network expected while it wrote; right is what it wrote."""
    places = [sample.alphabet.index(symbol) for symbol in sample.text]
    letters = tuple(map(show_letter, sample.alphabet))
    reads = tuple(letters[place] for place in places)
    return Forecast(sample.probabilities, letters, reads, (*places[1:], NO_CLASS), writing)


def write_percent(share: float) -> str:
    """A probability in percent to one decimal: ``83.2 %``, ``<0.1 %``."""
    if isnan(share):
        return "NaN"
    number = "<0.1" if 0.0 < share < 0.0005 else f"{100.0 * share:.1f}"
    return f"{number}\N{NARROW NO-BREAK SPACE}%"
