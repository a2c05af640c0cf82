"""The words and formulas inside the boxes of a cell picture."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine import ops
from ..engine.expr import Apply, Expr, Symbol
from .anatomy import Part
from .measure import measure
from .shapes import Run
from .symbol import symbol_runs

FORM_SIZE, WORD_SIZE = 16.0, 13.0
SPACE = Run(" ")


def gate_word(part: Part) -> str:
    """What a gate is called, as one small word: ``forget``; empty for what is no gate or candidate."""
    title, colon, _ = part.says.partition(":")
    if not colon or part.role not in ("gate", "candidate"):
        return ""
    return title.removesuffix(" gate").lower()


def form_runs(part: Part) -> tuple[Run, ...]:
    """An affine form as a formula in the math family: ``U_h h + c_h``."""
    assert part.form is not None
    return tuple(_form(part.form))


def form_width(part: Part) -> float:
    """The width of the box around an affine form."""
    return measure(form_runs(part), FORM_SIZE, "math") + 22.0


def _form(form: Expr) -> Iterator[Run]:
    match form:
        case Apply(op=ops.AFFINE, args=args):
            for matrix, vector in zip(args[:-1:2], args[1:-1:2], strict=True):
                yield from (*_product(matrix, vector), SPACE, Run("+"), SPACE)
            yield from _symbol(args[-1])
        case Apply(op=ops.MULTIPLY, args=(first, second)):
            yield from _product(first, second)
        case Apply(op=op, args=(first, second)):
            yield from (*_form(first), SPACE, Run(op.glyph), SPACE, *_form(second))
        case _:
            yield from _symbol(form)


def _product(matrix: Expr, vector: Expr) -> Iterator[Run]:
    yield from (*_symbol(matrix), Run("\N{THIN SPACE}"), *_symbol(vector))


def _symbol(node: Expr) -> tuple[Run, ...]:
    """The letter of a parameter or vector, without a time."""
    name = getattr(node, "name", "")
    return symbol_runs(name, None) if isinstance(node, Symbol) or name else (Run("…"),)
