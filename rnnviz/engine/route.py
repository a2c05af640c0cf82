"""The ways by which a value of a cell acts on what is computed after it, each with its derivative."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from .cell import Cell
from .expr import Apply, Expr, Named, Symbol, walk
from .ops import AFFINE


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """One way from a value to the next named value or affine form.

    The gradient of ``to`` comes back along it times ``factors``, element by element, and times ``sign``. Where the
    way leads through an affine form, either ``matrix`` is what multiplies the value there, or the value is itself a
    matrix that multiplies ``operand``.
    """

    to: Expr
    sign: int = 1
    factors: tuple[Expr, ...] = ()
    matrix: Symbol | None = None
    operand: Expr | None = None


class Routes:
    """The routes of every value of one cell; derivatives come from the table of operations.

    A route ends at the first equation or affine form on its way. An equation and its body are one value.
    """

    def __init__(self, cell: Cell) -> None:
        self._owner: dict[Expr, Named] = {}
        for equation in cell.equations:
            if isinstance(equation.body, Apply):
                self._owner.setdefault(equation.body, equation)
        self._uses: dict[Expr, list[tuple[Expr, int]]] = defaultdict(list)
        for node in walk(*cell.equations):
            below = node.args if isinstance(node, Apply) else (node.body,) if isinstance(node, Named) else ()
            for position, child in enumerate(below):
                if self.owned(child) is not node:
                    self._uses[self.owned(child)].append((node, position))

    def owned(self, node: Expr) -> Expr:
        """The equation whose body a node is, or the node itself."""
        return self._owner.get(node, node)

    def of(self, node: Expr) -> tuple[Route, ...]:
        """The routes of a value or parameter, in the order of computation."""
        uses = self._uses.get(self.owned(node), ())
        return tuple(route for user, position in uses for route in self._through(user, position))

    def _through(self, user: Expr, position: int) -> tuple[Route, ...]:
        """The routes that begin with one use: the argument at ``position`` of ``user``."""
        if not isinstance(user, Apply):
            return (Route(user),)
        if user.op is AFFINE:
            return (self._through_affine(user, position),)
        assert user.op.derivative is not None
        result = self.owned(user)
        derivative = user.op.derivative(result, *user.args)[position]
        is_number = isinstance(derivative, int)
        sign, factors = (derivative, ()) if is_number else (1, (derivative,))
        rest = (Route(result),) if isinstance(result, Named) else self.of(user)
        return tuple(
            Route(route.to, route.sign * sign, (*route.factors, *factors), route.matrix, route.operand)
            for route in rest
            if sign != 0
        )

    def _through_affine(self, affine: Apply, position: int) -> Route:
        to = self.owned(affine)
        if position == len(affine.args) - 1:
            return Route(to)
        if position % 2:
            matrix = affine.args[position - 1]
            assert isinstance(matrix, Symbol)
            return Route(to, matrix=matrix)
        return Route(to, operand=affine.args[position + 1])


@lru_cache(maxsize=64)
def routes_of(cell: Cell) -> Routes:
    """The routes of a cell."""
    return Routes(cell)
