"""An equation worked out in numbers at a step, line by line as on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from . import numeral
from .equation import Equation, formula
from .expr import Apply, Expr, Named, Symbol, children
from .notation import DEFAULT, Notation
from .ops import Array
from .text import BECOMES, EQUALS, JOINED, ROUGHLY, Formula, Leaf, Numbers, compose, spread

if TYPE_CHECKING:
    from .run import Run


def work_out(equation: Equation, run: Run, step: int) -> tuple[Formula, ...]:
    """The equation in symbols, then with its numbers put in, then after each round of operations, then the result.

    Each line after the first starts with its relation sign; the last is the result alone. A loss at a step without
    a target has its first line only. Where units are held, one more line has what the equation gives become what they
    are set to.
    """
    body = spread(equation.body, run.writing.notation)
    leaves = [node for node in _leaves(body) if not isinstance(node, Apply)]
    first = formula(equation, step, run.writing)
    if equation.role == "feedback" and not run.schedule.is_fed(step):
        return (first[:1], (EQUALS, Numbers(_at(run["x"], step))))
    values = {node: _value(equation, node, run, step) for node in leaves}
    if equation.name == "loss":
        values = _with_target(values)
    if any(value.size == 0 for value in values.values()):
        return (first,)
    _join(body, values)
    lines = (first, *calculate(body, values, run.writing.notation))
    held = run.schedule.is_clamped(equation.name, step)
    return lines if held is None else (*lines, (BECOMES, Numbers(_at(run[equation.name], step))))


def _join(body: Expr, values: dict[Expr, Array]) -> None:
    """Add the arrays that a notation puts side by side or one below the other: they are put in as one."""
    for node in reversed(_leaves(body)):
        if isinstance(node, Apply) and node.op.name in JOINED and all(arg in values for arg in node.args):
            values[node] = node.op.evaluate(*(values[arg] for arg in node.args))


def calculate(body: Expr, values: dict[Expr, Array], notation: Notation = DEFAULT) -> tuple[Formula, ...]:
    """An expression with the numbers of its leaves put in, then after each round of operations, then the result.

    The value of every operation is added to ``values``.
    """
    heights = _evaluate(body, values)
    lines = [
        (EQUALS, *compose(body, _numbers_up_to(level, values, heights), notation)) for level in range(heights[body])
    ]
    result = values[body]
    return (*lines, (EQUALS if numeral.is_exact(result) else ROUGHLY, Numbers(result)))


def _leaves(node: Expr) -> tuple[Expr, ...]:
    """Every node of one equation: names are not entered."""
    below = node.args if isinstance(node, Apply) else ()
    return (node, *(leaf for child in below for leaf in _leaves(child)))


def _numbers_up_to(level: int, values: dict[Expr, Array], heights: dict[Expr, int]) -> Leaf:
    """Writes the nodes that at most ``level`` rounds of operations give as numbers."""

    def leaf(node: Expr) -> Formula | None:
        return (Numbers(values[node]),) if heights[node] <= level else None

    return leaf


def _evaluate(body: Expr, values: dict[Expr, Array]) -> dict[Expr, int]:
    """Add the value of every operation to ``values``; how many rounds of operations give each node."""
    heights = dict.fromkeys(values, 0)

    def visit(node: Expr) -> None:
        if node in heights or not isinstance(node, Apply):
            return
        for child in children(node):
            visit(child)
        rounds = 0 if node.op.name in JOINED else 1
        heights[node] = rounds + max(heights[child] for child in children(node))
        values[node] = np.asarray(node.op.evaluate(*(values[child] for child in children(node))))

    with np.errstate(all="ignore"):
        visit(body)
    return heights


def _value(equation: Equation, node: Expr, run: Run, step: int) -> Array:
    """The number that stands for a leaf of the equation at a step."""
    if isinstance(node, Named):
        return _at(run[equation.full(node.name)], step)
    if not isinstance(node, Symbol):
        raise TypeError(f"no value for {node}")
    if node.kind == "parameter":
        parameter: Array = run.parameters[equation.full(node.name)]
        return parameter
    if equation.role == "feedback":
        return _at(run["y"], step - 1)
    if node.kind == "state":
        return run.state_before(equation.full(node.name), step)
    if node.name == "p_k":
        target = _class(run, step)
        return run["p"][step - 1, target : target + 1] if target >= 0 else np.empty(0)
    if node.name.endswith("*"):
        return np.empty(0) if run.targets is None else np.asarray(run.targets[step - 1])
    return _at(run[node.name], step) if equation.role == "loss" else seen(run, equation.layer, step)


def _at(values: Array, step: int) -> Array:
    """The values (n,) of one step."""
    return np.asarray(values[step - 1])


def _class(run: Run, step: int) -> int:
    """The target class of a step, −1 where it has none."""
    return -1 if run.targets is None else int(run.targets[step - 1])


def seen(run: Run, layer: int, step: int) -> Array:
    """What a layer, counted from 0, gets as its input; the number of layers stands for the read-out."""
    return np.concatenate([_at(run[name], step) for name in run.network.seen_by(layer)])


def _with_target(values: dict[Expr, Array]) -> dict[Expr, Array]:
    """The values of a squared loss at the units that have a target."""
    targets = [value for node, value in values.items() if isinstance(node, Symbol) and node.name.endswith("*")]
    if not targets or targets[0].size == 0:
        return values
    known = ~np.isnan(targets[0])
    return {node: value[known] for node, value in values.items()}
