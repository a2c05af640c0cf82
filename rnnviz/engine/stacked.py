"""Gates that are computed from the same vectors as one equation: (i f o g) = (σ σ σ tanh) W (h; x)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from . import ops
from .equation import Equation
from .expr import Apply, Expr
from .glyph import Writing
from .ops import Array, Op
from .text import PRODUCT, add, join


def arrange(equations: Sequence[Equation], writing: Writing) -> tuple[Equation, ...]:
    """The equations as a notation arranges them: where it stacks gates, the first of them stands for all."""
    if writing.notation.arrangement != "stacked":
        return tuple(equations)
    groups = [group for group in _groups(equations) if len(group) > 1]
    stacked = {group[0].name: _stack(group, writing) for group in groups}
    gone = {equation.name for group in groups for equation in group[1:]}
    return tuple(stacked.get(e.name, e) for e in equations if e.name not in gone)


def _groups(equations: Sequence[Equation]) -> Iterator[list[Equation]]:
    """Equations of one layer and direction that are an activation over products with the same vectors."""
    groups: dict[tuple[int, bool, tuple[Expr, ...]], list[Equation]] = {}
    for equation in equations:
        match equation.body:
            case Apply(op=op, args=(Apply(op=ops.AFFINE, args=args),)) if op in ops.ACTIVATIONS and len(args) > 3:
                groups.setdefault((equation.layer, equation.reverse, args[1:-1:2]), []).append(equation)
    return iter(groups.values())


def _stack(group: Sequence[Equation], writing: Writing) -> Equation:
    """One equation of several: gates first, what has another activation behind them."""
    parts = tuple(sorted(group, key=lambda equation: equation.role != "gate"))
    forms = [part.body.args[0] for part in parts if isinstance(part.body, Apply)]
    joined = [join(form.args[:-1], writing.notation) for form in forms if isinstance(form, Apply)]
    biases = tuple(form.args[-1] for form in forms if isinstance(form, Apply))
    whole = Apply(PRODUCT, (_below(tuple(matrix for matrix, _ in joined)), joined[0][1]))
    activations = [part.body.op for part in parts if isinstance(part.body, Apply)]
    body = Apply(_each(activations), (add((whole, _below(biases))),))
    says = " ".join(part.says for part in parts)
    return replace(parts[0], name=group[0].name, body=body, says=says, parts=parts)


def _below(args: tuple[Expr, ...]) -> Apply:
    """Matrices or vectors one below the other."""
    commas = f"[{', '.join(['{}'] * len(args))}]"
    return Apply(Op("tall", lambda *arrays: np.concatenate(arrays), None, commas, "", ops.CALL), args)


def _each(activations: Sequence[Op]) -> Op:
    """An activation for every equal part of a vector."""

    def evaluate(a: Array) -> Array:
        parts = np.split(a, len(activations))
        return np.concatenate([op.evaluate(part) for op, part in zip(activations, parts, strict=True)])

    letters = [op.latex.removesuffix("({})") if op is not ops.IDENTITY else r"\mathrm{{id}}" for op in activations]
    latex = r"\begin{{pmatrix}} " + r" \\ ".join(letters) + r" \end{{pmatrix}}({})"
    return Op("each", evaluate, None, latex, "", ops.CALL)
