"""The reference the engine is held against: each cell node by node and step by step, as its equations say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rnnviz.engine.cell import Cell
from rnnviz.engine.expr import Apply, Expr, Named
from rnnviz.engine.ops import AFFINE, Array

Values = dict[Expr, Array]


@dataclass(frozen=True)
class Trace:
    """What one cell computes: ``steps[t]`` holds the value of every node of the cell at step t + 1."""

    cell: Cell
    steps: tuple[Values, ...]

    def history(self, name: str) -> Array:
        """One value at all steps, of shape (T, n)."""
        return np.stack([step[self.cell.values[name]] for step in self.steps])


@dataclass(frozen=True)
class Gradients:
    """dL/d(everything) of one cell; ``steps[t]`` is by node."""

    cell: Cell
    steps: tuple[Values, ...]
    start: Mapping[str, Array]

    def history(self, name: str) -> Array:
        """The gradient of one value at all steps, of shape (T, n)."""
        return np.stack([step[self.cell.values[name]] for step in self.steps])

    def contributions(self, parameter: str) -> Array:
        """Each step's contribution to the gradient of a parameter, of shape (T, *shape)."""
        symbol = next(symbol for symbol in self.cell.parameters if symbol.name == parameter)
        return np.stack([step[symbol] for step in self.steps])

    @property
    def inputs(self) -> Array:
        return np.stack([step[self.cell.input] for step in self.steps])


def forward(cell: Cell, parameters: Mapping[str, Array], inputs: Array, start: Mapping[str, Array]) -> Trace:
    """Run one cell over ``inputs`` of shape (T, I)."""
    state: Values = {symbol: start[symbol.name] for symbol in cell.states}
    steps: list[Values] = []
    for x in inputs:
        values: Values = {cell.input: x, **state}
        values |= {symbol: parameters[symbol.name] for symbol in cell.parameters}
        for node in cell.nodes:
            match node:
                case Named(body=body):
                    values[node] = values[body]
                case Apply(op=op, args=args):
                    values[node] = op.evaluate(*(values[argument] for argument in args))
        steps.append(values)
        state = {symbol: values[new] for symbol, new in cell.updates.items()}
    return Trace(cell, tuple(steps))


def backward(trace: Trace, upstream: Mapping[str, Array]) -> Gradients:
    """Back-propagate dL/d(value), each (T, n), given from outside by name."""
    cell = trace.cell
    later: Values = {}
    steps: list[Values] = []
    for t in reversed(range(len(trace.steps))):
        values = trace.steps[t]
        gradients: Values = {node: np.zeros(np.shape(value)) for node, value in values.items()}
        for node, gradient in later.items():
            gradients[node] = gradients[node] + gradient
        for name, given in upstream.items():
            gradients[cell.values[name]] = gradients[cell.values[name]] + given[t]
        for node in reversed(cell.nodes):
            for argument, gradient in _pull(node, gradients[node], values):
                gradients[argument] = gradients[argument] + gradient
        steps.append(gradients)
        later = {new: gradients[symbol] for symbol, new in cell.updates.items()}
    start = {symbol.name: later[new] for symbol, new in cell.updates.items()}
    return Gradients(cell, tuple(reversed(steps)), start)


def _pull(node: Expr, gradient: Array, values: Values) -> list[tuple[Expr, Array]]:
    """What flows back from a node to each node that it is computed from."""
    match node:
        case Named(body=body):
            return [(body, gradient)]
        case Apply(op=op, args=args) if op is AFFINE:
            pulled: list[tuple[Expr, Array]] = [(args[-1], gradient)]
            for matrix, operand in zip(args[:-1:2], args[1:-1:2], strict=True):
                pulled.append((matrix, np.outer(gradient, values[operand])))
                pulled.append((operand, values[matrix].T @ gradient))
            return pulled
        case Apply(op=op, args=args):
            assert op.derivative is not None
            partials = op.derivative(values[node], *(values[argument] for argument in args))
            return [(argument, gradient * partial) for argument, partial in zip(args, partials, strict=True)]
        case _:
            return []
