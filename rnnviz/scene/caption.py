"""The words and formulas inside the boxes of a cell picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..engine import ops
from ..engine.expr import Apply, Expr
from ..engine.glyph import symbol
from ..engine.network import qualify
from .anatomy import Part
from .measure import measure
from .shapes import Run
from .standpoint import FIRST, Standpoint
from .symbol import glyph_runs

FORM_SIZE, WORD_SIZE = 16.0, 13.0
SPACE = Run(" ")


def gate_word(part: Part) -> str:
    """What a gate is called, as one small word: ``forget``; empty for what is no gate or candidate."""
    title, colon, _ = part.says.partition(":")
    if not colon or part.role not in ("gate", "candidate"):
        return ""
    return title.removesuffix(" gate").lower()


def form_runs(part: Part, seen: Standpoint = FIRST) -> tuple[Run, ...]:
    """An affine form as a formula in the math family, without the layer: ``U_h h + c_h``."""
    assert part.form is not None
    return tuple(_form(part.form, seen))


def form_width(part: Part, seen: Standpoint = FIRST) -> float:
    """The width of the box around an affine form."""
    return measure(form_runs(part, seen), FORM_SIZE, "math") + 22.0


def _form(form: Expr, seen: Standpoint) -> Iterator[Run]:
    match form:
        case Apply(op=ops.AFFINE, args=args):
            for matrix, vector in zip(args[:-1:2], args[1:-1:2], strict=True):
                yield from (*_product(matrix, vector, seen), SPACE, Run("+"), SPACE)
            yield from _symbol(args[-1], seen)
        case Apply(op=ops.MULTIPLY, args=(first, second)):
            yield from _product(first, second, seen)
        case Apply(op=op, args=(first, second)):
            yield from (*_form(first, seen), SPACE, Run(op.glyph), SPACE, *_form(second, seen))
        case _:
            yield from _symbol(form, seen)


def _product(matrix: Expr, vector: Expr, seen: Standpoint) -> Iterator[Run]:
    yield from (*_symbol(matrix, seen), Run("\N{THIN SPACE}"), *_symbol(vector, seen))


def _symbol(node: Expr, seen: Standpoint) -> tuple[Run, ...]:
    """The letter of a parameter or vector, without a time."""
    name = getattr(node, "name", "")
    if not name:
        return (Run("…"),)
    glyph = symbol(qualify(seen.layer, seen.reverse, name), None, seen.writing)
    return glyph_runs(replace(glyph, superscript=""))
