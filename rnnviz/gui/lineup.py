"""Which networks are compared with the one on screen: one choice for the page that compares and the one that races."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from ..cells import CELLS
from ..engine.optimiser import Settings
from ..experiment.comparison import MOST, Contender, Match, compare
from ..experiment.experiment import Experiment

Source: TypeAlias = str | Experiment
"""The key of a cell, or a saved experiment."""


class Lineup(QObject):
    """The others of a comparison, and how those of other cells are made; at first other cells than the present one."""

    changed = Signal()

    def __init__(self, present: Experiment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        key = present.network.cell.key
        self._sources: tuple[Source, ...] = tuple([other for other in CELLS if other != key][: MOST - 2])
        self._match: Match = "hidden"
        self._seed = 0

    @property
    def sources(self) -> tuple[Source, ...]:
        """The cells and saved experiments, in their order."""
        return self._sources

    @property
    def match(self) -> Match:
        """What networks of other cells have in common with the present one."""
        return self._match

    @property
    def seed(self) -> int:
        """The seed of their parameters."""
        return self._seed

    @property
    def is_full(self) -> bool:
        """Whether there is no room for another one."""
        return len(self._sources) >= MOST - 1

    def add(self, source: Source) -> None:
        """Add one, where there is room."""
        if not self.is_full:
            self._take((*self._sources, source))

    def remove(self, place: int) -> None:
        """Take out the network at a place; 0 is the present one, which stays."""
        if 0 < place <= len(self._sources):
            self._take((*self._sources[: place - 1], *self._sources[place:]))

    def replace(self, sources: Sequence[Source]) -> None:
        """Have these and nothing else; at most ``MOST`` − 1 have room."""
        self._take(tuple(sources[: MOST - 1]))

    def set_match(self, match: Match) -> None:
        """Make networks of other cells alike in another way."""
        if match != self._match:
            self._match = match
            self.changed.emit()

    def set_seed(self, seed: int) -> None:
        """Draw the parameters of networks of other cells anew."""
        if seed != self._seed:
            self._seed = seed
            self.changed.emit()

    def contenders(self, experiment: Experiment) -> tuple[Contender, ...]:
        """The networks, ``experiment`` first."""
        return compare(experiment, self._sources, self._match, self._seed)

    def _take(self, sources: tuple[Source, ...]) -> None:
        self._sources = sources
        self.changed.emit()


def are_same(a: tuple[object, ...], b: tuple[object, ...]) -> bool:
    """Whether two networks are made of the same: of equal choices, and of the very same arrays and experiments."""
    plain = (int, float, str, tuple, Settings)
    return len(a) == len(b) and all(x is y or (isinstance(x, plain) and x == y) for x, y in zip(a, b, strict=True))
