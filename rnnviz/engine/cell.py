"""A cell is its equations; parameters, values, gradients, text and picture derive from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .expr import Apply, Expr, Named, Symbol, walk


@dataclass(frozen=True, eq=False)
class Cell:
    """One recurrent cell.

    ``equations`` are in reading order; ``updates`` says which equation replaces which state; ``output`` is what
    the read-out and the next layer see; ``description`` says in one line which variant of the cell this is.
    """

    key: str
    title: str
    description: str
    equations: tuple[Named, ...]
    updates: Mapping[Symbol, Named]
    output: Named

    def __post_init__(self) -> None:
        self._check_complete()
        self._check_order()
        self._check_names()

    def _check_complete(self) -> None:
        used = {node for node in walk(*self.updates.values(), self.output) if isinstance(node, Named)}
        if used != set(self.equations):
            odd = sorted(node.name for node in used ^ set(self.equations))
            raise ValueError(f"{self.key}: {odd} is either written but not used, or used but not written")

    def _check_order(self) -> None:
        for k, equation in enumerate(self.equations):
            needs = (node for node in walk(equation.body) if isinstance(node, Named))
            late = [node.name for node in needs if node not in self.equations[:k]]
            if late:
                raise ValueError(f"{self.key}: {equation.name} is written before {late}")

    def _check_names(self) -> None:
        for what, names in (
            ("equation", [equation.name for equation in self.equations]),
            ("parameter", [parameter.name for parameter in self.parameters]),
        ):
            if len(set(names)) < len(names):
                raise ValueError(f"{self.key}: an {what} name is used twice in {names}")
        for state, equation in self.updates.items():
            if state.name != equation.name:
                raise ValueError(f"{self.key}: {equation.name} replaces the state {state.name}: they share one name")

    @cached_property
    def nodes(self) -> tuple[Expr, ...]:
        """Every node of the step, in the order of the equations, children before parents."""
        return tuple(walk(*self.equations))

    @cached_property
    def parameters(self) -> tuple[Symbol, ...]:
        """The parameters in the order of the equations."""
        return tuple(node for node in self.nodes if isinstance(node, Symbol) and node.kind == "parameter")

    @cached_property
    def input(self) -> Symbol:
        """The symbol of the input x_t."""
        return next(node for node in self.nodes if isinstance(node, Symbol) and node.kind == "input")

    @property
    def states(self) -> tuple[Symbol, ...]:
        """The states that a step receives from the step before."""
        return tuple(self.updates)

    @cached_property
    def values(self) -> Mapping[str, Expr]:
        """The name of everything a step computes, in the order of computation.

        An equation has its own name; a part of the equation ``c`` is ``c.1``, ``c.2``, … in the order of
        computation. A part that several equations share belongs to the first.
        """
        names: dict[str, Expr] = {}
        seen: set[Expr] = set()
        for equation in self.equations:
            inside = [node for node in walk(equation.body) if isinstance(node, Apply) and node not in seen]
            parts = [node for node in inside if node is not equation.body]
            names.update({f"{equation.name}.{k}": node for k, node in enumerate(parts, 1)})
            names[equation.name] = equation
            seen.update(inside)
        return names

    def equation_of(self, parameter: str) -> Named:
        """The equation that uses a parameter."""
        for equation in self.equations:
            if any(isinstance(node, Symbol) and node.name == parameter for node in _own(equation)):
                return equation
        raise KeyError(parameter)


def _own(equation: Named) -> tuple[Expr, ...]:
    """The nodes of an equation that no earlier equation has: those not below another name."""
    found: list[Expr] = []
    todo: list[Expr] = [equation.body]
    while todo:
        node = todo.pop()
        found.append(node)
        if isinstance(node, Apply):
            todo.extend(node.args)
    return tuple(found)
