"""The chain rule of every value: how its gradient follows from the gradients of what is computed from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from . import ops
from .expr import Apply, Expr, Symbol
from .glyph import PLAIN, Writing, symbol
from .loss import Loss
from .network import Network, qualify
from .ops import AFFINE, Array, Op
from .quantity import Clock, Place, Quantity, Symbols, clock, gradient_mark
from .route import Route, routes_of
from .schedule import Feedback
from .text import EQUALS, PRODUCT, SQUARE, Formula, Mark, compose, mark_of


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """What one way of a value to the loss adds to its gradient.

    ``source`` is the full name of the value whose gradient comes back, empty where the loss itself speaks;
    ``offset`` counts the steps from this one to that of the source.
    """

    body: Expr
    source: str = ""
    offset: int = 0
    sign: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class ChainRule:
    """The chain rule of one value or parameter, by its full name: the sum of its terms.

    ``owner`` is the name in ``run.order`` whose turn it is computed at.
    """

    network: Network
    loss: Loss | None
    name: str
    owner: str
    terms: tuple[Term, ...]

    @property
    def is_parameter(self) -> bool:
        """Whether the rule gives what one step adds to the gradient of a parameter."""
        return self.name in self.network.parameters


_OUTER = Op("outer", np.outer, None, PRODUCT.latex, "", ops.PRODUCT)
_SCALE = Op("scale", np.multiply, None, PRODUCT.latex, "", ops.PRODUCT)
WHERE = Op("where", lambda known, a: np.where(known > 0, a, 0.0), None, ops.MULTIPLY.latex, "", ops.PRODUCT)
_SHARE = Op("share", lambda e, p: np.where(e > 0, -e / p, 0.0), None, r"-{} \oslash {}", "", ops.PRODUCT)


@lru_cache(maxsize=512)
def chain_rule(network: Network, loss: Loss | None, name: str, feedback: Feedback | None = None) -> ChainRule:
    """The chain rule of the value or parameter ``name``, with the terms of all its ways to the loss."""
    symbols = symbols_of(network)
    if name in symbols.places:
        place = symbols.places[name]
        own = _named_equation(network, name, place)
        terms = (*_beyond(network, loss, name, place), *_inside(network, name, place))
        return ChainRule(network, loss, name, own, terms)
    order = [qualify(0, False, equation.name) for equation in network.cell.equations]
    if name == "x":
        return ChainRule(network, loss, name, order[0], tuple(_from_layer(network, 0, None)))
    if name in ("W_hy", "b_y"):
        return ChainRule(network, loss, name, "y", (_read_out_parameter(network, name),))
    owner = "y" if name == "y" else "loss"
    fed = _fed(feedback) if name == "y" else ()
    return ChainRule(network, loss, name, owner, (*_at_the_loss(loss, name), *fed))


def chain_rules(network: Network, loss: Loss | None, feedback: Feedback | None = None) -> tuple[ChainRule, ...]:
    """The chain rules of a network in the order in which gradients are computed: the loss first, the input last.

    Behind each equation come its inner parts and its parameters.
    """
    symbols = symbols_of(network)
    names = ["loss"] if loss is not None else []
    names += ["p"] if loss is not None and loss.kind == "softmax" else []
    names += ["y", "W_hy", "b_y"] if network.output_size is not None else []
    for equation in reversed(symbols.equations):
        place = symbols.places[equation]
        parts = [name for name in reversed(symbols.places) if name.startswith(f"{equation}.")]
        cell = network.layers[place.layer].cell
        mine = [p.name for p in cell.parameters if cell.equation_of(p.name).name == place.local]
        names += [equation, *parts, *(qualify(place.layer, place.reverse, name) for name in mine)]
    return tuple(chain_rule(network, loss, name, feedback) for name in (*names, "x"))


def formula(rule: ChainRule, step: int | None = None, writing: Writing = PLAIN) -> Formula:
    """The chain rule in symbols, ``∂L/∂f_t = ∂L/∂c_t ⊙ c_(t−1)``; with the numbers of ``step`` if given."""
    return (left_side(rule, step, writing), EQUALS, *right_side(rule, rule.terms, clock(step), writing))


def left_side(rule: ChainRule, step: int | None = None, writing: Writing = PLAIN) -> Mark:
    """The symbol of the gradient that a chain rule gives."""
    symbols, time = symbols_of(rule.network, writing), clock(step)
    if rule.is_parameter:
        return symbols.of_contribution(rule.name, time)
    if rule.name == "loss":
        return gradient_mark(mark_of(symbol("loss", time(0), writing)))
    return _mark(symbols.write(Quantity("gradient", rule.name), time))


@lru_cache(maxsize=32)
def symbols_of(network: Network, writing: Writing = PLAIN) -> Symbols:
    """The symbols of a network."""
    return Symbols(network, writing)


def _mark(written: Formula) -> Mark:
    mark = written[0]
    assert isinstance(mark, Mark)
    return mark


def _named_equation(network: Network, name: str, place: Place) -> str:
    """The full name of the equation that a value or parameter belongs to."""
    local = place.local
    if name in network.parameters:
        local = network.layers[place.layer].cell.equation_of(local).name
    return qualify(place.layer, place.reverse, local.partition(".")[0])


def _beyond(network: Network, loss: Loss | None, name: str, place: Place) -> Iterator[Term]:
    """The terms of what a layer gives: from the loss, the read-out or the layer above."""
    yield from _at_the_loss(loss, name)
    layer = network.layers[place.layer]
    if place.local != layer.cell.output.name:
        return
    columns = None
    if layer.bidirectional:
        first = layer.hidden_size * place.reverse
        columns = (first, first + layer.hidden_size)
    if place.layer + 1 < len(network.layers):
        yield from _from_layer(network, place.layer + 1, columns)
    elif network.output_size is not None:
        weights = Quantity("parameter", "W_hy", turned=True, columns=columns)
        yield Term(Apply(PRODUCT, (weights, Quantity("gradient", "y"))), "y")


def _from_layer(network: Network, layer: int, columns: tuple[int, int] | None) -> Iterator[Term]:
    """The terms of the input of a layer, in each of its directions."""
    cell = network.layers[layer].cell
    for reverse in network.layers[layer].directions:
        yield from _Writer(network, layer, reverse, columns=columns).terms(cell.input)


def _inside(network: Network, name: str, place: Place) -> Iterator[Term]:
    """The terms of a value of a cell: from the same step, and of a state also from the next."""
    cell, node = network.layers[place.layer].cell, symbols_of(network).node(name)
    yield from _Writer(network, place.layer, place.reverse).terms(node)
    for state, new in cell.updates.items():
        if new is node:
            later = -1 if place.reverse else 1
            yield from _Writer(network, place.layer, place.reverse, later).terms(state)


class _Writer:
    """Writes the routes of one cell as terms, ``offset`` steps after the present one."""

    def __init__(
        self, network: Network, layer: int, reverse: bool, offset: int = 0, *, columns: tuple[int, int] | None = None
    ) -> None:
        self._place, self._offset, self._columns = (layer, reverse), offset, columns
        self._before = offset + (1 if reverse else -1)
        self._routes = routes_of(network.layers[layer].cell)
        self._names = symbols_of(network).names(layer, reverse)

    def terms(self, node: Expr) -> Iterator[Term]:
        """The terms of a value or parameter."""
        for route in self._routes.of(node):
            source = self._names[self._routes.owned(route.to)]
            yield Term(self._body(route, source), source, self._offset, route.sign)

    def _body(self, route: Route, source: str) -> Expr:
        body: Expr = Quantity("gradient", source, self._offset)
        if route.matrix is not None:
            name = qualify(*self._place, route.matrix.name)
            body = Apply(PRODUCT, (Quantity("parameter", name, turned=True, columns=self._columns), body))
        if route.operand is not None:
            body = Apply(_OUTER, (body, self._leaf(route.operand, turned=True)))
        for factor in route.factors:
            body = Apply(ops.MULTIPLY, (body, self._factor(factor)))
        return body

    def _factor(self, node: Expr) -> Expr:
        """A derivative with the values of its step; the product of a value with itself is its square."""
        node = self._routes.owned(node)
        if not isinstance(node, Apply) or node.op is AFFINE:
            return self._leaf(node)
        if node.op is ops.MULTIPLY and self._routes.owned(node.args[0]) is self._routes.owned(node.args[1]):
            return Apply(SQUARE, (self._factor(node.args[0]),))
        return Apply(node.op, tuple(self._factor(argument) for argument in node.args))

    def _leaf(self, node: Expr, turned: bool = False) -> Quantity:
        node = self._routes.owned(node)
        if not isinstance(node, Symbol):
            return Quantity("value", self._names[node], self._offset, turned)
        name = qualify(*self._place, node.name)
        if node.kind == "parameter":
            return Quantity("parameter", name)
        if node.kind == "input":
            return Quantity("value", qualify(self._place[0], False, node.name), self._offset, turned)
        return Quantity("value", name, self._before, turned)


def _at_the_loss(loss: Loss | None, name: str) -> Iterator[Term]:
    """What the loss itself says about a value."""
    if loss is None:
        return
    if name == "loss":
        yield Term(Quantity("constant", "1"), "loss")
    elif name == "p":
        yield Term(Apply(_SHARE, (Quantity("class", ""), Quantity("value", "p"))))
    elif name == loss.on and loss.kind == "softmax":
        yield Term(Apply(ops.SUBTRACT, (Quantity("value", "p"), Quantity("class", ""))))
    elif name == loss.on:
        difference = Apply(ops.SUBTRACT, (Quantity("value", name), Quantity("target", name)))
        yield Term(Apply(_SCALE, (Quantity("constant", "2"), difference)))


def _fed(feedback: Feedback | None) -> tuple[Term, ...]:
    """The term of an output that the next step receives; none of a choice, through which no gradient passes."""
    gradient = Quantity("gradient", "x", 1)
    if feedback == "output":
        return (Term(gradient, "x", 1),)
    if feedback == "probability":
        mean = Apply(PRODUCT, (Quantity("value", "x", 1, turned=True), gradient))
        difference = Apply(ops.SUBTRACT, (gradient, mean))
        return (Term(Apply(ops.MULTIPLY, (Quantity("value", "x", 1), difference)), "x", 1),)
    return ()


def _read_out_parameter(network: Network, name: str) -> Term:
    """What a step adds to the gradient of the weights or the bias of the read-out."""
    body: Expr = Quantity("gradient", "y")
    if name == "W_hy":
        seen = qualify(len(network.layers), False, "x")
        body = Apply(_OUTER, (body, Quantity("value", seen, turned=True)))
    return Term(body, "y")


def right_side(rule: ChainRule, terms: Sequence[Term], time: Clock, writing: Writing = PLAIN) -> Formula:
    """The terms in symbols, 0 without any."""
    if not terms:
        return (Mark("0", "0"),)
    symbols = symbols_of(rule.network, writing)

    def leaf(node: Expr) -> Formula | None:
        match node:
            case Apply(op=op, args=(Quantity() as base,)) if op is SQUARE:
                return symbols.write_square(base, time)
        return symbols.write(node, time) if isinstance(node, Quantity) else None

    return compose(add_up(terms), leaf, writing.notation)


def add_up(terms: Sequence[Term]) -> Expr:
    """The terms as one expression."""
    if len(terms) == 1 and terms[0].sign > 0:
        return terms[0].body
    signs = [term.sign for term in terms]
    latex = " ".join(f"{'+' if sign > 0 else '-'} {{}}" for sign in signs)
    latex = latex.removeprefix("+ ").replace("- ", "-", 1) if signs[0] < 0 else latex.removeprefix("+ ")
    return Apply(Op("sum", _signed(signs), None, latex, "+", ops.SUM), tuple(term.body for term in terms))


def _signed(signs: Sequence[int]) -> Callable[..., Array]:
    def total(*values: Array) -> Array:
        return np.asarray(
            sum(sign * value for sign, value in zip(signs[1:], values[1:], strict=True)) + signs[0] * values[0]
        )

    return total
