"""Formulas as text: symbols and operations of an expression as LaTeX and as plain Unicode."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

import numpy as np

from . import numeral, ops
from .expr import Apply, Expr
from .ops import Array, Op

Kind: TypeAlias = Literal["symbol", "operator", "relation", "open", "close", "power"]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A symbol in its parts: ``ĉ`` at step t−1 of layer 2 is letter c, accent hat, subscript t−1, superscript (2).

    Letters in the scripts are italic, digits and signs upright; the minus sign is U+2212.
    """

    letter: str
    accent: Literal["", "hat"] = ""
    subscript: str = ""
    superscript: str = ""


def symbol(name: str, time: str | None = "t") -> Glyph:
    """The symbol of a value or parameter by its full name; ``time`` is None for a parameter.

    An inner part such as ``f.1`` has no symbol of its own and gets that of its equation.
    """
    prefix = re.match(r"(\d+)(r?)\.", name)
    layer = f"({prefix[1]}{'←' if prefix[2] else ''})" if prefix else ""
    local = (name[prefix.end() :] if prefix else name).partition(".")[0]
    letter, _, index = local.replace("loss", "L").removesuffix("_hat").partition("_")
    subscript = ",".join(part for part in (time, index) if part)
    star = "*" if letter.endswith("*") else ""
    return Glyph(letter.removesuffix("*"), "hat" if local.endswith("_hat") else "", subscript, layer + star)


@dataclass(frozen=True, slots=True)
class Mark:
    """A symbol, an operator or a bracket of a formula."""

    latex: str
    plain: str
    kind: Kind = "symbol"


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """An array written out in a formula; an array of one entry is written as a number."""

    values: Array

    @property
    def is_scalar(self) -> bool:
        """Whether it is written without brackets."""
        return self.values.size == 1


Piece: TypeAlias = Mark | Numbers
Formula: TypeAlias = tuple[Piece, ...]
Leaf: TypeAlias = Callable[[Expr], Formula | None]
"""What is written for a node as a whole; None where its operation is written out."""

EQUALS = Mark("=", "=", "relation")
ROUGHLY = Mark(r"\approx", "≈", "relation")
BECOMES = Mark(r"\to", "→", "relation")
OPEN, CLOSE = Mark("(", "(", "open"), Mark(")", ")", "close")
COMMA = Mark(",", ",", "close")
DOT = Mark(r"\cdot", "·", "operator")

_MARKS = {
    mark.latex.strip().replace("{-}", "-"): mark
    for mark in (
        OPEN,
        CLOSE,
        Mark("[", "[", "open"),
        Mark("]", "]", "close"),
        Mark(r"\lVert ", "‖", "open"),
        Mark(r"\rVert^2", "‖²", "close"),
        Mark("+", "+", "operator"),
        Mark("-", "−", "operator"),
        Mark(r"\,\odot\,", "⊙", "operator"),
        Mark(r"\oslash", "⊘", "operator"),
        Mark(r"\sigma", "σ"),
        Mark(r"\tanh", "tanh"),
        Mark(r"\arg", "arg"),
        Mark(r"\max", "max"),
        Mark(r"{-}\log", "−log"),
    )
} | {"^2": Mark("{}^{2}", "²", "power")}


_COMMANDS = {"−": "-", "←": r"\leftarrow ", "→": r"\rightarrow ", "⊤": r"\top "}


def mark_of(glyph: Glyph) -> Mark:
    r"""The symbol as a mark: LaTeX ``\hat{c}_{t-1}``, plain ``ĉ_(t−1)``."""
    hat = glyph.accent == "hat"
    latex, plain = (rf"\hat{{{glyph.letter}}}", f"{glyph.letter}\u0302") if hat else (glyph.letter, glyph.letter)
    for sign, script in (("_", glyph.subscript), ("^", glyph.superscript)):
        if script:
            latex += sign + script_code(script)
            plain += sign + plain_script(script)
    return Mark(latex, plain)


def script_code(script: str) -> str:
    """A subscript or superscript as LaTeX."""
    code = "".join(_COMMANDS.get(character, character) for character in script)
    return code if len(code) == 1 else f"{{{code}}}"


def plain_script(script: str) -> str:
    """A subscript or superscript as plain text, in brackets where it would not hold together."""
    is_bracketed = script.startswith("(") and script.endswith(")")
    return script if script.isalnum() or len(script) == 1 or is_bracketed else f"({script})"


_TOKEN = re.compile(r"\\,\\odot\\,|\\rVert\^2|-?\\[a-z]+(?:\{\w+\})?|[()\[\]]|[^\s()\[\]\\]+", re.IGNORECASE)
_SLOTS = "\0" * 16
PRODUCT = Op("product", np.matmul, None, "{} {}", "", ops.PRODUCT)
SQUARE = Op("square_each", np.square, None, "{}^2", "", ops.CALL - 1)


def _total(*terms: Array) -> Array:
    """The sum of one or more terms."""
    return np.asarray(sum(terms[1:], terms[0]))


def spread(node: Expr) -> Expr:
    """The same expression with every affine form as the sum of its products, and nested sums as one sum."""
    terms = _terms(node)
    if len(terms) == 1:
        return terms[0]
    return Apply(Op("sum", _total, None, " + ".join(["{}"] * len(terms)), "+", ops.SUM), terms)


def _terms(node: Expr) -> tuple[Expr, ...]:
    """The terms of a sum, spread; one term where ``node`` is no sum."""
    match node:
        case Apply(op=ops.ADD, args=args):
            return tuple(term for arg in args for term in _terms(arg))
        case Apply(op=ops.IDENTITY, args=(arg,)):
            return _terms(arg)
        case Apply(op=ops.AFFINE, args=args):
            factors = zip(args[:-1:2], args[1:-1:2], strict=True)
            return (*(Apply(PRODUCT, (matrix, spread(vector))) for matrix, vector in factors), args[-1])
        case Apply(op=op, args=args):
            return (Apply(op, tuple(spread(arg) for arg in args)),)
        case _:
            return (node,)


def side_by_side(parts: Sequence[Mark]) -> Formula:
    """Vectors one below the other as one: ``[a, b]``, or one by itself."""
    if len(parts) == 1:
        return tuple(parts)
    pieces = [piece for part in parts for piece in (COMMA, part)]
    return (Mark("[", "[", "open"), *pieces[1:], Mark("]", "]", "close"))


def compose(node: Expr, leaf: Leaf) -> Formula:
    """The formula of an expression that ``spread`` gave, with brackets where its operations need them."""
    whole = leaf(node)
    if whole is not None:
        return whole
    if not isinstance(node, Apply):
        raise TypeError(f"nothing to write for {node}")
    pieces: list[Piece] = []
    first, *literals = node.op.latex.format(*_SLOTS[: len(node.args)]).split(_SLOTS[0])
    pieces += _marks(first)
    for arg, literal in zip(node.args, literals, strict=True):
        if node.op.latex == PRODUCT.latex and _needs_dot(pieces, arg, leaf):
            pieces.append(DOT)
        pieces += _argument(arg, node.op, pieces, leaf)
        pieces += _marks(literal)
    return tuple(pieces)


def _argument(node: Expr, op: Op, before: list[Piece], leaf: Leaf) -> Formula:
    """One argument of an operation, in brackets if it holds together less than the operation."""
    pieces = compose(node, leaf)
    follows = op is SQUARE or (bool(before) and not (isinstance(before[-1], Mark) and before[-1].kind == "open"))
    is_mixed = op is ops.MULTIPLY and isinstance(node, Apply) and node.op is PRODUCT
    if len(pieces) > 1 and isinstance(node, Apply) and (is_mixed or node.op.binds < _needed(op, follows)):
        return (OPEN, *pieces, CLOSE)
    if follows and isinstance(pieces[0], Numbers) and _is_negative_scalar(pieces[0]):
        return (OPEN, pieces[0], CLOSE, *pieces[1:])
    return pieces


def _needed(op: Op, follows: bool) -> int:
    """How strongly an argument must hold together to go without brackets."""
    if op.binds == ops.CALL:
        return ops.LOOSE
    if op.latex == PRODUCT.latex:
        return ops.CALL
    return op.binds + 1 if follows and op.binds == ops.SUM and op.name != "sum" else op.binds


def _is_negative_scalar(numbers: Numbers) -> bool:
    return numbers.is_scalar and bool(numbers.values.item() < 0)


def _needs_dot(before: list[Piece], vector: Expr, leaf: Leaf) -> bool:
    """Whether a product of numbers needs a dot because no bracket separates its factors."""
    if not before or not isinstance(before[-1], Numbers):
        return False
    right = leaf(vector)
    return before[-1].is_scalar or (right is not None and isinstance(right[0], Numbers) and right[0].is_scalar)


@cache
def _marks(literal: str) -> tuple[Mark, ...]:
    """The marks of the fixed text of an operation."""
    tokens = _TOKEN.findall(literal)
    return tuple(_MARKS.get(token) or Mark(token, re.sub(r"\\\w+\{(\w+)\}", r"\1", token)) for token in tokens)


def to_latex(formula: Formula) -> str:
    """The formula as LaTeX; brackets around arrays are as tall as these."""
    tall = _tall_brackets(formula)
    return _join(formula, lambda k, piece: _latex(piece, k in tall))


def to_plain(formula: Formula) -> str:
    """The formula as plain Unicode text, ``f_t = σ(W_f x_t + U_f h_(t−1) + b_f)``."""
    return _join(
        formula, lambda _, piece: numeral.to_plain(piece.values) if isinstance(piece, Numbers) else piece.plain
    )


def _join(formula: Formula, write: Callable[[int, Piece], str]) -> str:
    """The pieces with a space between them, but none inside brackets nor between a symbol and its bracket."""
    text, before = "", "open"
    for k, piece in enumerate(formula):
        kind = piece.kind if isinstance(piece, Mark) else "number"
        tight = before == "open" or kind in ("close", "power") or (kind == "open" and before == "symbol")
        text += ("" if tight else " ") + write(k, piece)
        before = kind
    return text


def _latex(piece: Piece, is_tall: bool) -> str:
    if isinstance(piece, Numbers):
        return numeral.to_latex(piece.values)
    if is_tall:
        return (r"\left" if piece.kind == "open" else r"\right") + piece.latex
    return piece.latex


def _tall_brackets(formula: Formula) -> set[int]:
    """The positions of the brackets that enclose an array."""
    tall: set[int] = set()
    stack: list[tuple[int, bool]] = []
    for k, piece in enumerate(formula):
        if isinstance(piece, Numbers):
            stack = [(opened, True) for opened, _ in stack] if not piece.is_scalar else stack
        elif piece.kind == "open":
            stack.append((k, False))
        elif piece.kind == "close" and stack:
            opened, is_tall = stack.pop()
            tall |= {opened, k} if is_tall else set()
    return tall
