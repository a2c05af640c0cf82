"""Where a table of the editors takes its numbers from: a parameter, or the initial value of a state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Protocol

from ..engine.glyph import PLAIN, Writing, symbol
from ..engine.ops import Array
from ..engine.text import mark_of
from ..experiment import edits
from ..experiment.experiment import Experiment
from ..scene.letter import show_letter
from ..scene.shapes import Key, Run
from ..scene.symbol import symbol_runs
from .gradient_reading import GradientReading
from .session import Edit

Names = tuple[str, ...]


class ArraySource(Protocol):
    """One array of an experiment that is shown and edited as a whole."""

    @property
    def title(self) -> str:
        """The name in menus and to screen readers."""

    @property
    def runs(self) -> tuple[Run, ...]:
        """The symbol, for the math family."""

    @property
    def key(self) -> Key:
        """What the array is to the session."""

    @property
    def names(self) -> Names:
        """The full names of all that it is made of."""

    def parts(self, experiment: Experiment) -> tuple[Array, ...]:
        """The arrays that it is made of."""

    def values(self, experiment: Experiment) -> Array:
        """The array, a vector or a matrix."""

    def edit_for(self, values: Array) -> Edit:
        """The edit that puts other values of the same shape in place."""

    def gradient(self, reading: GradientReading, experiment: Experiment) -> Array | None:
        """A part of the gradient; None where nothing of it is computed yet."""

    def unit_names(self, experiment: Experiment) -> tuple[Names, Names]:
        """What rows and columns stand for; the same twice for a vector."""

    def split(self, experiment: Experiment) -> int | None:
        """The column before which a line is drawn."""

    def breaks(self, experiment: Experiment) -> tuple[int, ...]:
        """The rows before which a line is drawn."""


@dataclass(frozen=True, slots=True)
class ParameterSource:
    """The parameter of a full name."""

    name: str
    writing: Writing = PLAIN

    @property
    def names(self) -> Names:
        """The full name."""
        return (self.name,)

    @property
    def title(self) -> str:
        """The name in menus and to screen readers."""
        written = symbol(self.name, None, self.writing)
        return self.name if written == symbol(self.name, None) else mark_of(written).plain

    @property
    def runs(self) -> tuple[Run, ...]:
        """The symbol, for the math family."""
        return symbol_runs(self.name, None, self.writing)

    @property
    def key(self) -> Key:
        """What the array is to the session."""
        return Key(None, self.name)

    def parts(self, experiment: Experiment) -> tuple[Array, ...]:
        """The array alone."""
        return (experiment.parameters[self.name],)

    def values(self, experiment: Experiment) -> Array:
        """The array, a vector or a matrix."""
        return experiment.parameters[self.name]

    def gradient(self, reading: GradientReading, _experiment: Experiment) -> Array | None:
        """A part of the gradient; None where nothing of it is computed yet."""
        return reading.of(self.name)

    def split(self, _experiment: Experiment) -> int | None:
        """None: it is one."""
        return None

    def breaks(self, _experiment: Experiment) -> tuple[int, ...]:
        """Nothing: it is one."""
        return ()

    def edit_for(self, values: Array) -> Edit:
        """The edit that puts other values of the same shape in place."""
        return partial(edits.set_parameter, name=self.name, value=values)

    def unit_names(self, experiment: Experiment) -> tuple[Names, Names]:
        """What rows and columns stand for: units, or symbols where inputs or outputs are symbols."""
        shape, alphabet = self.values(experiment).shape, tuple(map(show_letter, experiment.alphabet or ""))
        rows, columns = _numbers(shape[0]), _numbers(shape[-1])
        if self._reads_input(experiment) and len(alphabet) == len(columns):
            columns = alphabet
        if self.name in ("W_hy", "b_y") and len(alphabet) == len(rows):
            rows = alphabet
        return rows, columns

    def _reads_input(self, experiment: Experiment) -> bool:
        """Whether this is a matrix of the first layer that is multiplied with the input."""
        return any(p.name == self.name and "input" in p.shape for p in experiment.network.cell.parameters)


@dataclass(frozen=True, slots=True)
class StartSource:
    """The initial value of the state of a full name."""

    name: str
    writing: Writing = PLAIN

    @property
    def names(self) -> Names:
        """The full name."""
        return (self.name,)

    @property
    def title(self) -> str:
        """The name in menus and to screen readers."""
        return f"{self.name} at step {self.writing.number(0)}"

    @property
    def runs(self) -> tuple[Run, ...]:
        """The symbol, for the math family."""
        return symbol_runs(self.name, "0", self.writing)

    @property
    def key(self) -> Key:
        """What the array is to the session."""
        return Key(0, self.name)

    def parts(self, experiment: Experiment) -> tuple[Array, ...]:
        """The array alone."""
        return (experiment.start[self.name],)

    def values(self, experiment: Experiment) -> Array:
        """The array, a vector or a matrix."""
        return experiment.start[self.name]

    def gradient(self, _reading: GradientReading, _experiment: Experiment) -> Array | None:
        """None: the tables show the gradients of parameters alone."""
        return None

    def split(self, _experiment: Experiment) -> int | None:
        """None: it is one."""
        return None

    def breaks(self, _experiment: Experiment) -> tuple[int, ...]:
        """Nothing: it is one."""
        return ()

    def edit_for(self, values: Array) -> Edit:
        """The edit that puts other values of the same shape in place."""
        return partial(edits.set_start, name=self.name, value=values)

    def unit_names(self, experiment: Experiment) -> tuple[Names, Names]:
        """The units, by number."""
        names = _numbers(len(self.values(experiment)))
        return names, names


def _numbers(size: int) -> Names:
    return tuple(map(str, range(1, size + 1)))
