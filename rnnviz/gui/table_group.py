"""Which parameters stand together in the editors, and in which tables, as a notation arranges them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..engine.equation import Equation, equations
from ..engine.expr import Apply, Symbol
from ..engine.glyph import Writing, forms_of
from ..engine.network import Network
from ..engine.stacked import arrange
from ..engine.text import join
from ..scene.shapes import Run
from ..scene.symbol import symbol_runs
from .array_source import ArraySource, ParameterSource
from .joined_source import JoinedSource

READ_OUT = "Read-out"


@dataclass(frozen=True, slots=True)
class TableGroup:
    """The tables of one equation: the full names of the values that their parameters make, and what these are."""

    values: tuple[str, ...]
    words: str
    sources: tuple[ArraySource, ...]
    runs: tuple[Run, ...]

    @property
    def value(self) -> str:
        """The full name of the first value."""
        return self.values[0]

    @property
    def names(self) -> tuple[str, ...]:
        """The full names of the parameters."""
        return tuple(name for source in self.sources for name in source.names)


def table_groups(network: Network, writing: Writing) -> tuple[TableGroup, ...]:
    """The tables of every equation that has parameters, in reading order; gates that are stacked share theirs."""
    found = arrange(equations(network), writing)
    return tuple(group for equation in found for group in _groups_of(equation, writing))


def owners_of(network: Network) -> dict[str, str]:
    """The value that every parameter makes, by full names."""
    owners: dict[str, str] = {}
    for equation in equations(network):
        owners |= {name: equation.name for name in network.parameters if equation.uses(name) and name not in owners}
    return owners


def _groups_of(equation: Equation, writing: Writing) -> Iterator[TableGroup]:
    parts = equation.parts or (equation,)
    titles = [symbol_runs(part.name, None, writing) for part in parts]
    runs = tuple(run for title in titles for run in (Run(", "), *title))[1:]
    sources = tuple(_stacked(parts, writing) if equation.parts else _sources(equation, writing))
    if sources:
        words = "Gates and candidate" if any(part.role == "candidate" for part in parts) else "Gates"
        words = words if equation.parts else READ_OUT if equation.role == "read-out" else role(equation.says)
        yield TableGroup(tuple(part.name for part in parts), words, sources, runs)


def _sources(equation: Equation, writing: Writing) -> Iterator[ArraySource]:
    """The tables of an equation by itself: its matrices side by side where they are one in the notation."""
    for form in forms_of(equation.body):
        *factors, bias = form.args
        if writing.notation.is_joint and len(factors) > 2:
            yield JoinedSource((_row(equation, form, writing),), writing)
        else:
            yield from (ParameterSource(equation.full(_name(matrix)), writing) for matrix in factors[::2])
        yield ParameterSource(equation.full(_name(bias)), writing)


def _stacked(parts: tuple[Equation, ...], writing: Writing) -> Iterator[ArraySource]:
    """The tables of several gates: their matrices in one block, and their biases in one vector."""
    forms = [(part, form) for part in parts for form in forms_of(part.body)]
    letters = tuple(symbol_runs(part.name, None, writing)[0] for part in parts)
    yield JoinedSource(tuple(_row(part, form, writing) for part, form in forms), writing, letters)
    yield JoinedSource(tuple((part.full(_name(form.args[-1])),) for part, form in forms), writing, letters)


def _row(equation: Equation, form: Apply, writing: Writing) -> tuple[str, ...]:
    """The full names of the matrices of a form, those of states first."""
    matrices, _ = join(form.args[:-1], writing.notation)
    return tuple(equation.full(_name(matrix)) for matrix in matrices.args)


def _name(node: object) -> str:
    assert isinstance(node, Symbol)
    return node.name


def role(says: str) -> str:
    """The first words of what an equation says of itself: ``Forget gate``."""
    return says.partition(":")[0].rstrip(".")
