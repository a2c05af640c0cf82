"""Several parameters as one table: matrices side by side, and those of several gates one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ..engine.glyph import Glyph, Writing, symbol
from ..engine.ops import Array
from ..engine.text import mark_of
from ..experiment.experiment import Experiment
from ..scene.shapes import Key, Run
from ..scene.symbol import glyph_runs
from .array_source import Names, ParameterSource
from .gradient_reading import GradientReading
from .session import Edit


@dataclass(frozen=True, slots=True)
class JoinedSource:
    """The parameters of full names, ``blocks`` row by row; ``gates`` name the rows of several gates."""

    blocks: tuple[tuple[str, ...], ...]
    writing: Writing
    gates: tuple[Run, ...] = ()

    @property
    def names(self) -> Names:
        """The full names of all parameters."""
        return tuple(name for row in self.blocks for name in row)

    @property
    def title(self) -> str:
        """The name in menus and to screen readers."""
        return mark_of(self._glyph()).plain

    @property
    def runs(self) -> tuple[Run, ...]:
        """The symbol, for the math family."""
        return glyph_runs(self._glyph())

    def _glyph(self) -> Glyph:
        first = self.blocks[0][0]
        glyph = self.writing.joined[first] if len(self.blocks[0]) > 1 else symbol(first, None, self.writing)
        return replace(glyph, subscript="") if len(self.blocks) > 1 else glyph

    @property
    def key(self) -> Key:
        """What the array is to the session: its first parameter."""
        return Key(None, self.blocks[0][0])

    def parts(self, experiment: Experiment) -> tuple[Array, ...]:
        """The arrays that it is made of."""
        return tuple(experiment.parameters[name] for name in self.names)

    def values(self, experiment: Experiment) -> Array:
        """The array, a vector or a matrix."""
        return self._join({name: experiment.parameters[name] for name in self.names})

    def gradient(self, reading: GradientReading, experiment: Experiment) -> Array | None:
        """A part of the gradient: NaN where it is not computed yet, None where nothing of it is."""
        found = {name: reading.of(name) for name in self.names}
        if all(part is None for part in found.values()):
            return None
        parameters = experiment.parameters
        missing = {name: np.full(parameters[name].shape, np.nan) for name, part in found.items() if part is None}
        return self._join({name: part for name, part in found.items() if part is not None} | missing)

    def edit_for(self, values: Array) -> Edit:
        """The edit that puts other values of the same shape in place."""
        return partial(_put, source=self, values=values)

    def unit_names(self, experiment: Experiment) -> tuple[Names, Names]:
        """What rows and columns stand for: gates with their units, then the units of the state and the inputs."""
        rows = tuple(ParameterSource(row[0], self.writing).unit_names(experiment)[0] for row in self.blocks)
        if not self.gates:
            return rows[0], self._columns(experiment)
        named = tuple(
            f"{gate.text}{_ACCENTS[gate.accent]}_{unit}"
            for gate, units in zip(self.gates, rows, strict=True)
            for unit in units
        )
        return named, self._columns(experiment) if len(self.blocks[0]) > 1 else named

    def _columns(self, experiment: Experiment) -> Names:
        return tuple(
            name if not name.isdigit() else f"{symbol(part, None, self.writing).subscript[0]}_{name}"
            for part in self.blocks[0]
            for name in ParameterSource(part, self.writing).unit_names(experiment)[1]
        )

    def split(self, experiment: Experiment) -> int | None:
        """The column before which the matrix of the input begins."""
        return experiment.parameters[self.blocks[0][0]].shape[1] if len(self.blocks[0]) > 1 else None

    def breaks(self, experiment: Experiment) -> tuple[int, ...]:
        """The rows before which another gate begins."""
        sizes = [len(experiment.parameters[row[0]]) for row in self.blocks]
        return tuple(int(row) for row in np.cumsum(sizes)[:-1])

    def take_apart(self, values: Array, experiment: Experiment) -> Iterator[tuple[str, Array]]:
        """The name and the values of every parameter."""
        top = 0
        for row in self.blocks:
            left, height = 0, len(experiment.parameters[row[0]])
            for name in row:
                width = experiment.parameters[name].shape[-1]
                part = values[top : top + height]
                yield name, part if part.ndim == 1 else part[:, left : left + width]
                left += width
            top += height

    def _join(self, arrays: dict[str, Array]) -> Array:
        return np.concatenate([np.concatenate([arrays[name] for name in row], axis=-1) for row in self.blocks])


_ACCENTS = {"": "", "hat": "\u0302", "tilde": "\u0303"}


def _put(experiment: Experiment, source: JoinedSource, values: Array) -> Experiment:
    """The experiment with the parameters of a source replaced, those that change."""
    found = dict(source.take_apart(values, experiment))
    changed = {name: new for name, new in found.items() if not np.array_equal(new, experiment.parameters[name])}
    return experiment.with_parameters(changed) if changed else experiment
