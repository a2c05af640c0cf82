"""What is said with a picture: its equations with their numbers at a step, as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.equation import Equation, equations
from ..engine.network import Sweep
from ..engine.run import Run
from ..engine.stacked import arrange
from ..engine.text import Formula, to_plain
from ..engine.worked import work_out
from ..engine.worked_gradient import work_out_gradient


def shown_equations(run: Run, sweep: Sweep | None = None) -> tuple[Equation, ...]:
    """The equations of a run; with ``sweep`` only those of that cell, and of what follows the top layer."""
    return arrange(_equations(run, sweep), run.writing)


def _equations(run: Run, sweep: Sweep | None) -> tuple[Equation, ...]:
    """The equations one by one."""
    every = equations(run.network, run.loss, run.schedule.feedback)
    if sweep is None:
        return every
    last = len(run.network.layers)
    is_top = sweep[0] == last - 1
    return tuple(e for e in every if (e.layer, e.reverse) == sweep or (is_top and e.layer == last))


def notes(run: Run, step: int, sweep: Sweep | None = None, is_backward: bool = False) -> str:
    """A line for each equation, in symbols and with the result of ``step``; backward its gradient instead."""
    return "\n".join(_backward(run, step, sweep) if is_backward else _forward(run, step, sweep))


def _forward(run: Run, step: int, sweep: Sweep | None) -> Iterator[str]:
    for equation in shown_equations(run, sweep):
        yield _line(work_out(equation, run, step))


def _backward(run: Run, step: int, sweep: Sweep | None) -> Iterator[str]:
    gradients = run.gradients()
    for equation in reversed(_equations(run, sweep)):
        if equation.role not in ("loss", "feedback"):
            yield _line(work_out_gradient(run, gradients, equation.name, step))


def _line(lines: tuple[Formula, ...]) -> str:
    """The first line with the last one behind it, where that says more."""
    first, last = to_plain(lines[0]), to_plain(lines[-1])
    return first if first.endswith(last) else f"{first} {last}"
