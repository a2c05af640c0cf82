"""Symbols in their parts, as a notation writes the values and parameters of a network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Literal, TypeAlias

from . import ops
from .cell import Cell
from .expr import Apply, Expr, Named, Symbol, walk
from .network import Network, qualify
from .notation import DEFAULT, Notation

Accent: TypeAlias = Literal["", "hat", "tilde"]
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A symbol in its parts: ``ĉ`` at step t−1 of layer 2 is letter c, accent hat, subscript t−1, superscript (2).

    Letters in the scripts are italic, digits and signs upright; the minus sign is U+2212. The ``argument`` stands in
    brackets behind it all: h(t−1).
    """

    letter: str
    accent: Accent = ""
    subscript: str = ""
    superscript: str = ""
    argument: str = ""


@dataclass(frozen=True, eq=False)
class Writing:
    """A notation for the cells of one network: how its parameters and candidates are written, by their full names.

    ``joined`` has for every matrix of an affine form the symbol of all of them side by side. Whatever is of no
    network that is known is written by its name.
    """

    notation: Notation = DEFAULT
    parameters: Mapping[str, Glyph] = field(default_factory=dict)
    candidates: Mapping[str, Glyph] = field(default_factory=dict)
    joined: Mapping[str, Glyph] = field(default_factory=dict)

    def time(self, time: str) -> str:
        """A step as it is counted; letters stay."""
        if self.notation.first == 1 or not time.isdigit():
            return time
        return str(int(time) + self.notation.first - 1).replace("-", MINUS)

    def number(self, step: int) -> str:
        """A step, from 1, as it is counted."""
        return self.time(str(step))

    def at(self, glyph: Glyph, time: str | None, is_last: bool = False) -> Glyph:
        """A symbol at a time: before its other subscripts, behind them if ``is_last``, or in brackets behind it."""
        if not time:
            return glyph
        if self.notation.time == "argument":
            return replace(glyph, argument=self.time(time))
        parts = [self.time(time), glyph.subscript]
        return replace(glyph, subscript=",".join(part for part in (parts[::-1] if is_last else parts) if part))

    @cached_property
    def odot(self) -> str:
        """The sign of the product of elements."""
        return {"odot": "⊙", "ast": "∗"}[self.notation.product]


PLAIN = Writing()
"""The default notation, of no particular network."""


def symbol(name: str, time: str | None = "t", writing: Writing = PLAIN) -> Glyph:
    """The symbol of a value or parameter by its full name; ``time`` is None for a parameter.

    An inner part such as ``f.1`` has no symbol of its own and gets that of its equation.
    """
    if time is None and name in writing.parameters:
        return writing.parameters[name]
    layer, local = _layer_and_name(name)
    owner = name.removesuffix(local) + local.partition(".")[0]
    if owner in writing.candidates:
        return writing.at(writing.candidates[owner], time)
    local = local.partition(".")[0]
    letter, _, index = local.replace("loss", "L").removesuffix("_hat").partition("_")
    star = "*" if letter.endswith("*") else ""
    accent: Accent = ""
    if local.endswith("_hat"):
        letter, accent = _candidate(letter, writing.notation)
    return writing.at(Glyph(letter.removesuffix("*"), accent, index, layer + star), time)


def _layer_and_name(name: str) -> tuple[str, str]:
    """The superscript of the layer that a full name has, and the rest of it."""
    prefix = re.match(r"(\d+)(r?)\.", name)
    if prefix is None:
        return "", name
    return f"({prefix[1]}{'←' if prefix[2] else ''})", name[prefix.end() :]


def _candidate(letter: str, notation: Notation) -> tuple[str, Accent]:
    """The letter and accent of a candidate for what has a letter."""
    return ("g", "") if notation.candidate == "g" else (letter, notation.candidate)


def writing_of(network: Network, notation: Notation = DEFAULT) -> Writing:
    """How a notation writes a network: the same object for networks of the same cells."""
    return _writing(tuple((layer.cell, layer.directions) for layer in network.layers), notation)


@lru_cache(maxsize=64)
def _writing(layers: tuple[tuple[Cell, tuple[bool, ...]], ...], notation: Notation) -> Writing:
    parameters: dict[str, Glyph] = {}
    candidates: dict[str, Glyph] = {}
    joined: dict[str, Glyph] = {}
    for k, (cell, directions) in enumerate(layers):
        letter = _letter_of_candidate(cell, notation)
        for reverse in directions:
            for equation in cell.equations:
                full = qualify(k, reverse, equation.name)
                is_candidate = equation.role == "candidate"
                if is_candidate and full.endswith("_hat"):
                    candidates[full] = _candidate_of(full, letter, notation)
                index = letter if is_candidate else ""
                for form in forms_of(equation.body):
                    found, joint = _name_form(form, equation, index, notation)
                    places = {name: qualify(k, reverse, name) for name in found}
                    layer = _layer_and_name(qualify(k, reverse, "x"))[0]
                    parameters |= {places[name]: replace(g, superscript=layer) for name, g in found.items()}
                    joined |= dict.fromkeys(places.values(), replace(joint, superscript=layer))
    return Writing(notation, parameters, candidates, joined)


def _letter_of_candidate(cell: Cell, notation: Notation) -> str:
    """The letter g where a cell has one candidate and nothing else of that name; else none of its own."""
    n_candidates = sum(equation.role == "candidate" for equation in cell.equations)
    is_free = n_candidates == 1 and all(equation.name != "g" for equation in cell.equations)
    return "g" if notation.candidate == "g" and is_free else ""


def _candidate_of(full: str, letter: str, notation: Notation) -> Glyph:
    """The symbol of a candidate: of one that cannot be g, as there are several, its letter with a hat."""
    layer, local = _layer_and_name(full)
    if letter:
        return Glyph(letter, superscript=layer)
    accent: Accent = "tilde" if notation.candidate == "tilde" else "hat"
    return Glyph(local.removesuffix("_hat"), accent, superscript=layer)


def forms_of(body: Expr) -> list[Apply]:
    """The affine forms of the body of an equation, in reading order."""
    return [node for node in _own(body) if isinstance(node, Apply) and node.op is ops.AFFINE]


def _own(node: Expr) -> tuple[Expr, ...]:
    below = node.args if isinstance(node, Apply) else ()
    return (node, *(inner for child in below for inner in _own(child)))


def _name_form(form: Apply, equation: Named, index: str, notation: Notation) -> tuple[dict[str, Glyph], Glyph]:
    """The symbols of the parameters of an affine form by their local names, and that of its matrices side by side."""
    *factors, bias = form.args
    assert isinstance(bias, Symbol)
    letter, _, own = bias.name.partition("_")
    index = index if own and index else own
    state = equation.name.removesuffix("_hat")
    found: dict[str, Glyph] = {}
    for matrix, operand in zip(factors[::2], factors[1::2], strict=True):
        assert isinstance(matrix, Symbol)
        first, _, _ = matrix.name.partition("_")
        if notation.arrangement == "split":
            found[matrix.name] = Glyph(first, subscript=index)
        else:
            found[matrix.name] = Glyph("W", subscript=_source(operand) + (index or state))
    named = index or (state if notation.arrangement == "subscripted" else "")
    found[bias.name] = Glyph(letter, subscript=named)
    return found, Glyph("W", subscript=index)


def _source(operand: Expr) -> str:
    """The name of the input or state that an operand is or is made of."""
    leaves = [node for node in walk(operand) if isinstance(node, Symbol) and node.kind in ("input", "state")]
    return leaves[-1].name if leaves else ""
