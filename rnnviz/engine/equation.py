"""The equations of a network in the order of computing, written with symbols."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from . import ops
from .expr import Apply, Expr, Named, Role, Symbol
from .feedback import feed
from .glyph import PLAIN, Glyph, Writing, symbol
from .network import Network, qualify
from .ops import Array, Op
from .text import COMMA, EQUALS, Formula, Leaf, Mark, column, compose, mark_of, side_by_side, spread, to_plain

if TYPE_CHECKING:
    from .loss import Loss
    from .schedule import Feedback

EquationRole: TypeAlias = Role | Literal["read-out", "loss", "feedback"]


@dataclass(frozen=True, slots=True)
class Times:
    """How the present step and the one that its states come from are written."""

    now: str = "t"
    before: str = "t−1"


@dataclass(frozen=True, slots=True, eq=False)
class Equation:
    """One equation of a network: the full name of what it gives, its expression and what it does.

    ``layer`` counts from 0; the read-out and the loss, which see the top layer, have the number of layers. ``sees``
    are the full names of what stands for the input of the layer, side by side. An equation of several, one below the
    other, has them as ``parts``.
    """

    name: str
    body: Expr
    role: EquationRole
    says: str
    layer: int
    reverse: bool = False
    sees: tuple[str, ...] = ("x",)
    parts: tuple[Equation, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The full names of all that it gives."""
        return tuple(part.name for part in self.parts) or (self.name,)

    def times(self, step: int | None) -> Times:
        """How steps are written: with letters, or with the numbers of ``step``."""
        if step is None:
            return Times("t", "t+1") if self.reverse else Times()
        return Times(str(step), str(step + 1 if self.reverse else step - 1))

    def full(self, name: str) -> str:
        """The full name of a value or parameter that the cell or the read-out calls ``name``."""
        return name if self.role in ("read-out", "loss", "feedback") else qualify(self.layer, self.reverse, name)

    def uses(self, parameter: str) -> bool:
        """Whether the parameter of that full name stands in the equation."""
        todo = [self.body]
        while todo:
            node = todo.pop()
            if isinstance(node, Symbol) and node.kind == "parameter" and self.full(node.name) == parameter:
                return True
            todo += node.args if isinstance(node, Apply) else ()
        return False


def equations(network: Network, loss: Loss | None = None, feedback: Feedback | None = None) -> tuple[Equation, ...]:
    """The equations of every layer in reading order, then the read-out, the softmax and the loss as there are.

    Where outputs are fed back, what a step receives comes first.
    """
    found = [_FEEDBACK[feedback]] if feedback else []
    found += [
        Equation(qualify(k, reverse, node.name), node.body, node.role, node.says, k, reverse, network.seen_by(k))
        for k, layer in enumerate(network.layers)
        for reverse in layer.directions
        for node in layer.cell.equations
    ]
    top = len(network.layers)
    output: Expr = Symbol("" if loss is None else loss.on, "input", ("hidden",))
    if network.output_size is not None:
        weights, bias = Symbol("W_hy", "parameter", ("hidden",)), Symbol("b_y", "parameter", ("hidden",))
        body = Apply(ops.AFFINE, (weights, Symbol("x", "input", ("input",)), bias))
        says = "Read-out: the output that the hidden state gives."
        found.append(Equation("y", body, "read-out", says, top, sees=network.seen_by(top)))
        if loss is None or loss.on == "y":
            output = Named("y", body, "state", "")
    return (*found, *_loss_equations(loss, output, top))


def _softmax(a: Array) -> Array:
    powers = np.exp(a - a.max())
    return np.asarray(powers / powers.sum())


_SOFTMAX = Op("softmax", _softmax, None, r"\mathrm{{softmax}}({})", "", ops.CALL)
_CHOICE = Op("choice", lambda a: feed("choice", a), None, r"\mathrm{{onehot}}(\arg \max {})", "", ops.CALL)
_OUTPUT = Symbol("y", "state", ("hidden",))
_FEEDBACK = {
    kind: Equation("x", body, "feedback", f"Feedback: the input is {what} of the step before.", 0)
    for kind, body, what in (
        ("output", Apply(ops.IDENTITY, (_OUTPUT,)), "the output"),
        ("probability", Apply(_SOFTMAX, (_OUTPUT,)), "the softmax of the output"),
        ("choice", Apply(_CHOICE, (_OUTPUT,)), "the unit vector of the largest output"),
    )
}
_LOG_LOSS = Op("log_loss", lambda p: -np.log(p), None, r"-\log {}", "", ops.PRODUCT)
_SQUARE = Op("square", lambda a: np.asarray([np.sum(a * a)]), None, r"\lVert {} \rVert^2", "", ops.CALL)


def _loss_equations(loss: Loss | None, output: Expr, top: int) -> tuple[Equation, ...]:
    if loss is None:
        return ()
    if loss.kind == "softmax":
        p = Symbol("p_k", "input", ("input",))
        says = "Loss: small where the target class k gets a probability near 1."
        return (
            Equation("p", Apply(_SOFTMAX, (output,)), "loss", "Probabilities of the classes.", top),
            Equation("loss", Apply(_LOG_LOSS, (p,)), "loss", says, top),
        )
    target = Symbol(f"{loss.on}*", "input", ("input",))
    body = Apply(_SQUARE, (Apply(ops.SUBTRACT, (output, target)),))
    return (Equation("loss", body, "loss", f"Loss: squared distance from the target {loss.on}*.", top),)


@lru_cache(maxsize=256)
def formula(equation: Equation, step: int | None = None, writing: Writing = PLAIN) -> Formula:
    """The whole equation in symbols, ``f_t = σ(…)``; with the numbers of ``step`` as subscripts if given."""
    times = equation.times(step)
    given = [(mark_of(symbol(name, times.now, writing)),) for name in equation.names]
    left = column(given) if len(given) > 1 else given[0][0]
    return (left, EQUALS, *right_side(equation, equation.body, times, writing))


def right_side(equation: Equation, node: Expr, times: Times, writing: Writing = PLAIN) -> Formula:
    """A part of the equation in symbols."""

    def written(name: str, time: str | None) -> Mark:
        return mark_of(symbol(name, time, writing))

    def leaf(node: Expr) -> Formula | None:
        if isinstance(node, Apply):
            return _joined(equation, node, leaf, writing)
        if isinstance(node, Symbol) and node.kind == "input" and equation.role != "loss":
            return side_by_side([written(name, times.now) for name in equation.sees])
        name, kind = _name(node), node.kind if isinstance(node, Symbol) else "value"
        time = {"parameter": None, "state": times.before}.get(kind, times.now)
        return (written(equation.full(name), time),)

    return compose(spread(node, writing.notation), leaf, writing.notation)


def _joined(equation: Equation, node: Apply, leaf: Leaf, writing: Writing) -> Formula | None:
    """The symbol of matrices side by side or one below the other, and of vectors one below the other."""
    if node.op.name == "beside":
        return (mark_of(writing.joined[equation.full(_name(node.args[0]))]),)
    if node.op.name == "tall":
        return (mark_of(_whole(equation, node, writing)),)
    if node.op.name != "below":
        return None
    rows = [row for arg in node.args for row in _rows(compose(arg, leaf, writing.notation))]
    if writing.notation.arrangement == "stacked":
        return (column(rows),)
    pieces = [piece for row in rows for piece in (COMMA, *row)]
    return (Mark("[", "[", "open"), *pieces[1:], Mark("]", "]", "close"))


def _rows(written: Formula) -> list[Formula]:
    """What stands side by side in brackets, each by itself."""
    if not (isinstance(written[0], Mark) and written[0].plain == "["):
        return [written]
    return [(piece,) for piece in written[1:-1] if piece is not COMMA]


def _whole(equation: Equation, node: Apply, writing: Writing) -> Glyph:
    """The symbol of the matrices, or biases, of several gates one below the other."""
    first = node.args[0]
    if isinstance(first, Apply):
        return replace(writing.joined[equation.full(_name(first.args[0]))], subscript="")
    return replace(symbol(equation.full(_name(first)), None, writing), subscript="")


def _name(node: Expr) -> str:
    if isinstance(node, Symbol | Named):
        return node.name
    raise TypeError(f"{node} has no name")


def describe(network: Network, loss: Loss | None, name: str, writing: Writing = PLAIN) -> str:
    """The equation of a value in plain text; for an inner part such as ``f.1`` that part of the equation.

    The input and parameters, which have no equation, give their symbol.
    """
    every = {equation.name: equation for equation in equations(network, loss)}
    if name in every:
        return to_plain(formula(every[name], writing=writing))
    owner = every.get(name.rpartition(".")[0])
    if owner is not None and owner.layer < len(network.layers):
        local = f"{owner.name.rpartition('.')[2]}.{name.rpartition('.')[2]}"
        part = network.layers[owner.layer].cell.values[local]
        return to_plain(right_side(owner, part, owner.times(None), writing))
    return mark_of(symbol(name, None if name in network.parameters else "t", writing)).plain
