"""The symbols of a chain rule: values, gradients, parameters and targets, how they are written and what they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from .equation import Equation, Times, equations, right_side
from .expr import Apply, Expr, Named, Symbol
from .glyph import PLAIN, Glyph, Writing, symbol
from .network import Layer, Network, qualify
from .ops import AFFINE, Array
from .text import (
    CLOSE,
    OPEN,
    Formula,
    Mark,
    mark_of,
    plain_script,
    script_code,
    side_by_side,
    to_latex,
    to_plain,
)
from .worked import seen

if TYPE_CHECKING:
    from .gradient import Gradients
    from .run import Run

Kind: TypeAlias = Literal["value", "gradient", "parameter", "class", "target", "known", "constant"]
Clock: TypeAlias = Callable[[int], str]
"""How the step is written that lies so many steps after the present one."""


@dataclass(frozen=True, slots=True, eq=False)
class Quantity(Expr):
    """A leaf of a chain rule: something by its full name, ``offset`` steps after the present one.

    ``class`` is 1 at the target class and 0 elsewhere, ``known`` 1 where a unit has a target. ``turned`` is a matrix
    transposed, or a vector as a row; ``columns`` are those of a matrix that read one of two directions.
    """

    kind: Kind
    name: str
    offset: int = 0
    turned: bool = False
    columns: tuple[int, int] | None = None


def clock(step: int | None) -> Clock:
    """Steps written with the letter t, or with numbers from ``step``."""

    def written(offset: int) -> str:
        if step is not None:
            return str(step + offset)
        return f"t{'+' if offset > 0 else '−'}{abs(offset)}" if offset else "t"

    return written


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is computed: its layer from 0, the direction, and its name in the cell."""

    layer: int
    reverse: bool
    local: str


class Symbols:
    """The symbols of one network; what a sigmoid or tanh is taken of is called a, with the index of its matrices."""

    def __init__(self, network: Network, writing: Writing = PLAIN) -> None:
        self._network, self.writing = network, writing

    @cached_property
    def equations(self) -> dict[str, Equation]:
        """Every equation of the cells by its full name."""
        every = equations(self._network)
        return {equation.name: equation for equation in every if equation.layer < len(self._network.layers)}

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where every value and parameter of the cells belongs, by its full name."""
        return {
            qualify(k, reverse, local): Place(k, reverse, local)
            for k, reverse, layer in self._sweeps()
            for local in (*layer.cell.values, *(parameter.name for parameter in layer.cell.parameters))
        }

    @cached_property
    def _inputs(self) -> dict[str, tuple[str, ...]]:
        """What the input of each layer above the first stands for, and what the read-out sees."""
        layers = range(1, len(self._network.layers) + 1)
        return {qualify(k, False, "x"): self._network.seen_by(k) for k in layers}

    def node(self, name: str) -> Expr:
        """The node of the cell that a full name stands for."""
        place = self.places[name]
        cell = self._network.layers[place.layer].cell
        parameters = {parameter.name: parameter for parameter in cell.parameters}
        return cell.values.get(place.local) or parameters[place.local]

    def is_sum(self, name: str) -> bool:
        """Whether a value is an affine form that an equation goes on from."""
        node = self.node(name) if name in self.places else None
        return isinstance(node, Apply) and node.op is AFFINE

    def is_main(self, name: str) -> bool:
        """Whether a value is more than a step on the way: an equation, the sum that it goes on from, or outside."""
        return name in self.equations or name in ("x", "y", "loss") or self.is_sum(name)

    def names(self, layer: int, reverse: bool) -> dict[Expr, str]:
        """The full name of every value of one cell by its node; an equation's body has the name of the equation."""
        found: dict[Expr, str] = {}
        for local, node in self._network.layers[layer].cell.values.items():
            found[node] = qualify(layer, reverse, local)
            if isinstance(node, Named):
                found.setdefault(node.body, found[node])
        return found

    def write(self, quantity: Quantity, time: Clock) -> Formula:
        """The symbol of a quantity."""
        match quantity:
            case Quantity(kind="constant", name=name):
                return (Mark(name, name),)
            case Quantity(kind="class"):
                return (mark_of(Glyph("e", subscript="k")),)
            case Quantity(kind="gradient", name=name, offset=offset):
                return (gradient_mark(self._whole(self._value(name, offset, time))),)
            case Quantity(kind="parameter", name=name, turned=True, columns=columns):
                glyph = symbol(name, None, self.writing)
                direction = "" if columns is None else "→" if columns[0] == 0 else "←"
                subscript = ",".join(part for part in (glyph.subscript, direction) if part)
                return (mark_of(replace(_turned(glyph), subscript=subscript)),)
            case Quantity(kind="parameter", name=name):
                return (self._mark(name, None),)
            case Quantity(kind="target" | "known", name=name):
                return (self._mark(f"{name}*" if quantity.kind == "target" else "m", time(0)),)
            case _:
                return (
                    self._row(quantity, time) if quantity.turned else self._value(quantity.name, quantity.offset, time)
                )

    def write_square(self, quantity: Quantity, time: Clock) -> Formula | None:
        """The symbol of the square of a value; None for what has no symbol of its own."""
        if quantity.kind != "value" or quantity.name not in self.equations:
            return None
        glyph = symbol(quantity.name, time(quantity.offset), self.writing)
        if glyph.superscript:
            return (OPEN, mark_of(glyph), CLOSE, Mark("{}^{2}", "²", "power"))
        return (mark_of(replace(glyph, superscript="2")),)

    def of_contribution(self, name: str, time: Clock) -> Mark:
        """The symbol of what one step adds to the gradient of a parameter."""
        whole = gradient_mark(self._mark(name, None))
        at = self.writing.time(time(0))
        return Mark(rf"{whole.latex}\Big|_{script_code(at)}", f"{whole.plain}|_{plain_script(at)}")

    def sum_glyph(self, name: str, time: str) -> Glyph:
        """The symbol a of an affine form, numbered where several have matrices of one index."""
        place = self.places[name]
        node = self.node(name)
        sums = [
            other
            for other in self._network.layers[place.layer].cell.nodes
            if isinstance(other, Apply) and other.op is AFFINE and _index(other) == _index(node)
        ]
        number = str(sums.index(node) + 1) if isinstance(node, Apply) and len(sums) > 1 else ""
        index = self._index(place, node) + number
        return self.writing.at(Glyph("a", subscript=index, superscript=symbol(name).superscript), time, is_last=True)

    def _index(self, place: Place, node: Expr) -> str:
        """The index that the parameters of an affine form share, as it is written; empty in a cell without gates."""
        last = node.args[-1] if isinstance(node, Apply) else node
        bias = qualify(place.layer, place.reverse, last.name) if isinstance(last, Symbol) else ""
        return symbol(bias, None, self.writing).subscript if _index(node) else ""

    def _mark(self, name: str, time: str | None) -> Mark:
        return mark_of(symbol(name, time, self.writing))

    def _sweeps(self) -> list[tuple[int, bool, Layer]]:
        return [(k, reverse, layer) for k, layer in enumerate(self._network.layers) for reverse in layer.directions]

    def _value(self, name: str, offset: int, time: Clock) -> Formula:
        """A value: its letter, or for an inner part what is computed."""
        seen = self._inputs.get(name)
        if seen is not None:
            return side_by_side([self._mark(below, time(offset)) for below in seen])
        owner = self.equations.get(name.rpartition(".")[0])
        if name not in self.places or name in self.equations or owner is None:
            return (self._mark(name, time(offset)),)
        if self.is_sum(name):
            return (mark_of(self.sum_glyph(name, time(offset))),)
        before = offset + (1 if owner.reverse else -1)
        return right_side(owner, self.node(name), Times(time(offset), time(before)), self.writing)

    def _row(self, quantity: Quantity, time: Clock) -> Formula:
        """A vector as a row."""
        whole = self._value(quantity.name, quantity.offset, time)
        if len(whole) > 1:
            is_bracketed = quantity.name in self._inputs
            return (*whole, _TURN) if is_bracketed else (OPEN, *whole, CLOSE, _TURN)
        (name,) = self._inputs.get(quantity.name, (quantity.name,))
        simple = (
            self.sum_glyph(name, time(quantity.offset))
            if self.is_sum(name)
            else symbol(name, time(quantity.offset), self.writing)
        )
        return (mark_of(_turned(simple)),)

    def _whole(self, written: Formula) -> Mark:
        """A formula as one symbol, in brackets where it is a sum or a product."""
        is_call = len(written) > 1 and isinstance(written[1], Mark) and written[1].kind == "open"
        if len(written) > 1 and not is_call:
            written = (OPEN, *written, CLOSE)
        return Mark(to_latex(written), to_plain(written))


_TURN = Mark(r"{}^{\top}", "^⊤", "power")


def gradient_mark(of: Mark) -> Mark:
    """The symbol of the gradient of the total loss by something."""
    return Mark(rf"\frac{{\partial L}}{{\partial {of.latex}}}", f"∂L/∂{of.plain}")


def _turned(glyph: Glyph) -> Glyph:
    return replace(glyph, superscript=f"{glyph.superscript}⊤")


def _index(node: Expr) -> str:
    """The index that the parameters of an affine form share; empty in a cell without gates."""
    last = node.args[-1] if isinstance(node, Apply) else node
    return last.name.partition("_")[2] if isinstance(last, Symbol) else ""


def look_up(quantity: Quantity, run: Run, gradients: Gradients, step: int) -> Array:
    """The numbers that stand for a quantity at a step."""
    at = step + quantity.offset
    match quantity:
        case Quantity(kind="constant", name=name):
            return np.array([float(name)])
        case Quantity(kind="gradient", name=name):
            return np.atleast_1d(gradients[name][at - 1])
        case Quantity(kind="parameter", name=name, turned=turned, columns=columns):
            matrix = run.parameters[name] if columns is None else run.parameters[name][:, slice(*columns)]
            return matrix.T if turned else matrix
        case Quantity(kind="value", turned=turned):
            value = _value(run, quantity.name, at)
            return value[None, :] if turned else value
        case _:
            return _target(quantity, run, step)


def _value(run: Run, name: str, at: int) -> Array:
    """A value, or the state before the first step."""
    if name in run:
        return np.atleast_1d(run[name][at - 1]) if 1 <= at <= run.n_steps else run.start[name]
    return seen(run, int(name.partition(".")[0].removesuffix("r")) - 1, at)


def _target(quantity: Quantity, run: Run, step: int) -> Array:
    """The target of a step as numbers: its class as ones and zeros, or the numbers with 0 for those unknown."""
    assert run.targets is not None
    target = run.targets[step - 1]
    if quantity.kind == "class":
        return np.asarray(np.arange(run["p"].shape[1]) == target, dtype=float)
    known = ~np.isnan(target)
    return known.astype(float) if quantity.kind == "known" else np.where(known, target, 0.0)
