"""Formulas as text: symbols and operations of an expression as LaTeX and as plain Unicode."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

import numpy as np

from . import numeral, ops
from .expr import Apply, Expr, Symbol
from .glyph import Glyph
from .notation import DEFAULT, Notation
from .ops import Array, Op

Kind: TypeAlias = Literal["symbol", "operator", "relation", "open", "close", "power"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A symbol, an operator or a bracket of a formula; a column in brackets has its ``rows`` as well."""

    latex: str
    plain: str
    kind: Kind = "symbol"
    rows: tuple[tuple[Mark, ...], ...] = ()


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
ODOT, AST = Mark(r"\,\odot\,", "⊙", "operator"), Mark(r"\,\ast\,", "∗", "operator")

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
        ODOT,
        DOT,
        COMMA,
        Mark(r"\oslash", "⊘", "operator"),
        Mark(r"\sigma", "σ"),
        Mark(r"\tanh", "tanh"),
        Mark(r"\arg", "arg"),
        Mark(r"\max", "max"),
        Mark(r"{-}\log", "−log"),
    )
} | {"^2": Mark("{}^{2}", "²", "power")}


_ACCENTS = {"hat": "\u0302", "tilde": "\u0303"}
_COMMANDS = {"−": "-", "←": r"\leftarrow ", "→": r"\rightarrow ", "⊤": r"\top "}


def mark_of(glyph: Glyph) -> Mark:
    r"""The symbol as a mark: LaTeX ``\hat{c}_{t-1}``, plain ``ĉ_(t−1)``."""
    latex = plain = glyph.letter
    if glyph.accent:
        latex, plain = rf"\{glyph.accent}{{{latex}}}", latex + _ACCENTS[glyph.accent]
    for sign, script in (("_", glyph.subscript), ("^", glyph.superscript)):
        if script:
            latex += sign + script_code(script)
            plain += sign + plain_script(script)
    if glyph.argument:
        latex += f"({glyph.argument.replace('+', '{+}').replace('−', '{-}')})"
        plain += f"({glyph.argument})"
    return Mark(latex, plain)


def column(rows: Sequence[Formula]) -> Mark:
    """Formulas below each other in one pair of brackets: ``(h_(t−1); x_t)``."""
    marks = tuple(tuple(piece for piece in row if isinstance(piece, Mark)) for row in rows)
    latex = r" \\ ".join(map(to_latex, marks))
    plain = "; ".join(map(to_plain, marks))
    return Mark(rf"\begin{{pmatrix}} {latex} \end{{pmatrix}}", f"({plain})", rows=marks)


def script_code(script: str) -> str:
    """A subscript or superscript as LaTeX."""
    code = "".join(_COMMANDS.get(character, character) for character in script)
    return code if len(code) == 1 else f"{{{code}}}"


def plain_script(script: str) -> str:
    """A subscript or superscript as plain text, in brackets where it would not hold together."""
    is_bracketed = script.startswith("(") and script.endswith(")")
    return script if script.isalnum() or len(script) == 1 or is_bracketed else f"({script})"


_TOKEN = re.compile(
    r"\\begin\{pmatrix\}.*?\\end\{pmatrix\}|"
    r"\\,\\odot\\,|\\rVert\^2|-?\\[a-z]+(?:\{\w+\})?|[()\[\]]|[^\s()\[\]\\]+",
    re.IGNORECASE,
)
_SLOTS = "\0" * 16
PRODUCT = Op("product", np.matmul, None, "{} {}", "", ops.PRODUCT)
JOINT = Op("joint", np.matmul, None, r"{} \cdot {}", "", ops.PRODUCT)
SQUARE = Op("square_each", np.square, None, "{}^2", "", ops.CALL - 1)


def _total(*terms: Array) -> Array:
    """The sum of one or more terms."""
    return np.asarray(sum(terms[1:], terms[0]))


JOINED = ("beside", "below", "tall")
"""The operations that only put arrays together."""


def spread(node: Expr, notation: Notation = DEFAULT) -> Expr:
    """The same expression with every affine form as the sum of its products, and nested sums as one sum.

    Where a notation multiplies the state and the input by one matrix, so does the product.
    """
    terms = _terms(node, notation)
    return terms[0] if len(terms) == 1 else add(terms)


def add(terms: tuple[Expr, ...]) -> Expr:
    """The sum of terms."""
    return Apply(Op("sum", _total, None, " + ".join(["{}"] * len(terms)), "+", ops.SUM), terms)


def _terms(node: Expr, notation: Notation) -> tuple[Expr, ...]:
    """The terms of a sum, spread; one term where ``node`` is no sum."""
    match node:
        case Apply(op=ops.ADD, args=args):
            return tuple(term for arg in args for term in _terms(arg, notation))
        case Apply(op=ops.IDENTITY, args=(arg,)):
            return _terms(arg, notation)
        case Apply(op=ops.AFFINE, args=(*factors, bias)):
            return (*_products(factors, notation), bias)
        case Apply(op=op, args=args):
            return (Apply(op, tuple(spread(arg, notation) for arg in args)),)
        case _:
            return (node,)


def _products(factors: Sequence[Expr], notation: Notation) -> tuple[Expr, ...]:
    """The products of an affine form: one with everything that is multiplied side by side where they are joint."""
    if not notation.is_joint or len(factors) <= 2:
        pairs = zip(factors[::2], factors[1::2], strict=True)
        return tuple(Apply(PRODUCT, (matrix, spread(vector, notation))) for matrix, vector in pairs)
    op = JOINT if notation.arrangement == "concatenated" else PRODUCT
    return (Apply(op, join(factors, notation)),)


def join(factors: Sequence[Expr], notation: Notation) -> tuple[Apply, Apply]:
    """The matrices of products side by side and the vectors one below the other: states first, then the input."""
    pairs = list(zip(factors[::2], factors[1::2], strict=True))
    pairs.sort(key=lambda pair: isinstance(pair[1], Symbol) and pair[1].kind == "input")
    matrices = tuple(matrix for matrix, _ in pairs)
    vectors = tuple(spread(vector, notation) for _, vector in pairs)
    commas = f"[{', '.join(['{}'] * len(pairs))}]"
    beside = Op("beside", lambda *arrays: np.concatenate(arrays, axis=1), None, commas, "", ops.CALL)
    below = Op("below", lambda *arrays: np.concatenate(arrays), None, commas, "", ops.CALL)
    return Apply(beside, matrices), Apply(below, vectors)


def side_by_side(parts: Sequence[Mark]) -> Formula:
    """Vectors one below the other as one: ``[a, b]``, or one by itself."""
    if len(parts) == 1:
        return tuple(parts)
    pieces = [piece for part in parts for piece in (COMMA, part)]
    return (Mark("[", "[", "open"), *pieces[1:], Mark("]", "]", "close"))


def compose(node: Expr, leaf: Leaf, notation: Notation = DEFAULT) -> Formula:
    """The formula of an expression that ``spread`` gave, with brackets where its operations need them."""
    pieces = _compose(node, leaf)
    return pieces if notation.product == "odot" else tuple(AST if piece is ODOT else piece for piece in pieces)


def _compose(node: Expr, leaf: Leaf) -> Formula:
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
    pieces = _compose(node, leaf)
    follows = op is SQUARE or (bool(before) and not (isinstance(before[-1], Mark) and before[-1].kind == "open"))
    is_mixed = op is ops.MULTIPLY and isinstance(node, Apply) and node.op in (PRODUCT, JOINT)
    if len(pieces) > 1 and isinstance(node, Apply) and (is_mixed or node.op.binds < _needed(op, follows)):
        return (OPEN, *pieces, CLOSE)
    if follows and isinstance(pieces[0], Numbers) and _is_negative_scalar(pieces[0]):
        return (OPEN, pieces[0], CLOSE, *pieces[1:])
    return pieces


def _needed(op: Op, follows: bool) -> int:
    """How strongly an argument must hold together to go without brackets."""
    if op.binds == ops.CALL:
        return ops.LOOSE
    if op.latex in (PRODUCT.latex, JOINT.latex):
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
    return tuple(_MARKS.get(token) or _mark(token) for token in tokens)


def _mark(token: str) -> Mark:
    if token.startswith(r"\begin"):
        rows = token.removeprefix(r"\begin{pmatrix}").removesuffix(r"\end{pmatrix}").split(r"\\")
        return column([_marks(row) for row in rows])
    return Mark(token, re.sub(r"\\\w+\{(\w+)\}", r"\1", token))


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
