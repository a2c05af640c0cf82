"""What a figure of some values or parameters may show, by name with titles."""

from __future__ import annotations

from ..cells import CELLS
from ..engine.equation import equations
from ..engine.glyph import symbol
from ..engine.run import Run
from ..engine.text import mark_of
from .order_figure import values_of


def of_values(run: Run) -> dict[str, str]:
    """Every value over time."""
    return _titled(run, [name for name in run.order if name != "loss"])


def of_states(run: Run) -> dict[str, str]:
    """The states, those of the last layer first."""
    return _titled(run, list(reversed(run.network.states)))


def of_ordered(run: Run) -> dict[str, str]:
    """The read-out and the states, those of the last layer first."""
    return _titled(run, list(values_of(run)))


def of_gates(run: Run) -> dict[str, str]:
    """The gates of all layers."""
    return _titled(run, [equation.name for equation in equations(run.network) if equation.role == "gate"])


def of_parameters(run: Run) -> dict[str, str]:
    """Every parameter."""
    return _titled(run, list(run.parameters), None)


def of_cells(_run: Run) -> dict[str, str]:
    """Every cell."""
    return {key: cell.title for key, cell in CELLS.items()}


def _titled(run: Run, names: list[str], time: str | None = "t") -> dict[str, str]:
    return {name: mark_of(symbol(name, time, run.writing)).plain for name in names}
