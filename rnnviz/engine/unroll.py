"""One cell unrolled over one sequence in one direction: every value, and every value's gradient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .cell import Cell
from .expr import Apply, Expr, Named, Symbol
from .ops import AFFINE, Array


@dataclass(frozen=True, eq=False)
class Adjoint:
    """dL/d(value) of one unrolled cell, names without the layer."""

    values: Mapping[str, Array]
    inputs: Array
    start: Mapping[str, Array]
    parameters: Mapping[str, Array]


@dataclass(frozen=True, eq=False)
class Unrolled:
    """Every value of a cell at every step; ``values[name]`` has shape (T, n)."""

    cell: Cell
    parameters: Mapping[str, Array]
    inputs: Array
    start: Mapping[str, Array]
    values: Mapping[str, Array]

    def backward(self, upstream: Mapping[str, Array]) -> Adjoint:
        """Back-propagate dL/d(value), each (T, n), given from outside for any of the values."""
        n_steps = len(self.inputs)
        nodes = self.cell.values
        total = {p.name: np.zeros(self.parameters[p.name].shape) for p in self.cell.parameters}
        history = {name: np.zeros(self.values[name].shape) for name in nodes}
        d_inputs = np.zeros(self.inputs.shape)
        later: dict[Expr, Array] = {}
        for t in reversed(range(n_steps)):
            grads: dict[Expr, Array] = dict(later)
            for name, given in upstream.items():
                _accumulate(grads, nodes[name], given[t])
            at = self._at(t)
            for node in reversed(self.cell.nodes):
                if node in grads:
                    for argument, gradient in _pull(node, grads[node], at):
                        _accumulate(grads, argument, gradient)
            for name, node in nodes.items():
                history[name][t] = grads.get(node, 0.0)
            for parameter in self.cell.parameters:
                total[parameter.name] += grads.get(parameter, 0.0)
            d_inputs[t] = grads.get(self.cell.input, 0.0)
            later = {new: grads[old] for old, new in self.cell.updates.items() if old in grads}
        start = {
            old.name: later.get(new, np.zeros_like(self.start[old.name])) for old, new in self.cell.updates.items()
        }
        return Adjoint(history, d_inputs, start, total)

    def _at(self, t: int) -> dict[Expr, Array]:
        """The value of every node at one step."""
        at: dict[Expr, Array] = {node: self.values[name][t] for name, node in self.cell.values.items()}
        at |= {node.body: at[node] for node in self.cell.equations}
        at |= {p: self.parameters[p.name] for p in self.cell.parameters}
        at |= {s: self.values[s.name][t - 1] if t else self.start[s.name] for s in self.cell.states}
        return at | {self.cell.input: self.inputs[t]}


def unroll(cell: Cell, parameters: Mapping[str, Array], inputs: Array, start: Mapping[str, Array]) -> Unrolled:
    """Run ``cell`` over ``inputs`` of shape (T, I) from the states in ``start``, names without the layer."""
    state = {s: start[s.name] for s in cell.states}
    history: dict[str, list[Array]] = {name: [] for name in cell.values}
    for x in inputs:
        at: dict[Expr, Array] = {cell.input: x, **state, **{p: parameters[p.name] for p in cell.parameters}}
        for node in cell.nodes:
            match node:
                case Named(body=body):
                    at[node] = at[body]
                case Apply(op=op, args=args):
                    at[node] = op.evaluate(*(at[a] for a in args))
        for name, node in cell.values.items():
            history[name].append(at[node])
        state = {s: at[new] for s, new in cell.updates.items()}
    return Unrolled(cell, parameters, inputs, start, {name: np.stack(rows) for name, rows in history.items()})


def _pull(node: Expr, gradient: Array, at: Mapping[Expr, Array]) -> list[tuple[Expr, Array]]:
    """What flows back from one node into each node it was computed from."""
    match node:
        case Named(body=body):
            return [(body, gradient)]
        case Apply(op=op, args=args) if op is AFFINE:
            pulled: list[tuple[Expr, Array]] = [(args[-1], gradient)]
            for matrix, operand in zip(args[:-1:2], args[1:-1:2], strict=True):
                pulled += [(matrix, np.outer(gradient, at[operand])), (operand, at[matrix].T @ gradient)]
            return pulled
        case Apply(op=op, args=args):
            assert op.derivative is not None
            partials = op.derivative(at[node], *(at[a] for a in args))
            return [(a, gradient * d) for a, d in zip(args, partials, strict=True)]
        case _:
            return []


def _accumulate(grads: dict[Expr, Array], node: Expr, gradient: Array) -> None:
    grads[node] = grads[node] + gradient if node in grads else gradient
