"""A cell in normal form: the graph of operations that the engine plans, and the chain rule on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from . import ops
from .cell import Cell
from .expr import Apply, Expr, Named, Symbol, walk
from .ops import AFFINE, Op

Factor: TypeAlias = Expr | int

COPY = replace(ops.IDENTITY, name="copy")


class Algebra:
    """Builds expressions on the nodes of a graph so that equal ones are one object, and zeros and ones vanish."""

    def __init__(self) -> None:
        self._nodes: set[Apply] = set()
        self._known: dict[tuple[Op, tuple[Expr, ...]], Apply] = {}
        self.constants: dict[int, Symbol] = {}

    def add_node(self, op: Op, *args: Expr) -> Apply:
        """A new node of the graph, even where another does the same: each has a gradient of its own."""
        node = Apply(op, args)
        self._nodes.add(node)
        self._known.setdefault((op, args), node)
        return node

    def apply(self, op: Op, *args: Expr) -> Apply:
        """The one node that applies ``op`` to ``args``."""
        return self._known.setdefault((op, args), Apply(op, args))

    def simplify(self, expression: Expr) -> Expr:
        """The one node that stands for an expression on the nodes of the graph."""
        if not isinstance(expression, Apply) or expression in self._nodes:
            return expression
        return self.apply(expression.op, *(self.simplify(argument) for argument in expression.args))

    def product(self, a: Factor, b: Factor) -> Factor:
        """a ⊙ b."""
        if isinstance(a, int) and isinstance(b, int):
            return a * b
        if isinstance(b, int):
            a, b = b, a
        assert isinstance(b, Expr)
        match a:
            case 0:
                return 0
            case 1:
                return b
            case -1:
                return self.apply(ops.NEGATE, b)
            case _:
                return self.apply(ops.MULTIPLY, self._operand(a), b)

    def total(self, a: Factor, b: Factor) -> Factor:
        """a + b."""
        if isinstance(a, int) and isinstance(b, int):
            return a + b
        if a == 0 or b == 0:
            return b if a == 0 else a
        first, second = self._operand(a), self._operand(b)
        for plus, minus in ((first, second), (second, first)):
            if isinstance(minus, Apply) and minus.op is ops.NEGATE:
                return self.apply(ops.SUBTRACT, plus, *minus.args)
        return self.apply(ops.ADD, first, second)

    def partials(self, node: Apply) -> list[tuple[Expr, Factor]]:
        """Each argument of an elementwise operation with the derivative by it."""
        assert node.op.derivative is not None
        derivatives = node.op.derivative(node, *node.args)
        return [
            (argument, d if isinstance(d, int) else self.simplify(d))
            for argument, d in zip(node.args, derivatives, strict=True)
        ]

    def _operand(self, factor: Factor) -> Expr:
        """A number as a leaf, an expression as it is."""
        if isinstance(factor, int):
            return self.constants.setdefault(factor, Symbol(str(factor), "input", ()))
        return factor


@dataclass(frozen=True, eq=False)
class Graph:
    """The operations of one step, arguments first, without names.

    Every state has an elementwise operation of its own that computes its new value, and so has every operand of a
    matrix that the step itself computes: where the equations have none, a copy stands in.
    """

    cell: Cell
    algebra: Algebra
    nodes: tuple[Apply, ...]
    values: Mapping[str, Apply]
    updates: Mapping[Symbol, Apply]

    @property
    def affines(self) -> tuple[Apply, ...]:
        """The affine forms, in the order of computation."""
        return tuple(node for node in self.nodes if node.op is AFFINE)

    @property
    def operands(self) -> tuple[Apply, ...]:
        """What the step computes and then multiplies by a matrix, in the order of computation."""
        used = {operand for affine in self.affines for operand in operands(affine)}
        return tuple(node for node in self.nodes if node in used)

    @property
    def vectors(self) -> tuple[Symbol, ...]:
        """The parameters that elementwise operations read."""
        read = (argument for node in self.nodes if node.op is not AFFINE for argument in node.args)
        return tuple(node for node in dict.fromkeys(read) if isinstance(node, Symbol) and node.kind == "parameter")

    def adjoints(self, seeds: Mapping[Expr, Factor], stops: Collection[Expr]) -> dict[Expr, Factor]:
        """The chain rule through the elementwise operations of one step.

        From the adjoints of ``seeds`` to the adjoint of every node below; it goes no further than ``stops``, the
        affine forms and the symbols.
        """
        adjoint: dict[Expr, Factor] = {**seeds}
        for node in reversed(self.nodes):
            if node not in adjoint or node.op is AFFINE or (node in stops and node not in seeds):
                continue
            for argument, derivative in self.algebra.partials(node):
                if argument in seeds:
                    continue
                term = self.algebra.product(adjoint[node], derivative)
                adjoint[argument] = self.algebra.total(adjoint.get(argument, 0), term)
        return adjoint


@lru_cache(maxsize=64)
def graph_of(cell: Cell) -> Graph:
    """The normal form of a cell."""
    builder = _Builder(cell)
    for node in walk(*cell.equations):
        builder.add(node)
    found = builder.found
    values = {name: node for name, old in cell.values.items() if isinstance(node := found[old], Apply)}
    updates = {state: node for state, new in cell.updates.items() if isinstance(node := found[new], Apply)}
    nodes = tuple(node for node in walk(*values.values()) if isinstance(node, Apply))
    return Graph(cell, builder.algebra, nodes, values, updates)


def operands(affine: Apply) -> tuple[Expr, ...]:
    """What an affine form multiplies by its matrices."""
    return affine.args[1:-1:2]


class _Builder:
    """Takes the nodes of a cell, operands first, to those of its graph."""

    def __init__(self, cell: Cell) -> None:
        self.algebra = Algebra()
        self.found: dict[Expr, Expr] = {}
        self._states = frozenset(cell.updates.values())
        self._named: dict[Expr, Named] = {}

    def add(self, node: Expr) -> None:
        """Find the node of the graph for a node of the cell."""
        match node:
            case Named(body=body):
                self.found[node] = self._name(node, self.found[body])
            case Apply(op=op, args=args):
                new = [self.found[argument] for argument in args]
                if op is AFFINE:
                    new[1:-1:2] = [self._operand(operand) for operand in new[1:-1:2]]
                self.found[node] = self.algebra.add_node(op, *new)
            case _:
                self.found[node] = node

    def _name(self, equation: Named, node: Expr) -> Expr:
        """The node of an equation: a copy where its body has another name already, or is a state's affine form."""
        is_own = isinstance(node, Apply) and node not in self._named
        if not is_own or (equation in self._states and _is_affine(node)):
            node = self.algebra.add_node(COPY, node)
        self._named[node] = equation
        return node

    def _operand(self, node: Expr) -> Expr:
        """What a matrix multiplies: a copy of a new state, or of an affine form."""
        if self._named.get(node) in self._states or _is_affine(node):
            return self.algebra.apply(COPY, node)
        return node


def _is_affine(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op is AFFINE
