"""What the parts of the unfolded picture need to know: the run, the plan, the colours and what is pending."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..engine.expr import Apply, Symbol
from ..engine.loss import NO_CLASS
from ..engine.network import Network, qualify
from ..engine.ops import AFFINE, Array
from ..engine.run import Run
from .backward import Backward
from .letter import show_letter
from .raster import find_limit, make_palette, to_levels
from .shapes import Key
from .strip import Row, Strip
from .substep import backward_substep_of, substep_of
from .theme import Theme


@dataclass(frozen=True)
class Unfolding:
    """A run to be drawn on a strip.

    With ``substep`` the first that many names of ``run.order`` are computed at ``step`` and nothing after it; with
    None everything is. ``alphabet`` names the units of a symbolic input. With ``backward``, gradients stand beside the
    states, and sub-steps count them in the reversed order, from the last step to the first.
    """

    run: Run
    strip: Strip
    theme: Theme
    alphabet: str | None = None
    step: int = 1
    substep: int | None = None
    backward: Backward | None = None
    digits: int = 2

    @cached_property
    def palette(self) -> tuple[str, ...]:
        """The colours that the levels of values index."""
        return make_palette(self.theme)

    @cached_property
    def gradient_palette(self) -> tuple[str, ...]:
        """The colours that the levels of gradients index."""
        return make_palette(self.theme, is_gradient=True)

    def values(self, row: Row) -> Array:
        """The (T, n) values of a row; targets as numbers, classes as unit vectors, 0 where there is none."""
        return self.run[row.name] if row.kind != "target" else self._targets

    @cached_property
    def _targets(self) -> Array:
        targets = self.run.targets
        if targets is None:
            return np.zeros((self.run.n_steps, 1))
        if targets.ndim == 2:
            return np.where(np.isnan(targets), 0.0, targets)
        n_classes = self.run["p"].shape[1]
        return np.eye(n_classes + 1)[targets, :n_classes]

    @cached_property
    def limits(self) -> dict[str, float]:
        """For each row the size that gets the full colour."""
        return {row.name: find_limit(self.values(row)) for row in self.strip.rows}

    @cached_property
    def colors(self) -> dict[str, list[list[str]]]:
        """For each row with units, and each visible step in turn, a colour for each unit."""
        first, last = self.strip.first, self.strip.last
        found: dict[str, list[list[str]]] = {}
        for row in self.strip.rows:
            if row.kind in ("input", "state", "output"):
                seen = self.run[row.name][first - 1 : last]
                levels = to_levels(seen, self.limits[row.name]).tolist()
                found[row.name] = [[self.palette[level] for level in step] for step in levels]
        return found

    def start_colors(self, row: Row) -> list[str]:
        """A colour for each unit of an initial state."""
        levels: list[int] = to_levels(self.run.start[row.name], self.limits[row.name]).tolist()
        return [self.palette[level] for level in levels]

    def is_pending(self, name: str, step: int) -> bool:
        """Whether a value is not computed yet; backward, all are."""
        if self.backward is not None or self._is_whole or step < self.step:
            return False
        return step > self.step or substep_of(self.run.order, name) > (self.substep or 0)

    def is_gradient_pending(self, name: str, step: int) -> bool:
        """Whether a gradient is not computed yet."""
        if self._is_whole or step > self.step:
            return False
        return step < self.step or backward_substep_of(self.run.order, name) > (self.substep or 0)

    @property
    def _is_whole(self) -> bool:
        """Whether everything is computed."""
        return self.substep is None or self.substep >= len(self.run.order)

    def is_fed(self, step: int) -> bool:
        """Whether a step (from 1) receives what the step before gave."""
        return 1 < step <= self.run.n_steps and self.run.schedule.is_fed(step)

    def has_input(self, step: int) -> bool:
        """Whether a step receives an input, from outside or fed back."""
        return self.run.schedule.is_given(step) or self.is_fed(step)

    def said(self, step: int) -> str | None:
        """The class that the network says at a step, where it says classes."""
        if self.run.loss is None or self.run.loss.kind != "softmax" or "p" not in self.run:
            return None
        values = self.run["p"][step - 1]
        return None if np.isnan(values).any() else self.name_class(int(values.argmax()))

    def letter(self, step: int) -> str | None:
        """The symbol of the input at a step, where it is one."""
        row = self.run["x"][step - 1]
        is_unit = self.alphabet is not None and np.count_nonzero(row) == 1 and row.max() == 1.0
        return show_letter(self.alphabet[int(row.argmax())]) if is_unit and self.alphabet is not None else None

    def name_class(self, place: int) -> str:
        """A class, whose place counts from 0, in a few characters: its symbol, or its number from 1.

        Classes are symbols where there are as many; else they are something else, such as how many brackets are open.
        """
        if self.alphabet is None or "p" not in self.run or len(self.alphabet) != self.run["p"].shape[1]:
            return str(place + 1)
        return show_letter(self.alphabet[place])

    def target_class(self, step: int) -> int | None:
        """The class that step should give; None without one."""
        targets = self.run.targets
        if self.run.loss is None or self.run.loss.kind != "softmax" or targets is None:
            return None
        place = int(targets[step - 1])
        return None if place == NO_CLASS else place

    def target_numbers(self, step: int) -> Array | None:
        """The numbers that step should give, NaN where a unit has none; None without any."""
        targets = self.run.targets
        if self.run.loss is None or self.run.loss.kind != "squared" or targets is None:
            return None
        numbers: Array = targets[step - 1]
        return None if bool(np.isnan(numbers).all()) else numbers

    def has_target(self, step: int) -> bool:
        """Whether anything is expected of a step."""
        return bool(self.run.told[step - 1])


@dataclass(frozen=True, slots=True)
class Weights:
    """The shared parameters of one layer: those on its input, those on its states."""

    inward: tuple[str, ...]
    recurrent: tuple[str, ...]


def find_weights(network: Network, layer: int, reverse: bool = False) -> Weights:
    """The matrices of one direction of a layer, by what they multiply."""
    inward: list[str] = []
    recurrent: list[str] = []
    for node in network.layers[layer].cell.nodes:
        if isinstance(node, Apply) and node.op is AFFINE:
            for matrix, operand in zip(node.args[:-1:2], node.args[1:-1:2], strict=True):
                assert isinstance(matrix, Symbol)
                is_input = isinstance(operand, Symbol) and operand.kind == "input"
                (inward if is_input else recurrent).append(qualify(layer, reverse, matrix.name))
    return Weights(tuple(inward), tuple(recurrent))


def find_shown(network: Network, key: Key) -> Key:
    """The key under which a parameter is drawn: matrices that stand under one symbol have that of the first."""
    for layer, described in enumerate(network.layers):
        for reverse in described.directions:
            weights = find_weights(network, layer, reverse)
            for names in (weights.inward, weights.recurrent):
                if key.step is None and key.name in names:
                    return Key(None, names[0])
    return key
