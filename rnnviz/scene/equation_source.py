"""What the rows of the equation panel say: the equations forward in time, or the chain rules backward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ..engine.chain_rule import chain_rules, formula, symbols_of
from ..engine.chain_words import explain
from ..engine.equation import Equation, equations
from ..engine.equation import formula as equation_formula
from ..engine.network import Sweep
from ..engine.run import Run
from ..engine.stacked import arrange
from ..engine.text import Formula
from ..engine.worked import work_out
from ..engine.worked_gradient import work_out_gradient
from .layer_words import GRADIENTS_WITH_TIME, is_seen_with, layer_description, layer_heading
from .shapes import Key


@dataclass(frozen=True, slots=True)
class RowText:
    """A row: the full name of what it gives, its equation, and that in words.

    ``owner`` is the name in ``run.order`` whose sub-step gives it. An ``extra`` row is shown on demand only: with its
    equation if it is that of a parameter, else when it is selected. ``role`` is that of its value; ``n_values`` are
    given at once where a notation stacks gates.
    """

    name: str
    formula: Formula
    says: str
    owner: str
    extra: bool = False
    is_parameter: bool = False
    role: str = ""
    n_values: int = 1


class EquationSource(Protocol):
    """One way to read a network: its rows, and how they are worked out."""

    @property
    def title(self) -> str:
        """The heading."""

    @property
    def description(self) -> str:
        """What stands below the heading."""

    @property
    def rows(self) -> Mapping[str, RowText]:
        """The rows in reading order."""

    def lines(self, run: Run, name: str, step: int, /) -> tuple[Formula, ...]:
        """The calculation of a row at a step."""

    def worked(self, run: Run, name: str, step: int, /) -> tuple[Formula, ...]:
        """The calculation of a row at a step, with the symbols of that step in its first line."""

    def says(self, run: Run, name: str, step: int, /) -> str:
        """The row in words at a step."""

    def find(self, key: Key, /) -> str | None:
        """The row that a selected value or parameter belongs to."""

    def current(self, run: Run, substep: int, /) -> tuple[str, ...]:
        """The rows that a sub-step, counted from 1, gives."""


class Equations:
    """The equations of a layer, with the read-out those of the last one, in reading order and forward in time."""

    def __init__(self, run: Run, sweep: Sweep) -> None:
        found = equations(run.network, run.loss if run.targets is not None else None, run.schedule.feedback)
        seen = arrange([e for e in found if is_seen_with(e.name, sweep, run.network)], run.writing)
        self._equations = {e.name: e for e in seen}
        self.title, self.description = layer_heading(run.network, sweep), layer_description(run.network, sweep)
        self.rows = {
            e.name: RowText(
                e.name,
                equation_formula(e, None, run.writing),
                e.says,
                _last(run, e),
                role=e.role,
                n_values=len(e.names),
            )
            for e in self._equations.values()
        }
        self._rows_of = {name: e.name for e in self._equations.values() for name in e.names}

    def lines(self, run: Run, name: str, step: int) -> tuple[Formula, ...]:
        """The calculation, whose first line need not repeat the symbols of the row."""
        symbols, *lines = self.worked(run, name, step)
        return ((symbols[0], *lines[0]), *lines[1:]) if lines else ()

    def worked(self, run: Run, name: str, step: int) -> tuple[Formula, ...]:
        """The calculation with the symbols of the step."""
        return work_out(self._equations[name], run, step)

    def says(self, _run: Run, name: str, _step: int) -> str:
        """What the equation does."""
        return self.rows[name].says

    def find(self, key: Key) -> str | None:
        """The equation that gives a value or an inner part of it, or that uses a parameter."""
        if key.step is None:
            return next((name for name, equation in self._equations.items() if equation.uses(key.name)), None)
        names = (key.name, key.name.rpartition(".")[0])
        return next((self._rows_of[name] for name in names if name in self._rows_of), None)

    def current(self, run: Run, substep: int) -> tuple[str, ...]:
        """The equation that is computed, unless it is one of another layer."""
        name = run.order[substep - 1] if substep else ""
        return (self._rows_of[name],) if name in self._rows_of else ()


def _last(run: Run, equation: Equation) -> str:
    """What an equation gives, of several values the one that is computed last."""
    return max(equation.parts, key=lambda part: run.order.index(part.name), default=equation).name


class ChainRules:
    """The chain rules of a layer in the order in which gradients are computed, from the loss back to the input."""

    def __init__(self, run: Run, sweep: Sweep) -> None:
        found = chain_rules(run.network, run.loss if run.targets is not None else None, run.schedule.feedback)
        self._rules = {rule.name: rule for rule in found if is_seen_with(rule.name, sweep, run.network)}
        is_alone = len(run.network.sweeps) == 1
        self.title = f"{layer_heading(run.network, sweep)}{', backward' if is_alone else ': backward pass'}"
        self.description = "∂L/∂v: how the total loss L changes with a value v. From the loss back to the input."
        if sweep[1]:
            self.description += f" {GRADIENTS_WITH_TIME}"
        symbols, writing = symbols_of(run.network), run.writing
        self.rows = {
            name: RowText(
                name,
                formula(rule, None, writing),
                explain(rule),
                rule.owner,
                not symbols.is_main(name),
                rule.is_parameter,
            )
            for name, rule in self._rules.items()
        }

    def lines(self, run: Run, name: str, step: int) -> tuple[Formula, ...]:
        """The calculation without the symbols, which the row shows."""
        return self.worked(run, name, step)[1:]

    def worked(self, run: Run, name: str, step: int) -> tuple[Formula, ...]:
        """The calculation with the symbols of the step."""
        return work_out_gradient(run, run.gradients(), name, step)

    def says(self, run: Run, name: str, step: int) -> str:
        """From where the gradient comes at this step."""
        return explain(self._rules[name], run, step)

    def find(self, key: Key) -> str | None:
        """The rule of a value, an inner part or a parameter."""
        return key.name if key.name in self.rows else None

    def current(self, run: Run, substep: int) -> tuple[str, ...]:
        """The rules of the equation whose gradient is computed, without those of its parameters."""
        owner = run.order[-substep] if substep else ""
        return tuple(row.name for row in self.rows.values() if row.owner == owner and not row.extra)
